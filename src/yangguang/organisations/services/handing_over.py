"""How does unfinished work come into other hands? In one act, all of it, each piece recorded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django.apps import apps
from django.db import models

from yangguang.accounts.models import User
from yangguang.organisations.kinds import Role
from yangguang.organisations.models import Appointment, in_force
from yangguang.organisations.open_work import Holds, Work, holding_models, open_rows, works_of_person
from yangguang.organisations.services.locking import locked_government, locked_user
from yangguang.organisations.viewers import Acting, Viewer, actor_of
from yangguang.workflow.acts import Actor, acts, note
from yangguang.workflow.machine import Refused

Key = tuple[str, int]
"""A piece of work: the model's label in lower case, and its number."""


def key_of(work: Work) -> Key:
    """The key of a listed piece of work."""
    return work.subject, work.subject_id


def hand_over(
    leaver: User, *, viewer: Viewer, to: User, listed: Iterable[Key], others: Mapping[Key, User] | None = None
) -> list[Work]:
    """Move all pending work of a person to `to` (single pieces to the people in `others`), in one act.

    `listed` is what was shown before: when the list has changed since, nothing moves. Each receiver must be
    appointed today for the organ of what they receive. Raises `Refused`; nothing is then moved.
    """
    with acts():
        locked_government(viewer.government)
        held = locked_user(leaver.pk)
        works = works_of_person(held.pk, viewer.government)
        if not works:
            raise Refused(f"“{held.display_name}”没有待移交的工作")
        if {key_of(work) for work in works} != set(listed):
            raise Refused("待移交的工作已有变化，请重新查看清单后再移交")
        actor = _mover(viewer, held, works)
        receivers = {key_of(work): (others or {}).get(key_of(work), to) for work in works}
        _check_receivers(works, receivers, held, viewer)
        for work in works:
            move(actor, work, holder=receivers[key_of(work)].pk)
        facts = {"moved": len(works), "to": sorted({user.pk for user in receivers.values()})}
        note("handover", "handed_over", held, actor, facts=facts)
    return works


def move(actor: Actor, work: Work, *, organ: int | None = None, holder: int | None = None) -> None:
    """Give one piece of work another organ or holder inside an act; `Refused` when it is open no more."""
    model, holds = _declared(work)
    rows: models.QuerySet[Any] = (
        open_rows(model, holds).select_for_update(no_key=True).filter(pk=work.subject_id)
    )
    row = rows.filter(**{holds.organ: work.organ}).first()
    if row is None:
        raise Refused("待移交的工作已有变化，请重新查看清单后再移交")
    facts: dict[str, Any] = {}
    changes = {holds.organ: organ, **({holds.holder: holder} if holds.holder else {})}
    for name, target in changes.items():
        if target is not None:
            attribute = model._meta.get_field(name).get_attname()  # type: ignore[union-attr]
            facts[name] = [getattr(row, attribute), target]
            setattr(row, attribute, target)
    row.save(update_fields=[name for name, target in changes.items() if target is not None])
    note("handover", "moved", row, actor, facts=facts)


def counted(works: Iterable[Work]) -> dict[str, int]:
    """How many pieces of each kind, for the record and for the sentence of a refusal."""
    return dict(sorted(Counter(work.title for work in works).items()))


def _declared(work: Work) -> tuple[type[models.Model], Holds]:
    model = apps.get_model(work.subject)
    return next(
        (known, holds) for known, holds in holding_models() if known is model and holds.title == work.title
    )


def _mover(viewer: Viewer, leaver: User, works: list[Work]) -> Acting:
    """The county office moves everything; an organ's leader what is their organ's; a leaver their own."""
    if standing := viewer.standing(Role.COUNTY_OFFICE):
        return actor_of(viewer, standing)
    organs = {work.organ for work in works}
    led = [viewer.standing(Role.ORGAN_LEADER, Role.FOI_HEAD, organ=organ) for organ in organs]
    if all(led):
        return actor_of(viewer, led[0])
    own = [viewer.standing(*Role, organ=organ) for organ in organs]
    if viewer.user == leaver.pk and all(own):
        return actor_of(viewer, own[0])
    raise Refused("只有本人、本机关的分管领导和县政务公开科可以移交")


def _check_receivers(works: list[Work], receivers: Mapping[Key, User], leaver: User, viewer: Viewer) -> None:
    valid = Appointment.objects.filter(
        in_force(viewer.today), organ__government=viewer.government, user__is_active=True
    )
    pairs = set(valid.values_list("user", "organ"))
    for work in works:
        receiver = receivers[key_of(work)]
        if receiver.pk == leaver.pk:
            raise Refused("不能把工作移交给本人")
        if (receiver.pk, work.organ) not in pairs:
            raise Refused(
                f"“{receiver.display_name}”今天在“{work.organ_name}”没有任职，不能接手“{work.name}”"
            )
