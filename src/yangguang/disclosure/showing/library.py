"""What does a library of documents hold on a day? How many are in force, were made, have ended."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, Q

from yangguang.disclosure.models import Publication, Relation
from yangguang.disclosure.showing.facts import Line
from yangguang.disclosure.showing.lines import in_force_on, lines_by_number
from yangguang.disclosure.states import Kind, Standing
from yangguang.disclosure.validity import ONE_DAY


@dataclass(frozen=True, slots=True)
class Holdings:
    """Figures of a library on a day; made and ended count from the first of the year to the day.

    What was in force to the last day of a year bound no more for the first time in the next.
    """

    held: int
    in_force: int
    made: int
    ended: int
    first_year: int | None


def holdings(government: int, day: date, types: Iterable[str]) -> Holdings:
    """How much a library of some types holds on a day. One query."""
    opening = date(day.year, 1, 1)
    ended = Q(in_force_to__gte=opening - ONE_DAY, in_force_to__lt=day)
    rows = Publication.objects.filter(government=government, standing=Standing.PUBLIC, type__in=tuple(types))
    counted = rows.aggregate(
        held=Count("pk"),
        in_force=Count("pk", filter=in_force_on(day)),
        made=Count("pk", filter=Q(made_on__gte=opening, made_on__lte=day)),
        ended=Count("pk", filter=ended),
        first=Min("made_on"),
    )
    first = counted["first"]
    return Holdings(
        counted["held"],
        counted["in_force"],
        counted["made"],
        counted["ended"],
        first.year if first else None,
    )


def interpretations_of(government: int, day: date, numbers: Iterable[int]) -> dict[int, tuple[Line, ...]]:
    """What interprets each of these documents, newest first. Two queries."""
    return _linked(government, day, Q(target__in=sorted(numbers)), "target_id", "source_id")


def interpreted_by(government: int, day: date, numbers: Iterable[int]) -> dict[int, tuple[Line, ...]]:
    """The documents that each of these interprets. Two queries."""
    return _linked(government, day, Q(source__in=sorted(numbers)), "source_id", "target_id")


def _linked(government: int, day: date, which: Q, own: str, other: str) -> dict[int, tuple[Line, ...]]:
    pairs = list(Relation.objects.filter(which, kind=Kind.INTERPRETS).values_list(own, other))
    lines = lines_by_number({there for _, there in pairs}, day, government)
    order = {number: place for place, number in enumerate(lines)}
    found: dict[int, list[Line]] = defaultdict(list)
    for here, there in sorted((pair for pair in pairs if pair[1] in lines), key=lambda pair: order[pair[1]]):
        found[here].append(lines[there])
    return {here: tuple(some) for here, some in found.items()}
