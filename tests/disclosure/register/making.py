"""Makers: a county whose education bureau keeps a register, rows with the fewest words, a public item."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from tests.disclosure.making import EDUCATION, OTHER_POLICY, TODAY, make_released, organ_of, seen
from tests.organisations.making import County
from yangguang.disclosure.models import Item, Publication
from yangguang.disclosure.register.entering import Decision, Entry
from yangguang.disclosure.register.models import OfficialDocument
from yangguang.disclosure.register.selectors import with_release
from yangguang.disclosure.register.services import register_document

NUMBER = "阳教发〔2026〕3号"
MADE = date(2026, 10, 12)
DUE = date(2026, 11, 9)
"""Twenty working days after MADE, counted by hand: 13–16, 19–23, 26–30 October, 2–6 and 9 November."""
PROACTIVE = Decision(attribute="proactive")
CLOSED = Decision(attribute="closed", reason_code="16.1", reason="只涉及后勤安排")


def entry(county: County, **changes: Any) -> Entry:
    facts: dict[str, Any] = {
        "organ": organ_of(county, changes.pop("organ", EDUCATION)).pk,
        "document_no": NUMBER,
        "made_on": MADE,
        "title": "关于冬季供暖的通知",
        "decision": PROACTIVE,
        **changes,
    }
    return Entry(**facts)


def make_row(county: County, **changes: Any) -> OfficialDocument:
    organ = changes.get("organ", EDUCATION)
    return fresh(register_document(entry(county, **changes), viewer=seen(county, "联络员", organ)))


def fresh(row: OfficialDocument) -> OfficialDocument:
    """A row as it stands now, with its release."""
    return with_release(OfficialDocument.objects.select_related("organ")).get(pk=row.pk)


def publish(county: County, *, on: date = DUE, document_no: str = NUMBER, **changes: Any) -> Item:
    """An item of that number, released on a day at noon."""
    issuers = [{"name": EDUCATION, "organ": organ_of(county).pk}]
    facts = {"document_no": document_no, "issuers": issuers, "fields": {}, **changes}
    item = make_released(county, OTHER_POLICY, **facts)
    released_at(item, on)
    return item


def released_at(item: Item, day: date) -> None:
    """Let the release of an item lie on a day at noon."""
    noon = timezone.make_aware(datetime(day.year, day.month, day.day, 12))
    Publication.objects.filter(pk=item.pk).update(released_at=noon, updated_at=noon)


__all__ = [
    "CLOSED",
    "DUE",
    "EDUCATION",
    "MADE",
    "NUMBER",
    "PROACTIVE",
    "TODAY",
    "entry",
    "fresh",
    "make_row",
    "publish",
    "released_at",
    "seen",
]
