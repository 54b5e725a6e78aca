"""What stands around every page of the desk? County, search, who one is, and the rail of what to do."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from yangguang.desk.access import STANDING, no_administrator
from yangguang.disclosure.selectors import LABEL
from yangguang.organisations.approval.selectors import awaiting
from yangguang.organisations.kinds import Role
from yangguang.organisations.models import Government
from yangguang.organisations.viewers import Viewer

OFFICE = "政务公开工作台"
GOVERNMENT = "人民政府"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the rail; `count` is what waits there, `current` whether the page stands below it."""

    key: str
    label: str
    address: str
    count: int = 0
    current: bool = False


def show(
    request: HttpRequest,
    viewer: Viewer,
    template: str,
    *,
    at: str,
    title: str,
    status: int = 200,
    **facts: Any,
) -> HttpResponse:
    """Answer with a page of the desk; `at` is the entry of the rail it stands below."""
    government = Government.objects.get(pk=viewer.government)
    around = {
        "viewer": viewer,
        "government": government,
        "office": office_name(government),
        "rail": _rail(viewer, at),
        "role": role_words(viewer),
        "narrowed": request.session.get(STANDING) is not None,
        "title": title,
        "practising": settings.PRACTICE_DAY is not None,
        "messages": get_messages(request),
    }
    return render(request, template, {**around, **facts}, status=status)


def office_name(government: Government | None) -> str:
    """What the workspace is called: 阳光县政务公开工作台."""
    return f"{government.name.removesuffix(GOVERNMENT)}{OFFICE}" if government else OFFICE


def role_words(viewer: Viewer) -> str:
    """As what somebody acts, in the head of the page: the first role, and how many more."""
    first = viewer.standings[0]
    more = f" 等{len(viewer.standings)}项" if len(viewer.standings) > 1 else ""
    return f"{first.organ_name} {first.label}{more}"


def _rail(viewer: Viewer, at: str) -> list[Entry]:
    content = no_administrator(viewer) is None
    each = awaiting(viewer).values_list("pk", "subject") if content else ()
    waiting = Counter(subject for _, subject in each)
    entries = [Entry("home", "待办", reverse("desk:home"), waiting.total(), at == "home")]
    if content:
        entries.append(Entry("items", "信息发布", reverse("desk:items"), waiting[LABEL], at == "items"))
        entries.append(Entry("register", "公文登记", reverse("desk:register"), 0, at == "register"))
        entries.append(Entry("reports", "年度报告", reverse("desk:board"), 0, at == "reports"))
    entries.append(Entry("organs", "目录与机构", reverse("desk:organs"), 0, at == "organs"))
    if viewer.standing(Role.AUDIT_ADMIN):
        entries.append(Entry("record", "审计", reverse("desk:record"), 0, at == "record"))
    return entries
