"""How are figures handed out as data? csv for spreadsheets, json for programs, xlsx for findings."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from yangguang.annualreport.form.editions import Address
from yangguang.annualreport.form.naming import named
from yangguang.annualreport.writing.facts import ReportFacts
from yangguang.annualreport.writing.figures import printed
from yangguang.documents.writing.text import printable

HEADINGS = ("表", "行", "列", "地址", "数值", "单位")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet take a text for a formula."""
FIXED = datetime(2000, 1, 1)
ZIP_TIME = (1980, 1, 1, 0, 0, 0)
LONGEST_CELL = 32_000
CORE = "docProps/core.xml"
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def as_csv(cells: Mapping[Address, Decimal | None], edition_id: str | None) -> bytes:
    """A line a cell in the order given, UTF-8 with the mark that spreadsheets need; blanks are empty."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    for address, value in cells.items():
        name = named(address, edition_id)
        words = (name.table, name.row, name.column, address)
        writer.writerow([*map(harmless, words), printed(value), harmless(name.unit)])
    return target.getvalue().encode("utf-8-sig")


def as_json(facts: ReportFacts) -> bytes:
    """The report as the JSON that `report write` takes: what is downloaded can be written again."""
    period = facts.period
    content: dict[str, Any] = {
        "body": facts.body or None,
        "kind": facts.kind,
        "year": facts.year,
        "edition": facts.edition,
        "period": {"first": period.first.isoformat(), "last": period.last.isoformat()} if period else None,
        "filed_on": facts.filed_on.isoformat() if facts.filed_on else None,
        "preamble": facts.preamble,
        "sections": [
            {"number": section.number, "title": section.title, "text": section.text}
            for section in facts.sections
        ],
    }
    if facts.units:
        content["units"] = facts.units
    head = json.dumps(content, ensure_ascii=False, indent=1).removesuffix("\n}")
    lines = (
        f"  {json.dumps(address, ensure_ascii=False)}: {printed(value) or 'null'}"
        for address, value in facts.cells.items()
    )
    cells = ",\n".join(lines)
    return f'{head},\n "cells": {{\n{cells}\n }}\n}}\n'.encode()


def as_xlsx(
    title: str, headings: Sequence[str], rows: Iterable[Sequence[str | Decimal | int | None]]
) -> bytes:
    """One sheet with a heading line that stays in view; equal rows give equal bytes.

    Texts are written as texts, also those that look like a formula.
    """
    book = Workbook()
    book.properties.created = book.properties.modified = FIXED
    book.properties.creator = "阳光"
    sheet = book.worksheets[0]
    sheet.title = title[:31]
    for number, row in enumerate([headings, *rows], 1):
        for column, value in enumerate(row, 1):
            _put(sheet.cell(number, column), value, heading=number == 1)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    _widen(sheet, len(headings))
    target = io.BytesIO()
    book.save(target)
    return _same_every_time(target.getvalue())


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula: where one would, an apostrophe comes first."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _put(cell: Cell | MergedCell, value: str | Decimal | int | None, *, heading: bool) -> None:
    if isinstance(value, str):
        cell.value = printable(value)[:LONGEST_CELL]
        cell.data_type = "s"  # openpyxl took a text that begins with = for a formula
    else:
        cell.value = value
    cell.font = Font(bold=heading)
    cell.alignment = Alignment(vertical="top", wrap_text=True)


def _widen(sheet: Worksheet, columns: int) -> None:
    """Columns as wide as their longest text, within reason; a Chinese character is two letters wide."""
    for number in range(1, columns + 1):
        texts = (
            str(row[0] or "") for row in sheet.iter_rows(2, min_col=number, max_col=number, values_only=True)
        )
        longest = max((2 * len(text) for text in texts), default=0)
        sheet.column_dimensions[get_column_letter(number)].width = min(60, max(10, longest + 2))


def _same_every_time(content: bytes) -> bytes:
    """The same archive with fixed times: openpyxl writes the clock into its parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            part = source.read(name)
            archive.writestr(
                entry, MODIFIED.sub(rb"\g<1>2000-01-01T00:00:00Z", part) if name == CORE else part
            )
    return target.getvalue()
