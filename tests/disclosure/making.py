"""Makers: a county whose organs publish, an item of a type with the fewest words, and the way it goes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from tests.organisations.making import START, County, make_county
from yangguang.catalogue.models import Column
from yangguang.disclosure.content import Draft
from yangguang.disclosure.models import Item
from yangguang.disclosure.normative.services.reviewing import review_legality, text_hash
from yangguang.disclosure.secrecy import questions
from yangguang.disclosure.services.deciding import approve
from yangguang.disclosure.services.drafting import begin_item
from yangguang.disclosure.services.putting_forward import submit
from yangguang.disclosure.types_in_use import type_of
from yangguang.organisations.approval.routes import Step
from yangguang.organisations.approval.routing import define_route
from yangguang.organisations.approval.states import Scope
from yangguang.organisations.kinds import Kind, Role
from yangguang.organisations.models import Organ
from yangguang.organisations.viewers import Viewer

TODAY = date(2026, 11, 20)
EDUCATION, FINANCE, TOWNSHIP = "教育局", "财政局", "向阳镇人民政府"
NEWS, NORMATIVE, OTHER_POLICY, INTERPRETATION = (
    "news",
    "normative_document",
    "policy_document",
    "interpretation",
)
SECRECY = Step("保密审查", Role.SECRECY_REVIEWER, Scope.OWN)
LEADER = Step("分管领导审定", Role.ORGAN_LEADER, Scope.OWN)
COUNTY = Step("县政务公开科审核", Role.COUNTY_OFFICE, Scope.COUNTY)
LEGAL_REVIEWER = "县法制员"
CLEAR = {question.key: {"answer": "clear", "note": ""} for question in questions()}


def make_publishing_county(name: str = "示例县", region_code: str = "371399") -> County:
    """A county with two departments and a township, people in every role, a route and a column."""
    county = make_county(name, region_code)
    for organ, kind in ((EDUCATION, Kind.DEPARTMENT), (FINANCE, Kind.DEPARTMENT), (TOWNSHIP, Kind.TOWNSHIP)):
        man(county, county.organ(organ, kind=kind))
    county.appoint("副县长", Role.COUNTY_LEADER, county.office)
    define_route(viewer=county.seen_by("县办"), thing="disclosure", name="信息发布", steps=(SECRECY, LEADER))
    Column.objects.create(
        government=county.government, code="news", name="通知公告", part="local", from_on=START
    )
    return county


def man(county: County, organ: Organ) -> None:
    for title, role in (
        ("联络员", Role.LIAISON),
        ("承办人", Role.HANDLER),
        ("保密员", Role.SECRECY_REVIEWER),
        ("领导", Role.ORGAN_LEADER),
        ("主任", Role.FOI_HEAD),
    ):
        county.appoint(f"{organ.name}{title}", role, organ)


def organ_of(county: County, name: str = EDUCATION) -> Organ:
    return county.government.organs.get(name=name)


def column_of(county: County) -> int:
    return Column.objects.get(government=county.government, code="news").pk


def seen(county: County, title: str, organ: str = EDUCATION, day: date = TODAY) -> Viewer:
    return county.seen_by(f"{organ}{title}", day)


def make_draft(county: County, **changes: Any) -> Draft:
    facts: dict[str, Any] = {
        "title": "关于秋季运动会的通知",
        "made_on": date(2026, 11, 16),
        "columns": (column_of(county),),
        "body": "<p>运动会定于十二月举行。</p>",
        "fields": {"is_reprinted": False},
        **changes,
    }
    return Draft(**facts)


def make_item(county: County, type_key: str = NEWS, *, organ: str = EDUCATION, **changes: Any) -> Item:
    return begin_item(
        viewer=seen(county, "联络员", organ),
        organ=organ_of(county, organ).pk,
        type_key=type_key,
        draft=make_draft(county, **changes),
    )


def put_forward(county: County, item: Item) -> Item:
    return submit(item, viewer=seen(county, "联络员", item.organ.name), revision=item.revision)


def review_secrecy(county: County, item: Item, answers: Mapping[str, Any] = CLEAR) -> Item:
    viewer = seen(county, "保密员", item.organ.name)
    return approve(item, viewer=viewer, revision=item.revision, answers=answers)


def find_legal(county: County, item: Item) -> None:
    """The county's legal reviewer finds a normative document legal; others need no such finding."""
    if not type_of(item.type).normative:
        return
    if LEGAL_REVIEWER not in county.people:
        county.appoint(LEGAL_REVIEWER, Role.LEGAL_REVIEWER, county.office)
    facts: dict[str, Any] = {"opinion": "legal", "document_no": "示法审〔2026〕1号", "reviewed_on": TODAY}
    review_legality(item, viewer=county.seen_by(LEGAL_REVIEWER), hash=text_hash(item), **facts)


def decide(county: County, item: Item) -> Item:
    find_legal(county, item)
    return approve(item, viewer=seen(county, "领导", item.organ.name), revision=item.revision)


def make_released(county: County, type_key: str = NEWS, *, organ: str = EDUCATION, **changes: Any) -> Item:
    """An item that went the whole way."""
    item = put_forward(county, make_item(county, type_key, organ=organ, **changes))
    return decide(county, review_secrecy(county, item))
