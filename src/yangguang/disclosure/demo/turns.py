"""Which turns may a life take? One function a turn, named as plans and stories name it."""

from __future__ import annotations

from datetime import datetime, time

from django.utils import timezone

from yangguang.disclosure.content import draft_of
from yangguang.disclosure.demo.drafts import put_right
from yangguang.disclosure.demo.lives import Life, Waiting, begun, public, reviewed
from yangguang.disclosure.models import Consultation, Hold, Referral
from yangguang.disclosure.services.asking import consent, consult, record_answer
from yangguang.disclosure.services.correcting import begin_correction
from yangguang.disclosure.services.drafting import drop, save_draft
from yangguang.disclosure.services.holding import lift_hold, place_hold
from yangguang.disclosure.services.putting_forward import withdraw
from yangguang.disclosure.services.referring import record_determination, refer
from yangguang.disclosure.services.releasing import release, release_due, release_urgently, schedule
from yangguang.disclosure.services.taking_down import restore, take_down
from yangguang.disclosure.states import Determination, Ground, HoldKind, Opinion, Referred, State
from yangguang.organisations.kinds import Role

NOON = time(12)
CORRECTION = "正文一处数据有误，现予更正"
INSTRUMENT = "示例县人民法院（{year}）示例行初{number}号裁定书"


def published(life: Life) -> Waiting:
    """From nothing to the public, as most go."""
    yield from public(life)


def late(life: Life) -> Waiting:
    """Begun so late that the period has run out before it is public."""
    yield from public(life, after=life.rng.randint(21, 34))


def saved(life: Life) -> Waiting:
    """Written in two sittings."""
    yield from begun(life)
    yield life.soon()
    life.does(save_draft, viewer=life.drafter, draft=put_right(draft_of(life.item)))
    yield from reviewed(life)


def returned(life: Life) -> Waiting:
    """Sent back once, put right, and put forward again."""
    yield from stays_returned(life)
    yield life.days(1)
    life.does(save_draft, viewer=life.drafter, draft=put_right(draft_of(life.item)))
    yield from reviewed(life)


def withdrawn(life: Life) -> Waiting:
    """Taken back by the drafter, written on, and put forward again."""
    yield from at_first_step(life)
    yield life.soon()
    life.does(withdraw, viewer=life.drafter, reason="发现附件没有放全，补充后再报")
    yield life.soon()
    life.does(save_draft, viewer=life.drafter, draft=put_right(draft_of(life.item)))
    yield from reviewed(life)


def dropped(life: Life) -> Waiting:
    """Given up before it was ever public."""
    yield from begun(life)
    yield life.days(2)
    life.does(drop, viewer=life.drafter, reason="与另一条信息重复，不再发布")


def scheduled(life: Life) -> Waiting:
    """Approved, and released by the clock at its minute."""
    yield from begun(life)
    minute = datetime.combine(
        life.county.calendar.nth_working_day_after(life.today, 7), NOON, timezone.get_default_timezone()
    )
    life.does(schedule, viewer=life.drafter, at=minute)
    yield from reviewed(life)
    life.at = max(minute, life.at)
    yield life.at
    release_due(minute)


def corrected(life: Life) -> Waiting:
    """Public, put right later on the same route, with a note to the public."""
    yield from public(life)
    yield from _correcting(life)
    yield from reviewed(life)


def _correcting(life: Life) -> Waiting:
    yield life.days(life.rng.randint(3, 12))
    life.does(begin_correction, viewer=life.drafter, note=CORRECTION)
    yield life.soon()
    life.does(save_draft, viewer=life.drafter, draft=put_right(draft_of(life.item)))


def stays_draft(life: Life) -> Waiting:
    """Begun, and no more."""
    yield from begun(life, after=0)


def at_first_step(life: Life) -> Waiting:
    """Put forward; nobody has looked at it."""
    yield from begun(life, after=0)
    yield from reviewed(life, steps=0)


def at_second_step(life: Life) -> Waiting:
    """One has agreed."""
    yield from begun(life, after=0)
    yield from reviewed(life, steps=1)


def at_third_step(life: Life) -> Waiting:
    """Two have agreed."""
    yield from begun(life, after=0)
    yield from reviewed(life, steps=2)


def stays_returned(life: Life) -> Waiting:
    """Sent back at the first step."""
    yield from at_first_step(life)
    yield life.soon()
    life.send_back()


def waits_for_its_minute(life: Life) -> Waiting:
    """Approved and set for a minute that is still to come."""
    yield from begun(life, after=0)
    on = life.county.calendar.nth_working_day_after(life.county.today, 5)
    minute = datetime.combine(on, NOON, timezone.get_default_timezone())
    life.does(schedule, viewer=life.drafter, at=minute)
    yield from reviewed(life)


def waits_under_hold(life: Life) -> Waiting:
    """Approved while an order of a court forbids the release."""
    yield from begun(life, after=0)
    yield life.soon()
    _hold(life)
    yield from reviewed(life)


def hold_lifted(life: Life) -> Waiting:
    """Held by an order, which was lifted; then released by hand."""
    yield from begun(life, after=0)
    yield life.soon()
    hold = _hold(life)
    yield from reviewed(life)
    yield life.days(10)
    hold.item = life.item
    life.item = lift_hold(
        hold, viewer=life.who(Role.FOI_HEAD), revision=life.item.revision, reason="裁定已经解除"
    )
    yield life.soon()
    life.item = life.fresh()
    if life.item.state == State.APPROVED:  # else the clock was quicker
        life.does(release, viewer=life.drafter)


