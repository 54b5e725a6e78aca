"""By which day must a report be out, and why? A pure answer from the dated parameters of the law."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from yangguang.annualreport.models import ReportKind
from yangguang.law.parameters.loading import parameter
from yangguang.law.parameters.model import MonthDay
from yangguang.organisations.kinds import Kind, Level

ONE_DAY = timedelta(days=1)
OFFICE_RULE = "本政府机关的报告要汇总进本级政府报告，按部门的期限办理"


@dataclass(frozen=True, slots=True)
class Due:
    """The last day for submitting and publishing, with the sentences it follows from."""

    on: date
    reasons: tuple[str, ...]

    def days_late(self, day: date) -> int:
        """How many days `day` is past the last day; 0 while it is not."""
        return max((day - self.on).days, 0)


def last_day_covered(year: int) -> date:
    """The last day of the year that a report is about: whoever is a subject then owes the report."""
    return first_day_after(year) - ONE_DAY


def first_day_after(year: int) -> date:
    """The day from which the report on `year` can be finished; its period is asked for on that day."""
    return date(year + 1, 1, 1)


def rule_of(kind: ReportKind, organ_kind: Kind, level: Level) -> str:
    """The name of the parameter that sets the day for a kind of report and organ.

    街道 and the rest go by the rule for departments (C1, 30号 二（一）).
    """
    if kind is ReportKind.AGGREGATE:
        return f"annual_report.{level.value}"
    return "annual_report.township" if organ_kind is Kind.TOWNSHIP else "annual_report.department"


def due_of(year: int, kind: ReportKind, organ_kind: Kind, level: Level, *, own: str | None = None) -> Due:
    """The due date of the report on `year`; `own` is what binds the government, as `01-15`.

    Raises `NotInForce` for years before the rule.
    """
    day = first_day_after(year)
    national = parameter(rule_of(kind, organ_kind, level)).at(day)
    reasons = [f"{national.says}（{national.source}）"]
    if kind is ReportKind.GOVERNMENT_ORGAN:
        reasons.append(OFFICE_RULE)
    bound = _month_day(own) if own else national.month_day
    if bound != national.month_day:
        reasons.append(f"本级政府自行收紧为{bound}")
    return Due(bound.in_year(day.year), tuple(reasons))


def _month_day(words: str) -> MonthDay:
    month, _, day = words.partition("-")
    return MonthDay(int(month), int(day))
