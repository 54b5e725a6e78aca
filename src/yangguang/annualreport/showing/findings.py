"""How is a finding told? Its gravity in words, where the rule comes from, and the cells it speaks of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from yangguang.annualreport.checking.model import Finding, Severity
from yangguang.annualreport.form.editions import Address, Edition
from yangguang.annualreport.reading.model import Reading
from yangguang.annualreport.showing.figures import spell

SEVERITIES = {Severity.ERROR: "错误", Severity.WARNING: "疑点", Severity.NOTE: "提示"}
SOURCES = {"form": "格式原文规定", "arithmetic": "算术关系", "practice": "检查实践"}


@dataclass(frozen=True, slots=True)
class CellLink:
    """A cell that a finding speaks of: its address, what stands at its row and column, and its figure."""

    address: Address
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding ready for a template; `number` is what the marked cells show."""

    number: int
    rule: str
    severity: str
    word: str
    message: str
    source: str
    quote: str
    cells: tuple[CellLink, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many findings of each gravity."""

    errors: int
    warnings: int
    notes: int

    @property
    def total(self) -> int:
        """All findings."""
        return self.errors + self.warnings + self.notes


def tell(findings: Iterable[Finding], reading: Reading, form: Edition | None) -> tuple[FindingView, ...]:
    """Findings in their order, numbered from 1, with their cells spelled out."""
    return tuple(
        FindingView(
            number=number,
            rule=finding.rule,
            severity=finding.severity.value,
            word=SEVERITIES[finding.severity],
            message=finding.message,
            source=SOURCES.get(finding.source, finding.source),
            quote=finding.quote or "",
            cells=tuple(_link(address, reading, form) for address in finding.places),
        )
        for number, finding in enumerate(findings, start=1)
    )


def tally(findings: Iterable[Finding]) -> Tally:
    """Count findings by gravity."""
    found = [finding.severity for finding in findings]
    return Tally(found.count(Severity.ERROR), found.count(Severity.WARNING), found.count(Severity.NOTE))


def _link(address: Address, reading: Reading, form: Edition | None) -> CellLink:
    place = form.places.get(address) if form else None
    label = f"{place[1].label} · {place[2].label}" if place else address.partition("/")[2].replace("@", " · ")
    if address not in reading.cells:
        return CellLink(address, label, "未读到")
    return CellLink(address, label, spell(reading.cells[address]) or "空")
