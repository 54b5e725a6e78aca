"""`yangguang report compare`: two files, or the JSON that was read from them, told in Chinese and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from yangguang.cli import report_compare, report_write


def make_report(folder: Path, name: str, year: int, cells: dict[str, int | float | None]) -> Path:
    source = folder / f"{year}.json"
    source.write_text(
        json.dumps({"body": "阳光县", "year": year, "edition": "2021", "cells": cells}), "utf-8"
    )
    if name.endswith(".json"):
        return source
    assert report_write.run([str(source), "-o", str(folder / name)]) == 0
    return folder / name


LAST = {"requests/received@total": 46, "disclosure/fees@amount": 12.5, "requests/carried_out@total": None}
THIS = {"requests/received@total": 63, "disclosure/fees@amount": 12.5, "requests/carried_out@total": 0}

LINES = """前者：阳光县 2023年
后者：阳光县 2024年

收到和处理政府信息公开申请情况
  一、本年新收政府信息公开申请数量／总计：46 → 63（+17，+37.0%）
  四、结转下年度继续办理／总计：空白 → 0（前者空白）

相同 198 格，不同 2 格
"""


@pytest.mark.parametrize("names", [("a.json", "b.json"), ("a.docx", "b.html"), ("a.pdf", "b.json")])
def test_what_differs_is_said(tmp_path, capsys, names):
    first, second = make_report(tmp_path, names[0], 2023, LAST), make_report(tmp_path, names[1], 2024, THIS)
    capsys.readouterr()
    assert report_compare.run([str(first), str(second)]) == 0
    assert capsys.readouterr().out == LINES


def test_json(tmp_path, capsys):
    first, second = make_report(tmp_path, "a.json", 2023, LAST), make_report(tmp_path, "b.json", 2024, THIS)
    assert report_compare.run([str(first), str(second), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "first": {"body": "阳光县", "year": 2023, "edition": "2021"},
        "second": {"body": "阳光县", "year": 2024, "edition": "2021"},
        "same_edition": True,
        "same": 198,
        "differences": [
            {
                "address": "requests/received@total",
                "label": "一、本年新收政府信息公开申请数量／总计",
                "kind": "changed",
                "first": 46,
                "second": 63,
                "change": 17,
                "percent": 37,
            },
            {
                "address": "requests/carried_out@total",
                "label": "四、结转下年度继续办理／总计",
                "kind": "filled",
                "first": None,
                "second": 0,
                "change": None,
                "percent": None,
            },
        ],
    }


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.json", "[]", "JSON 的最外层应当是一个对象，其中有 cells 一项"),
        ("a.json", "{}", "缺少 cells，其中应当写明各格的地址和数字"),
    ],
)
def test_refusals(tmp_path, capsys, name, content, sentence):
    (tmp_path / name).write_text(content)
    with pytest.raises(SystemExit) as stopped:
        report_compare.run([str(tmp_path / name), str(tmp_path / name)])
    assert stopped.value.code == 2
    assert capsys.readouterr().err == f"{tmp_path / name}：{sentence}\n"
