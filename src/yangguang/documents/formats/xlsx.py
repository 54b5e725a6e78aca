"""What do the sheets of a workbook show? Stored values, merged cells, a grid between empty rows."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from yangguang.documents import limits
from yangguang.documents.archive import DAMAGED, opened, part, refuse_declarations
from yangguang.documents.model import Document, Unreadable
from yangguang.documents.raw import Collector, RawTable, Slot

SHEETS = 60
SHEET_BYTES = 12 * 1024 * 1024
"""All XML of a workbook together, unpacked; openpyxl needs about twenty times as much memory."""
DEFAULT_NAME = re.compile(r"^(?:Sheet|工作表|表)\s*\d*$", re.I)
PERCENT = re.compile(r"0(?:\.(0+))?%")

Row = list[tuple[str, int, int, int]]
"""The cells of a row as (text, column from 0, row span, column span), empty ones included."""


def parse(data: bytes) -> Document:
    """The visible sheets in order; formulas give the value they were saved with."""
    _refuse_dangerous(data)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
    except MemoryError:
        raise
    except Exception as error:  # openpyxl raises anything on a damaged workbook
        raise Unreadable(DAMAGED) from error
    out = Collector("xlsx")
    out.title = (book.properties.title or "").strip() or None
    sheets = [sheet for sheet in book.worksheets if isinstance(sheet, Worksheet)]
    for sheet in sheets[:SHEETS]:
        if sheet.sheet_state != "visible":
            out.notes.append(f"隐藏的工作表“{sheet.title}”没有读取")
            continue
        _write(sheet, out, named=len(sheets) > 1)
    return out.document()


def _refuse_dangerous(data: bytes) -> None:
    archive = opened(data)
    total = 0
    for info in archive.infolist():
        if not info.filename.endswith((".xml", ".rels", ".vml")):
            continue
        content = part(archive, info.filename) or b""
        refuse_declarations(content)
        total += len(content)
        if total > SHEET_BYTES:
            raise Unreadable("工作簿展开后过大，不像一份报告，无法读取")


def _write(sheet: Worksheet, out: Collector, *, named: bool) -> None:
    if sheet.max_row * sheet.max_column > 50 * limits.CELLS:
        raise Unreadable(f"工作表“{sheet.title}”范围过大，无法读取")
    if named and not DEFAULT_NAME.match(sheet.title):
        out.paragraph(sheet.title, 1)
    together: list[Row] = []
    for row in _rows(sheet):
        if any(text for text, *_ in row):
            together.append(row)
            continue
        _piece(together, out)
        together = []
    _piece(together, out)


def _rows(sheet: Worksheet) -> Iterator[Row]:
    """All rows up to the last written cell; a place covered by a merged cell is left out."""
    spans, covered = _merged(sheet)
    written: dict[int, dict[int, Any]] = {}
    for (row, column), cell in sheet._cells.items():
        if cell.value is not None or (row, column) in spans:
            written.setdefault(row, {})[column] = cell
    if not written:
        return
    columns = {column for cells in written.values() for column in cells}
    first, last = min(columns), max(columns)
    if last - first >= limits.COLUMNS:
        raise Unreadable(f"表格超过 {limits.COLUMNS} 列，无法读取")
    for number in range(min(written), max(written) + 1):
        cells = written.get(number, {})
        yield [
            (_shown(cells.get(column)), column - first, *spans.get((number, column), (1, 1)))
            for column in (range(first, last + 1) if cells else ())
            if (number, column) not in covered
        ]


def _merged(sheet: Worksheet) -> tuple[dict[tuple[int, int], tuple[int, int]], set[tuple[int, int]]]:
    spans, covered = {}, set()
    for area in sheet.merged_cells.ranges:
        height, width = area.max_row - area.min_row + 1, area.max_col - area.min_col + 1
        if height * width > limits.CELLS:
            raise Unreadable(f"工作表“{sheet.title}”的合并单元格过大，无法读取")
        spans[area.min_row, area.min_col] = (height, width)
        covered |= {
            (row, column)
            for row in range(area.min_row, area.max_row + 1)
            for column in range(area.min_col, area.max_col + 1)
        }
    return spans, covered - set(spans)


def _piece(rows: list[Row], out: Collector) -> None:
    """Rows without an empty one between them: lone texts above and below are paragraphs, the rest a grid."""
    first, last = 0, len(rows)
    width = max((column + span for row in rows for _, column, _, span in row), default=0)
    while first < last and _alone(rows[first], width):
        first += 1
    while last > first and _alone(rows[last - 1], width):
        last -= 1
    _paragraphs(rows[:first], out)
    slots = [
        [Slot(text, height, width, column) for text, column, height, width in row] for row in rows[first:last]
    ]
    if slots:
        out.table(RawTable(slots))
    _paragraphs(rows[last:], out)


def _alone(row: Row, width: int) -> bool:
    """Whether a row holds one text only and no cell reaches into it or out of it."""
    one_high = sum(span for _, _, height, span in row if height == 1)
    return sum(bool(text) for text, *_ in row) == 1 and one_high == width


def _paragraphs(rows: list[Row], out: Collector) -> None:
    for row in rows:
        for text, *_ in row:
            for line in text.split("\n"):
                out.paragraph(line.strip())


def _shown(cell: Any | None) -> str:
    """A value as a person would read it in the sheet."""
    if cell is None or cell.value is None:
        return ""
    value = cell.value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, int | float):
        return _number(value, str(cell.number_format))
    return str(value).replace("\r\n", "\n").strip()


def _number(value: float, number_format: str) -> str:
    percent = PERCENT.search(number_format)
    if percent:
        return f"{Decimal(repr(value)) * 100:.{len(percent.group(1) or '')}f}%"
    if isinstance(value, float):
        if not math.isfinite(value):
            return ""
        exact = Decimal(repr(round(value, 10)))
        return f"{exact.normalize():f}" if exact else "0"
    return str(value)
