"""Under which columns, words and numbers does this county publish? The tree, the vocabularies, the rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from yangguang.catalogue.guards import (
    refusal_of_day,
    refusal_of_ending,
    refusal_of_living_below,
    refusal_of_moving,
    refusal_of_renaming,
)
from yangguang.catalogue.index_numbers import DEFAULT
from yangguang.catalogue.kinds import PageLevel
from yangguang.catalogue.layout import laid_out
from yangguang.catalogue.models import Column
from yangguang.catalogue.selectors import (
    columns_of,
    columns_visible_to,
    index_patterns_visible_to,
    path_of,
    vocabularies_of,
)
from yangguang.catalogue.services.columns import KEEPERS
from yangguang.catalogue.services.numbering import preview_index_number
from yangguang.desk.access import at_desk
from yangguang.desk.directory import tabs
from yangguang.desk.shell import show
from yangguang.organisations.selectors import organs_visible_to
from yangguang.organisations.viewers import Viewer
from yangguang.workflow.machine import Refused
from yangguang.workflow.selectors import history

PAGES = (PageLevel.COUNTY, PageLevel.DEPARTMENT, PageLevel.TOWNSHIP)
INDENT = "　"
LATEST = 50
SAMPLE_COLUMN = "a20-01"
"""Stands for any column in the preview of a number that names one."""


@dataclass(frozen=True, slots=True)
class Button:
    """What may be done to a column: a page to go to, or why not now."""

    label: str
    address: str
    refusal: str | None


@require_safe
@at_desk()
def columns(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The tree as it stands today, of all pages or of one kind; the words; the rule for index numbers."""
    chosen = next((page for page in PAGES if page == request.GET.get("page")), None)
    tree = columns_of(viewer.government, viewer.today, chosen)
    ended = columns_visible_to(viewer).filter(to_on__lt=viewer.today).select_related("succeeded_by")
    facts: dict[str, Any] = {
        "rows": [(INDENT * node.depth, node) for node in tree],
        "pages": [(page.label, f"?page={page}", page is chosen) for page in PAGES],
        "every_page": chosen is None,
        "ended": ended.order_by("-to_on", "pk"),
        "vocabularies": [(one.label, words) for one, words in _vocabularies(viewer)],
        "keeps": viewer.standing(*KEEPERS) is not None,
        "tabs": tabs(viewer, "columns"),
        **_numbering(viewer),
    }
    return show(request, viewer, "desk/columns.html", at="organs", title="栏目与分类", **facts)


@require_safe
@at_desk()
def column(request: HttpRequest, viewer: Viewer, number: int) -> HttpResponse:
    """One column: where it stands, what may be done to it, and what was."""
    rows = columns_visible_to(viewer).select_related("parent", "succeeded_by")
    found = get_object_or_404(rows, pk=number)
    lawful = laid_out(found.code)
    facts: dict[str, Any] = {
        "column": found,
        "path": path_of(found),
        "says": lawful.says if lawful else "",
        "below": [one for one in found.below.all() if one.to_on is None or one.to_on >= viewer.today],
        "events": list(history(found).order_by("-sequence")[:LATEST]),
        "buttons": _buttons(found, viewer) if viewer.standing(*KEEPERS) else [],
    }
    return show(request, viewer, "desk/column.html", at="organs", title=found.name, **facts)


def numbering_sample(viewer: Viewer, pattern: str) -> str:
    """The next index number of the organ one acts for under `pattern`; `Refused` when there is none."""
    organ = organs_visible_to(viewer).select_related("government").get(pk=viewer.standings[0].organ)
    return preview_index_number(organ, day=viewer.today, pattern=pattern, column_code=SAMPLE_COLUMN)


def _vocabularies(viewer: Viewer) -> Any:
    return vocabularies_of(viewer.government, viewer.today).items()


def _numbering(viewer: Viewer) -> dict[str, Any]:
    rules = list(index_patterns_visible_to(viewer).order_by("-from_on"))
    current = next((rule.pattern for rule in rules if rule.from_on <= viewer.today), DEFAULT)
    try:
        sample = numbering_sample(viewer, current)
    except Refused as refused:
        sample = str(refused)
    return {
        "rule": current,
        "sample": sample,
        "sample_organ": viewer.standings[0].organ_name,
        "coming": [rule for rule in reversed(rules) if rule.from_on > viewer.today],
    }


def _buttons(column: Column, viewer: Viewer) -> list[Button]:
    ending = refusal_of_ending(column) or refusal_of_living_below(column, viewer.today)
    below = f"{reverse('desk:new_column')}?below={column.pk}"
    return [
        Button("增加下级栏目", below, refusal_of_day(viewer.today, column)),
        Button("更名", reverse("desk:rename_column", args=[column.pk]), refusal_of_renaming(column)),
        Button("移动", reverse("desk:move_column", args=[column.pk]), refusal_of_moving(column)),
        Button("停用", reverse("desk:end_column", args=[column.pk]), ending),
    ]
