"""Which cuts of all rows together break the fewest sums of the form? A bounded search over whole tables.

The figures of a glued table are found by the form's own arithmetic: of every row the possible cuts are
known (`splitting`), and sums run down the columns. The search looks for the reading that breaks fewest
sums; where several break equally few, every row keeps all the cuts that occur in one of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import add

from yangguang.annualreport.reading.splitting import Cut, Values, all_cuts, sound_cuts

STEPS = 20_000
"""How many partial readings are looked at for one number of broken sums."""

MOST_BROKEN = 6
"""More sums than this beyond those broken inside single rows: the table is given up as undecided."""

_WIDE = 3_000
"""Sets of reachable sums larger than this are not kept; the search then goes on without that bound."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table: its digit fields, or the figures that are already known of it."""

    path: str
    fields: tuple[str, ...]
    width: int
    next_ordinal: str = ""
    known: Values | None = None

    def sound(self) -> tuple[Cut, ...]:
        """The cuts whose last figure is the sum of the others; a row already known has only itself."""
        if self.known is not None:
            return (Cut(self.known, 0),)
        return sound_cuts(self.fields, self.width, self.next_ordinal).found

    def options(self, budget: int) -> tuple[Cut, ...]:
        """The cuts that may be chosen when `budget` sums may be broken."""
        sound = self.sound()
        if self.known is not None or (sound and not budget):
            return sound
        return all_cuts(self.fields, self.width, True, self.next_ordinal).within(budget)


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
    options: list[list[tuple[Values, int, tuple[int, ...]]]]
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
        bound = spent + sum(
            1
            for sum_, reach in zip(sums, self.reach[depth], strict=True)
            if reach is not None and -sum_ not in reach
        )
        if bound > self.budget:
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
    for budget in range(MOST_BROKEN + 1):
        search = _searched(lines, balances, width, budget)
        if search.steps > STEPS:
            break
        if search.kept or not lines:
            return Solution({name: tuple(values) for name, values in search.kept.items()}, budget, True)
    undecided = {line.path: tuple(cut.values for cut in line.options(0)) for line in lines}
    return Solution(undecided, MOST_BROKEN, False)


def _broken(
    agreed: Mapping[str, tuple[Values, ...]], balances: Sequence[Mapping[str, int]], width: int
) -> bool:
    return any(
        sum(factor * (agreed[path][0][column] or 0) for path, factor in balance.items())
        for balance in balances
        for column in range(width)
    )


def _searched(
    lines: Sequence[Line], balances: Sequence[Mapping[str, int]], width: int, budget: int
) -> _Search:
    ordered = sorted(lines, key=lambda line: len(line.options(budget)))
    options = []
    for line in ordered:
        found = line.options(budget)
        floor = min((cut.cost for cut in found), default=0)
        options.append(
            [(cut.values, cut.cost - floor, _change(line.path, cut.values, balances)) for cut in found]
        )
    search = _Search(
        [line.path for line in ordered], options, _reachable(options, len(balances) * width), budget
    )
    search.descend(0, 0, (0,) * (len(balances) * width))
    return search


def _change(path: str, values: Values, balances: Sequence[Mapping[str, int]]) -> tuple[int, ...]:
    return tuple(balance.get(path, 0) * (value or 0) for balance in balances for value in values)


def _reachable(
    options: Sequence[Sequence[tuple[Values, int, tuple[int, ...]]]], sums: int
) -> list[list[set[int] | None]]:
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
