"""Which cuts of all rows together break the fewest sums of the form? A bounded search over whole tables.

The figures of a glued table are found by the form's own arithmetic: of every row the possible cuts are
known (`splitting`), and sums run down the columns. The search looks for the reading that breaks fewest
sums; where several break equally few, every row keeps all the cuts that occur in one of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import add

from yangguang.annualreport.reading.splitting import Cut, Cuts, Values, all_cuts, sound_cuts

STEPS = 20_000
"""How many partial readings are looked at for one number of broken sums."""

MOST_BROKEN = 6
"""More sums than this beyond those broken inside single rows: the table is given up as undecided."""

_WIDE = 3_000
"""Sets of reachable sums larger than this are not kept; the search then goes on without that bound."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table: its digit fields, or the figures that are already known of it.

    `lacking`: cells of the table that were printed blank left no trace.
    """

    path: str
    fields: tuple[str, ...]
    width: int
    next_ordinal: str = ""
    lacking: bool = False
    known: Values | None = None

    def sound(self) -> tuple[Cut, ...]:
        """The cuts whose last figure is the sum of the others; a row already known has only itself."""
        if self.known is not None:
            return (Cut(self.known, 0),)
        return sound_cuts(self.fields, self.width, self.next_ordinal, self.lacking).found

    def every(self) -> Cuts:
        """All cuts, those with a broken sum included."""
        if self.known is not None:
            return Cuts((Cut(self.known, 0),))
        return all_cuts(self.fields, self.width, True, self.next_ordinal, self.lacking)

    def likely(self) -> tuple[Cut, ...]:
        """The sound cuts, or all where none is sound."""
        return self.sound() or self.every().found


@dataclass(frozen=True, slots=True)
class Solution:
    """For every row the cuts that occur in a least-broken reading; one cut means that the row is certain."""

    kept: dict[str, tuple[Values, ...]]
    broken: int
    complete: bool


@dataclass
class _Search:
    """A depth-first search for all choices of cuts that break exactly as many sums as the budget allows."""

    names: list[str]
    options: list[list[Option]]
    reach: list[list[set[int] | None]]
    budget: int
    steps: int = 0
    kept: dict[str, set[Values]] = field(default_factory=dict)
    chosen: list[Values] = field(default_factory=list)

    def descend(self, depth: int, spent: int, sums: tuple[int, ...]) -> None:
        """Choose a cut for the row at `depth`; the bound counts sums that cannot come right any more."""
        self.steps += 1
        if self.steps > STEPS:
            return
        if spent + _off(sums, self.reach[depth]) > self.budget:
            return
        if depth == len(self.names):
            for name, values in zip(self.names, self.chosen, strict=True):
                self.kept.setdefault(name, set()).add(values)
            return
        for values, cost, change in self.options[depth]:
            self.chosen.append(values)
            self.descend(depth + 1, spent + cost, tuple(map(add, sums, change)))
            self.chosen.pop()


def solve(lines: Sequence[Line], balances: Sequence[Mapping[str, int]], width: int) -> Solution:
    """Choose a cut for every line so that the fewest sums are broken.

    `balances` are the equalities down the columns: for each, the factor (1 or −1) of every row in it; each
    has to come to 0 in every one of the `width` columns. A blank counts as nothing in a sum.
    """
    if all(len(line.sound()) == 1 for line in lines):  # each row proves itself: nothing to choose
        agreed: dict[str, tuple[Values, ...]] = {line.path: (line.sound()[0].values,) for line in lines}
        if not _broken(agreed, balances, width):
            return Solution(agreed, 0, True)
    unlisted = frozenset(line.path for line in lines if not line.sound() and not line.every().complete)
    table = _Table(lines, balances, width)
    for budget in range(MOST_BROKEN + 1):
        search = table.search(budget)
        if search.steps > STEPS:
            break
        if search.kept or not lines:
            kept = {name: tuple(values) for name, values in search.kept.items() if name not in unlisted}
            return Solution(kept | dict.fromkeys(unlisted, ()), budget, not unlisted)
    undecided = {line.path: tuple(cut.values for cut in line.likely()) for line in lines}
    return Solution(undecided, MOST_BROKEN, False)


def _broken(
    agreed: Mapping[str, tuple[Values, ...]], balances: Sequence[Mapping[str, int]], width: int
) -> bool:
    return any(
        sum(factor * (agreed[path][0][column] or 0) for path, factor in balance.items())
        for balance in balances
        for column in range(width)
    )


Option = tuple[Values, int, tuple[int, ...]]
"""A cut, the sums it breaks beyond what its row breaks in any case, and what it adds to the balances."""


class _Table:
    """The lines with what each of their cuts adds to every balance of every column."""

    def __init__(self, lines: Sequence[Line], balances: Sequence[Mapping[str, int]], width: int) -> None:
        self.lines = lines
        self.balances = balances
        self.sums = len(balances) * width
        self.likely = [self._options(line, line.likely()) for line in lines]
        self._around: dict[int, list[set[int] | None]] = {}

    def search(self, budget: int) -> _Search:
        """Look for the choices that break at most `budget` sums more than they must."""
        options = {line.path: self._within(number, budget) for number, line in enumerate(self.lines)}
        ordered = sorted(options, key=lambda path: len(options[path]))
        listed = [options[path] for path in ordered]
        search = _Search(ordered, listed, _reachable(listed, self.sums), budget)
        search.descend(0, 0, (0,) * self.sums)
        return search

    def _within(self, number: int, budget: int) -> list[Option]:
        """The cuts of a line that can be part of a reading with so few broken sums."""
        line = self.lines[number]
        if line.known is not None or (line.sound() and not budget):
            return self.likely[number]
        around = self._others(number)
        return [
            option
            for option in (self._options(line, line.every().found) if line.sound() else self.likely[number])
            if option[1] + _off(option[2], around) <= budget
        ]

    def _options(self, line: Line, cuts: Sequence[Cut]) -> list[Option]:
        floor = min((cut.cost for cut in cuts), default=0)
        return [(cut.values, cut.cost - floor, self._change(line.path, cut.values)) for cut in cuts]

    def _change(self, path: str, values: Values) -> tuple[int, ...]:
        return tuple(balance.get(path, 0) * (value or 0) for balance in self.balances for value in values)

    def _others(self, number: int) -> list[set[int] | None]:
        """For every balance and column, what all other lines may come to together."""
        if number not in self._around:
            others = [options for place, options in enumerate(self.likely) if place != number]
            self._around[number] = _reachable(others, self.sums)[0]
        return self._around[number]


def _off(change: tuple[int, ...], around: list[set[int] | None]) -> int:
    """How many balances a cut breaks whatever the other lines are."""
    return sum(
        1 for step, reach in zip(change, around, strict=True) if reach is not None and -step not in reach
    )


def _reachable(options: Sequence[Sequence[Option]], sums: int) -> list[list[set[int] | None]]:
    """For every depth and sum, what the rows from there on can add to it (None: too much to list)."""
    reach: list[list[set[int] | None]] = [[{0} for _ in range(sums)]]
    for row in reversed(options):
        below = reach[-1]
        here: list[set[int] | None] = []
        for number in range(sums):
            steps = {change[number] for _, _, change in row}
            known = below[number]
            if known is None or len(known) * len(steps) > _WIDE * 4:
                here.append(None)
                continue
            added = known if steps == {0} else {one + step for one in known for step in steps}
            here.append(added if len(added) <= _WIDE else None)
        reach.append(here)
    reach.reverse()
    return reach
