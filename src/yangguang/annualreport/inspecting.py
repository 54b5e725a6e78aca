"""What do the checks find in a report, given how much of it is at hand?"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from yangguang.annualreport.checking.model import Finding, Severity
from yangguang.annualreport.form.editions import Address, edition
from yangguang.annualreport.models import TextHeld
from yangguang.annualreport.reading.model import Reading


def findings_of(
    reading: Reading, previous: Reading | None = None, *, text_held: TextHeld = TextHeld.WHOLE
) -> tuple[Finding, ...]:
    """The findings on a report, gravest first."""
    return tuple(_arithmetic(reading))


def _arithmetic(reading: Reading) -> Iterator[Finding]:
    if reading.edition is None:
        return
    for relation in edition(reading.edition).relations():
        left, right = _sum(reading, relation.left), _sum(reading, relation.right)
        if left is None or right is None or left == right:
            continue
        yield Finding(
            rule=relation.rule,
            severity=Severity.ERROR,
            places=(*relation.left, *relation.right),
            message=f"{relation.line}：{_spell(reading, relation.left)} ≠ {_spell(reading, relation.right)}",
            source=relation.source,
        )


def _sum(reading: Reading, addresses: tuple[Address, ...]) -> Decimal | None:
    figures = [reading.cells.get(address) for address in addresses]
    return None if None in figures else sum((f for f in figures if f is not None), Decimal(0))


def _spell(reading: Reading, addresses: tuple[Address, ...]) -> str:
    return " + ".join(str(reading.cells[address]) for address in addresses)
