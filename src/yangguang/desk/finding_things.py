"""Where is it? One search over organs, people, reports and items that this viewer may see."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yangguang.annualreport.filing.selectors import filings_visible_to
from yangguang.desk.access import at_desk
from yangguang.desk.listing import LONGEST_SEARCH
from yangguang.desk.shell import show
from yangguang.disclosure.selectors import items_visible_to
from yangguang.organisations.selectors import organs_visible_to, people_visible_to
from yangguang.organisations.viewers import Viewer

EACH = 20


@require_safe
@at_desk()
def search(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Everything whose name holds every word; a year among the words narrows reports to it."""
    words = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_SEARCH]
    facts: dict[str, Any] = {"words": words, "searched": words}
    if words:
        organs = organs_visible_to(viewer).filter(_all(words, "name", "code", "aliases__name")).distinct()
        people = people_visible_to(viewer).filter(_all(words, "display_name", "sign_in_name"))
        reports = filings_visible_to(viewer).filter(_reports(words)).select_related("body")
        items = items_visible_to(viewer).filter(_all(words, "title", "document_no", "index_no"))
        facts |= {
            "items": items.order_by("-pk")[:EACH],
            "organs": organs.order_by("order", "pk")[:EACH],
            "people": people.order_by("sign_in_name")[:EACH],
            "reports": reports.order_by("-year", "pk")[:EACH],
        }
    return show(request, viewer, "desk/search.html", at="", title="搜索", **facts)


def _all(words: str, *fields: str) -> Q:
    found = Q()
    for word in words.split():
        anywhere = Q()
        for field in fields:
            anywhere |= Q(**{f"{field}__icontains": word})
        found &= anywhere
    return found


def _reports(words: str) -> Q:
    found = Q()
    for word in words.split():
        year = word.removesuffix("年")
        is_year = year.isascii() and year.isdigit() and len(year) == 4
        found &= Q(year=int(year)) if is_year else Q(body__name__icontains=word)
    return found
