"""How is a finding told: to a program as JSON, to a person as one line?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from yangguang.annualreport.checking.model import Finding, Severity
from yangguang.annualreport.reading.model import Reading

SEVERITY_NAMES = {Severity.ERROR: "错误", Severity.WARNING: "疑点", Severity.NOTE: "提示"}
"""How each severity reads."""


def as_json(finding: Finding) -> dict[str, Any]:
    """A finding as plain values; `quote` is null where no narrative is concerned."""
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "places": list(finding.places),
        "message": finding.message,
        "source": finding.source,
        "quote": finding.quote,
    }


def line(finding: Finding) -> str:
    """One line: how grave, the sentence with its figures, the rule, and the words concerned."""
    quote = f"  原文：{' '.join(finding.quote.split())}" if finding.quote else ""
    return f"  [{SEVERITY_NAMES[finding.severity]}] {finding.message}（{finding.rule}）{quote}"


def headline(name: str, reading: Reading | None, findings: Sequence[Finding]) -> str:
    """Whose report it is and how many findings of each severity there are."""
    whose = f"{reading.body or '主体不明'} {reading.year or '年度不明'}" if reading is not None else ""
    counted = Counter(finding.severity for finding in findings)
    numbers = "、".join(
        f"{SEVERITY_NAMES[severity]} {counted[severity]}" for severity in Severity if counted[severity]
    )
    return f"{name}（{whose}）：{numbers or '没有发现问题'}"


def status(findings: Iterable[Finding]) -> int:
    """The exit status: 1 when there is an error, else 0; warnings and notes do not stop anyone."""
    return int(any(finding.severity is Severity.ERROR for finding in findings))
