"""In which order is structure locked? The government first: who changes its organs and offices waits here.

Changes of structure are rare and touch one another (a name, a cycle, an overlap), so one lock a government
keeps them in line; the person's row follows where an appointment is at stake, the chain head is last.
"""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from django.db import models

from yangguang.accounts.models import User
from yangguang.organisations.models import Appointment, Government, Organ
from yangguang.workflow.acts import is_at_hand, keep_at_hand
from yangguang.workflow.machine import Refused

Row = TypeVar("Row", bound=models.Model)


def locked_government(pk: int) -> Government:
    """The government, held until the act ends; `Refused` when there is none of that number."""
    return _held(Government, pk, "没有这个政府")


def locked_organ(pk: int, government: int) -> Organ:
    """An organ of `government`, read after the lock; another government's organ does not exist for it."""
    organ = _held(Organ, pk, "没有这个机构")
    if organ.government_id != government:
        raise Refused("没有这个机构")
    return organ


def living_organ(pk: int, government: int, day: date) -> Organ:
    """An organ that exists on `day`, held so that it cannot end before the new work in hand is written.

    Every service that gives an organ new work begins with this; else a reorganisation could miss it.
    """
    return still_living(locked_organ(pk, government), government, day)


def still_living(organ: Organ, government: int, day: date) -> Organ:
    """The same for an organ in hand: one that the act has locked already is not read again."""
    if not is_at_hand(organ):
        organ = locked_organ(organ.pk, government)
    if not organ.lives_on(day):
        raise Refused(f"“{organ.name}”在{day}不存在，不能开始新的工作")
    return organ


def locked_user(pk: int) -> User:
    """The person, held until the act ends."""
    return _held(User, pk, "没有这个账号")


def locked_appointment(pk: int, government: int) -> Appointment:
    """An appointment in `government`, held until the act ends."""
    appointment = _held(Appointment, pk, "没有这项任职")
    if appointment.organ.government_id != government:
        raise Refused("没有这项任职")
    return appointment


def _held(model: type[Row], pk: int, absent: str) -> Row:
    row = model._default_manager.select_for_update(no_key=True).filter(pk=pk).first()
    if row is None:
        raise Refused(absent)
    keep_at_hand(row)
    return row
