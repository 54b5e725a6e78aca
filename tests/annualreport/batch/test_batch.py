"""A folder of reports in, one file out: the same with one worker or two, resumed or not."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from tests.annualreport.checking.makers import make_reading, real_report
from tests.shared import gold, needs_shared
from yangguang.annualreport.batch.codec import packed, unpacked
from yangguang.annualreport.batch.journal import Journal, line_at
from yangguang.annualreport.batch.output import jsonl, xlsx
from yangguang.annualreport.batch.running import run_batch
from yangguang.annualreport.checking.check import check
from yangguang.annualreport.reading.model import Evidence
from yangguang.annualreport.writing.facts import facts_of
from yangguang.annualreport.writing.report import written_report
from yangguang.cli import report_batch
from yangguang.documents.writing.docx import docx
from yangguang.documents.writing.html import html

SOURCE = Path(__file__).resolve().parents[3] / "src"
BROKEN = {"requests/received@natural_person": 4, "requests/received@total": 4}


def write(path, **changes):
    written = written_report(facts_of(make_reading(**changes)))
    path.write_bytes(docx(written) if path.suffix == ".docx" else html(written))


@pytest.fixture
def folder(tmp_path):
    """Two years of one county that do not follow, a broken report, a clean one, two unreadable files."""
    place = tmp_path / "年报"
    (place / "乡镇").mkdir(parents=True)
    write(place / "甲县_2022.docx", body="甲县", year=2022)
    write(place / "甲县_2023.html", body="甲县", problems="公开的主动性不强，今后将加强培训和考核。")
    write(place / "乙县.html", body="乙县", cells=BROKEN)
    write(place / "乡镇" / "东山镇.html", body="东山镇人民政府", kind="agency")
    (place / "空.pdf").write_bytes(b"")
    (place / "通知.txt").write_text("关于召开会议的通知。", "utf-8")
    (place / ".隐藏.html").write_text("不看", "utf-8")
    (place / "照片.jpg").write_bytes(b"\xff\xd8")
    return place


def run(folder, journal, workers=1):
    told = []
    outcome = run_batch(
        folder,
        journal,
        workers=workers,
        progress=lambda *state: told.append(state),
        leave_out=frozenset({journal}),
    )
    return outcome, told


def test_every_file_is_checked_or_says_why_not_and_last_year_is_found(folder, tmp_path):
    outcome, told = run(folder, tmp_path / "journal")
    lines = [json.loads(line) for line in jsonl(outcome).decode().splitlines()]
    assert [(line["file"], line.get("errors"), line.get("refusal")) for line in lines] == [
        ("乙县.html", 2, None),
        ("乡镇/东山镇.html", 0, None),
        ("甲县_2022.docx", 0, None),
        ("甲县_2023.html", 0, None),
        ("空.pdf", None, "文件是空的"),
        ("通知.txt", None, "这不是政府信息公开工作年度报告：没有找到年度报告格式规定的表格"),
    ]
    assert lines[3]["previous"] == "甲县_2022.docx"
    assert [found["rule"] for found in lines[3]["findings"]] == ["chain.carry_over", "chain.carry_over"]
    assert [found["message"] for found in lines[0]["findings"]] == [
        "“自然人”列不平衡：4 + 0 ≠ 2 + 1（4 ≠ 3）",
        "“总计”列不平衡：4 + 0 ≠ 2 + 1（4 ≠ 3）",
    ]
    assert told[0] == ("读取", 0, 6)
    assert told[-1] == ("检查", 4, 4)


def test_two_workers_give_the_same_bytes_as_one(folder, tmp_path):
    one, _ = run(folder, tmp_path / "one", workers=1)
    two, _ = run(folder, tmp_path / "two", workers=2)
    assert jsonl(one) == jsonl(two)
    assert xlsx(one) == xlsx(two)


def test_a_stopped_batch_goes_on_and_reads_changed_files_again(folder, tmp_path):
    journal = tmp_path / "journal"
    whole = jsonl(run(folder, journal)[0])
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join(lines[:4]) + lines[4][:20])  # killed in the middle of the fourth file
    outcome, told = run(folder, journal)
    assert told[0] == ("读取", 3, 6)
    assert jsonl(outcome) == whole
    write(folder / "乙县.html", body="乙县")
    outcome, told = run(folder, journal)
    assert told[0] == ("读取", 5, 6)
    assert [len(result.findings) for result in outcome.results] == [0, 0, 0, 2, 0, 0]


@pytest.mark.long
def test_a_killed_command_leaves_no_process_and_goes_on(tmp_path):
    place = tmp_path / "年报"
    place.mkdir()
    for number in range(60):
        write(place / f"{number:02}.html", body=f"第{number}县")
    words = [
        sys.executable,
        "-m",
        "yangguang.cli.main",
        "report",
        "batch",
        str(place),
        "--workers",
        "2",
        "-o",
    ]
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    killed = subprocess.Popen(
        [*words, str(tmp_path / "a.jsonl")], stderr=subprocess.PIPE, env=environment, text=True
    )
    assert killed.stderr is not None
    assert [killed.stderr.readline()[:3] for _ in range(3)] == ["读取 "] * 3
    killed.kill()
    killed.stderr.read()  # ends only when every process that could write there has ended
    killed.wait()
    assert (tmp_path / ".a.jsonl.journal").is_file()
    for name in ("a.jsonl", "b.jsonl"):
        done = subprocess.run(
            [*words, str(tmp_path / name)], capture_output=True, env=environment, check=True
        )
        assert done.returncode == 0
    assert (tmp_path / "a.jsonl").read_bytes() == (tmp_path / "b.jsonl").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.jsonl", "b.jsonl", "年报"]


@pytest.mark.parametrize("rest", [b"", b"no journal\n", b'{"format":0}\n', b"\x00\xff", b"[]\n", b'"x"\n'])
def test_a_journal_that_is_none_is_begun_anew(tmp_path, rest):
    path = tmp_path / "journal"
    path.write_bytes(rest)
    with Journal(path) as journal:
        assert journal.entries == {}
        journal.add({"file": "甲.html", "stamp": "1-2", "refusal": "文件是空的"})
        journal.flush()
        assert line_at(path, journal.entries["甲.html"].offset)["refusal"] == "文件是空的"
    with Journal(path) as journal:
        assert journal.has("甲.html", "1-2")
        assert not journal.has("甲.html", "1-3")


def test_a_reading_comes_back_out_of_its_line():
    reading = make_reading(
        cells={"disclosure/fees@amount": "4166.241619", "disclosure/licences@decisions": None},
        uncertain={"disclosure/licences@decisions": (Decimal(5), Decimal(58))},
    )
    reading.evidence["disclosure/licences@decisions"] = Evidence("××", "第1块")
    back = unpacked(json.loads(json.dumps(packed(reading))))
    assert replace(back, evidence={}) == replace(reading, evidence={})
    assert check(back) == check(reading)


@needs_shared
def test_a_real_reading_is_checked_alike_after_its_line():
    for name in gold():
        reading = real_report(name)
        assert check(unpacked(json.loads(json.dumps(packed(reading))))) == check(reading)


def test_the_sheet_has_a_row_for_every_finding_and_every_file_without_one(folder, tmp_path):
    outcome, _ = run(folder, tmp_path / "journal")
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx(outcome))).worksheets[0]
    rows = [[cell.value for cell in row[:5]] for row in sheet.iter_rows()]
    assert rows[0] == ["文件", "主体", "年度", "级别", "规则"]
    assert rows[1:] == [
        ["乙县.html", "乙县", 2023, "错误", "requests.balance"],
        ["乙县.html", "乙县", 2023, "错误", "requests.balance"],
        ["乡镇/东山镇.html", "东山镇人民政府", 2023, "没有发现问题", None],
        ["甲县_2022.docx", "甲县", 2022, "没有发现问题", None],
        ["甲县_2023.html", "甲县", 2023, "疑点", "chain.carry_over"],
        ["甲县_2023.html", "甲县", 2023, "疑点", "chain.carry_over"],
        ["空.pdf", None, None, "无法读取", None],
        ["通知.txt", None, None, "无法读取", None],
    ]


def test_the_command_leaves_only_its_result(folder, tmp_path, capsys):
    output = tmp_path / "结果.jsonl"
    before = sorted(path.name for path in tmp_path.iterdir())
    assert report_batch.run([str(folder), "-o", str(output), "--workers", "1"]) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*before, "结果.jsonl"])
    assert len(output.read_bytes().splitlines()) == 6
    assert capsys.readouterr().out == (f"共 6 份，读不出 2 份；发现 4 处，其中错误 2 处；结果在 {output}\n")


def test_a_folder_without_errors_ends_with_status_0(tmp_path):
    write(tmp_path / "甲县.html", body="甲县")
    assert report_batch.run([str(tmp_path), "-o", str(tmp_path / "结果.xlsx"), "--workers", "1"]) == 0


def test_a_folder_is_no_result_and_nothing_is_begun(tmp_path, capsys):
    output = tmp_path / "结果.xlsx"
    output.mkdir()
    write(tmp_path / "甲县.html", body="甲县")
    with pytest.raises(SystemExit) as stopped:
        report_batch.run([str(tmp_path), "-o", str(output)])
    assert stopped.value.code == 2
    assert capsys.readouterr().err == f"“{output}”是一个文件夹，请写明结果文件的名字\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["甲县.html", "结果.xlsx"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["没有", "-o", "a.jsonl"], "找不到文件夹“没有”"),
        ([".", "-o", "a.csv"], "结果文件应以 .xlsx 或 .jsonl 结尾，“a.csv”不是"),
        ([".", "-o", "没有/a.jsonl"], "不存在或不能写入"),
        ([".", "-o", "a.jsonl", "--workers", "0"], "--workers 应是不小于 1 的整数"),
        ([".", "-o", "a.jsonl"], "里没有可以读取的报告文件"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(words, sentence, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as stopped:
        report_batch.run(words)
    assert stopped.value.code == 2
    assert sentence in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
