"""What changed between two versions of an item, word by word?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from yangguang.desk.access import at_desk, no_administrator
from yangguang.desk.item_page import found_item
from yangguang.desk.item_showing import Fact, Section, names_for, sections_of
from yangguang.desk.reading import number_in
from yangguang.desk.shell import show
from yangguang.disclosure.models import Item, ItemVersion
from yangguang.disclosure.types_in_use import type_of
from yangguang.documents.differences import differences, rendered
from yangguang.organisations.viewers import Viewer

NEAR = 2
"""So many unchanged paragraphs stand around each that changed."""


@dataclass(frozen=True, slots=True)
class Change:
    """One answer that differs, with what went and what came marked in it."""

    label: str
    html: SafeString


@require_safe
@at_desk(no_administrator)
def versions(request: HttpRequest, viewer: Viewer, number: int) -> HttpResponse:
    """The frozen versions, and what differs between two: the newest and the one before, if not said."""
    found = found_item(viewer, number)
    listed = list(found.versions.select_related("approval").order_by("-number"))
    numbers = [one.number for one in listed]
    new = _chosen(request, "new", numbers, numbers[0] if numbers else 0)
    old = _chosen(request, "old", numbers, next((one for one in numbers if one < new), new))
    facts: dict[str, Any] = {
        "item": found,
        "versions": listed,
        "old": old,
        "new": new,
        "changes": list(_changes(found, *_pair(listed, old, new))) if old != new else [],
    }
    return show(request, viewer, "desk/item_versions.html", at="items", title=f"版本 · {found}", **facts)


@require_safe
@at_desk(no_administrator)
def version(request: HttpRequest, viewer: Viewer, number: int, version: int) -> HttpResponse:
    """One frozen version as it was put forward."""
    found = found_item(viewer, number)
    held = get_object_or_404(found.versions, number=version)
    names = names_for(found.government_id, [held.facts])
    sections = sections_of(held.facts, type_of(found.type), names)
    facts: dict[str, Any] = {"item": found, "version": held, "sections": sections}
    return show(request, viewer, "desk/item_version.html", at="items", title=f"{held}", **facts)


def _pair(listed: list[ItemVersion], old: int, new: int) -> tuple[ItemVersion, ItemVersion]:
    by_number = {one.number: one for one in listed}
    return by_number[old], by_number[new]


def _changes(found: Item, old: ItemVersion, new: ItemVersion) -> Iterator[Change]:
    names = names_for(found.government_id, [old.facts, new.facts])
    kind = type_of(found.type)
    before = _by_name(sections_of(old.facts, kind, names))
    for name, fact in _by_name(sections_of(new.facts, kind, names)).items():
        earlier = before.get(name)
        if earlier is not None and (earlier.text, earlier.html) != (fact.text, fact.html):
            yield Change(fact.label, _marked(earlier, fact))


def _by_name(sections: tuple[Section, ...]) -> dict[tuple[str, str], Fact]:
    return {(section.part.key, fact.name): fact for section in sections for fact in section.facts}


def _marked(old: Fact, new: Fact) -> SafeString:
    if old.html is not None or new.html is not None:
        return mark_safe(rendered(differences(old.html or "", new.html or ""), context=NEAR))
    return mark_safe(rendered(differences(_paragraphs(old.text), _paragraphs(new.text))))


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in text.splitlines())


def _chosen(request: HttpRequest, name: str, known: list[int], otherwise: int) -> int:
    number = number_in(request.GET.get(name, ""))
    return number if number in known else otherwise
