"""What is a finding? A rule that a report breaks, how gravely, where, and one sentence that says so."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from yangguang.annualreport.form.editions import Address


class Severity(StrEnum):
    """`error`: the form's own arithmetic within one report; `warning`: the rest; `note`: worth a look."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that does not hold. `places` are the addresses concerned, `quote` the words, if any."""

    rule: str
    severity: Severity
    places: tuple[Address, ...]
    message: str
    source: str = "arithmetic"
    """`form` (the form says so), `arithmetic` (it follows), `practice` (inspectors expect it)."""
    quote: str | None = None
