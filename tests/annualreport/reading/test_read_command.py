"""Does `report read` speak as promised: JSON, a table, one line and status 2 for what cannot be used?"""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

from tests.annualreport.reading.makers import as_text, form_of, lawful_cells
from yangguang.cli.main import main

KEYS = ["body", "kind", "year", "edition", "period", "filed_on", "preamble", "sections", "cells", "evidence"]
KEYS += ["missing", "uncertain", "notes"]


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(
        as_text(form_of(2024), 2024, lawful_cells(Random(1), form_of(2024), 60), " ".join), "utf-8"
    )
    return path


def test_json_has_every_promised_key_and_whole_numbers(
    report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", "read", str(report), "--json"]) == 0
    read = json.loads(capsys.readouterr().out)
    assert list(read) == KEYS
    cells = lawful_cells(Random(1), form_of(2024), 60)
    assert read["cells"] == cells
    assert all(type(value) is int for value in read["cells"].values())
    assert read["evidence"]["requests/received@total"]["raw"] == str(cells["requests/received@total"])
    assert (read["body"], read["year"], read["edition"], read["missing"]) == ("阳光县", 2024, "2021", [])


def test_last_years_report_decides_on_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cells = dict.fromkeys(lawful_cells(Random(0), form_of(2024)), 0)
    stock = "disclosure/normative_documents@"
    paths = []
    for year, made, repealed, in_force, join in ((2023, 0, 0, 533, " "), (2024, 58, 45, 546, "")):
        cells |= {f"{stock}made": made, f"{stock}repealed": repealed, f"{stock}in_force": in_force}
        paths.append(tmp_path / f"{year}.txt")
        paths[-1].write_text(as_text(form_of(year), year, cells, join.join), "utf-8")
    last_year, this_year = map(str, paths)
    assert main(["report", "read", this_year, "--json"]) == 0
    undecided = json.loads(capsys.readouterr().out)
    assert (undecided["cells"][f"{stock}made"], 58 in undecided["uncertain"][f"{stock}made"]) == (None, True)
    assert main(["report", "read", this_year, "--previous", last_year, "--json"]) == 0
    decided = json.loads(capsys.readouterr().out)
    assert (decided["cells"][f"{stock}made"], decided["uncertain"]) == (58, {})


def test_people_get_a_table(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "read", str(report)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "单位：阳光县（本级政府汇总）"
    assert lines[1] == "年度：2024    格式：2021年格式"
    total = lawful_cells(Random(1), form_of(2024), 60)["requests/received@total"]
    received = next(line for line in lines if line.startswith("一、本年新收政府信息公开申请数量"))
    assert received.split()[-1] == str(total)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("关于召开座谈会的通知\n定于3月1日召开。", "这不是政府信息公开工作年度报告"),
        ("", "空"),
    ],
)
def test_what_cannot_be_used_is_one_line_and_status_2(
    tmp_path: Path, content: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "other.txt"
    path.write_text(content, "utf-8")
    with pytest.raises(SystemExit) as left:
        main(["report", "read", str(path)])
    said = capsys.readouterr()
    assert (left.value.code, said.out) == (2, "")
    assert sentence in said.err
    assert said.err.count("\n") == 1


def test_a_missing_file_is_one_line_and_status_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["report", "read", str(tmp_path / "none.docx")])
    assert left.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_an_unknown_report_command_names_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["report", "paint"])
    assert left.value.code == 2
    assert (
        capsys.readouterr().err
        == "没有“report paint”这个命令，可用的有：read、check、write、compare、batch\n"
    )
