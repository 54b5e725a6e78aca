"""What does somebody see first? What to do today, what is late, what is about to be."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from yangguang.desk.access import at_desk, no_administrator
from yangguang.desk.shell import show
from yangguang.desk.tasks import CALENDAR
from yangguang.desk.todo import day_of
from yangguang.organisations.kinds import Role
from yangguang.organisations.models import Government, in_force
from yangguang.organisations.selectors import appointments_visible_to, people_visible_to, unattended_work
from yangguang.organisations.viewers import Viewer
from yangguang.workflow.selectors import chain_head

SHOWN = 20
WEEKDAYS = "一二三四五六日"
ENDING_WITHIN = timedelta(days=30)


def door(request: HttpRequest) -> HttpResponseBase:
    """The desk's own address: the first-run page while there is nothing, else the home page."""
    if not Government.objects.exists():
        return redirect("desk:first_run")
    return home(request)


@require_safe
@at_desk()
def home(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Today's work; for administrators what they look after."""
    facts: dict[str, Any] = {"today": _today(viewer.today)}
    if no_administrator(viewer) is None:
        day = day_of(viewer)
        facts |= {"day": day, "mine": day.mine[:SHOWN], "others": day.others[:SHOWN]}
    if viewer.standing(Role.COUNTY_OFFICE):
        facts["unattended"] = unattended_work(viewer.government, viewer.today)
    return show(request, viewer, "desk/home.html", at="home", title="待办", **facts, **_kept(viewer))


def _today(today: date) -> str:
    """The day in words: 星期五（工作日）, 星期日（春节调休上班）."""
    found = CALENDAR.day(today)
    _, _, why = found.reason.partition("，")
    plain = why.replace("（", "，").replace("）", "")  # one bracket inside another is hard to read
    return f"星期{WEEKDAYS[today.weekday()]}（{plain or '休息日'}）"


def _kept(viewer: Viewer) -> dict[str, Any]:
    """What the three administrators look after."""
    facts: dict[str, Any] = {}
    if viewer.standing(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN):
        people = people_visible_to(viewer).filter(is_active=True)
        facts["idle"] = people.filter(appointments__isnull=True).order_by("sign_in_name")[:SHOWN]
    if viewer.standing(Role.SECURITY_ADMIN):
        ending = appointments_visible_to(viewer).filter(
            in_force(viewer.today), to_on__lte=viewer.today + ENDING_WITHIN
        )
        facts["ending"] = ending.select_related("user", "organ").order_by("to_on", "pk")[:SHOWN]
    if viewer.standing(Role.AUDIT_ADMIN):
        facts["chain"] = chain_head(viewer.government)
    return facts
