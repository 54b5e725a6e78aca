"""Which organs are there, and what is known of one: its facts, where it came from, who acts for it?"""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from yangguang.desk.access import at_desk
from yangguang.desk.directory import tabs
from yangguang.desk.listing import Column, Filter, Listing, Stored
from yangguang.desk.lists import show_list
from yangguang.desk.shell import show
from yangguang.organisations.kinds import Kind, Role
from yangguang.organisations.models import Organ, in_force
from yangguang.organisations.selectors import (
    appointments_visible_to,
    organs_visible_to,
    subject_decisions_visible_to,
    successions_visible_to,
)
from yangguang.organisations.services.organs import KEEPERS
from yangguang.organisations.viewers import Viewer
from yangguang.workflow.selectors import history

LIVING, ENDED = "living", "ended"
CONTACT_FIELDS = (
    "office_address",
    "office_hours",
    "phone",
    "fax",
    "postcode",
    "email",
    "request_url",
    "contact_checked_on",
)
"""What the guide prints (条例第十二条)."""
LATEST = 50


def listing_for(viewer: Viewer) -> Listing:
    """The list of organs as seen today."""
    living = in_force(viewer.today)
    return Listing(
        key="organs",
        title="机构",
        columns=(
            Column("name", "名称", lambda row: row.name, "name", link=_link),
            Column("code", "编码", lambda row: row.code, "code"),
            Column("kind", "类别", lambda row: row.get_kind_display(), "kind"),
            Column("vertical", "垂直管理", lambda row: "垂直管理" if row.vertical else "", "vertical"),
            Column(
                "superior",
                "上级机构",
                lambda row: row.superior.name if row.superior else "",
                "superior__order",
            ),
            Column("phone", "联系电话", lambda row: row.phone, "phone"),
            Column("from", "成立", lambda row: row.from_on, "from_on"),
            Column("to", "终止", lambda row: row.to_on, "to_on"),
            Column("uscc", "统一社会信用代码", lambda row: row.uscc, "uscc", hidden=True),
            Column("address", "办公地址", lambda row: row.office_address, "office_address", hidden=True),
        ),
        filters=(
            Filter("kind", "类别", tuple(Kind.choices), lambda value: Q(kind=value)),
            Filter(
                "state",
                "存续",
                ((LIVING, "存续"), (ENDED, "已终止")),
                lambda value: living if value == LIVING else Q(to_on__lt=viewer.today),
            ),
        ),
        search=("name", "code", "uscc", "aliases__name"),
    )


@require_safe
@at_desk()
def organs(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Every organ of the government, ended ones too."""
    rows = organs_visible_to(viewer).select_related("superior").order_by("order", "pk")
    keeps = viewer.standing(*KEEPERS) is not None
    return show_list(
        request,
        viewer,
        listing_for(viewer),
        Stored(rows),
        at="organs",
        template="desk/organs.html",
        tabs=tabs(viewer, "organs"),
        keeps=keeps,
    )


@require_safe
@at_desk()
def organ(request: HttpRequest, viewer: Viewer, number: int) -> HttpResponse:
    """One organ with its facts, its decisions, its lineage and its people."""
    found = get_object_or_404(organs_visible_to(viewer).select_related("superior", "government"), pk=number)
    return show(
        request,
        viewer,
        "desk/organ.html",
        at="organs",
        title=found.name,
        tabs=tabs(viewer, "organs"),
        **_facts(viewer, found),
    )


def _facts(viewer: Viewer, found: Organ) -> dict[str, Any]:
    people = appointments_visible_to(viewer).filter(in_force(viewer.today), organ=found)
    lines = successions_visible_to(viewer).select_related("predecessor", "successor").order_by("on", "pk")
    labels = {field.name: field.verbose_name for field in Organ._meta.concrete_fields}
    contact = [(labels[name], getattr(found, name)) for name in CONTACT_FIELDS]
    keeps = viewer.standing(*KEEPERS) is not None
    return {
        "organ": found,
        "aliases": [alias.name for alias in found.aliases.order_by("pk")],
        "contact": contact,
        "decisions": subject_decisions_visible_to(viewer).filter(organ=found).order_by("-from_on"),
        "came_from": lines.filter(successor=found),
        "went_to": lines.filter(predecessor=found),
        "people": people.select_related("user").order_by("role", "pk"),
        "events": list(history(found).order_by("-sequence")[:LATEST]),
        "keeps": keeps,
        "keeps_contact": keeps or viewer.standing(Role.LIAISON, Role.FOI_HEAD, organ=found.pk) is not None,
        "decides": viewer.standing(Role.COUNTY_OFFICE) is not None,
    }


def _link(row: Organ) -> str:
    return reverse("desk:organ", args=[row.pk])
