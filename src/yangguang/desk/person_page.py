"""What does a person's page show, and which buttons does this viewer have on it?"""

from __future__ import annotations

from typing import Any

from yangguang.accounts.models import User
from yangguang.organisations.kinds import Role
from yangguang.organisations.selectors import appointments_visible_to, deputyships_visible_to
from yangguang.organisations.viewers import Viewer


def person_facts(viewer: Viewer, person: User) -> dict[str, Any]:
    """The facts of a person's page."""
    held = appointments_visible_to(viewer).filter(user=person).select_related("organ")
    rows = [(one, _standing(one.from_on, one.to_on, viewer)) for one in held.order_by("-from_on", "-pk")]
    lent = deputyships_visible_to(viewer).filter(deputy=person)
    absent = deputyships_visible_to(viewer).filter(appointment__user=person)
    return {
        "person": person,
        "appointments": rows,
        "deputising": lent.select_related("appointment__organ", "appointment__user").order_by("-from_on"),
        "deputies": absent.select_related("appointment__organ", "deputy").order_by("-from_on"),
        "grants": viewer.standing(Role.SECURITY_ADMIN) is not None,
        "keeps_accounts": viewer.standing(Role.SYSTEM_ADMIN) is not None,
        "hands_over": viewer.user == person.pk
        or viewer.standing(Role.COUNTY_OFFICE, Role.ORGAN_LEADER, Role.FOI_HEAD) is not None,
    }


def _standing(first: object, last: object, viewer: Viewer) -> str:
    if first > viewer.today:  # type: ignore[operator]
        return "尚未开始"
    return "已经终止" if last is not None and last < viewer.today else "在任"  # type: ignore[operator]
