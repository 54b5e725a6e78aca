"""Which rules are there, how grave is each, and with what thresholds? Read from rules.yaml."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from yangguang.annualreport.checking.model import Finding, Severity
from yangguang.annualreport.form.editions import Address


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the checker; `says` is the sentence that explains it, `limits` its own thresholds."""

    id: str
    theme: str
    title: str
    source: str
    severity: Severity
    says: str
    limits: Mapping[str, int] = field(default_factory=dict)


@cache
def rules() -> Mapping[str, Rule]:
    """All rules by id, in the order in which they are documented."""
    entries: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("rules.yaml").read_text("utf-8"))
    return {entry["id"]: Rule(**{**entry, "severity": Severity(entry["severity"])}) for entry in entries}


def limit(rule: str, name: str) -> int:
    """The threshold `name` of `rule`; `KeyError` when it has none."""
    return rules()[rule].limits[name]


def finding(rule: str, places: Iterable[Address], message: str, *, quote: str | None = None) -> Finding:
    """A finding with the severity and source that the table gives the rule."""
    known = rules()[rule]
    return Finding(rule, known.severity, tuple(places), message, known.source, quote)
