"""Makers: a county with legal reviewers and listed makers, and documents on their way or public."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from tests.disclosure.making import (
    EDUCATION,
    FINANCE,
    NORMATIVE,
    TODAY,
    TOWNSHIP,
    make_item,
    make_publishing_county,
    organ_of,
    put_forward,
    review_secrecy,
    seen,
)
from tests.organisations.making import START, County
from yangguang.disclosure.content import draft_of
from yangguang.disclosure.judgements import LegalityReview
from yangguang.disclosure.models import Item, Publication
from yangguang.disclosure.normative.services.makers import list_maker
from yangguang.disclosure.normative.services.reviewing import review_legality, text_hash
from yangguang.disclosure.services.correcting import begin_correction
from yangguang.disclosure.services.deciding import approve
from yangguang.disclosure.services.drafting import save_draft
from yangguang.disclosure.services.putting_forward import submit
from yangguang.disclosure.services.taking_down import take_down
from yangguang.organisations.kinds import Role
from yangguang.organisations.viewers import Viewer

__all__ = ["EDUCATION", "FINANCE", "TODAY", "TOWNSHIP"]
BEIJING = ZoneInfo("Asia/Shanghai")
NO_PLAN = {"exempt": "内容简单，公众容易理解"}


def make_normative_county(name: str = "示例县", region_code: str = "371399") -> County:
    """Education and finance may make normative documents; the township may not."""
    county = make_publishing_county(name, region_code)
    county.appoint("县法制员", Role.LEGAL_REVIEWER, county.office)
    for organ in (EDUCATION, FINANCE):
        county.appoint(f"{organ}法制员", Role.LEGAL_REVIEWER, organ_of(county, organ))
        list_maker(
            viewer=office(county), organ=organ_of(county, organ).pk, from_on=START, basis="示政发〔2026〕1号"
        )
    return county


def office(county: County, day: date = TODAY) -> Viewer:
    return county.seen_by("县办", day)


def county_reviewer(county: County, day: date = TODAY) -> Viewer:
    return county.seen_by("县法制员", day)


def make_document(county: County, number: int = 1, *, organ: str = EDUCATION, **changes: Any) -> Item:
    """A draft with the fewest words."""
    facts: dict[str, Any] = {
        "title": f"示例办法之{number}",
        "document_no": f"示规〔2026〕{number}号",
        "issuers": ({"name": organ, "organ": organ_of(county, organ).pk},),
        "body": "<p>第一条 为了示例，制定本办法。</p>",
        "fields": {"concerns_business": False, "enquiry_organ": organ},
        "interpretation": NO_PLAN,
        **changes,
    }
    return make_item(county, NORMATIVE, organ=organ, **facts)


def find_legal(
    county: County, item: Item, *, opinion: str = "legal", on: date = TODAY, words: str = ""
) -> LegalityReview:
    return review_legality(
        item,
        viewer=county_reviewer(county),
        hash=text_hash(item),
        opinion=opinion,
        document_no="示法审〔2026〕1号",
        reviewed_on=on,
        words=words,
    )


def decide_on(county: County, item: Item, day: date = TODAY) -> Item:
    """The leader's agreement; what stands against release leaves the item waiting."""
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=BEIJING)
    viewer = seen(county, "领导", item.organ.name)
    return approve(item, viewer=viewer, revision=item.revision, now=noon)


def go_public(county: County, item: Item, day: date = TODAY) -> Item:
    """The whole way of a draft, its legality review among it."""
    item = review_secrecy(county, put_forward(county, item))
    find_legal(county, item)
    return decide_on(county, item, day)


def make_public(county: County, number: int = 1, *, day: date = TODAY, **changes: Any) -> Publication:
    """A public document."""
    item = go_public(county, make_document(county, number, **changes), day)
    return Publication.objects.get(pk=item.pk)


def correct(county: County, publication: Publication, **changes: Any) -> Publication:
    """The same document after a correction went the whole way."""
    item = Item.objects.get(pk=publication.pk)
    liaison = seen(county, "联络员", item.organ.name)
    item = begin_correction(item, viewer=liaison, revision=item.revision, note="更正日期")
    draft = draft_of(item).changed(**changes)
    item = save_draft(item, viewer=liaison, revision=item.revision, draft=draft)
    item = submit(item, viewer=liaison, revision=item.revision)
    item = review_secrecy(county, item)
    find_legal(county, item)
    decide_on(county, item)
    return Publication.objects.get(pk=item.pk)


def remove(county: County, publication: Publication) -> Item:
    item = Item.objects.get(pk=publication.pk)
    viewer = seen(county, "主任", item.organ.name)
    return take_down(item, viewer=viewer, revision=item.revision, ground="wrong", reason="内容有误")


def repeals(*targets: Publication, kind: str = "repeals") -> tuple[dict[str, Any], ...]:
    return tuple({"kind": kind, "item": target.pk} for target in targets)
