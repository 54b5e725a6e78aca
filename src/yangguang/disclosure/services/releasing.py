"""When does an approved item go out? At once, at its minute, or when what stood against it is gone."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from yangguang.disclosure.machine import ITEM
from yangguang.disclosure.models import Item
from yangguang.disclosure.services.publishing import publish_version
from yangguang.disclosure.states import State
from yangguang.organisations.viewers import Viewer, actor_of
from yangguang.workflow.acts import SYSTEM, Actor
from yangguang.workflow.machine import Refused


def release(item: Item, *, viewer: Viewer, revision: int, now: datetime | None = None) -> Item:
    """Publish what was approved (条例第二十六条). Raises `Refused`."""
    actor = actor_of(viewer, next(iter(viewer.standings), None))
    return _released(item, actor, now or timezone.now(), revision)


def release_if_free(item: Item, *, now: datetime) -> Item:
    """Publish in the same act as the last agreement, or leave the item waiting for what stands against it."""
    actor = _clock(item)
    if item.scheduled_at is not None or ITEM.refusal(item, "release", actor=actor, now=now.isoformat()):
        return item
    return _released(item, actor, now, item.revision)


def release_due(now: datetime) -> int:
    """Publish every waiting item whose minute has come; returns how many. What is held stays."""
    waiting = Item.objects.filter(state=State.APPROVED, scheduled_at__lte=now).order_by("scheduled_at", "pk")
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


def _released(item: Item, actor: Actor, now: datetime, revision: int) -> Item:
    with ITEM.step(item, "release", actor=actor, revision=revision, now=now.isoformat()) as held:
        publish_version(held, now)
        held.revision += 1
    return held