def _hold(life: Life) -> Hold:
    instrument = INSTRUMENT.format(year=life.today.year, number=life.rng.randint(1, 90))
    hold: Hold = life.does(
        place_hold,
        viewer=life.who(Role.FOI_HEAD),
        kind=HoldKind.COURT,
        instrument=instrument,
        from_on=life.today,
    )
    return hold


def waits_for_consent(life: Life) -> Waiting:
    """Approved while another issuing organ has not yet consented."""
    yield from public(life, after=0)


def joint(life: Life) -> Waiting:
    """Released once the other issuing organ has consented."""
    yield from begun(life, after=0)
    yield from reviewed(life, steps=1)
    yield life.soon()
    other = life.county.place_called(life.plan.given["joint"])
    viewer = life.county.people.of(Role.FOI_HEAD, other.pk, life.today)
    life.does(consent, viewer=viewer, opinion=Opinion.AGREED)
    yield life.soon()
    life.decide()


def waits_for_an_answer(life: Life) -> Waiting:
    """Approved while an agency that was asked has not yet answered."""
    yield from begun(life, after=0)
    yield life.soon()
    _ask(life)
    yield from reviewed(life)


def consulted(life: Life) -> Waiting:
    """An agency was asked and agreed; then released."""
    yield from begun(life, after=0)
    yield life.soon()
    asked = _ask(life)
    yield life.days(3)
    asked.item = life.item
    life.item = record_answer(
        asked,
        viewer=life.drafter,
        revision=life.item.revision,
        opinion=Opinion.AGREED,
        answer="同意公开",
        answered_on=life.today,
        answered_by="示例联系人",
    )
    yield from reviewed(life)


def _ask(life: Life) -> Consultation:
    question = "这条信息用到贵机关提供的数据，是否可以公开"
    agency = life.plan.given["agency"]
    asked: Consultation = life.does(consult, viewer=life.drafter, agency=agency, question=question)
    return asked


def waits_for_determination(life: Life) -> Waiting:
    """A doubt about secrecy was referred and is not yet determined."""
    yield from at_first_step(life)
    yield life.soon()
    _refer(life)


def determined_open(life: Life) -> Waiting:
    """A doubt was referred, determined to be open, and the item released."""
    yield from at_first_step(life)
    yield life.soon()
    doubt = _refer(life)
    yield life.days(4)
    doubt.item = life.item
    life.item = record_determination(
        doubt,
        viewer=life.who(Role.SECRECY_REVIEWER),
        revision=life.item.revision,
        determination=Determination.OPEN,
        determined_on=life.today,
        document_no=f"示例保函〔{life.today.year}〕{life.rng.randint(1, 60)}号",
        basis="不属于国家秘密，可以公开",
    )
    while life.item.state == State.REVIEW:
        yield life.soon()
        life.decide()


def _refer(life: Life) -> Referral:
    doubt: Referral = life.does(
        refer,
        viewer=life.who(Role.SECRECY_REVIEWER),
        referred_to=Referred.SECRECY_OFFICE,
        question="项目选址图是否可以公开",
    )
    return doubt


def stays_urgent(life: Life) -> Waiting:
    """Out by the leader's order, to be agreed to afterwards."""
    yield from begun(life, after=0)
    yield from reviewed(life, steps=1)
    yield life.soon()
    life.does(release_urgently, viewer=life.who(Role.FOI_HEAD), reason="预警须立即告知公众")


def urgent_ratified(life: Life) -> Waiting:
    """Out by order, agreed to the next day."""
    yield from stays_urgent(life)
    yield life.days(1)
    life.decide()


def urgent_refused(life: Life) -> Waiting:
    """Out by order; the leader did not agree, and it was taken down."""
    yield from stays_urgent(life)
    yield life.days(1)
    life.send_back()


def stays_in_correction(life: Life) -> Waiting:
    """Public, and being put right now."""
    yield from public(life)
    life.at = datetime.combine(life.county.working_days_ago(15), NOON, life.at.tzinfo)
    yield from _correcting(life)


def taken_down_for_privacy(life: Life) -> Waiting:
    """Taken down with its title: a list said more of people than it may."""
    yield from _taken_down(life, Ground.PRIVACY, "名单列出了不应公开的个人情况")


def taken_down_as_wrong(life: Life) -> Waiting:
    """Taken down because it was wrong."""
    yield from _taken_down(life, Ground.WRONG, "活动时间和地点有误，另行发布")


def taken_down_by_order(life: Life) -> Waiting:
    """Taken down because the decision that it made public was annulled."""
    yield from _taken_down(life, Ground.WITHDRAWN_ACT, "所公开的处罚决定已被撤销")


def taken_down_and_restored(life: Life) -> Waiting:
    """Taken down, looked at again, and put back."""
    yield from _taken_down(life, Ground.OTHER, "收到异议，核实期间暂时撤下")
    yield life.days(5)
    life.does(restore, viewer=life.who(Role.FOI_HEAD), reason="经核实内容无误")


def _taken_down(life: Life, ground: Ground, reason: str) -> Waiting:
    yield from public(life)
    yield life.days(life.rng.randint(2, 9))
    life.does(take_down, viewer=life.who(Role.FOI_HEAD), ground=ground, reason=reason)
