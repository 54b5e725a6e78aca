"""Which figures stand in a statistics table of before 2019? Addressed by printed words.

Address: `statistics/LABEL@COLUMN`. LABEL is the printed label without its ordinal and 其中; where several
rows bear the same label it is led by that of the row above them (`政府信息公开被行政复议数/纠错`). COLUMN is
the printed heading (`2011年度`, `历年累计`, `本年累计`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from itertools import islice, product
from pathlib import Path
from typing import Any

import yaml

from yangguang.annualreport.form import editions
from yangguang.annualreport.reading.figures import NotAFigure, printed
from yangguang.annualreport.reading.folding import fold, squeeze, without_markup
from yangguang.annualreport.reading.found import Field
from yangguang.annualreport.reading.matrix import has_digits, is_figure, matrix_of, words_of
from yangguang.annualreport.reading.model import Reading
from yangguang.annualreport.reading.outcome import Outcome
from yangguang.annualreport.reading.running_text import Script, fields_in
from yangguang.annualreport.reading.splitting import all_cuts
from yangguang.documents.model import Cell, Document, Grid

TABLE = "statistics"
MANY = 20_000
"""More combinations of cuts than this of one row and its parts are not weighed against each other."""

ROWS = 300
"""No statistics table has more rows; what follows is another paper or noise."""

Option = tuple[Decimal | None, ...]

_ORDINAL = re.compile(
    r"^(?:(?:其中|包括):?|\(?[一二三四五六七八九十]{1,3}[)、.]|\(?\d{1,2}[).、]|[.、:)①-⑳])+"
)


@dataclass(frozen=True, slots=True)
class Item:
    """A row as found: its label, whether it is a part of the row above, how deep, and its fields."""

    label: str
    is_part: bool
    level: int
    fields: tuple[Field, ...]
    where: str


@dataclass(frozen=True, slots=True)
class Speech:
    """How statistics tables speak: patterns made from the form's words."""

    head: re.Pattern[str]
    columns: re.Pattern[str]
    row: re.Pattern[str]
    ends: re.Pattern[str]
    units: frozenset[str]


@cache
def speech() -> Speech:
    """The words of the statistics tables, compiled once."""
    path = Path(editions.__file__).with_name("before-2019.yaml")
    words: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))["statistics"]
    units = "|".join(words["units"])
    columns = "|".join(words["columns"])
    return Speech(
        head=re.compile(f"(?:{'|'.join(words['heads'])})(?:{'|'.join(words['unit_heads'])})?(?={columns})"),
        columns=re.compile(columns),
        row=re.compile(
            rf"(?P<label>(?:[.、]?(?:其中|包括):?)?(?:\(?\d{{0,2}}[.、)])?"
            rf"(?:\([^()]{{1,40}}\)|[^\d:;。,()\-—/]){{2,60}}?)(?P<unit>{units})?"
            rf"(?P<digits>(?:\d+(?:\.\d+)?|[-—/]+)+)"
        ),
        ends=re.compile("|".join(words["ends"])),
        units=frozenset(words["units"]),
    )


def read_statistics(document: Document, script: Script, previous: Reading | None = None) -> Outcome:
    """The cells of a statistics table, from a grid where there is one, else from running text."""
    columns: tuple[str, ...] = ()
    items: list[Item] = []
    for block in document.blocks:
        if isinstance(block, Grid):
            found, rows = _in_grid(block, columns)
            if rows:
                columns, items = found or columns, items + rows
    if not items:
        columns, items = _in_text(script)
    return _decided(_named_apart(items[:ROWS]), columns, script, previous)


def _in_grid(grid: Grid, inherited: tuple[str, ...]) -> tuple[tuple[str, ...], list[Item]]:
    """The columns and rows of a statistics grid; nothing when it is another table."""
    matrix = matrix_of(grid)
    columns = inherited
    places: tuple[int, ...] = ()
    items: list[Item] = []
    inside = False
    for line in matrix.rows:
        heads = [cell for cell in line if speech().columns.fullmatch(words_of(cell))]
        if heads and not any(has_digits(cell) for cell in line if cell not in heads):
            columns = tuple(words_of(cell) for cell in heads)
            places = tuple(cell.column for cell in heads)
            continue
        labels = [cell for cell in line if not is_figure(cell) and words_of(cell) not in speech().units]
        if not columns or not labels or not (places or any(map(has_digits, line))):
            continue
        values = _values(line, labels[-1], places, len(columns))
        printed_label = words_of(labels[-1])
        inside = _is_part(printed_label, inside)
        if values:
            fields = tuple(Field(cell.text.strip(), matrix.where(cell)) for cell in values)
            label = _plain("".join(without_markup(labels[-1].text).split()))
            items.append(Item(label, inside, _level(printed_label), fields, matrix.where(values[0])))
    return columns, items


