"""How is an item written? One group of questions a page, kept complete or not, checked before it goes on."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from yangguang.desk.access import at_desk, no_administrator
from yangguang.desk.item_fields import MORE
from yangguang.desk.item_page import found_item
from yangguang.desk.item_parts import (
    BODY,
    FILES,
    RELATIONS,
    Part,
    every_lack,
    neighbours,
    parts_of,
    standings_of,
)
from yangguang.desk.item_questions import Asking, PartForm, answers_now, draft_with
from yangguang.desk.item_showing import shown
from yangguang.desk.reading import revision_in
from yangguang.desk.rich_text import STYLES
from yangguang.desk.shell import show
from yangguang.disclosure.content import content_of, texts_of
from yangguang.disclosure.machine import ITEM
from yangguang.disclosure.models import Item
from yangguang.disclosure.services.drafting import drafter, save_draft
from yangguang.disclosure.types_in_use import type_of
from yangguang.documents.cleaning import plain_text
from yangguang.organisations.viewers import Viewer
from yangguang.wording.secrecy_marks import notes_of_text
from yangguang.workflow.machine import Refused

ON_OTHER_PAGES = {FILES: "desk:item_files", RELATIONS: "desk:item_relations"}


@require_safe
@at_desk(no_administrator)
def first_part(request: HttpRequest, viewer: Viewer, number: int) -> HttpResponse:
    """The first page of the form."""
    found = found_item(viewer, number)
    return redirect("desk:item_part", number=number, part=parts_of(type_of(found.type))[0].key)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(no_administrator)
def part(request: HttpRequest, viewer: Viewer, number: int, part: str) -> HttpResponse:
    """Ask one group of questions; keep what was answered, or say what is wrong with it still there."""
    found = found_item(viewer, number)
    asking, following = _asking(found, viewer, part)
    if part in ON_OTHER_PAGES:
        return redirect(ON_OTHER_PAGES[part], number=number)
    if request.method == "POST":
        return _answered(request, asking, following)
    if refusal := why_not(found, viewer):
        messages.error(request, refusal)
        return redirect("desk:item", number=number)
    return _page(request, asking, PartForm(asking=asking, initial=answers_now(asking)))


def _answered(request: HttpRequest, asking: Asking, following: Part | None) -> HttpResponse:
    form = PartForm(request.POST, asking=asking)
    if "more" in request.POST:
        form.add_rows(request.POST["more"], MORE)
        return _page(request, asking, form)
    if not form.is_valid():
        return _page(request, asking, form, status=400)
    try:
        _keep(asking, form, revision_in(request))
    except Refused as refused:
        form.refuse(str(refused))
        return _page(request, asking, form, status=409)
    messages.success(request, f"已保存：{asking.part.title}")
    return _onwards(request, asking.item.pk, asking.part, following)


@require_safe
@at_desk(no_administrator)
def check(request: HttpRequest, viewer: Viewer, number: int) -> HttpResponse:
    """All answers on one page, with what is still missing and what should be looked at."""
    found = found_item(viewer, number)
    kind = type_of(found.type)
    facts: dict[str, Any] = {
        "item": found,
        "kind": kind,
        "sections": shown(found, kind),
        "lacks": _lacks_with_parts(found, parts_of(kind)),
        "notes": notes_on(found),
        "submit": ITEM.refusal(found, "submit", actor=drafter(found, viewer)),
        "editable": why_not(found, viewer) is None,
        **entering(found),
    }
    return show(request, viewer, "desk/item_check.html", at="items", title=f"核对《{found.title}》", **facts)


def entering(found: Item, at: str = "") -> dict[str, Any]:
    """What stands beside every page of the form."""
    return {"standings": standings_of(found, type_of(found.type)), "here": at}


def why_not(found: Item, viewer: Viewer) -> str | None:
    """Why this viewer cannot write the item now; None when they can."""
    return ITEM.refusal(found, "save", actor=drafter(found, viewer))


def notes_on(found: Item) -> tuple[str, ...]:
    """Words of the text that refuse nothing but should be looked at, each once."""
    content = content_of(found)
    words = [plain_text(text) if text == found.body else text for text in texts_of(content) if text]
    marks = dict.fromkeys(mark.words for text in words for mark in notes_of_text(text))
    return tuple(marks)


def _asking(found: Item, viewer: Viewer, key: str) -> tuple[Asking, Part | None]:
    kind = type_of(found.type)
    try:
        here, following = neighbours(parts_of(kind), key)
    except KeyError:
        raise Http404("这类信息没有这一页") from None
    return Asking(found, kind, here, viewer), following


def _keep(asking: Asking, form: PartForm, revision: int) -> None:
    draft = draft_with(asking, form.cleaned_data)
    save_draft(
        asking.item, viewer=asking.viewer, revision=revision, draft=draft, confirmed=asking.part.fields
    )


def _onwards(request: HttpRequest, number: int, here: Part, following: Part | None) -> HttpResponse:
    if "finish" in request.POST:
        return redirect("desk:item", number=number)
    if "stay" in request.POST:
        return redirect("desk:item_part", number=number, part=here.key)
    if following is None:
        return redirect("desk:item_check", number=number)
    return redirect("desk:item_part", number=number, part=following.key)


def _page(request: HttpRequest, asking: Asking, form: PartForm, *, status: int = 200) -> HttpResponse:
    found = asking.item
    guessed = set((found.original or {}).get("guessed", ()))
    facts: dict[str, Any] = {
        "item": found,
        "kind": asking.kind,
        "part": asking.part,
        "form": form,
        "guessed": guessed & set(asking.part.fields),
        "revision": revision_in(request) if form.is_bound else found.revision,
        "styles": STYLES if asking.part.key == BODY else (),
        **entering(found, asking.part.key),
    }
    title = f"{asking.part.title} · {found.title}"
    return show(
        request, asking.viewer, "desk/item_part.html", at="items", title=title, status=status, **facts
    )


def _lacks_with_parts(found: Item, parts: tuple[Part, ...]) -> list[tuple[str, str]]:
    """(sentence, key of the page where it is put right) of everything missing."""
    return [
        (lack.sentence, next((one.key for one in parts if lack.field in one.fields), parts[0].key))
        for lack in every_lack(found, type_of(found.type))
    ]
