"""`report check`: what it prints, as lines and as JSON, and with which status it ends."""

from __future__ import annotations

import json

import pytest

from tests.annualreport.checking.makers import make_reading
from yangguang.annualreport.writing.facts import facts_of
from yangguang.annualreport.writing.report import written_report
from yangguang.cli import report_check
from yangguang.documents.writing.html import html

BROKEN = {"requests/received@natural_person": 4, "requests/received@total": 4}
LATER = {"problems": "公开的主动性不强，今后将加强培训和考核。"}


@pytest.fixture
def write(tmp_path):
    def written(name, **changes):
        path = tmp_path / name
        path.write_bytes(html(written_report(facts_of(make_reading(**changes)))))
        return str(path)

    return written


def ran(capsys, *words):
    status = report_check.run(list(words))
    printed = capsys.readouterr()
    return status, printed.out, printed.err


def test_a_clean_report_ends_with_0(write, capsys):
    assert ran(capsys, write("甲.html", body="甲县")) == (0, "甲.html（甲县 2023）：没有发现问题\n", "")


def test_an_error_ends_with_1_and_a_warning_does_not(write, capsys):
    status, out, _ = ran(capsys, write("甲.html", body="甲县", cells=BROKEN))
    assert (status, out.splitlines()) == (
        1,
        [
            "甲.html（甲县 2023）：错误 2",
            "  [错误] “自然人”列不平衡：4 + 0 ≠ 2 + 1（4 ≠ 3）（requests.balance）",
            "  [错误] “总计”列不平衡：4 + 0 ≠ 2 + 1（4 ≠ 3）（requests.balance）",
        ],
    )
    status, out, _ = ran(capsys, write("乙.html", body="乙县", cells={"disclosure/rules@in_force": 1}))
    assert (status, out.splitlines()[0]) == (0, "乙.html（乙县 2023）：疑点 1")


def test_one_file_as_json(write, capsys):
    path = write("甲.html", body="甲县", text="全县新收政府信息公开申请9件。")
    status, out, _ = ran(capsys, path, "--json")
    assert status == 0
    assert json.loads(out) == {
        "file": path,
        "body": "甲县",
        "kind": "aggregate",
        "year": 2023,
        "edition": "2021",
        "findings": [
            {
                "rule": "narrative.figure",
                "severity": "warning",
                "places": ["requests/received@total"],
                "message": "文字写新收申请 9 件，表格中“本年新收”为 3",
                "source": "arithmetic",
                "quote": "全县新收政府信息公开申请9件",
            }
        ],
    }


def test_words_like_those_of_the_tables_are_still_words(write, capsys):
    text = (
        "2023年，全县新收政府信息公开申请9件。发生信息公开行政复议7件，其中结果维持6件、尚未审结1件。"
        "主动公开政府信息10条，其中网站4条、其他5条。"
    )
    _, out, _ = ran(capsys, write("甲.html", body="甲县", text=text), "--json")
    assert [found["message"] for found in json.loads(out)["findings"]] == [
        "文字写新收申请 9 件，表格中“本年新收”为 3",
        "文字写行政复议案件 7 件，表格中“行政复议总计”为 0",
        "分项之和 4 + 5 = 9，不等于总数 10",
    ]


def test_markup_that_leaked_is_told(write, capsys):
    text = "做好<span>发布</span>工作&nbsp;[bookmark: OLE_LINK1]。"
    _, out, _ = ran(capsys, write("甲.html", body="甲县", text=text))
    assert out.splitlines()[1:] == [
        "  [疑点] 正文中有 3 处网页或排版代码，例如 <span>（prose.markup）  原文：<span>",
        "  [提示] 正文中有 1 处格式转换残留，例如 [bookmark: OLE_LINK1]（prose.markup_residue）"
        "  原文：[bookmark: OLE_LINK1]",
    ]


def test_several_files_as_json_with_what_shows_only_together(write, capsys):
    figures = {
        "disclosure/licences@decisions": 517,
        "disclosure/penalties@decisions": 693,
        "disclosure/coercion@decisions": 21,
    }
    first, second = write("甲.html", body="甲县", cells=figures), write("乙.html", body="乙县", cells=figures)
    status, out, _ = ran(capsys, first, second, "--json")
    content = json.loads(out)
    assert status == 0
    assert [one["file"] for one in content["reports"]] == [first, second]
    (found,) = content["findings"]
    assert (found["rule"], found["files"]) == ("together.same_figures", [first, second])


def test_last_years_report_given_or_found_among_the_files(write, capsys):
    before = write("去年.html", body="甲县", year=2022)
    now = write("今年.html", body="甲县", **LATER)
    message = "“总计”列上年结转 0 件，2022 年报告的结转下年度却是 1 件"
    for words in ((now, "--previous", before), (now, before)):
        _, out, _ = ran(capsys, *words)
        assert message in out


def test_an_unreadable_file_ends_with_2_and_one_sentence(write, capsys, tmp_path):
    with pytest.raises(SystemExit) as stopped:
        report_check.run([str(tmp_path / "没有.docx")])
    assert stopped.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1
    status, out, err = ran(capsys, write("甲.html", body="甲县"), str(tmp_path / "没有.docx"))
    assert (status, out) == (2, "甲.html（甲县 2023）：没有发现问题\n")
    assert err.count("\n") == 1


def test_last_years_report_goes_with_one_file_only(write, capsys):
    path = write("甲.html", body="甲县")
    with pytest.raises(SystemExit) as stopped:
        report_check.run([path, path, "--previous", path])
    assert stopped.value.code == 2
    assert capsys.readouterr().err == "--previous 只能与一份报告一起使用\n"
