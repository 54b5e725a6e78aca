"""What does an approved item still wait for, and whose turn is that? For its page and for the lists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from yangguang.disclosure.guards.legality import legality_was_reviewed
from yangguang.disclosure.guards.people import ANSWERING, DRAFTERS
from yangguang.disclosure.guards.releasing import (
    HELD,
    REFUSED,
    UNSETTLED,
    held_on,
    is_unsettled,
    nothing_stands_against_it,
)
from yangguang.disclosure.joint import other_issuers
from yangguang.disclosure.judgements import Consultation, LegalityReview
from yangguang.disclosure.machine import GOING_OUT
from yangguang.disclosure.models import Consent, ConsentSought, Hold, Item
from yangguang.disclosure.states import Legality, Opinion, State
from yangguang.disclosure.types_in_use import types_in_use
from yangguang.organisations.kinds import Role
from yangguang.organisations.models import Organ
from yangguang.workflow.acts import SYSTEM
from yangguang.workflow.machine import Guard, Move

WRITERS = "、".join(role.label for role in DRAFTERS)
ANSWERERS = "、".join(role.label for role in ANSWERING)
ANSWERED_BY_WRITERS = ("按会签意见修改", "录入协商答复")
"""What an approved item may wait for that is in the hands of those who wrote it."""
AT_ITS_MINUTE = "到时自动发布"
AT_ONCE = ("没有妨碍发布的事项了", "一分钟以内自动发布")


@dataclass(frozen=True, slots=True)
class Waiting:
    """Why an approved item is not public yet, and who ends that by doing what."""

    reason: str
    turn: str

    def __str__(self) -> str:
        return f"{self.reason}，{self.turn}"


def waiting_of(item: Item, now: datetime) -> Waiting | None:
    """What an approved item waits for at `now`; None for an item that does not wait for its release."""
    if item.state != State.APPROVED:
        return None
    move = Move(item, "release", SYSTEM, {"now": now.isoformat()})
    for guard in GOING_OUT:
        if reason := guard(move):
            return Waiting(reason, _turn(item, guard, reason, timezone.localdate(now)))
    if item.scheduled_at is not None and item.scheduled_at > now:
        return Waiting(f"定于{timezone.localtime(item.scheduled_at):%Y-%m-%d %H:%M}发布", AT_ITS_MINUTE)
    return Waiting(*AT_ONCE)


def stops_of(items: Iterable[Item], day: date) -> dict[int, str]:
    """In two or three words what each approved item waits for; one statement, none where nothing waits."""
    approved = {item.pk: item for item in items if item.state == State.APPROVED}
    if not approved:
        return {}
    mine = OuterRef("pk")
    refused = Consent.objects.filter(
        version__item=mine, version__number=OuterRef("version"), opinion=Opinion.REFUSED
    )
    given = Consent.objects.filter(
        version__item=OuterRef("item"), version__number=OuterRef("item__version"), organ=OuterRef("organ")
    )
    sought = ConsentSought.objects.exclude(Exists(given.filter(opinion=Opinion.AGREED)))
    normative = [one.key for one in types_in_use() if one.normative]
    found = Item.objects.filter(pk__in=approved).values_list(
        "pk",
        Exists(Hold.objects.filter(held_on(day), item=mine)),
        Exists(refused),
        Exists(Consultation.objects.filter(is_unsettled(), item=mine)),
        Q(type__in=normative) & ~Exists(LegalityReview.objects.filter(item=mine, opinion=Legality.LEGAL)),
        Exists(sought.filter(item=mine)),
    )
    words = ("等解除暂缓公开", *ANSWERED_BY_WRITERS, "等合法性审核", "等会签")
    return {
        number: next((word for word, is_so in zip(words, stops, strict=True) if is_so), "")
        or _at(approved[number])
        for number, *stops in found
    }


def _at(item: Item) -> str:
    if item.scheduled_at is None:
        return "等待发布"
    return f"{timezone.localtime(item.scheduled_at):%m-%d %H:%M}定时发布"


def _turn(item: Item, guard: Guard, reason: str, day: date) -> str:
    """Who has to act so that a guard's sentence is no longer true."""
    if guard is legality_was_reviewed:
        return f"由{item.organ.name}送{Role.LEGAL_REVIEWER.label}审核"
    if guard is not nothing_stands_against_it or reason == REFUSED:
        return f"由{item.organ.name}的{WRITERS}撤回修改"
    if reason == HELD:
        return _lifting(item, day)
    return _answering(item) if reason == UNSETTLED else f"轮到{_lacking(item)}的{ANSWERERS}会签"


def _lifting(item: Item, day: date) -> str:
    ends = set(item.holds.filter(held_on(day)).values_list("to_on", flat=True))
    last = max(one or date.max for one in ends)
    alone = "" if last == date.max else f"{last}期满，或者"
    return f"{alone}由{item.organ.name}的{ANSWERERS}或者{Role.COUNTY_OFFICE.label}解除"


def _answering(item: Item) -> str:
    agencies = item.consultations.filter(is_unsettled()).order_by("pk").values_list("agency", flat=True)
    return f"由{item.organ.name}的{WRITERS}录入{'、'.join(dict.fromkeys(agencies))}的答复或者不同意时的处理"


def _lacking(item: Item) -> str:
    """The organs whose word on the newest version is still wanting."""
    others = other_issuers(item.issuers, organ=item.organ_id, government=item.government_id)
    said = Consent.objects.filter(version__item=item, version__number=item.version).values("organ")
    rows = Organ.objects.filter(pk__in=others).exclude(pk__in=said).order_by("order", "pk")
    return "、".join(rows.values_list("name", flat=True))
