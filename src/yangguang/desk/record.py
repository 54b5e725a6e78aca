"""What does the record say? The auditor reads every event of the government; nobody changes one."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from yangguang.desk.access import at_desk, only
from yangguang.desk.listing import Column, Filter, Listing, Stored
from yangguang.desk.lists import show_list
from yangguang.desk.shell import show
from yangguang.desk.telling import MACHINES, tell
from yangguang.organisations.kinds import Role
from yangguang.organisations.selectors import events_visible_to
from yangguang.organisations.viewers import Viewer
from yangguang.workflow.acts import INSTALLATION
from yangguang.workflow.models import Event
from yangguang.workflow.selectors import chain_head, verify_chain

RECORD = Listing(
    key="record",
    title="记录",
    columns=(
        Column("at", "时间", lambda row: row.at, "sequence"),
        Column("actor", "经办人", lambda row: row.actor_name, link=None),
        Column("role", "身份", lambda row: f"{row.actor_organ} {row.actor_role}".strip()),
        Column(
            "what", "事项", lambda row: tell(row).what, link=lambda row: reverse("desk:event", args=[row.pk])
        ),
        Column("states", "状态变化", lambda row: tell(row).states),
        Column("reason", "说明", lambda row: tell(row).reason),
        Column("sequence", "序号", lambda row: row.sequence, "sequence"),
        Column("hash", "校验值", lambda row: row.hash[:12], hidden=True),
    ),
    filters=(Filter("machine", "类别", tuple(MACHINES.items()), lambda value: Q(machine=value)),),
    search=("actor_name",),
)


@require_safe
@at_desk(only(Role.AUDIT_ADMIN))
def record(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The government's own chain, newest first; `?chain=sign-ins`: who signed in and who failed to."""
    sign_ins = request.GET.get("chain") == "sign-ins"
    chain = INSTALLATION if sign_ins else viewer.government
    rows = events_visible_to(viewer).filter(government=chain).order_by("-sequence")
    here = reverse("desk:record")
    chains = [("本级政府的记录", here, not sign_ins), ("登录记录", f"{here}?chain=sign-ins", sign_ins)]
    head = None if sign_ins else chain_head(viewer.government)
    return show_list(
        request,
        viewer,
        RECORD,
        Stored(rows),
        at="record",
        template="desk/record.html",
        tabs=chains,
        head=head,
    )


@require_safe
@at_desk(only(Role.AUDIT_ADMIN))
def event(request: HttpRequest, viewer: Viewer, number: int) -> HttpResponse:
    """One event with everything in it, and its place in the chain."""
    found = get_object_or_404(events_visible_to(viewer), pk=number)
    title = f"记录第{found.sequence}条"
    return show(request, viewer, "desk/event.html", at="record", title=title, event=found, told=tell(found))


@require_safe
@at_desk(only(Role.AUDIT_ADMIN))
def verified(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Follow the government's chain to its end, also against a head that was exported earlier."""
    exported = request.GET.get("head", "").strip().lower() or None
    verdict = verify_chain(viewer.government, exported_head=exported)
    broken = None
    if verdict.broken_at is not None:
        broken = Event.objects.filter(government=viewer.government, sequence=verdict.broken_at).first()
    facts: dict[str, Any] = {"verdict": verdict, "broken": broken, "exported": exported or ""}
    return show(request, viewer, "desk/verified.html", at="record", title="校验记录", **facts)
