"""How is a list written? The same columns that are read, as csv for any program or as xlsx."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from yangguang.organisations.kinds import Kind, Role, SuccessionKind
from yangguang.organisations.sheets.cells import FORMULA_SIGNS
from yangguang.organisations.sheets.columns import FULL_TIME, YES_NO, Column

WORDS = {value: word for word, value in YES_NO.items()}
TERMS = {value: word for word, value in FULL_TIME.items()}
MARK = "\ufeff"
"""Tells spreadsheets that the csv is UTF-8."""
NARROW, WIDE = 14, 28


def shown(value: Any, column: Column) -> str:
    """A value as its column reads it back; blank for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return TERMS[value] if column.key == "full_time" else WORDS[value]
    if isinstance(value, Kind | Role | SuccessionKind):
        return str(value.label)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return "、".join(value)
    return str(value)


def written_csv(columns: Sequence[Column], rows: Iterable[dict[str, Any]]) -> bytes:
    """A csv file; what a spreadsheet would take for a formula has an apostrophe in front."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([column.head for column in columns])
    for row in rows:
        texts = [shown(row.get(column.key), column) for column in columns]
        writer.writerow([f"'{text}" if text.startswith(FORMULA_SIGNS) else text for text in texts])
    return (MARK + out.getvalue()).encode()


def written_xlsx(columns: Sequence[Column], rows: Iterable[dict[str, Any]], *, title: str) -> bytes:
    """A workbook of one sheet; every cell is text: codes keep their zeros and nothing is a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for place, column in enumerate(columns, start=1):
        letter = chr(ord("A") + place - 1)
        sheet.column_dimensions[letter].width = WIDE if column.parse is None else NARROW
    sheet.append([_text(sheet, column.head, bold=True) for column in columns])
    for row in rows:
        sheet.append([_text(sheet, shown(row.get(column.key), column)) for column in columns])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _text(sheet: Any, text: str, *, bold: bool = False) -> Any:
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"
    cell.number_format = "@"
    if bold:
        cell.font = Font(bold=True)
    return cell
