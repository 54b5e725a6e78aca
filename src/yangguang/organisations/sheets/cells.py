"""Which cells stand in this workbook or csv file? Bounded before it is believed, streamed row by row."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import openpyxl

from yangguang.documents.archive import DAMAGED, opened, refuse_declarations
from yangguang.documents.decoding import decode
from yangguang.documents.model import Unreadable

FILE_BYTES = 32 * 1024 * 1024
SHEET_BYTES = 64 * 1024 * 1024
"""The XML of one sheet, unpacked; it is streamed, so it costs time rather than memory."""
OTHER_BYTES = 16 * 1024 * 1024
"""Any other part of the workbook (the shared strings above all), which is held in memory."""
PROLOGUE = 4096
CELL_CHARACTERS = 2_000
COLUMNS = 60
LAST_ROW = 1_048_576
"""The last row a spreadsheet can have; a damaged file may claim more."""
DELIMITERS = ",\t;"
FORMULA_SIGNS = ("=", "+", "-", "@")
ZIP_MARK = b"PK"
TOO_LARGE = "表格太大，请分成几个文件导入"


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one place: its text, and whether it was typed as a number or is a formula."""

    text: str
    is_number: bool = False
    is_formula: bool = False


EMPTY = Cell("")


def rows_of(data: bytes) -> Iterator[tuple[int, list[Cell]]]:
    """Each row that is not empty, with the number it has in the sheet (from 1).

    Raises `Unreadable` with one Chinese sentence for what is no xlsx or csv file, or too large a one.
    """
    if len(data) > FILE_BYTES:
        raise Unreadable(TOO_LARGE)
    if not data.strip():
        raise Unreadable("文件是空的")
    for number, cells in enumerate(
        _of_workbook(data) if data.startswith(ZIP_MARK) else _of_text(data), start=1
    ):
        if number > LAST_ROW:
            raise Unreadable(TOO_LARGE)
        if any(cell.text for cell in cells):
            if len(cells) > COLUMNS:
                raise Unreadable(f"第{number}行超过{COLUMNS}列，不像机构或任职的表格")
            yield number, cells


def _of_workbook(data: bytes) -> Iterator[list[Cell]]:
    _refuse_dangerous(data)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what the file says of its own size may be wrong
        rows = sheet.iter_rows()
    except MemoryError:
        raise
    except Exception as error:  # openpyxl raises anything on a damaged workbook
        raise Unreadable(DAMAGED) from error
    yield from _guarded(rows)


def _guarded(rows: Iterator[Any]) -> Iterator[list[Cell]]:
    while True:
        try:
            row = next(rows, None)
        except MemoryError:
            raise
        except Exception as error:  # the same, in the middle of a sheet
            raise Unreadable(DAMAGED) from error
        if row is None:
            return
        yield _without_tail([_cell(cell) for cell in row])


def _refuse_dangerous(data: bytes) -> None:
    archive = opened(data)
    if "xl/workbook.xml" not in archive.namelist():
        raise Unreadable("这个文件不是 xlsx 表格，请另存为 xlsx 或 csv 再导入")
    for info in archive.infolist():
        allowed = SHEET_BYTES if info.filename.startswith("xl/worksheets/") else OTHER_BYTES
        if info.file_size > allowed:
            raise Unreadable(TOO_LARGE)
        if info.flag_bits & 1:
            raise Unreadable("文件已加密，请去掉密码后再试")
        if info.filename.endswith((".xml", ".rels")):
            refuse_declarations(_beginning(archive, info))


def _beginning(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """Where a document type would have to stand."""
    try:
        with archive.open(info) as stream:
            return stream.read(PROLOGUE)
    except Exception as error:  # zlib, zipfile and the system raise different things on damage
        raise Unreadable(DAMAGED) from error


def _cell(cell: Any) -> Cell:
    value = cell.value
    if value is None:
        return EMPTY
    if cell.data_type == "f":
        return Cell(str(value)[:CELL_CHARACTERS] or "=", is_formula=True)
    if isinstance(value, datetime | date):
        return Cell(value.strftime("%Y-%m-%d"))
    if isinstance(value, bool):
        return Cell("是" if value else "否")
    if isinstance(value, int | float):
        whole = isinstance(value, int) or value.is_integer()
        return Cell(str(int(value)) if whole else str(value), is_number=True)
    return Cell(_tidy(str(value)))


def _of_text(data: bytes) -> Iterator[list[Cell]]:
    text = decode(data)
    first = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            yield _without_tail([_typed(value) for value in row])
    except csv.Error as error:
        raise Unreadable("csv 文件的引号或分隔符有误，请用表格软件另存后再试") from error


def _typed(value: str) -> Cell:
    """A csv cell: a formula when it would become one in a spreadsheet; an apostrophe in front unmakes it."""
    text = _tidy(value)
    if text.startswith("'") and text[1:].startswith(FORMULA_SIGNS):
        return Cell(text[1:])
    return Cell(text, is_formula=text.startswith("="))


def _tidy(text: str) -> str:
    return text.strip().strip("\u200b\ufeff").strip()[:CELL_CHARACTERS]


def _without_tail(cells: list[Cell]) -> list[Cell]:
    while cells and not cells[-1].text:
        cells.pop()
    return cells
