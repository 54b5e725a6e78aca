"""What is newest in each of some columns? A few rows a column, looked up in the index."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery

from yangguang.catalogue.models import Column
from yangguang.disclosure.models import Placement
from yangguang.disclosure.showing.facts import Line
from yangguang.disclosure.showing.lines import lines_by_number
from yangguang.disclosure.states import Standing

A_FEW = 4
"""How many of the newest items stand under a column's name."""


@dataclass(frozen=True, slots=True)
class ColumnNews:
    """A column that holds something, with its newest items."""

    number: int
    code: str
    name: str
    lines: tuple[Line, ...]


def news_of_columns(
    day: date, columns: Iterable[int], *, organ: int | None = None, most: int = A_FEW
) -> tuple[ColumnNews, ...]:
    """The newest items of each of these columns, of one organ if given; empty columns are left out.

    Two queries: each column looks up a few rows of its own in the index, however much it holds.
    """
    places = Placement.objects.filter(column=OuterRef("pk"), publication__standing=Standing.PUBLIC)
    places = places.filter(publisher=organ) if organ is not None else places
    newest = _newest(places, most)
    rows = Column.objects.filter(pk__in=sorted(columns)).annotate(**newest)
    filled = [row for row in rows if vars(row)["newest_0"] is not None]
    numbers = {row.pk: [getattr(row, name) for name in newest if getattr(row, name)] for row in filled}
    lines = lines_by_number({one for some in numbers.values() for one in some}, day)
    return tuple(
        ColumnNews(row.pk, row.code, row.name, tuple(lines[one] for one in numbers[row.pk] if one in lines))
        for row in filled
    )


def _newest(places: QuerySet[Placement], most: int) -> dict[str, Subquery]:
    ordered = places.order_by("-released_at", "-publication").values("publication")
    return {f"newest_{place}": Subquery(ordered[place : place + 1]) for place in range(most)}
