"""Does a list stay as fast at its end as at its beginning? A million items, asked for as the pages ask."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Iterator, Sized
from datetime import date

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()  # models can be imported only after it

from django.db import connection  # noqa: E402

from bench.lists import SERIES, SETTLE  # noqa: E402
from tests.disclosure.making import EDUCATION, make_publishing_county, make_released, organ_of  # noqa: E402
from tests.engines import Engine, default_is, engines  # noqa: E402
from tests.organisations.making import County  # noqa: E402
from yangguang.catalogue.models import Column  # noqa: E402
from yangguang.disclosure.models import Item, Placement, Publication  # noqa: E402
from yangguang.disclosure.selectors import items_visible_to  # noqa: E402
from yangguang.disclosure.showing.lines import Wanted, lines_in_column, lines_of_government  # noqa: E402
from yangguang.disclosure.showing.open_lists import Asked, open_lines  # noqa: E402
from yangguang.disclosure.showing.paging import A_PAGE, Cursor  # noqa: E402

MANY = 1_000_000
DAY = date(2026, 11, 20)
ROUNDS = 60
TABLES = (Item, Publication, Placement)
KEYS = {"disclosure_item": "id", "disclosure_publication": "item_id", "disclosure_placement": "id"}
CHANGED = {
    "disclosure_item": {"index_no": "'N/' || (n + 1000)"},
    "disclosure_publication": {"index_no": "'N/' || (n + 1000)", "released_at": "{at}"},
    "disclosure_placement": {"publication_id": "n + 1000", "released_at": "{at}"},
}
"""Columns in which the copies of the one real row differ, in the words of SQL."""
AT = {
    "sqlite": "datetime('2020-01-01', '+' || n || ' minutes')",
    "postgresql": "timestamptz '2020-01-01' + n * interval '1 minute'",
}
List = Callable[[Cursor | None], Sized]


def measure() -> Iterator[tuple[str, float, str]]:
    """Per engine and list: the median time of the last page against the first."""
    with engines(lasting=False) as all_engines:
        for engine in all_engines:
            for name, (first, last) in medians(engine).items():
                what = f"{name}: last page of {MANY} ({last * 1000:.1f} ms, {engine.vendor})"
                yield what, last / first, f"its first page ({first * 1000:.1f} ms)"


def medians(engine: Engine) -> dict[str, tuple[float, float]]:
    """Seconds of the first and of the last page of each list, asked in turn so that load is shared."""
    settings = engine.copy("items")
    with default_is(settings):
        county = make_publishing_county()
        fill(make_released(county).pk)
        found = {name: _timed(pages, _before_the_last()) for name, pages in lists(county).items()}
    engine.drop("items")
    return found


def _timed(pages: List, last: Cursor) -> tuple[float, float]:
    took: tuple[list[float], list[float]] = ([], [])
    for key, times in list(zip((None, last), took, strict=True)) * ROUNDS:
        begun = time.perf_counter()
        assert len(pages(key)) == A_PAGE
        times.append(time.perf_counter() - begun)
    return statistics.median(took[0]), statistics.median(took[1])


def fill(number: int) -> None:
    """Copy one released item MANY times, a minute apart, with its publication and its place in a column."""
    vendor = connection.vendor
    with connection.cursor() as cursor:
        for model in TABLES:
            cursor.execute(_copying(model._meta.db_table, number))
        cursor.execute(SETTLE[vendor])


def _copying(table: str, number: int) -> str:
    """The statement that copies the row of item `number` in one table."""
    model = next(model for model in TABLES if model._meta.db_table == table)
    key, at = KEYS[table], AT[connection.vendor]
    changed = {key: "n + 1000", **{name: words.format(at=at) for name, words in CHANGED[table].items()}}
    names = [field.column for field in model._meta.concrete_fields]
    values = ", ".join(changed.get(name, f'row."{name}"') for name in names)
    quoted = ", ".join(f'"{name}"' for name in names)
    series = SERIES[connection.vendor].format(count=MANY)
    where = "publication_id" if table == "disclosure_placement" else key
    return (
        f"{series} INSERT INTO {table} ({quoted}) SELECT {values} FROM series "
        f"JOIN {table} AS row ON row.{where} = {number}"
        if connection.vendor == "postgresql"
        else f"INSERT INTO {table} ({quoted}) {series} SELECT {values} FROM series "
        f"JOIN {table} AS row ON row.{where} = {number}"
    )


def lists(county: County) -> dict[str, List]:
    """What people and programs page through, by the functions that their pages call."""
    government, column = county.government.pk, Column.objects.get(code="news").pk
    organ = organ_of(county, EDUCATION).pk
    one, some = Wanted(types=("news",)), Wanted(types=("news", "policy_document"))
    return {
        "a type's newest": lambda before: lines_of_government(government, DAY, one, before=before).rows,
        "a shelf of two types": lambda before: lines_of_government(government, DAY, some, before=before).rows,
        "a column": lambda before: lines_in_column(column, DAY, before=before).rows,
        "an organ's column": lambda before: lines_in_column(column, DAY, organ=organ, before=before).rows,
        "the interface's items": lambda before: (
            open_lines(government, DAY, Asked(), before=before, size=A_PAGE).rows
        ),
        "the desk's items": lambda before: _desk(county, before),
    }


def _desk(county: County, before: Cursor | None) -> list[Item]:
    rows = items_visible_to(county.seen_by("县办")).order_by("-pk")
    rows = rows.filter(pk__lt=before.number) if before else rows
    return list(rows[:A_PAGE])


def _before_the_last() -> Cursor:
    """The place after which the last page of a list comes: every list goes by release and by number alike."""
    oldest = Publication.objects.order_by("released_at", "pk")[A_PAGE]
    return Cursor(oldest.released_at, oldest.pk)
