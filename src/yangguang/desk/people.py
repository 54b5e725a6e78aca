"""Who acts for whom, from when to when? The list of appointments, and one person with all of theirs."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from yangguang.accounts.models import User
from yangguang.desk.access import at_desk
from yangguang.desk.directory import tabs
from yangguang.desk.listing import Column, Filter, Listing, Stored
from yangguang.desk.lists import show_list
from yangguang.desk.person_page import person_facts
from yangguang.desk.shell import show
from yangguang.organisations.kinds import Role
from yangguang.organisations.models import Appointment, in_force
from yangguang.organisations.selectors import appointments_visible_to, people_visible_to
from yangguang.organisations.viewers import Viewer

IN_FORCE, TO_COME, OVER = "now", "later", "over"
"""How an appointment stands to today."""


def listing_for(viewer: Viewer) -> Listing:
    """The list of appointments as seen today."""
    today = viewer.today
    standing = {
        IN_FORCE: in_force(today),
        TO_COME: Q(from_on__gt=today),
        OVER: Q(to_on__lt=today),
    }
    return Listing(
        key="appointments",
        title="任职",
        columns=(
            Column("person", "姓名", lambda row: row.user.display_name, "user__display_name", link=_link),
            Column("organ", "机关", lambda row: row.organ.name, "organ__order"),
            Column("role", "身份", lambda row: row.get_role_display(), "role"),
            Column("full_time", "专职", lambda row: "专职" if row.full_time else "兼职", "full_time"),
            Column("from", "起始", lambda row: row.from_on, "from_on"),
            Column("to", "终止", lambda row: row.to_on, "to_on"),
            Column("sign_in", "登录名", lambda row: row.user.sign_in_name, "user__sign_in_name", hidden=True),
        ),
        filters=(
            Filter("role", "身份", tuple(Role.choices), lambda value: Q(role=value)),
            Filter(
                "when",
                "时间",
                ((IN_FORCE, "今天在任"), (TO_COME, "尚未开始"), (OVER, "已经终止")),
                lambda value: standing[value],
            ),
        ),
        search=("user__display_name", "organ__name", "user__sign_in_name"),
    )


@require_safe
@at_desk()
def people(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The appointments one may see."""
    rows = (
        appointments_visible_to(viewer)
        .select_related("user", "organ")
        .order_by("organ__order", "organ", "pk")
    )
    return show_list(
        request,
        viewer,
        listing_for(viewer),
        Stored(rows),
        at="organs",
        template="desk/people.html",
        tabs=tabs(viewer, "people"),
    )


@require_safe
@at_desk()
def person(request: HttpRequest, viewer: Viewer, number: int) -> HttpResponse:
    """One person: their appointments, who stands in for them, and what may be done."""
    found = get_object_or_404(people_visible_to(viewer), pk=number)
    return show_person(request, viewer, found)


def show_person(
    request: HttpRequest, viewer: Viewer, found: User, *, status: int = 200, **facts: object
) -> HttpResponse:
    """A person's page; `facts` may bring a form that was refused."""
    return show(
        request,
        viewer,
        "desk/person.html",
        at="organs",
        title=found.display_name,
        status=status,
        tabs=tabs(viewer, "people"),
        **{**person_facts(viewer, found), **facts},
    )


def _link(row: Appointment) -> str:
    return reverse("desk:person", args=[row.user_id])
