"""How many SQL statements does each step of an item's life cost? A number for each, and no more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.disclosure.making import (
    CLEAR,
    COUNTY,
    LEADER,
    SECRECY,
    make_draft,
    make_item,
    make_publishing_county,
    seen,
)
from yangguang.disclosure.models import Item
from yangguang.disclosure.services.deciding import approve
from yangguang.disclosure.services.drafting import save_draft
from yangguang.disclosure.services.putting_forward import submit
from yangguang.disclosure.services.releasing import release, schedule
from yangguang.organisations.approval.routing import define_route

pytestmark = pytest.mark.django_db
NOT_COUNTED = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")
LATER = datetime(2099, 1, 1, tzinfo=UTC)
COSTS = {
    "save 1": 6,
    "save 2": 6,
    "save 3": 6,
    "submit": 10,
    "secrecy review": 10,
    "leader": 9,
    "county": 9,
    "release": 9,
}
"""Given the viewer; what begins and ends a transaction is not counted. The aim is ten at most."""


def test_no_step_of_a_life_costs_more_than_ten_statements() -> None:
    county = make_publishing_county()
    steps = (SECRECY, LEADER, COUNTY)
    define_route(viewer=county.seen_by("县办"), thing="disclosure", name="三级审批", steps=steps)
    number = make_item(county).pk
    costs: dict[str, int] = {}

    def take(step: str, move: Callable[[Item], Item]) -> None:
        item = Item.objects.get(pk=number)
        with CaptureQueriesContext(connection) as captured:
            move(item)
        costs[step] = sum(not one["sql"].startswith(NOT_COUNTED) for one in captured.captured_queries)

    liaison, secrecy, leader, office = (
        seen(county, "联络员"),
        seen(county, "保密员"),
        seen(county, "领导"),
        county.seen_by("县办"),
    )
    for time in (1, 2, 3):
        draft = make_draft(county, title=f"关于第{time}次运动会的通知")
        take(
            f"save {time}",
            lambda item, draft=draft: save_draft(item, viewer=liaison, revision=item.revision, draft=draft),
        )
    item = Item.objects.get(pk=number)
    schedule(item, viewer=liaison, revision=item.revision, at=LATER)
    take("submit", lambda item: submit(item, viewer=liaison, revision=item.revision))
    take(
        "secrecy review",
        lambda item: approve(item, viewer=secrecy, revision=item.revision, answers=CLEAR),
    )
    take("leader", lambda item: approve(item, viewer=leader, revision=item.revision))
    take("county", lambda item: approve(item, viewer=office, revision=item.revision))
    item = Item.objects.get(pk=number)
    schedule(item, viewer=liaison, revision=item.revision, at=None)
    take("release", lambda item: release(item, viewer=liaison, revision=item.revision))
    assert costs == COSTS
