"""How many SQL statements does a page cost? A number for each, and no more of them when there is more."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.annualreport.filing.making import make_subject, man
from tests.desk.item_making import make_item, make_item_with_everything, open_publishing
from tests.desk.making import (
    EDUCATION,
    TODAY,
    TOWNSHIP,
    YEAR,
    Desks,
    fill_in,
    make_columns,
    make_desks,
    register_documents,
)
from yangguang.annualreport.filing.services.opening import open_year
from yangguang.catalogue.models import Column
from yangguang.catalogue.services.columns import add_column
from yangguang.disclosure.models import Item
from yangguang.disclosure.register.models import OfficialDocument
from yangguang.organisations.kinds import Kind
from yangguang.workflow.models import Event

BUDGETS = {
    "home of the county office": 38,
    "home of a liaison": 42,
    "home of the auditor": 7,
    "search": 11,
    "board": 16,
    "board of a liaison": 17,
    "filing": 24,
    "filing's entry": 13,
    "aggregate": 18,
    "organs": 10,
    "organ": 14,
    "people": 10,
    "person": 11,
    "hand over": 12,
    "accounts": 8,
    "columns": 13,
    "column": 11,
    "register": 12,
    "document": 11,
    "assessments": 13,
    "closed shares": 10,
    "release log": 12,
    "routes": 9,
    "new route": 8,
    "route steps": 10,
    "record": 10,
    "event": 7,
    "verified": 7,
    "items": 13,
    "items of a liaison": 16,
    "new item": 8,  # one asks whether index numbers print a column
    "item": 32,
    "item at its secrecy review": 35,
    "item's versions": 12,
    "item's preview": 13,
    "item's basics": 12,
    "item's columns": 12,
    "item's check": 14,
    "review": 14,
    "home of a secrecy reviewer": 36,
}
"""Statements of each page, the session and the person among them; a page that needs more has to say why."""
MORE = 12
"""So many organs with their people and reports are added for the second count."""


def addresses(desks: Desks) -> dict[str, tuple[str, str]]:
    """Every page that shows many things or much of one: who opens it, and where."""
    county = desks.county
    bureau = county.government.organs.get(name=EDUCATION)
    filing, whole = desks.filings[EDUCATION].pk, desks.filings["政府"].pk
    person = county.people[f"{EDUCATION}联络员"].pk
    event = Event.objects.filter(government=county.government.pk).latest("sequence").pk
    document = OfficialDocument.objects.order_by("pk")[0].pk
    whole_part = Column.objects.get(government=county.government, code="content")
    return {
        "home of the county office": ("县办", reverse("desk:home")),
        "home of a liaison": (f"{EDUCATION}联络员", reverse("desk:home")),
        "home of the auditor": ("审计", reverse("desk:home")),
        "search": ("县办", reverse("desk:search") + "?q=局"),
        "board": ("县办", reverse("desk:board")),
        "board of a liaison": (f"{EDUCATION}联络员", reverse("desk:board")),
        "filing": (f"{EDUCATION}联络员", reverse("desk:filing", args=[filing])),
        "filing's entry": (f"{EDUCATION}联络员", reverse("desk:entry", args=[filing])),
        "aggregate": ("县办", reverse("desk:filing", args=[whole])),
        "organs": ("县办", reverse("desk:organs")),
        "organ": ("县办", reverse("desk:organ", args=[bureau.pk])),
        "people": ("县办", reverse("desk:people")),
        "person": ("县办", reverse("desk:person", args=[person])),
        "hand over": ("县办", reverse("desk:hand_over", args=[person])),
        "accounts": ("系统", reverse("desk:accounts")),
        "columns": ("县办", reverse("desk:columns")),
        "column": ("县办", reverse("desk:column", args=[whole_part.pk])),
        "register": ("县办", reverse("desk:register")),
        "document": (f"{EDUCATION}联络员", reverse("desk:document", args=[document])),
        "assessments": (f"{EDUCATION}联络员", reverse("desk:assessments")),
        "closed shares": ("县办", reverse("desk:closed_shares") + "?year=2026"),
        "release log": ("县办", reverse("desk:release_log")),
        "routes": ("县办", reverse("desk:routes")),
        "new route": ("县办", reverse("desk:new_route")),
        "route steps": ("县办", reverse("desk:route_steps") + "?thing=annual_report.agency&bound=all"),
        "record": ("审计", reverse("desk:record")),
        "event": ("审计", reverse("desk:event", args=[event])),
        "verified": ("审计", reverse("desk:verified")),
        **addresses_of_items(desks),
    }


def addresses_of_items(desks: Desks) -> dict[str, tuple[str, str]]:
    """Those of an item that is under review and of a draft."""
    liaison = f"{EDUCATION}联络员"
    mine = Item.objects.filter(organ__name=EDUCATION)
    item, draft = mine.filter(state="review").first(), mine.filter(state="draft").first()
    assert item is not None
    assert draft is not None
    return {
        "items": ("县办", reverse("desk:items")),
        "items of a liaison": (liaison, reverse("desk:items")),
        "new item": (liaison, reverse("desk:new_item")),
        "item": (liaison, reverse("desk:item", args=[item.pk])),
        "item at its secrecy review": ("保密员", reverse("desk:item", args=[item.pk])),
        "item's versions": (liaison, reverse("desk:item_versions", args=[item.pk])),
        "item's preview": (liaison, reverse("desk:item_preview", args=[item.pk])),
        "item's basics": (liaison, reverse("desk:item_part", args=[draft.pk, "basics"])),
        "item's columns": (liaison, reverse("desk:item_part", args=[draft.pk, "columns"])),
        "item's check": (liaison, reverse("desk:item_check", args=[draft.pk])),
        "review": ("保密员", reverse("desk:item_review")),
        "home of a secrecy reviewer": ("保密员", reverse("desk:home")),
    }


@pytest.fixture
def desks(db: None) -> Iterator[Desks]:
    with override_settings(PRACTICE_DAY=TODAY):
        desks = make_desks()
        fill_in(desks)
        make_columns(desks)
        register_documents(desks)
        open_publishing(desks)
        make_item_with_everything(desks)
        make_item(desks)
        yield desks


def counts(desks: Desks, client: Client) -> dict[str, int]:
    """Statements of each page when it is opened for the second time."""
    found = {}
    for name, (who, address) in addresses(desks).items():
        desks.at(client, who).get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200, name
        found[name] = len(captured)
    return found


def grow(desks: Desks) -> None:
    county, keeper = desks.county, desks.viewer("县办")
    content = Column.objects.get(government=county.government, code="content")
    for number in range(MORE):
        add_column(viewer=keeper, code=f"more-{number}", name=f"第{number}栏", parent=content)
        man(county, make_subject(county, f"第{number}局", kind=Kind.DEPARTMENT))
    open_year(viewer=county.seen_by("县办", TODAY), year=YEAR)
    register_documents(desks, TOWNSHIP, count=MORE)
    for _ in range(MORE):
        make_item_with_everything(desks)
        make_item(desks)


def test_a_page_costs_no_more_statements_when_there_is_more_to_show(desks: Desks, client: Client) -> None:
    assert counts(desks, client) == BUDGETS
    grow(desks)
    assert counts(desks, client) == BUDGETS