def _values(line: Sequence[Cell], label: Cell, places: tuple[int, ...], width: int) -> list[Cell]:
    under = [
        cell for cell in line if any(cell.column <= at < cell.column + cell.column_span for at in places)
    ]
    if len(under) == width and all(map(is_figure, under)):
        return under
    behind = [cell for cell in line if cell.column > label.column and is_figure(cell)]
    return behind if len(behind) == width else []


def _in_text(script: Script) -> tuple[tuple[str, ...], list[Item]]:
    """The columns and rows that follow a heading of such a table in running text."""
    text = script.text.text
    head = speech().head.search(text)
    if not head:
        return (), []
    at, columns = head.end(), []
    while (found := speech().columns.match(text, at)) is not None:
        columns.append(found[0])
        at = found.end()
    stop = speech().ends.search(text, at)
    return tuple(columns), list(islice(_rows(script, at, stop.start() if stop else len(text)), ROWS))


def _rows(script: Script, start: int, end: int) -> Iterator[Item]:
    text = script.text.text
    ordinal, inside = 0, False
    at = start
    while (found := speech().row.search(text, at, end)) is not None:
        label = found["label"]
        numbered = re.match(r"(?:其中:?|包括:?)?(\d{1,2})[.、)]", label)
        ordinal = int(numbered[1]) if numbered else ordinal + 1 if label[:1] in ".、" else 0
        inside = _is_part(label, inside) or (inside and label[:1] in ".、")
        where = script.where(found.start())
        last, following = found.end("digits"), text[found.end("digits") : found.end("digits") + 1]
        fields = fields_in(script.text.between(found.start("digits"), last).rstrip(), where)
        if following in (".", "、"):
            fields = _without_ordinal(fields, str(ordinal + 1))
        positions = script.text.positions[found.start("label") : found.end("label")]
        as_printed = "".join(script.text.source[position] for position in positions)
        yield Item(_plain(as_printed), inside, _level(label), fields, where)
        at = last


def _without_ordinal(fields: tuple[Field, ...], ordinal: str) -> tuple[Field, ...]:
    """The fields without the ordinal of the next row that was printed right behind them."""
    *before, last = fields
    if last.raw == ordinal:
        return tuple(before)
    raw = last.raw.removesuffix(ordinal) if last.raw.endswith(ordinal) else last.raw[:-1]
    return (*before, replace(last, raw=raw)) if raw else tuple(before)


def _is_part(label: str, inside: bool) -> bool:
    """Whether a label is that of a part: from 其中 on, as long as the labels are numbered in digits."""
    return label.startswith(("其中", "包括")) or (inside and re.match(r"\(?\d{1,2}[.、)]", label) is not None)


def _plain(label: str) -> str:
    """The label as printed, without its ordinal (folding keeps every character in its place)."""
    found = _ORDINAL.match(fold(label))
    return (label[found.end() :] if found else label).strip("、：:.")


def _level(label: str) -> int:
    """How deep a row stands, by the kind of ordinal its label bears; a row without one stands at the top."""
    kinds = (r"\(?\d{1,2}\)|[①-⑳]", r"(?:其中|包括)|\d{1,2}[.、]|[.、]", r"\([一二三四五六七八九十]{1,3}\)")
    return next((len(kinds) - n for n, kind in enumerate(kinds) if re.match(kind, label)), 0)


def _named_apart(items: Sequence[Item]) -> list[Item]:
    """The rows with every label that stands more than once led by that of the row it stands under."""
    often = Counter(item.label for item in items)
    above: dict[int, str] = {}
    named, seen = [], Counter[str]()
    for item in items:
        label = item.label
        upper = [above[level] for level in sorted(above) if level < item.level]
        above = {level: name for level, name in above.items() if level < item.level} | {item.level: label}
        if often[label] > 1 and upper:
            label = f"{upper[-1]}/{label}"
        seen[label] += 1
        named.append(replace(item, label=label if seen[label] == 1 else f"{label}#{seen[label]}"))
    below = [*(item.level for item in named[1:]), 0]
    return [
        item
        for item, level in zip(named, below, strict=False)
        if any(field.raw for field in item.fields) or level <= item.level  # else a heading over rows
    ]


