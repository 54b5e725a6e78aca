"""`yangguang report write`: what goes in, what comes out, and what is refused in one sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from yangguang.annualreport.reading.reader import read_report
from yangguang.cli import report_write
from yangguang.documents.parsing import parse

FACTS = {
    "body": "阳光县",
    "kind": "aggregate",
    "year": 2024,
    "edition": "2021",
    "period": {"first": "2024-01-01", "last": "2024-12-31"},
    "sections": [{"number": "一", "title": "总体情况", "text": "第一段。\n第二段。"}],
    "cells": {"disclosure/rules@made": 0, "disclosure/fees@amount": 12.5, "requests/received@total": None},
    "filed_on": "2025-02-10",
}

EXPECTED = [
    "阳光县2024年政府信息公开工作年度报告",
    "自2024年1月1日起至2024年12月31日止",
    "一、总体情况第一段。第二段。",
    "六、其他需要报告的事项",
    "行政事业性收费12.5",
    "2025年2月10日",
]


def write(folder: Path, facts: object, name: str = "out.docx") -> Path:
    source = folder / "cells.json"
    source.write_text(facts if isinstance(facts, str) else json.dumps(facts, ensure_ascii=False), "utf-8")
    target = folder / name
    assert report_write.run([str(source), "-o", str(target)]) == 0
    return target


def refusal(folder: Path, facts: object, capsys, name: str = "out.docx") -> str:
    with pytest.raises(SystemExit) as stopped:
        write(folder, facts, name)
    assert stopped.value.code == 2
    assert sorted(path.name for path in folder.iterdir()) == ["cells.json"]
    said = capsys.readouterr()
    assert said.out == ""
    return said.err.removesuffix("\n").removeprefix(f"{folder / 'cells.json'}：")


@pytest.mark.parametrize("name", ["out.docx", "out.html", "out.pdf"])
def test_written_file_says_what_was_given(tmp_path, name):
    text = "".join(parse(write(tmp_path, FACTS, name).read_bytes()).text.split())
    for words in EXPECTED:
        assert words in text


@pytest.mark.parametrize("name", ["out.docx", "out.html", "out.pdf"])
def test_same_facts_same_bytes(tmp_path, name):
    first = write(tmp_path, FACTS, name).read_bytes()
    assert write(tmp_path, FACTS, name).read_bytes() == first


def test_an_existing_file_is_replaced_whole(tmp_path):
    (tmp_path / "out.html").write_text("旧")
    written = write(tmp_path, FACTS, "out.html")
    assert "阳光县" in written.read_text("utf-8")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cells.json", "out.html"]


def test_tables_alone_are_enough(tmp_path):
    text = parse(write(tmp_path, {"cells": {"disclosure/fees@amount": 1}}).read_bytes()).text
    assert text.startswith("政府信息公开工作年度报告\n一、总体情况\n二、主动公开政府信息情况")


RECEIVED = "requests/received@total"
WHOLE = {RECEIVED: 1, "requests/results.other@total": 1}
SPLIT = {"requests/results.other.other@total": 1}

NOT_JSON = "这不是有效的 JSON 文件"
NO_CELLS = "缺少 cells，其中应当写明各格的地址和数字"
NO_NUMBER = f"{RECEIVED} 的值不是数字，空白请写 null"
TOO_BIG = f"{RECEIVED} 的数字过大或过小，最多12位整数"
BOTH = "“（六）其他处理”只能填一行或者分项填写，不能两种都填"
NO_PERIOD = "period 应当写明 first 和 last 两个日期，且先后无误"


def of_2024(**facts: object) -> dict[str, object]:
    return {"year": 2024, "cells": {}} | facts


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ("{", NOT_JSON),
        ("[" * 100_000, NOT_JSON),
        ("", NOT_JSON),
        ([1], "JSON 的最外层应当是一个对象，其中有 cells 一项"),
        ({"year": 2024}, NO_CELLS),
        (of_2024(cells=[]), NO_CELLS),
        (of_2024(cells={"requests/none@total": 1}), "2021 版格式没有 requests/none@total 这一格"),
        (
            of_2024(edition="2019", cells={"disclosure/fees@amount": 1}),
            "2019 版格式没有 disclosure/fees@amount 这一格",
        ),
        (of_2024(cells={RECEIVED: "12"}), NO_NUMBER),
        (of_2024(cells={RECEIVED: True}), NO_NUMBER),
        (of_2024(cells={RECEIVED: [1]}), NO_NUMBER),
        (f'{{"cells": {{"{RECEIVED}": NaN}}}}', "NaN 不是可以填写的数字"),
        (f'{{"cells": {{"{RECEIVED}": 1e999999999}}}}', TOO_BIG),
        (f'{{"cells": {{"{RECEIVED}": 1e-99999}}}}', TOO_BIG),
        (f'{{"cells": {{"{RECEIVED}": 0.123456789}}}}', f"{RECEIVED} 的小数位过多，最多8位"),
        (of_2024(cells=WHOLE | SPLIT), BOTH),
        (of_2024(year="二〇二四"), "year 应当是四位数的年份"),
        (of_2024(year=2024.5), "year 应当是四位数的年份"),
        (of_2024(edition="2030"), "没有“2030”这一版年报格式"),
        (of_2024(filed_on="2025-02-30"), "filed_on 应当写成 2025-01-20 这样的日期"),
        (of_2024(period={"first": "2024-01-01"}), NO_PERIOD),
        (of_2024(period=["2024-12-31", "2024-01-01"]), NO_PERIOD),
        (of_2024(sections="一"), "sections 应当是列表，每项有 number、title、text"),
        (of_2024(body=7), "body 应当是文字"),
        (of_2024(body="县" * 201), f"“{'县' * 60}…”过长，最多200字"),
        (of_2024(preamble="字" * 200_001), "正文过长，最多200000字、4000段"),
        (of_2024(preamble="字\n" * 4001), "正文过长，最多200000字、4000段"),
        (of_2024(sections=[{"number": "七"}] * 41), "sections 过多，最多40项"),
        (
            {"edition": "before-2019", "cells": {f"statistics/信息数@{number}": 1 for number in range(13)}},
            "统计表的列过多，最多12列",
        ),
        ({"cells": {"a": 1}}, "没有写明 year 和 edition，无法判断用哪一版格式"),
        (
            {"edition": "before-2019", "cells": {"statistics/主动公开信息数": 1}},
            "before-2019 版格式没有 statistics/主动公开信息数 这一格",
        ),
    ],
)
def test_refusals(tmp_path, capsys, facts, sentence):
    assert refusal(tmp_path, facts, capsys) == sentence


def test_only_three_formats(tmp_path, capsys):
    assert refusal(tmp_path, FACTS, capsys, "out.xlsx") == "只能写成 docx、html、pdf 文件，不能写成“out.xlsx”"


def test_folder_must_be_there(tmp_path, capsys):
    said = refusal(tmp_path, FACTS, capsys, "nowhere/out.docx")
    assert said == f"文件夹 {tmp_path / 'nowhere'} 不存在，无法写入"


def test_missing_facts(tmp_path, capsys):
    with pytest.raises(SystemExit) as stopped:
        report_write.run([str(tmp_path / "none.json"), "-o", str(tmp_path / "out.docx")])
    assert stopped.value.code == 2
    assert capsys.readouterr().err == f"找不到文件 {tmp_path / 'none.json'}\n"
    assert list(tmp_path.iterdir()) == []


def test_not_utf8(tmp_path, capsys):
    (tmp_path / "cells.json").write_bytes('{"body": "阳光县", "cells": {}}'.encode("gbk"))
    with pytest.raises(SystemExit) as stopped:
        report_write.run([str(tmp_path / "cells.json"), "-o", str(tmp_path / "out.docx")])
    assert stopped.value.code == 2
    assert capsys.readouterr().err == f"{tmp_path / 'cells.json'} 不是 UTF-8 编码的 JSON 文件\n"


def test_a_folder_holds_no_facts(tmp_path, capsys):
    with pytest.raises(SystemExit) as stopped:
        report_write.run([str(tmp_path), "-o", str(tmp_path / "out.docx")])
    assert stopped.value.code == 2
    assert capsys.readouterr().err == f"{tmp_path} 是文件夹，不是 JSON 文件\n"
    assert list(tmp_path.iterdir()) == []


ARABIC = [
    {"number": "一", "title": "总体情况", "text": "第一段。"},
    {"number": "2", "title": "主动公开政府信息情况", "text": "第二段。"},
    {"number": "5", "title": "存在的问题及改进措施", "text": "第五段。"},
    {"number": "七", "title": "附记", "text": "第七段。"},
    {"number": "六", "title": "其他需要报告的事项", "text": "本年度没有收取信息处理费。"},
]


@pytest.mark.parametrize("name", ["out.docx", "out.pdf"])
def test_a_part_numbered_otherwise_stands_in_its_place(tmp_path, name):
    sections = read_report(parse(write(tmp_path, {**FACTS, "sections": ARABIC}, name).read_bytes())).sections
    assert [(part.number, part.text) for part in sections] == [
        ("一", "第一段。"),
        ("二", "第二段。"),
        ("三", ""),
        ("四", ""),
        ("五", "第五段。"),
        ("六", "本年度没有收取信息处理费。"),
        ("七", "第七段。\n阳光县\n2025年2月10日"),
    ]
