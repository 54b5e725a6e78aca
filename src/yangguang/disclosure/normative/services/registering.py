"""Which unified number does a document get (统一登记、统一编号)? The next of its year, once and for good."""

from __future__ import annotations

from django.db.models import Max

from yangguang.disclosure.models import Item
from yangguang.disclosure.normative.models import Maker, Registration
from yangguang.disclosure.normative.numbering import parse_rule
from yangguang.disclosure.normative.people import keeping
from yangguang.disclosure.normative.rules import rule_on
from yangguang.disclosure.states import State
from yangguang.disclosure.types_in_use import type_of
from yangguang.organisations.models import Organ, in_force
from yangguang.organisations.services.locking import locked_government
from yangguang.organisations.viewers import Viewer
from yangguang.workflow.acts import acts, note
from yangguang.workflow.machine import Refused

GONE = (State.DROPPED.value, State.TAKEN_DOWN.value)


def register(item: Item, *, viewer: Viewer) -> Registration:
    """Give a normative document its unified number; only a listed maker's document gets one.

    The government is held meanwhile, so that no number is given twice and none is left out. Raises `Refused`.
    """
    actor = keeping(viewer, "统一登记规范性文件")
    with acts():
        locked_government(viewer.government)
        rows = Item.objects.select_for_update(no_key=True, of=("self",)).select_related("organ")
        held = rows.filter(government=viewer.government, pk=item.pk).first()
        if held is None:
            raise Refused("没有这份文件")
        if sentence := refusal_of_registration(held):
            raise Refused(sentence)
        row = _numbered(held, viewer)
        row.role = actor.role
        row.save(force_insert=True)
        note("item", "register", held, actor, facts={"number": row.number})
    return row


def refusal_of_registration(item: Item) -> str | None:
    """Why a document gets no unified number; None when it may."""
    if not type_of(item.type).normative:
        return "这条信息不是规范性文件，不用统一登记"
    if item.state in GONE:
        return f"现在是“{State(item.state).label}”，不能登记"
    if found := Registration.objects.filter(pk=item.pk).first():
        return f"已经登记，统一登记编号是{found.number}"
    if item.made_on is None:
        return "还没有填写成文日期，不能登记"
    maker = maker_of(item)
    if not Maker.objects.filter(in_force(item.made_on), organ=maker).exists():
        return f"“{maker.name}”在{item.made_on}不在规范性文件制定主体清单内，不能登记"
    return None


def maker_of(item: Item) -> Organ:
    """Who makes a document: the first issuing organ, where it is one of the county's, else the item's own."""
    number = item.issuers[0].get("organ") if item.issuers else None
    if not number or number == item.organ_id:
        return item.organ
    return Organ.objects.filter(government=item.government_id, pk=number).first() or item.organ


def _numbered(item: Item, viewer: Viewer) -> Registration:
    """The registration with the number that comes next; nothing is saved."""
    rule = parse_rule(rule_on(viewer.government, viewer.today).pattern)
    year = viewer.today.year
    beginning = rule.beginning(year)
    given = Registration.objects.filter(government=viewer.government, beginning=beginning)
    last = given.aggregate(last=Max("running"))["last"]
    running = 1 if last is None else last + 1
    return Registration(
        item=item,
        government_id=viewer.government,
        beginning=beginning,
        running=running,
        number=rule.number(year, running),
        registered_on=viewer.today,
        by_id=viewer.user,
    )
