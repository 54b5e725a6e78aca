"""Which figures stand in 表四 (reviews and lawsuits)? Three times five, in one line or in blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations, islice, pairwise, product

from yangguang.annualreport.form.editions import Edition
from yangguang.annualreport.reading.figures import NotAFigure, printed
from yangguang.annualreport.reading.found import Field, FoundRow
from yangguang.annualreport.reading.outcome import Outcome
from yangguang.annualreport.reading.running_text import Script, fields_in
from yangguang.annualreport.reading.splitting import GLUED, Values, all_cuts, row_cost, sound_cuts

TABLE = "disputes"

ENOUGH = 2_000
"""More readings than this of one glued line are not weighed."""

_BLOCKS = re.compile(
    r"(?P<litigation_direct>未经复议)|(?P<litigation_after_reconsideration>复议后)|(?P<reconsideration>行政法?复议)"
)
_NARRATIVE = re.compile(r"(?:(?!结果|尚未|总计|其他)[\u3400-\u9fff]){5}|20\d\d\s*年")
_HEADINGS = re.compile(r"行政法?复议、?(?:和|及|与)?(?:提起)?行政诉讼|行政诉讼、?行政复议")


def block_named(text: str) -> str | None:
    """The one of the three blocks that squeezed words speak of last; None when they name none."""
    found = [match.lastgroup for match in _BLOCKS.finditer(_HEADINGS.sub("", text))]
    return found[-1] if found else None


def disputes_in_text(script: Script, start: int, end: int) -> Iterator[FoundRow]:
    """The figures between two squeezed offsets, each run with the block named before it (`context`)."""
    text = _HEADINGS.sub(lambda found: "#" * len(found[0]), script.text.text[start:end])
    marks = [(found.start(), found.end(), found.lastgroup or "") for found in _BLOCKS.finditer(text)]
    marks.append((len(text), len(text), ""))
    for (_, after, name), (following, _, _) in pairwise(marks):
        zone = script.text.after(start + after, start + following)
        where = script.where(start + after)
        fields = fields_in(_figures_first(zone), where)
        if any(field.raw for field in fields):
            yield FoundRow(None, fields, where, context=name)


def _figures_first(zone: str) -> str:
    """A stretch of text up to where, behind its figures, narrative begins."""
    first = re.search(r"\d", zone)
    narrative = _NARRATIVE.search(zone, first.start()) if first else None
    return zone[: narrative.start()] if narrative else zone


def read_disputes(form: Edition, found: Iterable[FoundRow]) -> Outcome:
    """The cells of 表四 from runs of figures as found, each with the block it stood under in `context`."""
    block = form.table(TABLE).blocks[0]
    names = [row.path for row in block.leaf_rows()]
    width = len(block.leaf_columns())
    outcome = Outcome()
    runs = list(found)
    if len(runs) == 1 and runs[0].columns is None:
        _enter(outcome, form, names, runs[0])
        return outcome
    if len(runs) == len(names) and not all(run.context in names for run in runs):
        runs = [
            FoundRow(None, run.fields, run.where, context=name) for run, name in zip(runs, names, strict=True)
        ]
    for run in runs:
        if run.columns is not None:
            _enter_cells(outcome, run)
        elif run.context in names:
            _enter(outcome, form, [run.context], run)
    return outcome if width else Outcome()


def _enter_cells(outcome: Outcome, run: FoundRow) -> None:
    """Enter figures that the table's own heading gives a place (`columns` holds ROW@COLUMN)."""
    for place, field in zip(run.columns or (), run.fields, strict=True):
        try:
            figure = printed(field.raw)
        except NotAFigure:
            outcome.weigh(f"{TABLE}/{place}", (), field.raw, field.where)
            continue
        outcome.know(
            f"{TABLE}/{place}",
            None if figure is None else figure.sign * Decimal(figure.digits),
            field.raw,
            field.where,
        )


def _enter(outcome: Outcome, form: Edition, names: Sequence[str], run: FoundRow) -> None:
    columns = [column.path for column in form.table(TABLE).blocks[0].leaf_columns()]
    places = [f"{TABLE}/{name}@{column}" for name in names for column in columns]
    fields = _without_blank_ends(run.fields, len(places), len(columns))
    options = _options(fields, len(names), len(columns))
    apart = len(fields) == len(places)
    whole = Field(" ".join(field.raw for field in fields), run.where)
    for number, place in enumerate(places):
        field = fields[number] if apart else whole
        values = [None if option[number] is None else Decimal(option[number] or 0) for option in options]
        outcome.weigh(place, values, field.raw, field.where)


