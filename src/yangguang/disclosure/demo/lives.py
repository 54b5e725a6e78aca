"""How does one life go? Each step is waited for and then taken by whoever takes it, one service a step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from yangguang.disclosure.content import draft_of
from yangguang.disclosure.demo.county import County, pattern_of
from yangguang.disclosure.demo.drafts import draft_of_plan
from yangguang.disclosure.demo.files import Files
from yangguang.disclosure.demo.plans import SEED, Plan
from yangguang.disclosure.models import Item
from yangguang.disclosure.normative.services.filing_records import accept_filing, send_for_filing
from yangguang.disclosure.normative.services.registering import register
from yangguang.disclosure.normative.services.reviewing import review_legality, text_hash
from yangguang.disclosure.secrecy import CLEAR, HANDLED, questions
from yangguang.disclosure.services.attaching import keep
from yangguang.disclosure.services.deciding import approve, send_back, skip
from yangguang.disclosure.services.drafting import begin_item, save_draft
from yangguang.disclosure.services.putting_forward import submit
from yangguang.disclosure.states import Legality, State
from yangguang.disclosure.types_in_use import type_of
from yangguang.organisations.kinds import Role
from yangguang.organisations.viewers import Viewer

Waiting = Iterator[datetime]
"""A life as it is told: it gives the moment of its next step, and takes it when it is taken up again."""
OPENS, CLOSES = time(8, 30), time(17, 30)
HANDLING = "名单中的住址和证件信息已经删去"
PASSED = {key: {"answer": CLEAR, "note": ""} for key in (one.key for one in questions())}
PASSED_WITH_CARE = PASSED | {"privacy": {"answer": HANDLED, "note": HANDLING}}
WRONG = ("标题和正文不一致，请核对后再报", "数据缺少来源，请补充依据", "表述不够准确，请按照公开口径修改")
AUTHORITY = "示例市司法局"
UNRECORDED = 0.1
"""The share of normative documents that nobody sends to be put on record."""
SKIPPED = "本机关没有专职校对人员，由起草人对照原稿校核"


class Life:
    """One item of the telling and the moment at which it stands."""

    def __init__(self, county: County, files: Files, plan: Plan) -> None:
        self.county = county
        self.files = files
        self.plan = plan
        self.rng = Random(f"{SEED}:{plan.serial}:life")
        self.at = self._at(plan.made_on, OPENS) + timedelta(minutes=self.rng.randint(10, 200))
        self.item = Item()
        self.followed = False

    @property
    def today(self) -> date:
        """The day of the step that is taken now."""
        return self.at.date()

    def soon(self) -> datetime:
        """Later on the same day, or the next working morning."""
        self.at += timedelta(minutes=self.rng.randint(15, 150))
        if self.at > self._at(self.today, CLOSES):
            self.days(1)
        return self.at

    def days(self, count: int) -> datetime:
        """A moment of the working day that comes so many after this one; 0 is soon."""
        if not count:
            return self.soon()
        on = self.county.calendar.nth_working_day_after(self.today, count)
        self.at = self._at(on, OPENS) + timedelta(minutes=self.rng.randint(0, 300))
        return self.at

    def who(self, role: Role) -> Viewer:
        """Whoever holds a role at the item's organ, or a role of the county."""
        return self.county.people.of(role, self.plan.organ.pk, self.today)

    @property
    def drafter(self) -> Viewer:
        """Who writes; where handlers proofread, the liaison writes too."""
        return self.who(Role.LIAISON)

    def begin(self) -> None:
        """Begin the item with all its content and files."""
        pattern, draft = pattern_of(self.plan), draft_of_plan(self.plan, self.county)
        entries = []
        if pattern.attached and self.rng.random() < pattern.attached:
            examined = self.files.of(self.plan, draft)
            keep(examined)
            entries = [examined.entry]
        self.item = begin_item(
            viewer=self.drafter,
            organ=self.plan.organ.pk,
            type_key=self.plan.type,
            draft=draft,
            attachments=entries,
        )

    def does(self, service: Callable[..., Any], **given: Any) -> Any:
        """Let a service move the item as it stands; what it returns becomes the item, if it is one."""
        found = service(self.item, revision=self.item.revision, **given)
        self.item = found if isinstance(found, Item) else self.fresh()
        return found

    def fresh(self) -> Item:
        """The item as it is kept now."""
        return Item.objects.select_related("organ").get(pk=self.item.pk)

    def save(self, **changes: Any) -> None:
        """The drafter writes on."""
        self.does(save_draft, viewer=self.drafter, draft=draft_of(self.item).changed(**changes))

    def submit(self) -> None:
        """The drafter puts the item forward."""
        self.does(submit, viewer=self.drafter)

    def decide(self) -> None:
        """Whoever's step it is agrees; a step that may be left out and has nobody is left out."""
        row = self.item.course.step_now if self.item.course else None
        if row is None:
            raise LookupError("nothing waits for a decision")
        viewer = self.county.people.someone(Role(row.role), self.plan.organ.pk, self.today)
        if row.may_be_skipped and (viewer is None or viewer.user in self.item.authors):
            self.does(skip, viewer=self.who(Role.FOI_HEAD), reason=SKIPPED)
        elif row.role == Role.SECRECY_REVIEWER:
            answers = PASSED_WITH_CARE if self.rng.random() < 0.05 else PASSED
            self.does(approve, viewer=self.who(Role.SECRECY_REVIEWER), answers=answers)
        else:
            self.does(approve, viewer=self.who(Role(row.role)))

    def send_back(self) -> None:
        """Whoever's step it is sends the item back."""
        row = self.item.course.step_now if self.item.course else None
        role = Role(row.role) if row else Role.ORGAN_LEADER
        self.does(send_back, viewer=self.who(role), reason=self.rng.choice(WRONG))

    def _at(self, on: date, clock: time) -> datetime:
        return datetime.combine(on, clock, timezone.get_default_timezone())


