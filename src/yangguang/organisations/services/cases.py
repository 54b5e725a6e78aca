"""Which single case may a legal adviser see? Opened one by one, closed again, each recorded."""

from __future__ import annotations

from datetime import date

from django.db import models

from yangguang.organisations.fields import refusal_of_fields
from yangguang.organisations.kinds import Role
from yangguang.organisations.models import Appointment, CaseOpening
from yangguang.organisations.services.locking import locked_appointment
from yangguang.organisations.viewers import Acting, Viewer, acting_as, actor_of
from yangguang.workflow.acts import acts, note
from yangguang.workflow.machine import Refused

OPENERS = (Role.LEGAL_REVIEWER, Role.FOI_HEAD)
"""Who, beside the county office, opens a case of their own organ."""


def open_case(
    case: models.Model, *, viewer: Viewer, adviser: Appointment, reason: str, to_on: date | None = None
) -> CaseOpening:
    """Show one case to a legal adviser from today on. The caller has found `case` among what it may see."""
    with acts():
        held = locked_appointment(adviser.pk, viewer.government)
        actor = _opener(viewer, held)
        if Role(held.role) is not Role.LEGAL_ADVISER:
            raise Refused("案件只能向法律顾问开放")
        if held.to_on is not None and held.to_on < viewer.today:
            raise Refused("这位法律顾问的任职已经终止")
        opening = CaseOpening(
            adviser=held,
            subject=case._meta.label_lower,
            subject_id=str(case.pk),
            from_on=viewer.today,
            to_on=to_on,
            reason=reason.strip(),
        )
        if sentence := refusal_of_fields(opening) or _refusal(opening):
            raise Refused(sentence)
        opening.save(force_insert=True)
        note("case_opening", "opened", case, actor, facts={"adviser": held.user_id, "reason": opening.reason})
    return opening


def close_case(opening: CaseOpening, *, viewer: Viewer) -> None:
    """Let today be the last day on which the adviser sees the case."""
    with acts():
        adviser = locked_appointment(opening.adviser_id, viewer.government)
        actor = _opener(viewer, adviser)
        held = CaseOpening.objects.select_for_update(no_key=True).get(pk=opening.pk)
        if held.to_on is not None and held.to_on <= viewer.today:
            raise Refused("这个案件已经不再开放")
        held.to_on = viewer.today
        held.save(update_fields=["to_on"])
        note("case_opening", "closed", held, actor, facts={"adviser": adviser.user_id})


def _opener(viewer: Viewer, adviser: Appointment) -> Acting:
    standing = viewer.standing(Role.COUNTY_OFFICE) or viewer.standing(*OPENERS, organ=adviser.organ_id)
    if standing is None:
        return acting_as(viewer, (Role.COUNTY_OFFICE, *OPENERS), "向法律顾问开放案件", organ=adviser.organ_id)
    return actor_of(viewer, standing)


def _refusal(opening: CaseOpening) -> str | None:
    if opening.to_on is not None and opening.to_on < opening.from_on:
        return "截止日期早于今天"
    same = opening.adviser.openings.filter(subject=opening.subject, subject_id=opening.subject_id)
    if same.filter(models.Q(to_on__isnull=True) | models.Q(to_on__gte=opening.from_on)).exists():
        return "这个案件已经向这位法律顾问开放"
    return None
