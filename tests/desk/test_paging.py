"""A long list is read to its end and back: every row once, whatever it goes by and whatever changes."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from tests.desk.item_making import make_item, open_publishing
from tests.desk.making import EDUCATION, Desks, make_columns, make_desks
from yangguang.desk.item_list import listing_for
from yangguang.desk.listing import PER_PAGE, Sheet, Stored, sheet_of
from yangguang.disclosure.models import Item
from yangguang.disclosure.selectors import items_visible_to

pytestmark = pytest.mark.django_db
MANY = 3 * PER_PAGE + 20
SEVENTH = 7
ORDERS = ("", "due", "-due", "state", "-state", "title", "organ", "-released", "made")
"""By number; by what some rows lack; by what many share; by what belongs to another table."""


@pytest.fixture
def desks() -> Desks:
    """A county with more items than three pages hold: few different days, two states, some without a day."""
    desks = make_desks()
    make_columns(desks)
    open_publishing(desks)
    first = make_item(desks)
    copies = []
    for number in range(1, MANY):
        copy = Item.objects.get(pk=first.pk)
        copy.pk, copy.index_no = None, f"示例/{number}"
        copy.title = f"第{number % SEVENTH}类通知"
        copy.due_on = None if number % SEVENTH == 0 else date(2027, 1, 1) + timedelta(days=number % 3)
        copies.append(copy)
    for kept in copies[::3]:
        kept.__dict__["state"] = "returned"
    Item.objects.bulk_create(copies)
    return desks


def sheet(desks: Desks, address: str) -> Sheet:
    viewer = desks.viewer("县办")
    rows = Stored(items_visible_to(viewer).select_related("organ", "handler").order_by("-pk"))
    return sheet_of(listing_for(viewer), rows, QueryDict(address.removeprefix("?")))


def numbers(shown: Sheet) -> list[int]:
    return [int(re.findall(r"\d+", line.cells[0].link)[0]) for line in shown.lines]


def forwards(desks: Desks, address: str) -> list[tuple[str, list[int]]]:
    """Every page from an address on, by the links of the pages themselves."""
    pages = []
    while address:
        shown = sheet(desks, address)
        pages.append((address, numbers(shown)))
        address = shown.after
    return pages


def test_every_row_is_met_once_there_and_back(desks: Desks) -> None:
    for order in ORDERS:
        there = forwards(desks, f"?sort={order}")
        met = [number for _, page in there for number in page]
        assert (len(met), len(set(met)), len(there)) == (MANY, MANY, 4)
        back, address = [], there[-1][0]
        while address:
            shown = sheet(desks, address)
            back.append(numbers(shown))
            address = shown.before
        assert back[::-1] == [page for _, page in there]
        jumped = [numbers(sheet(desks, f"?sort={order}&page={page}")) for page in (1, 2, 3, 4)]
        assert jumped == [page for _, page in there]


def test_what_lacks_a_day_comes_last_both_ways(desks: Desks) -> None:
    lacking = set(Item.objects.filter(due_on__isnull=True).values_list("pk", flat=True))
    for order in ("due", "-due"):
        met = [number for _, page in forwards(desks, f"?sort={order}") for number in page]
        assert set(met[-len(lacking) :]) == lacking


def test_the_filter_goes_along(desks: Desks) -> None:
    met = [number for _, page in forwards(desks, "?state=returned&sort=title") for number in page]
    assert sorted(met) == sorted(Item.objects.filter(state="returned").values_list("pk", flat=True))
    assert "state=returned" in sheet(desks, "?state=returned&sort=title").after
    found = [number for _, page in forwards(desks, "?q=类 通知&sort=organ") for number in page]
    assert len(found) == len(set(found)) == MANY - 1


def test_what_comes_in_or_is_dealt_with_moves_no_page(desks: Desks) -> None:
    first, second, *_ = forwards(desks, "?state=returned&sort=-due")
    make_item(desks, EDUCATION)
    Item.objects.filter(pk=first[1][-1]).update(state="dropped")
    assert numbers(sheet(desks, second[0])) == second[1]
    newest = forwards(desks, "?")
    make_item(desks, EDUCATION)
    assert numbers(sheet(desks, newest[1][0])) == newest[1][1]


def test_a_row_out_of_sight_marks_no_place(desks: Desks) -> None:
    """A number that is not the viewer's tells nothing of where it stands; the page is found by counting."""
    by_number = numbers(sheet(desks, "?page=2"))
    for forged in ("999999999", "9" * 18, "9" * 40, "-1", "x", "%00", "²"):
        assert numbers(sheet(desks, f"?page=2&after={forged}")) == by_number
        assert numbers(sheet(desks, f"?page=2&before={forged}")) == by_number
    assert numbers(sheet(desks, f"?after={by_number[0]}")) == numbers(sheet(desks, ""))


def test_no_page_of_links_counts_rows_from_the_beginning(desks: Desks) -> None:
    pages = forwards(desks, "?sort=due")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        sheet(desks, pages[-1][0])
    assert not [one["sql"] for one in asked.captured_queries if "OFFSET" in one["sql"]]
