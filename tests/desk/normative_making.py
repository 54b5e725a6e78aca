"""Normative documents at the desks of a county: public, sent to be filed, their maker listed, in a round."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from tests.desk.item_making import make_item, put_forward, review_secrecy
from tests.desk.making import EDUCATION, TODAY, Desks
from yangguang.disclosure.models import Item, Publication
from yangguang.disclosure.normative.models import CleanUp, Maker
from yangguang.disclosure.normative.services.cleaning_up import Round, begin_clean_up
from yangguang.disclosure.normative.services.filing_records import send_for_filing
from yangguang.disclosure.normative.services.makers import list_maker
from yangguang.disclosure.normative.services.reviewing import review_legality, text_hash
from yangguang.disclosure.services.deciding import approve
from yangguang.organisations.kinds import Role
from yangguang.organisations.viewers import Viewer

REVIEWER = "县法制员"
NOON = datetime(2027, 1, 6, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
ROUND = Round("2027年规范性文件清理", "示政办发〔2027〕1号", TODAY, date(2027, 6, 30), date(2027, 7, 1))


def reviewer_of(desks: Desks) -> Viewer:
    if REVIEWER not in desks.county.people:
        desks.county.appoint(REVIEWER, Role.LEGAL_REVIEWER, desks.county.office)
    return desks.viewer(REVIEWER)


def make_normative(desks: Desks, organ: str = EDUCATION, number: int = 1, **changes: object) -> Item:
    """A complete draft."""
    facts: dict[str, object] = {
        "title": f"{organ}示例办法之{number}",
        "document_no": f"示规〔2027〕{desks.filings[organ].body_id}{number}号",
        "issuers": ({"name": organ, "organ": desks.filings[organ].body_id},),
        "fields": {"concerns_business": False, "enquiry_organ": organ},
        "interpretation": {"exempt": "内容简单"},
        **changes,
    }
    return make_item(desks, organ, type_key="normative_document", **facts)


def find_legal(desks: Desks, item: Item) -> None:
    review_legality(
        item,
        viewer=reviewer_of(desks),
        hash=text_hash(item),
        opinion="legal",
        document_no="示法审〔2027〕1号",
        reviewed_on=date(2027, 1, 5),
    )


def make_public(desks: Desks, organ: str = EDUCATION, number: int = 1, **changes: object) -> Publication:
    """A document that went the whole way and was public on 6 January 2027."""
    item = review_secrecy(desks, put_forward(desks, make_normative(desks, organ, number, **changes)))
    find_legal(desks, item)
    leader = desks.viewer(f"{organ}领导")
    approve(item, viewer=leader, revision=item.revision, now=NOON)
    return Publication.objects.get(pk=item.pk)


def make_normative_with_everything(desks: Desks, organ: str = EDUCATION) -> Publication:
    """A public document sent to be filed, its organ on the list of makers, a round of the organ's own."""
    office = desks.viewer("县办")
    number = desks.filings[organ].body_id
    list_maker(viewer=office, organ=number, from_on=date(2026, 1, 1), basis="示政发〔2026〕1号")
    publication = make_public(desks, organ)
    send_for_filing(publication, viewer=office, authority="示例市人民政府", sent_on=TODAY)
    begin_clean_up(viewer=office, entered=replace(ROUND, organs=(number,)))
    return publication


def maker_of(desks: Desks, organ: str) -> Maker:
    return Maker.objects.get(organ=desks.filings[organ].body_id)


def round_of(desks: Desks, organ: str) -> CleanUp:
    rows = CleanUp.objects.filter(government=desks.county.government)
    return next(row for row in rows if row.organs == [desks.filings[organ].body_id])