def _without_blank_ends(fields: Sequence[Field], places: int, width: int) -> Sequence[Field]:
    """As many fields as there are places, where only blanks stand before and behind them.

    Merged cells of the heading leave blanks before the figures, an unfinished line leaves some behind;
    which of both it was, the sums say. Where they do not, the fields stay as they are.
    """
    surplus = len(fields) - places
    windows = [
        fields[first : first + places]
        for first in range(surplus + 1)
        if not any(field.raw for field in (*fields[:first], *fields[first + places :]))
    ]
    readings = {option: window for window in windows for option in _options(window, places // width, width)}
    sound = _cheapest(readings, width)
    return readings[sound[0]] if len(sound) == 1 else fields


def _options(fields: Sequence[Field], blocks: int, width: int) -> list[Values]:
    """The ways to read the fields as `blocks` times `width` figures that break the fewest sums."""
    try:
        figures = [printed(field.raw) for field in fields]
    except NotAFigure:
        return []
    if any(figure is not None and not figure.digits.isdigit() for figure in figures):
        return []
    if len(figures) == blocks * width:
        return [tuple(None if figure is None else figure.sign * int(figure.digits) for figure in figures)]
    runs = tuple(figure.digits for figure in figures if figure is not None)
    return _ways(runs, blocks, width) if 0 < len(runs) <= blocks * width else []


def _ways(runs: tuple[str, ...], blocks: int, width: int) -> list[Values]:
    if blocks == 1:
        return [cut.values for cut in all_cuts(runs, width, True).within(0)]
    glued = _cheapest(_in_blocks(runs, blocks, width), width)
    if len(runs) > blocks and all(len(run) < GLUED for run in runs):  # cells may as well be lost as glued
        glued += _cheapest(_with_lost_cells(runs, blocks * width), width)
    return glued


def _with_lost_cells(runs: tuple[str, ...], places: int) -> Iterator[Values]:
    for lost in combinations(range(places), places - len(runs)):
        figures = iter(runs)
        yield tuple(None if place in lost else int(next(figures)) for place in range(places))


def _cheapest(options: Iterable[Values], width: int) -> list[Values]:
    costs: dict[Values, int] = {}
    for option in options:
        costs[option] = sum(
            row_cost(option[first : first + width], True) for first in range(0, len(option), width)
        )
    least = min(costs.values(), default=0)
    return [option for option, cost in costs.items() if cost == least]


def _in_blocks(runs: tuple[str, ...], blocks: int, width: int) -> Iterator[Values]:
    """Cuts of the digits into blocks with as few broken sums as possible, at most `ENOUGH` of them."""
    for broken in range(blocks):
        options = islice(_with_broken(runs, blocks, width, broken), ENOUGH)
        first = next(options, None)
        if first is not None:
            yield first
            yield from options
            return


def _with_broken(runs: tuple[str, ...], blocks: int, width: int, broken: int) -> Iterator[Values]:
    for parts in _shares(runs, blocks, width):
        for loose in combinations(range(blocks), broken):
            choices = [
                all_cuts(part, width, True).found if number in loose else sound_cuts(part, width).found
                for number, part in enumerate(parts)
            ]
            for option in product(*choices):
                yield tuple(value for cut in option for value in cut.values)


def _shares(runs: tuple[str, ...], blocks: int, width: int) -> Iterator[tuple[tuple[str, ...], ...]]:
    """Every way to hand consecutive digits to the blocks, at least `width` digits each."""
    if blocks == 1:
        if sum(map(len, runs)) >= width:
            yield (runs,)
        return
    for head, rest in _heads(runs, width):
        for others in _shares(rest, blocks - 1, width):
            yield (head, *others)


def _heads(runs: tuple[str, ...], least: int) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    taken: tuple[str, ...] = ()
    for number, run in enumerate(runs):
        for length in range(1, len(run) + 1):
            head = (*taken, run[:length])
            rest = ((run[length:],) if length < len(run) else ()) + runs[number + 1 :]
            if sum(map(len, head)) >= least:
                yield head, rest
        taken = (*taken, run)
