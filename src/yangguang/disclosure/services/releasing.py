"""When does an approved item go out? At once, at its minute, or when what stood against it is gone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from yangguang.disclosure.guards.people import ANSWERING, COUNTY, STALE
from yangguang.disclosure.machine import ITEM
from yangguang.disclosure.models import Item
from yangguang.disclosure.services.drafting import drafter
from yangguang.disclosure.services.publishing import publish_version
from yangguang.disclosure.services.texts import unclassified
from yangguang.disclosure.states import State
from yangguang.organisations.approval.selectors import held_course
from yangguang.organisations.viewers import Viewer, actor_of
from yangguang.workflow import moment
from yangguang.workflow.acts import SYSTEM, Actor, acts
from yangguang.workflow.machine import Refused


def release(item: Item, *, viewer: Viewer, revision: int, now: datetime | None = None) -> Item:
    """Publish what was approved (条例第二十六条). Raises `Refused`."""
    actor = actor_of(viewer, next(iter(viewer.standings), None))
    return _released(item, actor, now or moment.now(), revision)


def release_if_free(item: Item, *, now: datetime) -> Item:
    """Publish in the same act as the last agreement, or leave the item waiting for what stands against it."""
    actor = _clock(item)
    if item.scheduled_at is not None or ITEM.refusal(item, "release", actor=actor, now=now.isoformat()):
        return item
    return _released(item, actor, now, item.revision)


def schedule(item: Item, *, viewer: Viewer, revision: int, at: datetime | None) -> Item:
    """Let an item go out at a minute once it is approved; None: as soon as it is. Raises `Refused`."""
    if at is not None and timezone.is_naive(at):
        raise Refused("定时发布的时间须写明时区")
    if at is not None and (at.second or at.microsecond):
        raise Refused("定时发布写到分钟")
    if at is not None and at <= moment.now():
        raise Refused("定时发布的时间须晚于现在")
    actor = drafter(item, viewer)
    facts = {"at": at.isoformat() if at else ""}
    with ITEM.step(item, "schedule", actor=actor, revision=revision, **facts) as held:
        held.scheduled_at = at
        held.revision += 1
    return held


def release_urgently(item: Item, *, viewer: Viewer, revision: int, reason: str) -> Item:
    """Publish before the leader's or the county's step, never before the secrecy review.

    What is put off goes on: the steps that remain are decided afterwards. Raises `Refused`.
    """
    words = unclassified(reason, "紧急发布的理由")
    standing = viewer.standing(*ANSWERING, organ=item.organ_id) or viewer.standing(*COUNTY)
    actor = actor_of(viewer, standing or next(iter(viewer.standings), None))
    now = moment.now()
    facts = {"reason": words, "now": now.isoformat()}
    with (
        _held(item) as seen,
        ITEM.step(seen, "release_urgently", actor=actor, revision=revision, **facts) as held,
    ):
        publish_version(held, now, urgently=True)
        held.revision += 1
    return held


def release_due(now: datetime) -> int:
    """Publish every waiting item whose minute has come, and those free of what stood against them.

    Returns how many. What is held, or lacks a consent, stays.
    """
    come = Q(scheduled_at__lte=now) | Q(scheduled_at__isnull=True)
    waiting = Item.objects.filter(come, state=State.APPROVED).order_by("scheduled_at", "pk")
    released = 0
    for item in waiting:
        try:
            _released(item, _clock(item), now, item.revision)
        except Refused:
            continue
        released += 1
    return released


def _clock(item: Item) -> Actor:
    return Actor(id=SYSTEM.id, name=SYSTEM.name, government=item.government_id)


@contextmanager
def _held(item: Item) -> Iterator[Item]:
    """The item and its way along the route, both locked: nothing is decided while it goes out."""
    with acts():
        seen = ITEM.lock(Item.objects.filter(pk=item.pk))
        if seen is None:
            raise Refused(STALE)
        seen.course = held_course(seen)
        yield seen


def _released(item: Item, actor: Actor, now: datetime, revision: int) -> Item:
    facts = {"revision": revision, "now": now.isoformat()}
    with _held(item) as seen, ITEM.step(seen, "release", actor=actor, **facts) as held:
        publish_version(held, now)
        held.revision += 1
    return held
