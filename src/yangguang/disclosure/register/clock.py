"""By when must a document be public, when is a closed one assessed again? Pure answers with reasons."""

from __future__ import annotations

import calendar as months_of
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from yangguang.disclosure.clock import Due, due_after
from yangguang.disclosure.register.states import Progress
from yangguang.law.calendars import Calendar
from yangguang.law.errors import LawError
from yangguang.organisations.local_rules import tighter_value

PROACTIVE, CLOSED_REVIEW = "publication.proactive", "publication.closed_review"


@dataclass(frozen=True, slots=True)
class OwnPeriod:
    """A period that the government has made tighter from a day on."""

    name: str
    value: str
    from_on: date


@dataclass(frozen=True, slots=True)
class Periods:
    """What binds a government: the national periods and its own."""

    own: tuple[OwnPeriod, ...] = ()

    def binding(self, name: str, day: date) -> int | None:
        """The count that binds on `day`; None when there was no such rule yet."""
        held = [one for one in self.own if one.name == name and one.from_on <= day]
        newest = max(held, key=lambda one: one.from_on).value if held else None
        try:
            return int(tighter_value(name, newest, day))
        except LawError:
            return None


def publication_due(
    made_on: date, *, opened_on: date | None, periods: Periods, calendar: Calendar
) -> Due | None:
    """The last day for publishing a 主动公开 document (条例第二十六条); None for one older than the rule.

    `opened_on` is the day on which a re-assessment opened it (条例第十八条): the period runs from there.
    """
    start, fact = (made_on, "成文日期") if opened_on is None else (opened_on, "评估后认定公开")
    own = periods.binding(PROACTIVE, start)
    if own is None:
        return None
    return due_after(start, fact=fact, rule=PROACTIVE, own=own, calendar=calendar)


def assessment_due(assessed_on: date, *, today: date, periods: Periods) -> date | None:
    """The last day for the next assessment of a closed document (条例第十八条), by the rule of `today`."""
    count = periods.binding(CLOSED_REVIEW, today)
    return None if count is None else _months_after(assessed_on, count)


def progress_of(due_on: date | None, released_on: date | None, today: date) -> Progress:
    """How far the publication of a document is that has to be open; without a due day it is never late."""
    is_late = due_on is not None and (released_on or today) > due_on
    if released_on is not None:
        return Progress.PUBLIC_LATE if is_late else Progress.PUBLIC
    return Progress.LATE if is_late else Progress.WAITING


def earliest(days: Iterable[date | None]) -> date | None:
    """The first of some days; None when there is none."""
    return min((one for one in days if one is not None), default=None)


def _months_after(day: date, count: int) -> date:
    """The same day so many months later, the last of the month where it has no such day."""
    year, month = divmod(day.month - 1 + count, len(months_of.month_name) - 1)
    last = months_of.monthrange(day.year + year, month + 1)[1]
    return date(day.year + year, month + 1, min(day.day, last))