def begun(life: Life, *, after: int | None = None) -> Waiting:
    """The item is begun, on the day it was made or so many working days later."""
    yield life.days(life.rng.choice((0, 0, 1, 2)) if after is None else after)
    life.begin()


def reviewed(life: Life, *, steps: int | None = None) -> Waiting:
    """Put forward and agreed to, step by step, until nothing waits any more or so many steps are done."""
    yield life.days(life.rng.choice((0, 0, 0, 1)))
    life.submit()
    if type_of(life.plan.type).normative and steps is None:
        yield life.soon()
        found_legal(life)
    taken = 0
    while life.item.state == State.REVIEW and taken != steps:
        yield life.days(life.rng.choice((0, 0, 1)))
        life.decide()
        taken += 1


def public(life: Life, *, after: int | None = None) -> Waiting:
    """From nothing to the public."""
    yield from begun(life, after=after)
    yield from reviewed(life)
    if type_of(life.plan.type).normative:
        yield from on_record(life)


def found_legal(life: Life) -> None:
    """The county's legal reviewer finds the text legal (优化营商环境条例第六十三条)."""
    review_legality(
        life.item,
        viewer=life.county.legal_reviewer(life.today),
        hash=text_hash(life.item),
        opinion=Legality.LEGAL,
        document_no=life.county.next_number("阳法审", life.today.year),
        reviewed_on=life.today,
    )


def on_record(life: Life) -> Waiting:
    """A normative document gets its unified number, and most are put on record with the city."""
    yield life.soon()
    office = life.who(Role.COUNTY_OFFICE)
    register(life.item, viewer=office)
    if life.rng.random() < UNRECORDED:
        return
    yield life.days(life.rng.randint(2, 12))
    publication = life.fresh().publication
    sent = send_for_filing(publication, viewer=life.drafter, authority=AUTHORITY, sent_on=life.today)
    yield life.days(life.rng.randint(3, 10))
    number = f"示例备〔{life.today.year}〕{life.rng.randint(1, 300)}号"
    accept_filing(sent, viewer=life.drafter, number=number, accepted_on=life.today)
