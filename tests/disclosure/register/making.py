"""Makers: a county whose education bureau keeps a register, rows with the fewest words, a public item."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from tests.disclosure.making import (
    EDUCATION,
    NEWS,
    OTHER_POLICY,
    TODAY,
    make_item,
    organ_of,
    put_forward,
    review_secrecy,
    seen,
)
from tests.organisations.making import County
from yangguang.disclosure.models import Item
from yangguang.disclosure.register.entering import Decision, Entry
from yangguang.disclosure.register.models import OfficialDocument
from yangguang.disclosure.register.selectors import with_release
from yangguang.disclosure.register.services import register_document
from yangguang.disclosure.services.deciding import approve

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
    return decided_on(county, reviewed(county, OTHER_POLICY, **facts), on)


def reviewed(county: County, type_key: str = NEWS, **changes: Any) -> Item:
    """An item that waits for its leader."""
    return review_secrecy(county, put_forward(county, make_item(county, type_key, **changes)))


def decided_on(county: County, item: Item, day: date) -> Item:
    """The same item, released on a day at noon."""
    noon = timezone.make_aware(datetime(day.year, day.month, day.day, 12))
    viewer = seen(county, "领导", item.organ.name)
    return approve(item, viewer=viewer, revision=item.revision, now=noon)


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
    "reviewed",
    "seen",
]
