"""One step after another through any door, by anybody."""

from __future__ import annotations

import inspect
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from tests.disclosure.making import CLEAR
from tests.disclosure.ways.doors import Door, doors, side_doors
from tests.disclosure.ways.structure import CHANGES
from tests.disclosure.ways.values import Absent, value_of
from tests.disclosure.ways.world import Place, World
from yangguang.accounts.models import User
from yangguang.disclosure.content import content_of
from yangguang.disclosure.models import Consultation, Hold, Item, Referral
from yangguang.disclosure.states import UNFINISHED, State
from yangguang.organisations.approval.models import Course, Slip
from yangguang.organisations.approval.states import Verdict
from yangguang.organisations.kinds import Role
from yangguang.organisations.models import Organ
from yangguang.organisations.viewers import Viewer
from yangguang.workflow.machine import Refused
from yangguang.workflow.moment import standing_at

WRITING = (*("submit",) * 9, *("save_draft",) * 2, "attach", "detach", "schedule")
FITTING = {
    State.DRAFT: (*WRITING, "record_answer", "drop_correction"),
    State.RETURNED: ("save_draft", "save_draft", "submit", "drop_correction"),
    State.CORRECTING: ("save_draft", "submit", "submit", "drop_correction", "take_down"),
    State.REVIEW: (
        *(*("approve",) * 10, *("consent",) * 3, *("release_urgently",) * 2, "skip", "send_back"),
        *("refer", "record_determination", "record_determination", "record_answer", "withdraw"),
        *("approval.print_slip", "record_signature", "approval.withdraw"),
    ),
    State.APPROVED: (
        *(*("release",) * 4, *("consent",) * 4, "lift_hold", "record_answer", "take_down", "withdraw"),
        *("release_due", "schedule"),
    ),
    State.RELEASED: ("begin_correction", "begin_correction", "take_down", "place_hold", "save_draft"),
    State.URGENT: ("approve", "approve", "approve", "send_back", "take_down", "approval.withdraw"),
    State.TAKEN_DOWN: ("restore", "restore", "begin_correction", "lift_hold", "place_hold"),
    State.DROPPED: ("begin_item",),
}
"""What usually comes next, so that walks get far; everything else is tried as well."""
MOST_OPEN = 6
"""So many items are worked on at once: a walk goes deep rather than wide."""
BY_DRAFTERS = {
    "begin_item",
    "release",
    "consult",
    "record_answer",
    "schedule",
    "withdraw",
    "begin_correction",
}
BY_DRAFTERS |= {"submit", "save_draft", "attach", "detach", "rearrange", "drop_correction", "drop"}
BY_DRAFTERS |= {"approval.start_course", "approval.withdraw"}
ANSWERED_FOR = {"consent", "place_hold", "lift_hold", "take_down", "restore", "release_urgently", "skip"}
ASKED = {"hold": Hold, "referral": Referral, "consultation": Consultation}


@dataclass
class Trial:
    """One attempt: through which door, by whom of which county, on which item, and what became of it."""

    door: str
    place: Place
    viewer: Viewer | None
    item: Item | None
    given: dict[str, Any]
    refusal: str = ""
    at: datetime | None = None


