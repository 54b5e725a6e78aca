"""Which answers to a list of questions can be kept, and what is wrong with the others?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import cast

from yangguang.disclosure.schema.fields import PICKED, Field, Kind, Row, Value
from yangguang.disclosure.schema.values import Unreadable, is_blank, read, visible


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one answer, as a sentence; `row` counts from 1 where the field is a table."""

    field: str
    sentence: str
    row: int | None = None
    column: str | None = None

    @property
    def address(self) -> str:
        """Where the answer stands in a form: `held_on`, or `observers.2.name` in a table."""
        parts = (self.field, self.row, self.column)
        return ".".join(str(part) for part in parts if part is not None)


@dataclass(frozen=True, slots=True)
class Answers:
    """The well-formed answers in the order of the fields, the faults of the others, and what is missing."""

    values: dict[str, Value]
    faults: tuple[FieldError, ...]
    missing: tuple[FieldError, ...]


def gather(fields: Sequence[Field], given: Mapping[str, object]) -> Answers:
    """Read every answer to `fields`; blank answers are left out of the values."""
    values: dict[str, Value] = {}
    faults: list[FieldError] = []
    missing: list[FieldError] = []
    for field in fields:
        raw = given.get(field.name)
        if is_blank(raw):
            continue
        if field.kind is Kind.ROWS:
            rows = _rows(field, raw)
            values |= rows.values
            faults += rows.faults
            missing += rows.missing
            continue
        try:
            values[field.name] = read(field, raw)
        except Unreadable as error:
            faults.append(FieldError(field.name, str(error)))
    faulty = {fault.field for fault in faults}
    faults += [FieldError(field.name, words) for field, words in _disorder(fields, values)]
    missing += [
        FieldError(field.name, f"{field.title}没有{'选择' if field.kind in PICKED else '填写'}")
        for field in fields
        if field.name not in values and field.name not in faulty and field.is_required(values)
    ]
    return Answers(values, tuple(faults), tuple(missing))


def words_in(fields: Sequence[Field], given: object) -> Iterator[str]:
    """Every text in `given`, whatever its shape; codes that were picked as their labels."""
    known = {field.name: field for field in fields}
    if not isinstance(given, dict):
        yield from _texts(given)
        return
    for name, held in given.items():
        field = known.get(name)
        if field is None:
            yield from _texts([name, held])
        elif field.kind is Kind.ROWS and isinstance(held, list):
            for row in held:
                yield from words_in(field.columns, row)
        else:
            yield from (field.in_words(word) for word in _texts(held))


def _texts(held: object) -> Iterator[str]:
    """The texts in any JSON, top to bottom, however deep."""
    waiting = [held]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            waiting += reversed([part for pair in one.items() for part in pair])
        elif isinstance(one, list):
            waiting += reversed(one)


def _rows(field: Field, raw: object) -> Answers:
    """The rows of a table; blank rows fall away, faults keep the number of the row as it was filled in."""
    if not isinstance(raw, list):
        return _faulty(field, f"{field.title}应当是一行一行的表")
    filled = [(number, row) for number, row in enumerate(raw, start=1) if not _is_blank_row(row)]
    if field.longest is not None and len(filled) > field.longest:
        return _faulty(field, f"{field.title}最多{field.longest}行，现在有{len(filled)}行")
    kept: list[Row] = []
    faults: list[FieldError] = []
    missing: list[FieldError] = []
    for number, row in filled:
        if not isinstance(row, dict):
            faults.append(FieldError(field.name, f"{field.title}第{number}行无法读出", number))
            continue
        answers = gather(field.columns, row)
        strange = [*_strangers(field, row)]
        faults += [_in_row(field, number, fault) for fault in (*strange, *answers.faults)]
        missing += [_in_row(field, number, fault) for fault in answers.missing]
        if answers.values:
            kept.append(cast(Row, answers.values))
    return Answers({field.name: kept} if kept else {}, tuple(faults), tuple(missing))


def _is_blank_row(row: object) -> bool:
    return all(is_blank(cell) for cell in row.values()) if isinstance(row, dict) else is_blank(row)


def _faulty(field: Field, sentence: str) -> Answers:
    return Answers({}, (FieldError(field.name, sentence),), ())


def _in_row(field: Field, number: int, fault: FieldError) -> FieldError:
    sentence = f"{field.title}第{number}行{fault.sentence}"
    return replace(fault, field=field.name, row=number, column=fault.field, sentence=sentence)


def _strangers(field: Field, row: Mapping[str, object]) -> Iterator[FieldError]:
    known = {column.name for column in field.columns}
    for name in row:
        if name not in known:
            yield FieldError(name, f"没有“{visible(name)}”这一列")


def _disorder(fields: Sequence[Field], values: Mapping[str, Value]) -> Iterator[tuple[Field, str]]:
    """What the rules between two answers of the same level say about well-formed ones."""
    by_name = {field.name: field for field in fields}
    for field in fields:
        held = values.get(field.name)
        if not isinstance(held, str):
            continue
        earlier = values.get(field.not_before) if field.not_before else None
        if isinstance(earlier, str) and field.not_before and held < earlier:
            yield field, f"{field.title}不能早于{by_name[field.not_before].title}"
        larger = values.get(field.not_above) if field.not_above else None
        if isinstance(larger, str) and field.not_above and Decimal(held) > Decimal(larger):
            yield field, f"{field.title}不能大于{by_name[field.not_above].title}"
