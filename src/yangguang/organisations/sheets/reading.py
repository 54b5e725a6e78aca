"""What does a list say, row by row, and where is it wrong? Columns are found by heads, never by order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from yangguang.documents.model import Unreadable
from yangguang.organisations.sheets.cells import EMPTY, Cell, rows_of
from yangguang.organisations.sheets.columns import Column

HEAD_WITHIN = 10
"""A title and a few lines of explanation may stand above the heads."""
ROWS = 5_000
SHIFTS = (1, -1)
SURE = 2
"""So many typed cells that fit only when the row is moved make a shifted row."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one cell; `column` is empty where the whole row is meant."""

    row: int
    column: str
    sentence: str

    def __str__(self) -> str:
        where = f"第{self.row}行“{self.column}”" if self.column else f"第{self.row}行"
        return f"{where}：{self.sentence}"


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its number in the sheet and its values by key; a column not in the sheet has no key."""

    row: int
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Every row that could be read, and everything that is wrong with the others."""

    lines: tuple[Line, ...]
    faults: tuple[Fault, ...]


def read_sheet(data: bytes, columns: Sequence[Column], *, keys: Sequence[str]) -> Sheet:
    """The rows of an xlsx or csv file as `columns` say; `keys` together name a row and stand once.

    Raises `Unreadable` when there is no such list in the file or it has more rows than can be taken at once.
    """
    return read_rows(rows_of(data), columns, keys=keys)


def read_rows(
    rows: Iterator[tuple[int, list[Cell]]], columns: Sequence[Column], *, keys: Sequence[str]
) -> Sheet:
    """The same of rows that were put right on their way, numbered as they stand in the sheet."""
    places = _heads(rows, columns)
    lines, faults = [], []
    for count, (number, cells) in enumerate(rows, start=1):
        if count > ROWS:
            raise Unreadable(f"表里超过{ROWS}行，请分成几个文件导入")
        line, wrong = _line(number, cells, places)
        faults.extend(wrong)
        if not wrong:
            lines.append(line)
    if not lines and not faults:
        raise Unreadable("表头下面没有内容")
    faults.extend(_repeated(lines, keys, {column.key: column.head for column in columns}))
    return Sheet(tuple(lines), tuple(sorted(faults, key=lambda fault: fault.row)))


def _heads(rows: Iterator[tuple[int, list[Cell]]], columns: Sequence[Column]) -> dict[int, Column]:
    """Which column stands where, from the first row that holds all required heads."""
    known = {column.head: column for column in columns}
    required = [column.head for column in columns if column.required]
    for number, cells in rows:
        heads = [cell.text for cell in cells]
        if set(required) <= set(heads):
            return _placed(number, heads, known)
        if number >= HEAD_WITHIN:
            break
    raise Unreadable(f"找不到表头：应有一行写着{'、'.join(f'“{head}”' for head in required)}")


def _placed(number: int, heads: list[str], known: Mapping[str, Column]) -> dict[int, Column]:
    strange = [head for head in heads if head and head not in known]
    if strange:
        raise Unreadable(f"第{number}行表头有不认识的列“{strange[0]}”，可用的列：{'、'.join(known)}")
    twice = [head for head in heads if head and heads.count(head) > 1]
    if twice:
        raise Unreadable(f"第{number}行表头里“{twice[0]}”出现了两次")
    return {place: known[head] for place, head in enumerate(heads) if head}


def _line(number: int, cells: list[Cell], places: Mapping[int, Column]) -> tuple[Line, list[Fault]]:
    beyond = [place for place, cell in enumerate(cells) if cell.text and place not in places]
    shift = _shift(cells, places)
    if shift:
        side = "右" if shift > 0 else "左"
        return Line(number, {}), [Fault(number, "", f"整行像是向{side}错开了一列，请对齐表头后再导入")]
    if beyond:
        return Line(number, {}), [Fault(number, "", f"第{beyond[0] + 1}列没有表头，却有内容")]
    values: dict[str, Any] = {}
    faults = []
    for place, column in places.items():
        cell = cells[place] if place < len(cells) else EMPTY
        try:
            values[column.key] = _value(cell, column)
        except ValueError as error:
            faults.append(Fault(number, column.head, str(error)))
    return Line(number, values), faults


def _value(cell: Cell, column: Column) -> Any:
    """The value of a cell; None when it is blank, which is not the same as no."""
    if cell.is_formula:
        raise ValueError("是公式，请改为数值或文字（复制后“选择性粘贴—数值”）")
    if not cell.text:
        if column.required:
            raise ValueError("不能为空")
        return None
    if column.exact and cell.is_number:
        raise ValueError(f"“{cell.text}”是数值格式，前面的零可能已经丢失，请把这一列设为文本后重填")
    return column.parse(cell.text) if column.parse else cell.text


def _shift(cells: list[Cell], places: Mapping[int, Column]) -> int:
    """By how many columns the row stands beside its heads: 0 unless only the moved row makes sense."""
    _, wrong_here = _fitting(cells, places, 0)
    if not wrong_here:
        return 0
    for shift in SHIFTS:
        right, wrong = _fitting(cells, places, shift)
        if right >= SURE and not wrong:
            return shift
    return 0


def _fitting(cells: list[Cell], places: Mapping[int, Column], shift: int) -> tuple[int, int]:
    """How many typed or required cells are right, and how many wrong, with the row moved back by `shift`."""
    right = wrong = 0
    for place, column in places.items():
        if column.parse is None and not column.required:
            continue
        moved = place + shift
        if moved < 0:
            continue  # pushed out of the sheet: whatever stood there is lost
        cell = cells[moved] if moved < len(cells) else EMPTY
        try:
            value = _value(cell, column)
        except ValueError:
            wrong += 1
            continue
        right += value is not None and column.parse is not None
    return right, wrong


def _repeated(lines: list[Line], keys: Sequence[str], heads: Mapping[str, str]) -> Iterator[Fault]:
    seen: dict[tuple[Any, ...], int] = {}
    for line in lines:
        named = tuple(line.values[key] for key in keys)
        first = seen.setdefault(named, line.row)
        if first != line.row:
            yield Fault(line.row, heads[keys[0]], f"与第{first}行重复")
