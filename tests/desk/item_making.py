"""Items at the desks of a county: one of each organ under review, with a word of everybody who has a say."""

from __future__ import annotations

from datetime import date

from tests.desk.making import EDUCATION, TOWNSHIP, Desks
from yangguang.catalogue.models import Column
from yangguang.disclosure.content import Draft
from yangguang.disclosure.models import Item
from yangguang.disclosure.secrecy import questions
from yangguang.disclosure.services.asking import consult
from yangguang.disclosure.services.attaching import attach
from yangguang.disclosure.services.deciding import approve
from yangguang.disclosure.services.drafting import begin_item
from yangguang.disclosure.services.holding import place_hold
from yangguang.disclosure.services.putting_forward import submit
from yangguang.disclosure.services.referring import refer
from yangguang.organisations.approval.paper import print_slip
from yangguang.organisations.approval.routes import Step
from yangguang.organisations.approval.routing import define_route
from yangguang.organisations.approval.states import Scope
from yangguang.organisations.kinds import Role

SECRECY = Step("保密审查", Role.SECRECY_REVIEWER, Scope.OWN)
LEADER = Step("分管领导审定", Role.ORGAN_LEADER, Scope.OWN)
REVIEWERS = {EDUCATION: "保密员", TOWNSHIP: f"{TOWNSHIP}保密员"}
CLEAR = {one.key: {"answer": "clear", "note": ""} for one in questions()}
MADE_ON = date(2027, 1, 5)
TEXT = "名单：甲、乙、丙。".encode()


def open_publishing(desks: Desks) -> None:
    """A route for items, a column for them, and a reviewer of secrecy in the township too."""
    county = desks.county
    define_route(viewer=county.seen_by("县办"), thing="disclosure", name="信息发布", steps=(SECRECY, LEADER))
    if not Column.objects.filter(government=county.government, code="topics").exists():
        Column.objects.create(
            government=county.government,
            code="topics",
            name="专题专栏",
            part="local",
            from_on=date(2026, 1, 1),
        )
    township = county.government.organs.get(name=TOWNSHIP)
    county.appoint(REVIEWERS[TOWNSHIP], Role.SECRECY_REVIEWER, township)


def make_item(desks: Desks, organ: str = EDUCATION, *, type_key: str = "news", **changes: object) -> Item:
    """A complete draft of an organ."""
    county = desks.county
    facts = {
        "title": f"关于{organ}冬季值班的通知",
        "made_on": MADE_ON,
        "columns": (Column.objects.get(government=county.government, code="topics").pk,),
        "body": "<p>值班从今天开始。</p>",
        "fields": {"is_reprinted": "no"},
        **changes,
    }
    return begin_item(
        viewer=desks.viewer(f"{organ}联络员"),
        organ=county.government.organs.get(name=organ).pk,
        type_key=type_key,
        draft=Draft(**facts),  # type: ignore[arg-type]
    )


def put_forward(desks: Desks, item: Item) -> Item:
    return submit(item, viewer=desks.viewer(f"{item.organ.name}联络员"), revision=item.revision)


def review_secrecy(desks: Desks, item: Item) -> Item:
    viewer = desks.viewer(REVIEWERS[item.organ.name])
    return approve(item, viewer=viewer, revision=item.revision, answers=CLEAR)


def decide(desks: Desks, item: Item) -> Item:
    return approve(item, viewer=desks.viewer(f"{item.organ.name}领导"), revision=item.revision)


def make_released(desks: Desks, organ: str = EDUCATION, **changes: object) -> Item:
    """An item that went the whole way."""
    return decide(desks, review_secrecy(desks, put_forward(desks, make_item(desks, organ, **changes))))


def make_item_with_everything(desks: Desks, organ: str = EDUCATION) -> Item:
    """An item at its secrecy review with a file, a consultation, a doubt, an order to stop and a slip."""
    liaison, leader = desks.viewer(f"{organ}联络员"), desks.viewer(f"{organ}领导")
    item = make_item(desks, organ)
    item = attach(item, viewer=liaison, revision=item.revision, name="名单.txt", data=TEXT)
    item = put_forward(desks, item)
    item = consult(item, viewer=liaison, revision=item.revision, agency="气象局", question="能否公开").item
    item = refer(
        item,
        viewer=desks.viewer(REVIEWERS[organ]),
        revision=item.revision,
        referred_to="county_office",
        question="是否属于内部事务信息",
    ).item
    item = place_hold(
        item,
        viewer=leader,
        revision=item.revision,
        kind="court",
        instrument="示例裁定1号",
        from_on=liaison.today,
    ).item
    held = Item.objects.get(pk=item.pk)
    assert held.course is not None
    print_slip(held.course, viewer=liaison)
    return held
