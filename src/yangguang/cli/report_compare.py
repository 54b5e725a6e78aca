"""In which cells do two reports differ? `yangguang report compare A B [--json]`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Any

from yangguang.annualreport.comparing import Change, Comparison, Difference, compare
from yangguang.annualreport.reading.export import as_number
from yangguang.annualreport.reading.model import Reading
from yangguang.annualreport.writing.facts import Unwritable, reading_of
from yangguang.cli.parser import Parser, stop
from yangguang.cli.report_read import reading_of as read_file
from yangguang.cli.report_write import facts_in

WORDS = {
    Change.CHANGED: "",
    Change.FILLED: "前者空白",
    Change.EMPTIED: "后者空白",
    Change.UNCERTAIN: "不能确定，不作比较",
    Change.ONLY_FIRST: "后者没有这一格",
    Change.ONLY_SECOND: "前者没有这一格",
}


def run(arguments: list[str]) -> int:
    """Compare two files; exit status 0 also when they differ, 2 when one of them cannot be read."""
    parser = Parser(prog="yangguang report compare", description="逐格比较两份政府信息公开工作年度报告")
    parser.add_argument("first", metavar="A", type=Path, help="前一份年度报告，或 report read 所给的 JSON")
    parser.add_argument("second", metavar="B", type=Path, help="后一份年度报告")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    options = parser.parse_args(arguments)
    comparison = compare(_reading(options.first), _reading(options.second))
    if options.json:
        print(json.dumps(as_json(comparison), ensure_ascii=False, indent=1))
    else:
        print("\n".join(as_lines(comparison)))
    return 0


def _reading(path: Path) -> Reading:
    """A report from its file, or from the JSON that `report read` made of one."""
    if path.suffix.lower() != ".json":
        return read_file(path)
    try:
        return reading_of(facts_in(path))
    except Unwritable as refusal:
        stop(str(refusal))


def as_json(comparison: Comparison) -> dict[str, Any]:
    """The comparison as plain JSON values: who is compared, how many cells are alike, which differ."""
    differing = [cell for cell in comparison.cells if cell.kind is not Change.SAME]
    return {
        "first": _who(comparison.first),
        "second": _who(comparison.second),
        "same_edition": comparison.same_edition,
        "same": len(comparison.of(Change.SAME)),
        "differences": [
            {
                "address": cell.address,
                "label": str(cell.name),
                "kind": cell.kind.value,
                "first": as_number(cell.first),
                "second": as_number(cell.second),
                "change": as_number(cell.change),
                "percent": as_number(cell.percent),
            }
            for cell in differing
        ],
    }


def as_lines(comparison: Comparison) -> Iterator[str]:
    """The comparison as Chinese text: a heading a table, then a line a cell that differs."""
    first, second = comparison.first, comparison.second
    yield f"前者：{_title(first)}"
    yield f"后者：{_title(second)}"
    if not comparison.same_edition:
        yield "两份报告的格式不同，只比较两种格式都有的项目"
    lone = (Change.ONLY_FIRST, Change.ONLY_SECOND)
    shown = [
        cell
        for cell in comparison.cells
        if cell.kind is not Change.SAME and (comparison.same_edition or cell.kind not in lone)
    ]
    for table, cells in groupby(shown, key=lambda cell: cell.name.table):
        yield f"\n{table}"
        yield from (_line(cell) for cell in cells)
    yield f"\n相同 {len(comparison.of(Change.SAME))} 格，不同 {len(shown)} 格"


def _line(cell: Difference) -> str:
    if cell.kind is Change.UNCERTAIN:
        return f"  {cell.name}：{WORDS[cell.kind]}"
    words = f"  {cell.name}：{_shown(cell.first)} → {_shown(cell.second)}"
    if cell.change is not None:
        words += f"（{cell.change:+f}" + (f"，{cell.percent:+f}%" if cell.percent is not None else "") + "）"
    return words + (f"（{WORDS[cell.kind]}）" if WORDS[cell.kind] else "")


def _shown(value: Decimal | None) -> str:
    return "空白" if value is None else f"{value:f}"


def _who(reading: Reading) -> dict[str, Any]:
    return {"body": reading.body, "year": reading.year, "edition": reading.edition}


def _title(reading: Reading) -> str:
    year = f"{reading.year}年" if reading.year else "年度不明"
    return f"{reading.body or '单位不明'} {year}"
