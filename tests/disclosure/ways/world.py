"""A county with two organs, and the county beside it, in which anybody may try anything."""

from __future__ import annotations

import copy
import random
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from django.utils import timezone

from tests.disclosure.making import COUNTY, LEADER, SECRECY, man
from tests.organisations.making import START, County, make_county, make_user
from yangguang.accounts.models import User
from yangguang.catalogue.models import Column
from yangguang.disclosure.models import Item
from yangguang.organisations.approval.routes import Step
from yangguang.organisations.approval.routing import define_route
from yangguang.organisations.kinds import Kind, Role
from yangguang.organisations.models import Organ
from yangguang.organisations.viewers import Viewer, viewer_of

BEGUN = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
SKIPPED = Step("处室核稿", Role.FOI_HEAD, may_be_skipped=True)
WAYS = ((SECRECY, LEADER), (SECRECY, LEADER, COUNTY), (SKIPPED, SECRECY, LEADER), (SECRECY, SKIPPED, LEADER))
"""Routes that a county may set; one of another thing has no secrecy review at all."""
BESIDE = "memo"


@dataclass
class Place:
    """One county, its people, the columns of both kinds it has."""

    county: County
    column: int

    @property
    def number(self) -> int:
        return self.county.government.pk

    def organs(self) -> list[Organ]:
        return list(Organ.objects.filter(government=self.county.government).order_by("pk"))


@dataclass
class World:
    """Two counties, a stranger, a clock, and the tabs that somebody left open."""

    choice: random.Random
    here: Place
    there: Place
    stranger: User
    clock: datetime = BEGUN
    tabs: list[Item] = field(default_factory=list)
    numbers: int = 0
    known: dict[tuple[int, int, date], Viewer] = field(default_factory=dict)

    @property
    def today(self) -> date:
        return timezone.localdate(self.clock)

    def people(self, place: Place) -> list[User]:
        return [*place.county.people.values(), self.stranger]

    def viewer(self, user: User, place: Place) -> Viewer:
        key = (user.pk, place.number, self.today)
        if key not in self.known:
            self.known[key] = viewer_of(user, self.today, government=place.number)
        return self.known[key]

    def anybody(self, place: Place) -> Viewer:
        return self.viewer(self.choice.choice(self.people(place)), place)

    def somebody(self, role: Role, organ: Organ | None, but: Collection[int] = ()) -> Viewer:
        """Somebody who holds a role today, for an organ if it is given; a stranger when nobody does."""
        place = self.here if organ is None or organ.government_id == self.here.number else self.there
        fitting = [
            viewer
            for viewer in (self.viewer(user, place) for user in self.people(place) if user.pk not in but)
            if viewer.standing(role, organ=organ.pk if organ else None)
        ]
        if not fitting and but:
            return self.somebody(role, organ)
        return self.choice.choice(fitting) if fitting else self.viewer(self.stranger, place)

    def item(self, place: Place) -> Item | None:
        """An item as it stands now, or as it stood when somebody opened a tab."""
        if self.tabs and self.choice.random() < 0.12:
            return copy.copy(self.choice.choice(self.tabs))
        numbers = list(
            Item.objects.filter(government=place.number).order_by("-pk").values_list("pk", flat=True)[:6]
        )
        item = Item.objects.get(pk=self.choice.choice(numbers)) if numbers else None
        if item is not None and self.choice.random() < 0.15:
            self.tabs = [*self.tabs[-4:], copy.copy(item)]
        return item

    def pass_time(self) -> None:
        self.clock += timedelta(minutes=self.choice.choice((1, 1, 7, 45, 200)))

    def fresh(self, words: str) -> str:
        self.numbers += 1
        return f"{words}{self.numbers}"


def make_world(seed: int) -> World:
    choice = random.Random(seed)
    here = _place("示例县", "371399", ("教育局", "财政局"), choice.choice(WAYS))
    there = _place("邻县", "371398", ("交通局",), WAYS[0])
    stranger = make_user("stranger", "路人")
    county, bureau = here.county, here.county.government.organs.get(name="教育局")
    for role in (Role.LIAISON, Role.SECRECY_REVIEWER, Role.ORGAN_LEADER):
        county.appoint("多面手", role, bureau)
    county.appoint("监督员", Role.SUPERVISOR, county.office)
    county.appoint("副县长", Role.COUNTY_LEADER, county.office)
    return World(choice, here, there, stranger)


def _place(name: str, region_code: str, organs: tuple[str, ...], way: tuple[Step, ...]) -> Place:
    county = make_county(name, region_code)
    for organ in organs:
        man(county, county.organ(organ, kind=Kind.DEPARTMENT))
    office = county.seen_by("县办")
    define_route(viewer=office, thing="disclosure", name="信息发布", steps=way)
    define_route(viewer=office, thing=BESIDE, name="内部事项", steps=(LEADER,))
    column = Column.objects.create(
        government=county.government, code="news", name="通知公告", part="local", from_on=START
    )
    return Place(county, column.pk)
