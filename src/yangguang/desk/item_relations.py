"""What does an item bear on? Public items are found by title or number and joined in one of five ways."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from yangguang.desk.access import at_desk, no_administrator
from yangguang.desk.item_entry import entering, why_not
from yangguang.desk.item_page import found_item
from yangguang.desk.item_parts import RELATIONS, neighbours, parts_of
from yangguang.desk.item_showing import names_for, sections_of
from yangguang.desk.listing import LONGEST_SEARCH
from yangguang.desk.reading import number_in, revision_in
from yangguang.desk.shell import show
from yangguang.disclosure.content import content_of, draft_of
from yangguang.disclosure.models import Item, Publication
from yangguang.disclosure.relations import refusal_of_kind
from yangguang.disclosure.selectors import public_in
from yangguang.disclosure.services.drafting import save_draft
from yangguang.disclosure.showing.finding import bearing
from yangguang.disclosure.states import Kind
from yangguang.disclosure.types_in_use import type_of
from yangguang.organisations.viewers import Viewer
from yangguang.workflow.machine import Refused

FOUND = 20
MEANINGS = {
    Kind.AMENDS: "修改它的一部分，它继续有效",
    Kind.REPLACES: "代替它，它从本件施行之日起废止",
    Kind.REPEALS: "废止它",
    Kind.INTERPRETS: "解读它",
    Kind.BASED_ON: "依据它制定",
}


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(no_administrator)
def relations(request: HttpRequest, viewer: Viewer, number: int) -> HttpResponse:
    """What is joined now, a search for more, and each found one with the ways to join it."""
    found = found_item(viewer, number)
    if request.method != "POST":
        if refusal := why_not(found, viewer):
            messages.error(request, refusal)
            return redirect("desk:item", number=number)
        return _page(request, viewer, found)
    try:
        draft = draft_of(found).changed(relations=tuple(_changed(request, found)))
        save_draft(found, viewer=viewer, revision=revision_in(request), draft=draft)
    except Refused as refused:
        fresh = found_item(viewer, number)
        return _page(request, viewer, fresh, refusal=str(refused), status=409)
    messages.success(request, "已保存：相关信息")
    return redirect("desk:item_relations", number=number)


def _changed(request: HttpRequest, found: Item) -> list[dict[str, Any]]:
    """The relations as they stand after this request."""
    now: list[dict[str, Any]] = list(found.relations)
    if removed := request.POST.get("remove"):
        return [one for one in now if f"{one['kind']}.{one['item']}" != removed]
    kind, target = request.POST.get("kind", ""), number_in(request.POST.get("target", ""))
    if kind not in Kind.values:
        raise Refused("请选择与它的关系")
    aimed = public_in(found.government_id).filter(pk=target).first()
    if aimed is None:
        raise Refused("只能关联已经公开的信息")
    if target == found.pk:
        raise Refused("不能把信息与它自己关联")
    if sentence := refusal_of_kind(kind, aimed):
        raise Refused(sentence)
    added = {"kind": kind, "item": target}
    return now if added in now else [*now, added]


def _page(
    request: HttpRequest, viewer: Viewer, found: Item, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    kind = type_of(found.type)
    here, following = neighbours(parts_of(kind), RELATIONS)
    content = content_of(found)
    sections = sections_of(content, kind, names_for(found.government_id, [content]))
    words = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_SEARCH]
    facts: dict[str, Any] = {
        "item": found,
        "kind": kind,
        "part": here,
        "following": following,
        "links": [
            (link, f"{one['kind']}.{one['item']}")
            for section in sections
            if section.part == here
            for link, one in zip(section.facts[0].links, found.relations, strict=True)
        ],
        "words": words,
        "results": _search(found, words) if words else (),
        "wanted": kind.requires[0] if kind.requires else "",
        "refusal": refusal,
        **entering(found, RELATIONS),
    }
    title = f"相关信息 · {found.title}"
    return show(request, viewer, "desk/item_relations.html", at="items", title=title, status=status, **facts)


def _search(found: Item, words: str) -> list[tuple[Publication, list[tuple[str, str, str]]]]:
    """Public items whose title, number or index number holds every word, newest first, with how to join."""
    rows = public_in(found.government_id).filter(bearing(words)).exclude(pk=found.pk)
    rows = rows.select_related("publisher").order_by("-released_at", "-item")[:FOUND]
    return [(row, _kinds_for(row)) for row in rows]


def _kinds_for(target: Publication) -> list[tuple[str, str, str]]:
    """(value, label, meaning) of each way in which an item may bear on this one."""
    fitting = (one for one in Kind if refusal_of_kind(one.value, target) is None)
    return [(one.value, one.label, MEANINGS[one]) for one in fitting]
