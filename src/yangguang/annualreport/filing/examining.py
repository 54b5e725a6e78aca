"""What do the checks say of a filing, and which doubts has nobody explained yet?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from yangguang.annualreport.checking.model import Finding, Severity
from yangguang.annualreport.filing.content import reading_of_filing
from yangguang.annualreport.filing.models import Filing
from yangguang.annualreport.inspecting import findings_of
from yangguang.annualreport.reading.model import Reading
from yangguang.annualreport.selectors import find_report, reading_of
from yangguang.workflow.chain import canonical, sm3

SHORT = slice(0, 16)


@dataclass(frozen=True, slots=True)
class Examined:
    """A finding on a filing; a warning needs `explanation`, one sentence, before submission."""

    key: str
    finding: Finding
    explanation: str = ""

    @property
    def settled(self) -> bool:
        """Whether it stands in the way of submission no more."""
        if self.finding.severity is Severity.WARNING:
            return bool(self.explanation)
        return self.finding.severity is Severity.NOTE


def key_of(finding: Finding) -> str:
    """A finding's name: it changes with the figures it speaks of, so that an old explanation lapses."""
    return sm3(canonical([finding.rule, list(finding.places), finding.message]))[SHORT]


def previous_of(filing: Filing, body: str) -> Reading | None:
    """The same body's published report on the year before."""
    held = find_report(body, filing.year - 1)
    return reading_of(held) if held else None


def examined(filing: Filing) -> tuple[Examined, ...]:
    """Everything the checks find in a filing as it stands, gravest first, with what was said to it."""
    reading = reading_of_filing(filing)
    found = findings_of(reading, previous_of(filing, reading.body or ""))
    keys = [(key_of(finding), finding) for finding in found]
    return tuple(Examined(key, finding, filing.explanations.get(key, "")) for key, finding in keys)


def refusal_of_findings(found: Iterable[Examined]) -> str | None:
    """Why a report with these findings may not go on; None when it may."""
    open_ones = [one for one in found if not one.settled]
    errors = [one.finding.message for one in open_ones if one.finding.severity is Severity.ERROR]
    if errors:
        return f"有{len(errors)}处错误，改正后才能提交：{errors[0]}"
    if open_ones:
        return f"有{len(open_ones)}条疑点没有说明：{open_ones[0].finding.message}"
    return None
