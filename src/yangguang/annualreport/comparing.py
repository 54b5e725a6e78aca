"""In which cells do two reports differ, and by how much? Blank, zero and not asked are three answers.

Reports in different editions are compared where both forms have the same cell; a group of rows that one of
them prints as a single row is added up in the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import TypeVar

from yangguang.annualreport.form.editions import Address, edition, edition_names
from yangguang.annualreport.form.naming import CellName, named
from yangguang.annualreport.reading.model import Reading

TENTH = Decimal("0.1")
Cells = Mapping[Address, Decimal | None]
Known = TypeVar("Known")


class Change(StrEnum):
    """How the second report's cell stands to the first one's."""

    SAME = "same"
    CHANGED = "changed"
    FILLED = "filled"
    """Blank in the first, a figure in the second; also when that figure is 0."""
    EMPTIED = "emptied"
    UNCERTAIN = "uncertain"
    """One of the two could not be read for certain, so nothing is said."""
    ONLY_FIRST = "only_first"
    """The second report has no such cell: not in its form, or missing in its file."""
    ONLY_SECOND = "only_second"


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell of two reports. `change` and `percent` (of the first) are None where they say nothing."""

    address: Address
    name: CellName
    kind: Change
    first: Decimal | None
    second: Decimal | None
    change: Decimal | None = None
    percent: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two reports cell by cell in printed order, the equal ones included."""

    first: Reading
    second: Reading
    cells: tuple[Difference, ...]

    def of(self, *kinds: Change) -> tuple[Difference, ...]:
        """The cells that stand to each other in one of these ways."""
        return tuple(cell for cell in self.cells if cell.kind in kinds)

    @property
    def same_edition(self) -> bool:
        """Whether both are in the same form."""
        return self.first.edition == self.second.edition


def compare(first: Reading, second: Reading) -> Comparison:
    """Every cell that one of two reports has, in the order of the newer form."""
    left, right = _of_any_year(first.cells, first.year), _of_any_year(second.cells, second.year)
    doubtful = {*_of_any_year(first.uncertain, first.year), *_of_any_year(second.uncertain, second.year)}
    doubtful |= _add_up(left, right, doubtful) | _add_up(right, left, doubtful)
    edition_id = second.edition or first.edition
    cells = tuple(
        _difference(address, edition_id, left, right, doubtful)
        for address in _ordered([*left, *right], first, second)
    )
    return Comparison(first, second, cells)


def _of_any_year(by_address: Mapping[Address, Known], year: int | None) -> dict[Address, Known]:
    """The statistics before 2019 head their columns with the year itself; without it two years are alike."""
    if year is None:
        return dict(by_address)
    return {
        f"{place}@{column.replace(f'{year}年', '本年')}": known
        for address, known in by_address.items()
        for place, _, column in [address.rpartition("@")]
    }


def _add_up(cells: dict[Address, Decimal | None], other: Cells, doubtful: set[Address]) -> set[Address]:
    """Where `other` prints a group as one row, make one of the rows printed here; blank if all of them are.

    Returns the sums that cannot be said for certain: with a doubtful row, or with some rows blank.
    """
    unsure = set()
    for address in other:
        row, _, column = address.partition("@")
        parts = [part for part in cells if part.startswith(f"{row}.") and part.endswith(f"@{column}")]
        if address in cells or not parts:
            continue
        values = [cells.pop(part) for part in parts]
        figures = [value for value in values if value is not None]
        cells[address] = sum(figures, Decimal(0)) if figures else None
        if doubtful.intersection(parts) or 0 < len(figures) < len(values):
            unsure.add(address)
    return unsure


def _ordered(addresses: list[Address], first: Reading, second: Reading) -> Iterator[Address]:
    """Printed order where a form knows the address, else the order in which the reports have them."""
    known = [name for name in edition_names() if name in {first.edition, second.edition}]
    wanted = dict.fromkeys(addresses)
    for name in known:
        for address in edition(name).places:
            if address in wanted:
                del wanted[address]
                yield address
    yield from wanted


def _difference(
    address: Address, edition_id: str | None, left: Cells, right: Cells, doubtful: set[Address]
) -> Difference:
    name = named(address, edition_id)
    first, second = left.get(address), right.get(address)
    kind = _kind(address, left, right, doubtful)
    if kind not in {Change.SAME, Change.CHANGED} or first is None or second is None:
        return Difference(address, name, kind, first, second)
    change = second - first
    percent = (change * 100 / abs(first)).quantize(TENTH, ROUND_HALF_UP) if first else None
    return Difference(address, name, kind, first, second, change, percent)


def _kind(address: Address, left: Cells, right: Cells, doubtful: set[Address]) -> Change:
    if address not in right:
        return Change.ONLY_FIRST
    if address not in left:
        return Change.ONLY_SECOND
    if address in doubtful:
        return Change.UNCERTAIN
    first, second = left[address], right[address]
    if first == second:
        return Change.SAME
    if first is None:
        return Change.FILLED
    return Change.EMPTIED if second is None else Change.CHANGED