def _decided(
    items: Sequence[Item], columns: tuple[str, ...], script: Script, previous: Reading | None
) -> Outcome:
    outcome = Outcome()
    told = script.text.text
    group: list[Item] = []
    for item in [*items, None]:
        if item is not None and (item.is_part or not group):
            group.append(item)
            continue
        _enter(outcome, group, columns, told, previous)
        group = [] if item is None else [item]
    return outcome


def _enter(
    outcome: Outcome, group: Sequence[Item], columns: tuple[str, ...], told: str, previous: Reading | None
) -> None:
    """Enter a row and its parts with the cuts that agree best with all else that is known."""
    options = [_options(item.fields, columns) for item in group]
    if not all(options):
        known = [(item, found) for item, found in zip(group, options, strict=True) if found]
        group, options = [item for item, _ in known], [found for _, found in known]
    kept = _agreeing(
        options, [_told(told, item.label) for item in group], [_stock(previous, item.label) for item in group]
    )
    for number, item in enumerate(group):
        whole = " ".join(field.raw for field in item.fields)
        for place, column in enumerate(columns):
            field = item.fields[place] if len(item.fields) == len(columns) else Field(whole, item.where)
            values = [choice[number][place] for choice in kept]
            outcome.weigh(f"{TABLE}/{item.label}@{column}", values, field.raw, field.where)


def _options(fields: Sequence[Field], columns: tuple[str, ...]) -> list[Option]:
    """Every way to read the fields as a row; the figure of all years holds that of this year."""
    try:
        figures = [printed(field.raw) for field in fields]
    except NotAFigure:
        return []
    if len(figures) == len(columns):
        return [tuple(None if figure is None else figure.sign * Decimal(figure.digits) for figure in figures)]
    runs = tuple(figure.digits for figure in figures if figure is not None)
    if not runs or not all(run.isdigit() for run in runs):
        return []
    cuts = all_cuts(runs, len(columns), False).found
    options = [tuple(None if value is None else Decimal(value) for value in cut.values) for cut in cuts]
    if len(columns) > 1 and "累计" in columns[-1]:
        return [one for one in options if None in one or (one[-2] or 0) <= (one[-1] or 0)] or options
    return options


def _agreeing(
    options: Sequence[Sequence[Option]], told: Sequence[frozenset[Decimal]], stocks: Sequence[Decimal | None]
) -> list[tuple[Option, ...]]:
    size = 1
    for found in options:
        size *= len(found)
    if size > MANY or not options:
        return [
            tuple(found[min(number, len(found) - 1)] for found in options)
            for number in range(MANY)
            if number < max(map(len, options), default=0)
        ]
    choices = list(product(*options))
    for weigh in (_broken, lambda choice: _untold(choice, told), lambda choice: _off_stock(choice, stocks)):
        costs = [weigh(choice) for choice in choices]
        least = min(costs)
        choices = [choice for choice, cost in zip(choices, costs, strict=True) if cost == least]
    return choices


def _broken(choice: Sequence[Option]) -> int:
    """How many sums of the parts are not the whole, and how many parts are more than the whole."""
    whole, parts = choice[0], choice[1:]
    if not parts:
        return 0
    broken = 0
    for column, total in enumerate(whole):
        figures = [part[column] or Decimal(0) for part in parts]
        broken += sum(figures) != (total or 0)
        broken += sum(figure > (total or 0) for figure in figures)
    return broken


def _told(narrative: str, label: str) -> frozenset[Decimal]:
    """The counts that the narrative gives right behind the first words of a label."""
    words = re.escape(squeeze(label.rsplit("/", maxsplit=1)[-1])[:4])
    return frozenset(map(Decimal, re.findall(rf"{words}[^\d。，;]{{0,14}}(\d+)[条件次项个]", narrative)))


def _untold(choice: Sequence[Option], told: Sequence[frozenset[Decimal]]) -> int:
    """How many rows have another figure of this year than the narrative, where it speaks of one at all."""
    return sum(1 for option, counts in zip(choice, told, strict=True) if counts and option[0] not in counts)


def _stock(previous: Reading | None, label: str) -> Decimal | None:
    if previous is None:
        return None
    found = [
        value for address, value in previous.cells.items()
        if address.startswith(f"{TABLE}/{label}@") and "累计" in address.split("@")[1]
    ]  # fmt: skip
    return found[-1] if found else None


def _off_stock(choice: Sequence[Option], stocks: Sequence[Decimal | None]) -> int:
    """How many rows do not add this year's figure to last year's figure of all years."""
    return sum(
        1
        for option, stock in zip(choice, stocks, strict=True)
        if stock is not None and len(option) > 1 and (option[-1] or 0) != stock + (option[-2] or 0)
    )
