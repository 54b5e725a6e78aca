"""Which items are told, of which organ, made on which day, and how does each life go? Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from yangguang.disclosure.demo.patterns import Dealing, Pattern, patterns, stories
from yangguang.law.calendars import Calendar
from yangguang.organisations.kinds import Kind

SEED = "阳光县"
YEARS = 3
FIRST = date(2020, 1, 1)
"""Before everything that is told."""
DAYS_A_YEAR = 365
TURNS = {
    "published": 79,
    "late": 5,
    "saved": 5,
    "returned": 5,
    "corrected": 3,
    "scheduled": 2,
    "withdrawn": 1,
    "dropped": 1,
}
"""How lives go, in hundredths."""
OF_MATTERS = ("announcement", "policy_document")
"""Types whose items also stand in the column of their matter."""
GROUPS = {
    "departments": (Kind.DEPARTMENT, Kind.ZONE),
    "townships": (Kind.TOWNSHIP, Kind.SUBDISTRICT),
}


@dataclass(frozen=True, slots=True)
class Place:
    """An organ that publishes: its number, name and kind, and what it deals with."""

    pk: int
    name: str
    kind: Kind
    deals: Dealing

    @property
    def township(self) -> bool:
        """Whether its pages are those of a township."""
        return self.kind in GROUPS["townships"]


@dataclass(frozen=True, slots=True)
class Stage:
    """Where and when it is told: the organs, the day on which it is told, and the working days."""

    places: Sequence[Place]
    today: date
    calendar: Calendar


@dataclass(frozen=True, slots=True)
class Plan:
    """One life: `serial` decides all chance in it, `given` what is not left to chance."""

    serial: str
    type: str
    organ: Place
    made_on: date
    turn: str
    given: Mapping[str, Any] = field(default_factory=dict)


def plans(stage: Stage, *, share: float) -> Iterator[Plan]:
    """Every life that begins by itself: the stories, one for each column of a matter, then the many."""
    yield from _told(stage)
    yield from _of_columns(stage)
    for key, pattern in patterns().items():
        count = max(1, round(pattern.yearly * YEARS * share)) if pattern.yearly else 0
        for place in range(count):
            yield _one_of_many(stage, key, place, count)


def working_day(on: date, calendar: Calendar) -> date:
    """The day itself if people work on it, else the next on which they do."""
    return calendar.nth_working_day_after(on - timedelta(days=1), 1)


def working_days_before(on: date, count: int, calendar: Calendar) -> date:
    """The working day that lies so many before `on`."""
    return calendar.nth_working_day_after(FIRST, calendar.working_days_between(FIRST, on) - count)


def _day_of(story: Mapping[str, Any], today: date, calendar: Calendar) -> date:
    if "working_days_ago" in story:
        return working_days_before(today, story["working_days_ago"], calendar)
    return working_day(today - timedelta(days=story["ago"]), calendar)


def _told(stage: Stage) -> Iterator[Plan]:
    by_name = {one.name: one for one in stage.places}
    for number, story in enumerate(stories()):
        made_on = _day_of(story, stage.today, stage.calendar)
        given = story.get("given", {})
        serial = f"story-{number}"
        yield Plan(serial, story["type"], by_name[story["organ"]], made_on, story["turn"], given)


def _of_columns(stage: Stage) -> Iterator[Plan]:
    """One announcement for every column that only some matters fill."""
    by_column: dict[str, tuple[Place, str]] = {}
    for place in stage.places:
        for matter, column in place.deals.matters:
            by_column.setdefault(column, (place, matter))
    by_column.pop("", None)
    for number, (column, (place, matter)) in enumerate(by_column.items()):
        made_on = working_day(stage.today - timedelta(days=80 + 20 * number), stage.calendar)
        yield Plan(f"column-{column}", "announcement", place, made_on, "published", {"matter": matter})


def _one_of_many(stage: Stage, key: str, place: int, count: int) -> Plan:
    pattern, places, today = patterns()[key], stage.places, stage.today
    serial = f"{key}-{place}"
    rng = Random(f"{SEED}:{serial}")
    span = DAYS_A_YEAR * YEARS
    made_on = today - timedelta(days=1 + round(span - span * (place + rng.random()) / count))
    if pattern.months and made_on.month not in pattern.months:
        made_on = _in_month(made_on, rng.choice(pattern.months), today)
    fitting = [one for entry in pattern.organs for one in _meant(entry, places)]
    organ = fitting[place % len(fitting)] if pattern.once_an_organ else _chosen(pattern, places, rng)
    turn = rng.choices(list(TURNS), list(TURNS.values()))[0]
    return Plan(serial, key, organ, working_day(made_on, stage.calendar), turn)


def _in_month(on: date, month: int, today: date) -> date:
    """The same day of another month, a year earlier where that is still to come."""
    moved = on.replace(month=month, day=min(on.day, 28))
    return moved if moved < today else moved.replace(year=moved.year - 1)


def _chosen(pattern: Pattern, places: Sequence[Place], rng: Random) -> Place:
    return rng.choice(_meant(rng.choice(pattern.organs), places))


def _meant(entry: str, places: Sequence[Place]) -> list[Place]:
    kinds = GROUPS.get(entry)
    if kinds is None:
        return [one for one in places if one.name == entry]
    return [one for one in places if one.kind in kinds]
