"""What became public last, for those who follow a county, a column, an organ or a type from elsewhere?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import JSONField, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.utils import timezone

from yangguang.disclosure.machine import ITEM
from yangguang.disclosure.models import Placement, Publication
from yangguang.disclosure.showing.lines import kinds
from yangguang.disclosure.states import Standing
from yangguang.workflow.models import Event

NAMES = (
    "item",
    "index_no",
    "title",
    "document_no",
    "type",
    "publisher__name",
    "released_at",
    "updated_at",
)
"""What is told of a publication; of its version only the summary, taken out by the database."""
SEEN_OUTSIDE = ("release", "release_urgently", "refuse_urgent", "take_down", "restore")
"""The moves that change what the public sees; when the others are made is nobody's business outside."""


@dataclass(frozen=True, slots=True)
class News:
    """A released item as a follower is told of it."""

    number: int
    index_no: str
    title: str
    document_no: str
    type_label: str
    publisher: str
    released_at: datetime
    updated_at: datetime
    summary: str


def newest(
    government: int,
    *,
    most: int,
    column: int | None = None,
    organ: int | None = None,
    type_key: str = "",
) -> tuple[News, ...]:
    """The newest items, of one column, organ or type if given. One query; no body is read."""
    rows: QuerySet[Any]
    prefix, tie = ("publication__", "publication") if column is not None else ("", "item")
    wanted: dict[str, Any] = {f"{prefix}government": government, f"{prefix}standing": Standing.PUBLIC}
    if column is not None:
        rows = Placement.objects.filter(**wanted, column=column)
    else:
        rows = Publication.objects.filter(**wanted)
    rows = rows.filter(publisher=organ) if organ is not None else rows
    rows = rows.filter(**{f"{prefix}type": type_key}) if type_key else rows
    content = Cast(f"{prefix}version__content", JSONField())
    told = rows.order_by("-released_at", f"-{tie}").values_list(
        *(f"{prefix}{name}" for name in NAMES), KeyTextTransform("summary", content)
    )
    return tuple(_news(row) for row in told[:most])


def changed_at(government: int) -> datetime | None:
    """When anything last came before the public of a government or left it; None before. One query."""
    events = Event.objects.filter(government=government, machine=ITEM.name, verb__in=SEEN_OUTSIDE)
    events = events.order_by("-sequence")
    return events.values_list("at", flat=True).first()


def _news(row: tuple[Any, ...]) -> News:
    number, index_no, title, document_no, type_key, publisher, released_at, updated_at, summary = row
    kind = kinds().get(type_key)
    return News(
        number=number,
        index_no=index_no,
        title=title,
        document_no=document_no,
        type_label=kind.label if kind else "其他信息",
        publisher=publisher,
        released_at=timezone.localtime(released_at),
        updated_at=timezone.localtime(updated_at),
        summary=summary or "",
    )
