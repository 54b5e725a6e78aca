"""Which normative documents are in force on a day, were made or ended in a year? Lists and counts.

A count is always that of the list behind it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import Q, QuerySet

from yangguang.disclosure.models import Publication
from yangguang.disclosure.normative.rules import normative_types
from yangguang.disclosure.normative.states import Count
from yangguang.disclosure.selectors import public_in
from yangguang.disclosure.validity import ONE_DAY

Key = tuple[date, int]
"""Where a page of the library begins: after this day of effect and number."""


@dataclass(frozen=True, slots=True)
class Counts:
    """The three figures of one year, the stock being that of its last day (30号: 核定时间点)."""

    made: int
    repealed: int
    in_force: int


def documents_of(government: int, organs: Iterable[int] | None = None) -> QuerySet[Publication]:
    """The public normative documents of a government, or of some of its organs."""
    rows = public_in(government).filter(type__in=normative_types())
    return rows if organs is None else rows.filter(publisher__in=list(organs))


def in_force_on(
    government: int, day: date, *, organs: Iterable[int] | None = None, after: Key | None = None
) -> QuerySet[Publication]:
    """The library on a day, newest in force first, beginning after a place in it."""
    rows = documents_of(government, organs).filter(_holding(day))
    if after is not None:
        begun, number = after
        rows = rows.filter(Q(in_force_from__lt=begun) | Q(in_force_from=begun, item__lt=number))
    return rows.order_by("-in_force_from", "-item")


def not_ended(government: int, day: date) -> QuerySet[Publication]:
    """Documents that are in force on a day or still will be."""
    return documents_of(government).filter(Q(in_force_to__isnull=True) | Q(in_force_to__gte=day))


def behind(
    count: Count,
    government: int,
    year: int,
    *,
    organs: Iterable[int] | None = None,
    until: date | None = None,
) -> QuerySet[Publication]:
    """The documents behind one of the three figures of a year, as it stands on its last day (30号 一（二）).

    `until` cuts a year that still runs: what is to end or to come later in it is not counted yet.
    """
    last = min(date(year, 12, 31), until or date(year, 12, 31))
    rows = documents_of(government, organs)
    if count is Count.MADE:
        made = rows.filter(made_on__year=year, made_on__lte=last)
        return made.order_by("-made_on", "-item")
    if count is Count.REPEALED:
        return _ended_between(rows, date(year, 1, 1), last)
    return in_force_on(government, last, organs=organs)


def counts(
    government: int, year: int, *, organs: Iterable[int] | None = None, until: date | None = None
) -> Counts:
    """The three figures of a year, of a government or of some of its organs; three statements."""
    wanted = None if organs is None else list(organs)
    made, repealed, in_force = (
        behind(one, government, year, organs=wanted, until=until).order_by().count()
        for one in (Count.MADE, Count.REPEALED, Count.IN_FORCE)
    )
    return Counts(made, repealed, in_force)


def counts_by_organ(government: int, year: int, *, until: date | None = None) -> dict[int, Counts]:
    """The three figures of a year by publishing organ, whoever has none left out; three statements."""
    found: dict[int, dict[Count, int]] = defaultdict(dict)
    for one in Count:
        rows = behind(one, government, year, until=until).order_by().values("publisher")
        for publisher, number in rows.annotate(count=models.Count("pk")).values_list("publisher", "count"):
            found[publisher][one] = number
    return {
        organ: Counts(*(had.get(one, 0) for one in (Count.MADE, Count.REPEALED, Count.IN_FORCE)))
        for organ, had in found.items()
    }


def _ended_between(rows: QuerySet[Publication], first: date, last: date) -> QuerySet[Publication]:
    """Documents that were in force and bound no more for the first time on a day from `first` to `last`.

    The stock at the end of a year is thus that of the year before, more what came into force, less these.
    """
    ended = rows.filter(in_force_to__gte=first - ONE_DAY, in_force_to__lte=last - ONE_DAY)
    was_in_force = Q(in_force_from__isnull=True) | Q(in_force_from__lte=models.F("in_force_to"))
    return ended.filter(was_in_force).order_by("-in_force_to", "-item")


def _holding(day: date) -> Q:
    """In force on `day`."""
    return Q(in_force_from__lte=day) & (Q(in_force_to__isnull=True) | Q(in_force_to__gte=day))
