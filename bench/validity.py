"""What is in force on a day, among a hundred thousand documents? The library's first page and its counts."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import date

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()  # models can be imported only after it

from django.db import connection  # noqa: E402

from bench.lists import SERIES, SETTLE  # noqa: E402
from tests.disclosure.normative.making import make_normative_county, make_public  # noqa: E402
from tests.engines import Engine, default_is, engines  # noqa: E402
from yangguang.disclosure.models import Item, Publication  # noqa: E402
from yangguang.disclosure.normative.library import counts, in_force_on  # noqa: E402
from yangguang.disclosure.standing import standing_of  # noqa: E402

FEW, MANY = 1_000, 100_000
PER_PAGE = 50
TURNS, ROUNDS = 10, 3
DAY = date(2020, 7, 1)
FIRST = 1_000
"""Where the numbers of the copies begin."""
SPAN = 7_000
"""So many days, about nineteen years, over which the documents come into force."""
ON = {
    "sqlite": "date('2004-01-01', '+' || ({days}) || ' days')",
    "postgresql": "(date '2004-01-01' + ({days})::int)",
}
BEGINS = f"(n * 7919) % {SPAN}"
LASTS = f"({BEGINS}) + 365 + (n * 31) % 3650"
"""Each is in force from one to eleven years; every fifth has no end."""
Question = Callable[[], object]


def measure() -> Iterator[tuple[str, float, str]]:
    """Per engine and question: the median time among MANY documents against the same among FEW."""
    with engines(lasting=False) as all_engines:
        for engine in all_engines:
            few, many = medians(engine, FEW), medians(engine, MANY)
            for name, took in many.items():
                what = f"{name}, {MANY} documents ({took * 1000:.1f} ms, {engine.vendor})"
                yield what, took / few[name], f"the same among {FEW} ({few[name] * 1000:.1f} ms)"


def medians(engine: Engine, count: int) -> dict[str, float]:
    """The median seconds of each question among so many documents."""
    settings = engine.copy(f"validity{count}")
    took: dict[str, list[float]] = {}
    with default_is(settings):
        county = make_normative_county()
        fill(make_public(county, made_on=date(2003, 12, 31)).pk, count)
        asked = questions(county.government.pk)
        for name, question in list(asked.items()) * TURNS:
            question()
            begun = time.perf_counter()
            for _ in range(ROUNDS):
                question()
            took.setdefault(name, []).append((time.perf_counter() - begun) / ROUNDS)
    engine.drop(f"validity{count}")
    return {name: statistics.median(times) for name, times in took.items()}


def questions(government: int) -> dict[str, Question]:
    """What people ask of the library."""
    page = list(in_force_on(government, DAY)[:PER_PAGE])
    assert len(page) == PER_PAGE
    numbers = [row.pk for row in page]
    return {
        "the library's first page": lambda: list(in_force_on(government, DAY)[:PER_PAGE]),
        "how fifty documents stand": lambda: standing_of(numbers, DAY),
        "how many are in force": lambda: in_force_on(government, DAY).order_by().count(),
        "a year's three figures": lambda: counts(government, DAY.year),
    }


def fill(number: int, count: int) -> None:
    """Copy one public document so many times, with other days of validity."""
    days = ON[connection.vendor]
    begins, last = days.format(days=BEGINS), days.format(days=LASTS)
    changed = {
        "disclosure_item": {"id": f"n + {FIRST}", "index_no": f"'N/' || (n + {FIRST})"},
        "disclosure_publication": {
            "item_id": f"n + {FIRST}",
            "index_no": f"'N/' || (n + {FIRST})",
            "document_no": "''",
            "made_on": begins,
            "in_force_from": begins,
            "in_force_to": f"CASE WHEN n % 5 = 0 THEN NULL ELSE {last} END",
            "ended_how": "CASE WHEN n % 5 = 0 THEN '' ELSE 'expired' END",
        },
    }
    with connection.cursor() as cursor:
        for model, key in ((Item, "id"), (Publication, "item_id")):
            cursor.execute(_copying(model, key, number, count, changed[model._meta.db_table]))
        cursor.execute(SETTLE[connection.vendor])


def _copying(model: type[Item | Publication], key: str, number: int, count: int, new: dict[str, str]) -> str:
    names = [field.column for field in model._meta.concrete_fields]
    values = ", ".join(new.get(name, f'row."{name}"') for name in names)
    quoted = ", ".join(f'"{name}"' for name in names)
    table, series = model._meta.db_table, SERIES[connection.vendor].format(count=count)
    chosen = f"SELECT {values} FROM series JOIN {table} AS row ON row.{key} = {number}"
    if connection.vendor == "postgresql":
        return f"{series} INSERT INTO {table} ({quoted}) {chosen}"
    return f"INSERT INTO {table} ({quoted}) {series} {chosen}"
