"""Which figures stand in 表二 (information disclosed on the organ's own initiative)? Its rows have no sums.

Where figures are glued together only a hint in the narrative or last year's stock can decide; otherwise
the cells stay uncertain.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate

from yangguang.annualreport.form.editions import Block, Column, Edition, Row
from yangguang.annualreport.reading.figures import NotAFigure, Printed, figure_of, in_unit, printed
from yangguang.annualreport.reading.found import Field, FoundRow, by_column
from yangguang.annualreport.reading.labels import block_of
from yangguang.annualreport.reading.model import Reading
from yangguang.annualreport.reading.outcome import Outcome
from yangguang.annualreport.reading.splitting import all_cuts

TABLE = "disclosure"
Figures = tuple[Decimal | None, ...]

_NEAR = r"[^\d。；，]{0,16}"
_COUNT = r"(?:共|计|达|为|数)?(\d+)[件份个部]"
_HINTS = {
    "made": re.compile(rf"(?:制发|制定|出台|印发){_NEAR}规范性文件{_NEAR}?{_COUNT}"),
    "repealed": re.compile(rf"(?:废止|宣布失效){_NEAR}规范性文件{_NEAR}?{_COUNT}"),
    "in_force": re.compile(rf"现行有效{_NEAR}规范性文件{_NEAR}?{_COUNT}"),
}
"""How the narrative speaks of the three figures on normative documents."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What may decide between cuts: the squeezed narrative of the report, and last year's report."""

    narrative: str = ""
    previous: Reading | None = None


def read_disclosure(form: Edition, found: Iterable[FoundRow], around: Surroundings) -> Outcome:
    """The cells of 表二 from rows as found; of several rows with one label the first with figures counts."""
    rows: dict[str, list[FoundRow]] = {}
    for one in found:
        if one.row is not None and one.fields:
            rows.setdefault(one.row.path, []).append(one)
    outcome = Outcome()
    for candidates in rows.values():
        row = candidates[0].row
        assert row is not None
        _enter(outcome, block_of(form, row, TABLE), row, candidates, around)
    return outcome


def _enter(outcome: Outcome, block: Block, row: Row, found: Sequence[FoundRow], around: Surroundings) -> None:
    columns = block.leaf_columns()
    shown = found[0]
    known = {values for one in found if (values := _known(one, columns)) is not None}
    options = list(known) or _decided(row, columns, _options(shown, columns), around)
    cells = by_column(shown, columns) or {}
    whole = " ".join(field.raw for field in shown.fields)
    for number, column in enumerate(columns):
        if shown.columns is not None and column.path not in shown.columns:
            continue
        field = cells.get(column.path, Field(whole, shown.where))
        outcome.weigh(
            block.address(row, column), [option[number] for option in options], field.raw, field.where
        )


def _known(found: FoundRow, columns: Sequence[Column]) -> Figures | None:
    cells = by_column(found, columns)
    if cells is None:
        return None
    try:
        return tuple(
            figure_of(cells[column.path].raw, column, cells[column.path].unit)
            if column.path in cells
            else None
            for column in columns
        )
    except NotAFigure:
        return None


def _options(found: FoundRow, columns: Sequence[Column]) -> list[Figures]:
    """Every way to read glued fields as the figures of the row; none where words stand there."""
    figures: list[Printed] = []
    for field in found.fields:
        try:
            figure = printed(field.raw)
        except NotAFigure:
            return []
        if figure is not None:
            figures.append(figure)
    if not figures:
        return []
    whole, _, behind_point = figures[-1].digits.partition(".")
    if any("." in figure.digits for figure in figures[:-1]) or (behind_point and not columns[-1].decimal):
        return []
    runs = (*(figure.digits for figure in figures[:-1]), whole)
    cuts = all_cuts(runs, len(columns), has_total=False).found
    last = (behind_point, figures[-1].unit or found.fields[-1].unit)
    starts = list(accumulate((len(run) for run in runs), initial=0))
    negative = {start for start, figure in zip(starts, figures, strict=False) if figure.sign < 0}
    return [_figures(cut.values, columns, negative, last) for cut in cuts]


def _figures(
    values: Sequence[int | None], columns: Sequence[Column], negative: set[int], last: tuple[str, str]
) -> Figures:
    """The figures of one cut with the signs (by offset), decimals and unit that were printed around them."""
    behind_point, unit = last
    result: list[Decimal | None] = []
    offset = 0
    for number, (value, column) in enumerate(zip(values, columns, strict=True)):
        if value is None:
            result.append(None)
            continue
        digits = str(value)
        sign = -1 if column.signed and offset in negative else 1
        offset += len(digits)
        if number == len(columns) - 1 and behind_point:
            digits = f"{digits}.{behind_point}"
        result.append(in_unit(Printed(sign, digits, unit if column.decimal else ""), column))
    return tuple(result)


def _decided(
    row: Row, columns: Sequence[Column], options: list[Figures], around: Surroundings
) -> list[Figures]:
    """The options that agree with the narrative and with last year's stock, where these leave exactly one."""
    if len(options) < 2 or row.path != "normative_documents":
        return options
    for agreeing in (_told(columns, options, around.narrative), _carried(row, columns, options, around)):
        left = list(agreeing)
        if len(left) == 1:
            return left
    return options


def _told(columns: Sequence[Column], options: list[Figures], narrative: str) -> Iterator[Figures]:
    told = {
        number: {Decimal(figure) for figure in _HINTS[column.path].findall(narrative)}
        for number, column in enumerate(columns)
        if column.path in _HINTS
    }
    hinted = {
        number: figures for number, figures in told.items()
        if any(option[number] in figures for option in options)
    }  # fmt: skip
    for option in options:
        if hinted and all(option[number] in figures for number, figures in hinted.items()):
            yield option


def _carried(
    row: Row, columns: Sequence[Column], options: list[Figures], around: Surroundings
) -> Iterator[Figures]:
    """The options in which the stock is last year's, plus what was made, less what was repealed."""
    if around.previous is None or [column.path for column in columns] != ["made", "repealed", "in_force"]:
        return
    stock = around.previous.cells.get(f"{TABLE}/{row.path}@in_force")
    for made, repealed, in_force in options:
        if None not in (stock, made, repealed, in_force) and stock + made - repealed == in_force:  # type: ignore[operator]
            yield (made, repealed, in_force)
