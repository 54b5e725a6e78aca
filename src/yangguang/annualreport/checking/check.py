"""What is wrong with a report, or with several side by side? Every rule, in the order of the form."""

from __future__ import annotations

from collections.abc import Sequence

from yangguang.annualreport.checking.alike import Alike, check_alike
from yangguang.annualreport.checking.arithmetic import check_arithmetic
from yangguang.annualreport.checking.blanks import check_blanks
from yangguang.annualreport.checking.chains import check_chain, check_stocks
from yangguang.annualreport.checking.deadlines import check_deadline
from yangguang.annualreport.checking.form_rules import check_form
from yangguang.annualreport.checking.model import Finding, Severity
from yangguang.annualreport.checking.narrative.check import check_narrative
from yangguang.annualreport.checking.outliers import check_outliers
from yangguang.annualreport.checking.prose import check_prose
from yangguang.annualreport.checking.statistics import check_cumulative, check_statistics
from yangguang.annualreport.reading.model import Reading

GRAVITY = (Severity.ERROR, Severity.WARNING, Severity.NOTE)


def check(reading: Reading, previous: Reading | None = None) -> tuple[Finding, ...]:
    """All findings about one report, gravest first; `previous` is the body's report on the year before."""
    found = [
        *check_arithmetic(reading),
        *check_blanks(reading),
        *check_form(reading),
        *check_deadline(reading),
        *check_stocks(reading),
        *check_statistics(reading),
        *check_outliers(reading),
        *check_narrative(reading, previous),
        *check_prose(reading, previous),
    ]
    if previous is not None:
        found += check_chain(reading, previous)
        found += check_cumulative(reading, previous)
    return tuple(sorted(found, key=lambda one: GRAVITY.index(one.severity)))


def check_together(readings: Sequence[Reading]) -> tuple[Alike, ...]:
    """What shows only when reports lie side by side: which of them (by position), and the finding."""
    return tuple(check_alike(readings))
