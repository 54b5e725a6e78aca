"""Does the table of moves ask by itself what the services ask last? So no button is open that is refused."""

from __future__ import annotations

from datetime import date

import pytest

from tests.disclosure.making import (
    decide,
    make_item,
    make_publishing_county,
    put_forward,
    review_secrecy,
    seen,
)
from yangguang.disclosure.machine import ITEM
from yangguang.disclosure.models import Item
from yangguang.disclosure.services.holding import place_hold
from yangguang.disclosure.states import State
from yangguang.organisations.approval.services import renew
from yangguang.organisations.viewers import actor_of
from yangguang.workflow.acts import SYSTEM

pytestmark = pytest.mark.django_db


def test_neither_secrecy_nor_approval_is_left_to_the_service() -> None:
    """The button is closed by the very guards that refuse the press, not by what the service asks last."""
    county = make_publishing_county()
    item = put_forward(county, make_item(county))
    leader = seen(county, "领导")
    actor = actor_of(leader, leader.standings[0])
    assert ITEM.refusal(item, "release_urgently", actor=actor) == "这个版本没有作过保密审查，不能发布"
    order = {"kind": "court", "instrument": "示法〔2026〕行初1号", "from_on": date(2020, 1, 1)}
    held = place_hold(item, viewer=leader, revision=item.revision, **order).item
    done = decide(county, review_secrecy(county, held))
    assert done.state == State.APPROVED
    assert done.course is not None
    renew(done.course, viewer=seen(county, "联络员"), content={"title": "另一篇"}, authors=done.authors)
    again = Item.objects.get(pk=item.pk)
    assert ITEM.refusal(again, "release", actor=SYSTEM) == "这个版本还没有审批通过"
