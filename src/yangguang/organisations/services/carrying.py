"""Where do the people of an ending organ go? Each open appointment goes on at a successor."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from django.db.models import Q

from yangguang.organisations.appointing import Term
from yangguang.organisations.kinds import Role
from yangguang.organisations.models import Appointment, CaseOpening, Deputyship, Organ
from yangguang.organisations.services.people import facts_of, terms_of
from yangguang.organisations.viewers import Acting
from yangguang.workflow.acts import note
from yangguang.workflow.machine import Refused


def carry_appointments(
    organ: Organ,
    *,
    actor: Acting,
    successors: Mapping[int, Organ],
    chosen: Mapping[int, int],
    rest: int | None,
    on: date,
) -> int:
    """End every appointment of `organ` with the day before `on` and continue it at its successor.

    Returns how many; `Refused` when one has nowhere to go.
    """
    open_still = Q(to_on__isnull=True) | Q(to_on__gte=on)
    rows = Appointment.objects.select_for_update(no_key=True).filter(open_still, organ=organ).order_by("pk")
    for row in rows:
        place = chosen.get(row.pk, rest)
        if place is None or place not in successors:
            raise Refused(
                f"“{organ.name}”还有任职没有指定去处：{row.user.display_name}（{Role(row.role).label}）"
            )
        _carry(actor, row, successors[place], on)
    return len(rows)


def _carry(actor: Acting, row: Appointment, target: Organ, on: date) -> None:
    if row.from_on >= on:
        row.organ = target
        row.save(update_fields=["organ"])
        note("appointment", "carried", row, actor, facts=facts_of(row))
        return
    last, row.to_on = row.to_on, on - timedelta(days=1)
    row.save(update_fields=["to_on"])
    note("appointment", "ended", row, actor, facts=facts_of(row))
    term = Term(target.pk, Role(row.role), on, last)
    already = [held for held in terms_of(row.user) if (held.organ, held.role) == (term.organ, term.role)]
    if any(term.overlaps(held) for held in already):
        return  # the person holds the same role there already
    further = Appointment.objects.create(
        user=row.user, organ=target, role=row.role, full_time=row.full_time, from_on=on, to_on=last
    )
    note("appointment", "carried", further, actor, facts=facts_of(further))
    _carry_what_hangs_on(row, further, on)


def _carry_what_hangs_on(old: Appointment, new: Appointment, on: date) -> None:
    """Deputies and opened cases follow the appointment; the days that have passed stay with the old one."""
    for deputyship in old.deputyships.filter(to_on__gte=on):
        Deputyship.objects.create(
            appointment=new,
            deputy=deputyship.deputy,
            from_on=max(deputyship.from_on, on),
            to_on=deputyship.to_on,
            reason=deputyship.reason,
        )
        _close(deputyship, on)
    for opening in old.openings.filter(Q(to_on__isnull=True) | Q(to_on__gte=on)):
        CaseOpening.objects.create(
            adviser=new,
            subject=opening.subject,
            subject_id=opening.subject_id,
            from_on=max(opening.from_on, on),
            to_on=opening.to_on,
            reason=opening.reason,
        )
        _close(opening, on)


def _close(row: Deputyship | CaseOpening, on: date) -> None:
    if row.from_on >= on:
        row.delete()
        return
    row.to_on = on - timedelta(days=1)
    row.save(update_fields=["to_on"])