@dataclass
class Walk:
    """A walk through a world; `done` counts what succeeded."""

    world: World
    done: Counter[str] = field(default_factory=Counter)
    everything: dict[str, Door] = field(default_factory=lambda: doors() | side_doors())

    def step(self) -> Trial | None:
        """Try one thing; None when what it needs does not exist yet."""
        self.world.pass_time()
        place = self.world.here if self.world.choice.random() < 0.8 else self.world.there
        with standing_at(self.world.clock):
            try:
                trial = self._chosen(place)
                self._try(trial)
            except Absent:
                return None
        if trial.door in CHANGES:
            self.world.known.clear()
        if not trial.refusal:
            self.done[trial.door] += 1
        return trial

    def _chosen(self, place: Place) -> Trial:
        pick, luck = self.world.choice.choice, self.world.choice.random()
        item = self.world.item(place)
        if luck < 0.03:
            return Trial(pick(sorted(CHANGES)), place, None, item, {})
        if item is None or (luck < 0.15 and self._open(place) < MOST_OPEN):
            return self._prepared("begin_item", place, item, fitting=True)
        if luck < 0.75:
            return self._prepared(pick(self._usual(item)), place, item, fitting=True)
        if luck < 0.83:
            names = [name for name in self.everything if name.startswith("approval.")]
            return self._prepared(pick(names), place, item, fitting=luck < 0.8)
        return self._prepared(pick(list(self.everything)), place, item, fitting=luck < 0.93)

    def _usual(self, item: Item) -> tuple[str, ...]:
        step = item.course.step_now if item.course else None
        if item.state == State.REVIEW and item.course is None:
            return ("approval.start_course", "approval.start_course", "withdraw")
        skipped = ("skip",) * 8 if step is not None and step.may_be_skipped else ()
        return (*FITTING[State(item.state)], *skipped)

    def _open(self, place: Place) -> int:
        return Item.objects.filter(government=place.number, state__in=UNFINISHED).count()

    def _prepared(self, door: str, place: Place, item: Item | None, *, fitting: bool) -> Trial:
        parameters = inspect.signature(self.everything[door]).parameters
        given: dict[str, Any] = {name: self._asked(name, item) for name in parameters if name in ASKED}
        item = next((row.item for row in given.values()), item)
        looking = place if self.world.choice.random() < 0.95 else self._other(place)
        viewer = self._fitting(door, item, place) if fitting else self.world.anybody(looking)
        for name in parameters:
            if name not in given:
                given[name] = self._value(name, door, place, item, viewer)
        if fitting:
            given |= self._mended(door, item, viewer, given)
        if door.startswith("approval.") and "version" in given:
            course: Course = given["course"]
            given |= {"version": course.version, "position": course.position}
        looked_at = viewer if "viewer" in parameters else None
        return Trial(door, place, looked_at, item, given, at=given.get("now", self.world.clock))

    def _asked(self, name: str, item: Item | None) -> Any:
        rows = ASKED[name].objects.order_by("-pk")
        found = (rows.filter(item=item).first() if item else None) or rows.first()
        if found is None:
            raise Absent
        return found

    def _mended(self, door: str, item: Item | None, viewer: Viewer, given: dict[str, Any]) -> dict[str, Any]:
        """What somebody who means well would enter."""
        mended: dict[str, Any] = {}
        if "revision" in given and item is not None:
            mended["revision"] = item.revision
        if "reason" in given:
            mended["reason"] = "有此必要"
        if "answers" in given:
            mended["answers"] = CLEAR
        if "signature" in given and item is not None:
            slips = Slip.objects.filter(version__course__subject_id=str(item.pk)).order_by("-pk")
            signed = replace(
                given["signature"], signer=self._signer(item), slip=slips.first() or given["signature"].slip
            )
            mended |= {"signature": signed, "verdict": Verdict.AGREED}
        if door == "approval.start_course" and item is not None:
            mended |= {"subject": item, "content": content_of(item), "organ": item.organ, "route": None}
        if door == "begin_item" and (mine := [one.organ for one in viewer.standings]):
            mended |= {"organ": mine[0], "type_key": "news"}
        return mended

    def _signer(self, item: Item) -> User:
        place = self.world.here if item.government_id == self.world.here.number else self.world.there
        return User.objects.get(pk=self._fitting("approve", item, place).user)

    def _value(self, name: str, door: str, place: Place, item: Item | None, viewer: Viewer) -> Any:
        if name == "viewer":
            return viewer
        if name == "now":
            hours = self.world.choice.choice((0, 0, 0, 5)) if door == "release_due" else 0
            return self.world.clock - timedelta(hours=hours)
        if name == "item" and item is None:
            raise Absent
        if name == "item":
            return item
        if name == "organ" and door == "approval.start_course":
            return self.world.choice.choice(place.organs())
        return value_of(name, self.world, place, item)

    def _try(self, trial: Trial) -> None:
        try:
            if trial.door in CHANGES:
                CHANGES[trial.door](self.world, trial.place)
            else:
                self.everything[trial.door](**trial.given)
        except Refused as refused:
            trial.refusal = str(refused)

    def _fitting(self, door: str, item: Item | None, place: Place) -> Viewer:
        """Somebody who might be allowed to: a drafter, who holds the step, or who answers for the organ."""
        somebody, pick = self.world.somebody, self.world.choice.choice
        organ = Organ.objects.get(pk=item.organ_id) if item is not None else pick(place.organs())
        if door in BY_DRAFTERS:
            return somebody(pick((Role.LIAISON, Role.HANDLER, Role.FOI_HEAD)), organ)
        if door in ANSWERED_FOR:
            return somebody(pick((Role.FOI_HEAD, Role.ORGAN_LEADER)), self._issuer(item, organ, door))
        course = item.course if item is not None else None
        step = course.step_now if course is not None else None
        if step is None:
            return self.world.anybody(place)
        authors = item.authors if item is not None and self.world.choice.random() < 0.9 else ()
        return somebody(Role(step.role), organ if step.scope == "own" else place.county.office, but=authors)

    def _issuer(self, item: Item | None, organ: Organ, door: str) -> Organ:
        """Who has to consent, where that is asked; else the organ itself."""
        named = [one["organ"] for one in item.issuers if one["organ"] != organ.pk] if item is not None else []
        return Organ.objects.get(pk=self.world.choice.choice(named)) if named and door == "consent" else organ

    def _other(self, place: Place) -> Place:
        return self.world.there if place is self.world.here else self.world.here
