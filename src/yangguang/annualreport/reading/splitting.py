"""Into which figures can a run of glued digits be cut? Every cut, with how badly each breaks its own row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, islice

Values = tuple[int | None, ...]

MANY = 60_000
"""More cuts of one row than this are not looked at: the row is then uncertain as a whole."""

MANY_WITH_BLANKS = 4_000
"""The same where blank cells left no trace: there every cut stands for many places."""

LONGEST = 26
"""No row of a report has more digits; a longer run is not looked at, and its row is uncertain as a whole."""

LONGEST_UNLAWFUL = 18
"""Up to so many digits a figure may begin with a zero, where nothing else fits."""

GLUED = 5
"""A field with so many digits among fewer fields than columns holds several figures."""


@dataclass(frozen=True, slots=True)
class Cut:
    """One way to cut a row; `cost` counts the sums inside the row that it breaks."""

    values: Values
    cost: int


@dataclass(frozen=True, slots=True)
class Cuts:
    """The ways to cut a row, cheapest first; `complete` is False when there were too many."""

    found: tuple[Cut, ...]
    complete: bool = True

    @property
    def cheapest(self) -> int:
        """The fewest sums that any cut breaks; 0 when there is no cut at all."""
        return self.found[0].cost if self.found else 0

    def within(self, cost: int) -> tuple[Cut, ...]:
        """The cuts that break at most `cost` sums more than the cheapest does."""
        return tuple(cut for cut in self.found if cut.cost <= self.cheapest + cost)


def row_cost(values: Values, has_total: bool) -> int:
    """How many sums a row breaks: none or one; a row whose last figure is blank cannot prove itself."""
    if not has_total:
        return 0
    total = values[-1]
    return 0 if total is not None and sum(value or 0 for value in values[:-1]) == total else 1


@lru_cache(maxsize=50_000)
def sound_cuts(fields: tuple[str, ...], width: int, next_ordinal: str = "", lacking: bool = False) -> Cuts:
    """The cuts whose last figure is the sum of the others; see `all_cuts` for the rest of the rules."""
    found = {
        values
        for reading in _readings(fields, width, next_ordinal)
        for values in islice(_sound(reading, width, lacking), MANY)
        if row_cost(values, True) == 0
    }
    return Cuts(tuple(Cut(values, 0) for values in sorted(found, key=_order)))


@lru_cache(maxsize=100)
def all_cuts(
    fields: tuple[str, ...], width: int, has_total: bool, next_ordinal: str = "", lacking: bool = False
) -> Cuts:
    """Every way to read digit `fields` as `width` figures, cheapest first.

    A boundary between fields is one between figures; inside a field none is known. No figure but 0
    begins with 0. Where the digits do not suffice, or where the table is known to be `lacking` the cells
    that were printed blank, blanks may stand anywhere; where `next_ordinal` ends the digits, the ordinal
    of the next row may have been glued on without its dot.
    """
    found: dict[Values, int] = {}
    if has_total:
        found = {cut.values: 0 for cut in sound_cuts(fields, width, next_ordinal, lacking).found}
        short = 0 < len(fields) <= width and _digits(fields) <= LONGEST_UNLAWFUL
        loose = _summing(fields, width, strict=False) if short else iter(())
        found |= {one: 1 for one in loose if one not in found}  # a zero too many: worth a broken sum
    most = MANY_WITH_BLANKS if lacking else MANY
    for reading in _readings(fields, width, next_ordinal):
        for values in _any(reading, width, lacking):
            found.setdefault(values, row_cost(values, has_total))
            if len(found) > most:
                return Cuts(_cheapest_first(found), complete=False)
    return Cuts(_cheapest_first(found))


def _cheapest_first(found: dict[Values, int]) -> tuple[Cut, ...]:
    ordered = sorted(found.items(), key=lambda entry: (entry[1], _order(entry[0])))
    return tuple(Cut(values, cost) for values, cost in ordered)


def _order(values: Values) -> tuple[int, ...]:
    return tuple(-1 if value is None else value for value in values)


def _readings(fields: tuple[str, ...], width: int, next_ordinal: str) -> Iterator[tuple[str, ...]]:
    if len(fields) < width and _digits(fields) > LONGEST:
        return
    yield fields
    glued = bool(fields) and len(fields) < width < _digits(fields)
    if next_ordinal and glued and fields[-1].endswith(next_ordinal) and len(fields[-1]) > 1:
        yield (*fields[:-1], fields[-1][:-1])


def _digits(fields: tuple[str, ...]) -> int:
    return sum(map(len, fields))


def _without_strays(fields: tuple[str, ...], width: int) -> Iterator[Values]:
    """The sound cuts of a field that is a whole glued row by itself, the numbers beside it being strays."""
    for field in fields if 1 < len(fields) < width else ():
        if len(field) >= width:
            yield from _summing((field,), width, strict=True)


def _sound(fields: tuple[str, ...], width: int, lacking: bool) -> Iterator[Values]:
    if len(fields) > width:
        yield from _surplus(fields, width)
        return
    if fields:
        strict = _digits(fields) > LONGEST_UNLAWFUL or next(_all(fields, width), None) is not None
        yield from _summing(fields, width, strict)
        yield from _without_strays(fields, width)
    yield from _with_blanks(fields, width, lacking)


def _any(fields: tuple[str, ...], width: int, lacking: bool) -> Iterator[Values]:
    if len(fields) > width:
        yield from _surplus(fields, width)
        return
    yield from _with_blanks(fields, width, lacking)
    if _digits(fields) >= width:
        lawful = False
        for values in _all(fields, width):
            lawful = True
            yield values
        if (
            not lawful and _digits(fields) <= LONGEST_UNLAWFUL
        ):  # a zero too many was printed: then a figure may begin with one
            yield from _all(fields, width, strict=False)


def _surplus(fields: tuple[str, ...], width: int) -> Iterator[Values]:
    """More fields than columns: a stray number stands before or behind, or one figure was printed apart."""
    for first in range(len(fields) - width + 1):
        yield tuple(int(field) for field in fields[first : first + width])
    if len(fields) == width + 1:
        for place in range(width):
            joined = (*fields[:place], fields[place] + fields[place + 1], *fields[place + 2 :])
            if _lawful(joined[place]):
                yield tuple(int(field) for field in joined)


def _with_blanks(fields: tuple[str, ...], width: int, lacking: bool) -> Iterator[Values]:
    """Fewer figures than columns: cells printed blank that left no trace, in any place.

    Figures that stand apart are whole; a single field may hold several.
    """
    if len(fields) == 1 and (lacking or len(fields[0]) < width):
        for parts in range(1, min(len(fields[0]), width - 1) + 1):
            for figures in _pieces(fields[0], parts, strict=True):
                yield from _placed(figures, width)
        return
    apart = lacking or _digits(fields) < width or max(map(len, fields), default=GLUED) < GLUED
    if 1 < len(fields) < width and apart and all(map(_lawful, fields)):
        yield from _placed(tuple(map(int, fields)), width)


def _placed(figures: tuple[int, ...], width: int) -> Iterator[Values]:
    for places in combinations(range(width), len(figures)):
        values: list[int | None] = [None] * width
        for place, figure in zip(places, figures, strict=True):
            values[place] = figure
        yield tuple(values)


def _lawful(digits: str, strict: bool = True) -> bool:
    return not strict or len(digits) == 1 or not digits.startswith("0")


def _all(fields: tuple[str, ...], width: int, strict: bool = True) -> Iterator[tuple[int, ...]]:
    if not fields:
        if width == 0:
            yield ()
        return
    first, rest = fields[0], fields[1:]
    digits_left = sum(map(len, rest))
    for parts in range(1, min(len(first), width - len(rest)) + 1):
        if width - parts > digits_left:
            continue
        for head in _pieces(first, parts, strict):
            for tail in _all(rest, width - parts, strict):
                yield head + tail


def _pieces(digits: str, parts: int, strict: bool) -> Iterator[tuple[int, ...]]:
    """Every cut of one field into `parts` lawful figures."""
    if parts == 1:
        if _lawful(digits, strict):
            yield (int(digits),)
        return
    longest = 1 if strict and digits[0] == "0" else len(digits) - parts + 1
    for length in range(1, longest + 1):
        for rest in _pieces(digits[length:], parts - 1, strict):
            yield (int(digits[:length]), *rest)


def _summing(fields: tuple[str, ...], width: int, strict: bool) -> Iterator[tuple[int, ...]]:
    """The cuts whose last figure is the sum of the others: cut it off first, then fill the rest under it."""
    last = fields[-1]
    for length in range(1, len(last) + 1):
        tail = last[-length:]
        if not _lawful(tail, strict):
            continue
        before = (*fields[:-1], last[:-length]) if length < len(last) else fields[:-1]
        for values in _bounded(before, width - 1, int(tail), strict):
            yield (*values, int(tail))


def _bounded(fields: tuple[str, ...], width: int, total: int, strict: bool) -> Iterator[tuple[int, ...]]:
    """Cuts of `fields` into `width` figures whose sum is `total`."""
    if not fields:
        if width == 0 and total == 0:
            yield ()
        return
    first, rest = fields[0], fields[1:]
    if width < len(fields) or _digits(fields) < width:
        return
    longest = 1 if strict and first[0] == "0" else len(first)
    for length in range(1, longest + 1):
        value = int(first[:length])
        if value > total:
            return
        left = (first[length:], *rest) if length < len(first) else rest
        for values in _bounded(left, width - 1, total - value, strict):
            yield (value, *values)
