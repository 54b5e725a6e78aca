"""By when must a document be public, when is a closed one assessed again? Pure answers with reasons."""

from __future__ import annotations

import calendar as months_of
from collections.abc import Callable, Iterable
from datetime import date

from yangguang.disclosure.clock import Due, due_after
from yangguang.disclosure.register.states import Progress
from yangguang.law.calendars import Calendar
from yangguang.law.errors import LawError

PROACTIVE, CLOSED_REVIEW = "publication.proactive", "publication.closed_review"


Binding = Callable[[str, date], str]
"""What binds a government for a parameter on a day: its own tighter value or the national one."""


def publication_due(
    made_on: date, *, opened_on: date | None, binding: Binding, calendar: Calendar
) -> Due | None:
    """The last day for publishing a 主动公开 document (条例第二十六条); None for one older than the rule.

    `opened_on` is the day on which a re-assessment opened it (条例第十八条): the period runs from there.
    """
    start, fact = (made_on, "成文日期") if opened_on is None else (opened_on, "评估后认定公开")
    own = _count(binding, PROACTIVE, start)
    if own is None:
        return None
    return due_after(start, fact=fact, rule=PROACTIVE, own=own, calendar=calendar)


def assessment_due(assessed_on: date, *, today: date, binding: Binding) -> date | None:
    """The last day for the next assessment of a closed document (条例第十八条), by the rule of `today`."""
    count = _count(binding, CLOSED_REVIEW, today)
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


def _count(binding: Binding, name: str, day: date) -> int | None:
    """The count that binds on a day; None when there was no such rule yet."""
    try:
        return int(binding(name, day))
    except LawError:
        return None


def _months_after(day: date, count: int) -> date:
    """The same day so many months later, the last of the month where it has no such day."""
    year, month = divmod(day.month - 1 + count, len(months_of.month_name) - 1)
    last = months_of.monthrange(day.year + year, month + 1)[1]
    return date(day.year + year, month + 1, min(day.day, last))
