"""What has been read so far? Cells, their evidence, doubts and remarks of one table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from yangguang.annualreport.form.editions import Address
from yangguang.annualreport.reading.model import Evidence


@dataclass
class Outcome:
    """The figures of a table as they are being read; an uncertain address stands in `cells` with None."""

    cells: dict[Address, Decimal | None] = field(default_factory=dict)
    evidence: dict[Address, Evidence] = field(default_factory=dict)
    uncertain: dict[Address, tuple[Decimal, ...]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def know(self, address: Address, value: Decimal | None, raw: str, where: str) -> None:
        """Enter a figure (None: printed blank) with what was printed."""
        self.cells[address] = value
        self.evidence[address] = Evidence(raw, where)

    def weigh(self, address: Address, values: Iterable[Decimal | None], raw: str, where: str) -> None:
        """Enter what a cell may be: one value is certain, several leave it uncertain with its candidates."""
        different = set(values)
        if len(different) == 1:
            self.know(address, different.pop(), raw, where)
            return
        self.know(address, None, raw, where)
        self.uncertain[address] = tuple(sorted(value for value in different if value is not None))

    def take(self, other: Outcome) -> None:
        """Add everything that was read elsewhere."""
        self.cells.update(other.cells)
        self.evidence.update(other.evidence)
        self.uncertain.update(other.uncertain)
        self.notes.extend(other.notes)
