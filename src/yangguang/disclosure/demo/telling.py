"""In which order is everything told? Moment by moment, a hundred steps an act, up to the end of yesterday."""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from itertools import count

from django.utils import timezone

from yangguang.disclosure.demo import turns
from yangguang.disclosure.demo.cleaning import cleaned_up
from yangguang.disclosure.demo.county import County
from yangguang.disclosure.demo.files import Files
from yangguang.disclosure.demo.following import TURNS, following
from yangguang.disclosure.demo.lives import Life, Waiting
from yangguang.disclosure.demo.plans import FIRST, Plan
from yangguang.disclosure.demo.register import kept
from yangguang.disclosure.normative.services.makers import list_maker
from yangguang.disclosure.states import State
from yangguang.organisations.kinds import Role
from yangguang.workflow.acts import acts
from yangguang.workflow.moment import standing_at

BASIS = "阳光县人民政府关于公布规范性文件制定主体清单的通告"
STEPS_AN_ACT = 100
"""So many steps are chained in one go."""


@dataclass(order=True, slots=True)
class Step:
    """The next step of a life; those of one moment in the order in which the lives came in."""

    at: datetime
    number: int
    life: Life | None = field(compare=False)
    waiting: Waiting = field(compare=False)


class Telling:
    """All lives of a county, told at once: whoever's step comes first takes it first."""

    def __init__(self, county: County, plans: Iterable[Plan]) -> None:
        self._county = county
        self._files = Files()
        self._numbers = count()
        self._ends = datetime.combine(county.today, time(), timezone.get_default_timezone())
        self._steps: list[Step] = []
        for plan in plans:
            self._begin(plan, 0)
        for waiting in (*kept(county), *cleaned_up(county, self._files)):
            self._go_on(None, waiting)

    def tell(self) -> None:
        """List who makes normative documents, then take every step that lies before today."""
        self._list_makers()
        while self._steps:
            with acts():
                for _ in range(STEPS_AN_ACT):
                    self._take_one()

    def _list_makers(self) -> None:
        """Every organ but townships makes normative documents, and has since the county began."""
        first = min((step.at for step in self._steps), default=self._ends) - timedelta(days=1)
        viewer = self._county.people.of(Role.COUNTY_OFFICE, 0, first.date())
        with standing_at(first), acts():
            for place in self._county.places:
                if not place.township:
                    list_maker(viewer=viewer, organ=place.pk, from_on=FIRST, basis=BASIS)

    def _begin(self, plan: Plan, after: int) -> None:
        """Let a life begin on the day that its plan names, or so many working days later."""
        made_on = self._county.calendar.nth_working_day_after(plan.made_on, after) if after else plan.made_on
        life = Life(self._county, self._files, replace(plan, made_on=made_on))
        turn = turns.published if plan.turn in TURNS else getattr(turns, plan.turn)
        self._go_on(life, turn(life))

    def _take_one(self) -> None:
        if not self._steps:
            return
        step = heapq.heappop(self._steps)
        with standing_at(step.at):
            self._go_on(step.life, step.waiting)

    def _go_on(self, life: Life | None, waiting: Waiting) -> None:
        """Take what is due in a life, begin what follows its release, and wait for its next step.

        What is kept beside the lives, the register and the rounds of clean-up, belongs to none.
        """
        at = next(waiting, None)
        if life is not None and life.item.state == State.RELEASED and not life.followed:
            life.followed = True
            for plan, after in following(life):
                self._begin(plan, after)
        if at is not None and at < self._ends:
            heapq.heappush(self._steps, Step(at, next(self._numbers), life, waiting))
