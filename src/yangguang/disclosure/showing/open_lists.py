"""Which released items does a program ask for? Narrowed by what indexes hold, paged by key at any depth."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from yangguang.disclosure.models import Placement, Publication
from yangguang.disclosure.showing.facts import ItemFacts, Line
from yangguang.disclosure.showing.gathering import items_of
from yangguang.disclosure.showing.lines import Force, document_types, line_of, listed
from yangguang.disclosure.showing.paging import Cursor, Slice, sliced
from yangguang.disclosure.states import Standing


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for; empty means everything. `year` is that of the first release, in local time."""

    type_key: str = ""
    organ: int | None = None
    column: int | None = None
    year: int | None = None
    document_no: str = ""
    force: Force | None = None


def open_lines(
    government: int, day: date, asked: Asked, *, before: Cursor | None = None, size: int
) -> Slice[Line]:
    """A page of the lines asked for, newest first, as they stand on `day`. Two queries at any depth."""
    page = _page(government, day, asked, before, size)
    rows = listed(Publication.objects.filter(pk__in=page.rows), day)
    found = {row.pk: line_of(row, day) for row in rows}
    return Slice(tuple(found[one] for one in page.rows if one in found), page.older)


def open_items(
    government: int, day: date, asked: Asked, *, before: Cursor | None = None, size: int
) -> Slice[ItemFacts]:
    """The same with everything that is said of each item. Six queries, however many items."""
    page = _page(government, day, asked, before, size)
    found = {item.line.number: item for item in items_of(government, page.rows, day)}
    return Slice(tuple(found[one] for one in page.rows if one in found), page.older)


def _page(government: int, day: date, asked: Asked, before: Cursor | None, size: int) -> Slice[int]:
    """The numbers of a page: from the index of the column, if one is asked for, else from the whole list."""
    rows: QuerySet[Any]
    if asked.column is not None:
        narrowed = _narrowed(government, day, asked, "publication__")
        rows, number = Placement.objects.filter(narrowed, column=asked.column), "publication"
    else:
        rows, number = Publication.objects.filter(_narrowed(government, day, asked, "")), "item"
    found = sliced(rows.only(number, "released_at"), number, before=before, size=size)
    return Slice(tuple(getattr(row, f"{number}_id") for row in found.rows), found.older)


def _narrowed(government: int, day: date, asked: Asked, prefix: str) -> Q:
    """The condition on publications that `prefix` leads to; the year and the organ stand in every index."""
    wanted: dict[str, Any] = {f"{prefix}government": government, f"{prefix}standing": Standing.PUBLIC}
    if asked.organ is not None:
        wanted["publisher"] = asked.organ
    if asked.type_key:
        wanted[f"{prefix}type"] = asked.type_key
    if asked.document_no:
        wanted[f"{prefix}document_no"] = asked.document_no
    if asked.year is not None:
        wanted["released_at__gte"] = _first_moment(asked.year)
        wanted["released_at__lt"] = _first_moment(asked.year + 1)
    condition = Q(**wanted)
    return condition & _standing(asked.force, day, prefix) if asked.force else condition


def _standing(wanted: Force, day: date, prefix: str) -> Q:
    """Documents that stand so on a day, each in exactly one way: what never came into force is over."""
    begins, ends = f"{prefix}in_force_from", f"{prefix}in_force_to"
    documents = Q(**{f"{prefix}type__in": document_types()})
    over = Q(**{f"{ends}__isnull": False}) & (Q(**{f"{ends}__lt": day}) | Q(**{f"{ends}__lt": F(begins)}))
    if wanted is Force.OVER:
        return documents & over
    ended_not = Q(**{f"{ends}__isnull": True}) | Q(**{f"{ends}__gte": day})
    if wanted is Force.IN_FORCE:
        return documents & ended_not & (Q(**{f"{begins}__isnull": True}) | Q(**{f"{begins}__lte": day}))
    lives = Q(**{f"{ends}__isnull": True}) | Q(**{f"{ends}__gte": F(begins)})
    return documents & lives & Q(**{f"{begins}__gt": day})


def _first_moment(year: int) -> datetime:
    return timezone.make_aware(datetime.combine(date(year, 1, 1), time.min))
