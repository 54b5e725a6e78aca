"""What does the engine cost? Steps against their own SQL statements bare, the audit against bare SM3."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import django
import psycopg
from cryptography.hazmat.primitives import hashes

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()  # models can be imported only after it

from django.db import connection  # noqa: E402

from tests.annualreport.filing.making import (  # noqa: E402
    EDUCATION,
    fill,
    leader_of,
    liaison_of,
    make_filing_county,
    open_all,
)
from tests.engines import Engine, Settings, default_is, engines  # noqa: E402
from tests.organisations.making import County  # noqa: E402
from yangguang.annualreport.filing.machine import FILING  # noqa: E402
from yangguang.annualreport.filing.models import Filing  # noqa: E402
from yangguang.annualreport.filing.services.deciding import send_back  # noqa: E402
from yangguang.annualreport.filing.services.drafting import drafter, save_draft  # noqa: E402
from yangguang.annualreport.filing.services.putting_forward import submit  # noqa: E402
from yangguang.organisations.viewers import Viewer  # noqa: E402
from yangguang.workflow.acts import Actor, acts, note  # noqa: E402
from yangguang.workflow.chain import Link, link_text  # noqa: E402
from yangguang.workflow.models import Event  # noqa: E402
from yangguang.workflow.selectors import verify_chain  # noqa: E402

STEPS = 300
TURNS = 60
EVENTS = 20_000
CHAIN = 7
"""A government of its own for the events that are only counted and followed."""

Statements = list[tuple[str, tuple[Any, ...]]]
"""What one act sends to the database, with the values."""
Act = Callable[[], object]
Work = Callable[[County, int], Iterator[Act]]
"""Given a county and the number of its filing: the acts to be measured, one after the other."""


def measure() -> Iterator[tuple[str, float, str]]:
    """Per engine: the bare step, a report's whole turn through its services, and the audit of a chain."""
    with engines(lasting=True) as all_engines:
        for engine in all_engines:
            bare = f"its own SQL statements bare on {engine.vendor}"
            for name, work in (("step", steps), ("report written, sent, returned", turns)):
                took, least, count = compared(engine, work)
                yield f"{name} ({count / took:.0f}/s)", took / least, bare
            took, least = audited(engine)
            yield f"audit verify ({EVENTS / took:.0f} rows/s on {engine.vendor})", took / least, "bare SM3"


def steps(county: County, number: int) -> Iterator[Act]:
    """One step of the machine, its guards asked, with nothing done inside it but a counter."""
    filing = current(number)
    actor = drafter(filing, liaison_of(county, filing))

    def press() -> None:
        with FILING.step(filing, "save", actor=actor) as held:
            held.revision += 1

    return (press for _ in range(STEPS))


def turns(county: County, number: int) -> Iterator[Act]:
    """A report is written, put before its leader and sent back, again and again."""
    filing = current(number)
    liaison, leader = liaison_of(county, filing), leader_of(county, filing)
    for turn in range(TURNS):
        revision = filing.revision + 3 * turn
        words = {"一": f"第{turn}次写成。"}
        yield partial(_written, number, liaison, revision, words)
        yield partial(_submitted, number, liaison, revision + 1)
        yield partial(_sent_back, number, leader, revision + 2)


def _written(number: int, viewer: Viewer, revision: int, words: dict[str, str]) -> None:
    save_draft(current(number), viewer=viewer, revision=revision, words=words)


def _submitted(number: int, viewer: Viewer, revision: int) -> None:
    submit(current(number), viewer=viewer, revision=revision)


def _sent_back(number: int, viewer: Viewer, revision: int) -> None:
    send_back(current(number), viewer=viewer, revision=revision, reason="再核对一次")


def current(number: int) -> Filing:
    """The filing as a view finds it before it calls a service."""
    return Filing.objects.select_related("organ", "body").get(pk=number)


def compared(engine: Engine, work: Work) -> tuple[float, float, int]:
    """Seconds of the acts, seconds of their statements alone, and how many acts; on three equal databases."""
    with _prepared(engine, "recorded") as (_, county, number):
        recorded = [_statements(act) for act in work(county, number)]
    with _prepared(engine, "measured") as (_, county, number):
        doing = list(work(county, number))
        begun = time.perf_counter()
        for act in doing:
            act()
        took = time.perf_counter() - begun
    with _prepared(engine, "bare") as (settings, _, _):
        connection.close()
        least = (_bare_sqlite if engine.vendor == "sqlite" else _bare_postgresql)(settings, recorded)
    return took, least, len(recorded)


def audited(engine: Engine) -> tuple[float, float]:
    """Seconds to follow a chain of EVENTS links, and seconds for the SM3 of the same bytes alone."""
    with _scratch(engine, "audited"):
        clerk = Actor(id="1", name="示例人员", role="信息公开联络员", organ="教育局", government=CHAIN)
        with acts():
            for number in range(EVENTS):
                note("filing", "save", None, clerk, facts={"figures": number, "sections": ["一"]})
        rows = Event.objects.filter(government=CHAIN).values_list(*Link.__slots__)
        texts = [link_text(Link(*row)).encode() for row in rows]
        begun = time.perf_counter()
        for text in texts:
            digest = hashes.Hash(hashes.SM3())
            digest.update(text)
            digest.finalize()
        least = time.perf_counter() - begun
        begun = time.perf_counter()
        verdict = verify_chain(CHAIN)
        took = time.perf_counter() - begun
        assert verdict.whole
        assert verdict.held == EVENTS
    return took, least


@contextmanager
def _scratch(engine: Engine, name: str) -> Iterator[Settings]:
    settings = engine.copy(name)
    with default_is(settings):
        yield settings
    engine.drop(name)


@contextmanager
def _prepared(engine: Engine, name: str) -> Iterator[tuple[Settings, County, int]]:
    """A fresh database with a county and a whole draft; the same rows under the same numbers every time."""
    with _scratch(engine, name) as settings:
        county = make_filing_county()
        yield settings, county, fill(county, open_all(county)[EDUCATION]).pk


def _statements(act: Act) -> Statements:
    """What an act sends, its transaction's bounds among it on both engines."""
    kept: Statements = []

    def keep(execute: Callable[..., Any], sql: str, values: Any, many: bool, context: Any) -> Any:
        assert not many, sql
        if connection.in_atomic_block and ("BEGIN", ()) not in kept and connection.vendor != "sqlite":
            kept.append(("BEGIN", ()))  # sent by the driver itself
        kept.append((sql, tuple(values or ())))
        return execute(sql, values, many, context)

    with connection.execute_wrapper(keep):
        act()
    return [*kept, ("COMMIT", ())]


def _bare_sqlite(settings: Settings, recorded: list[Statements]) -> float:
    """Seconds of the statements alone, through Python's own driver with the product's pragmas."""
    database = sqlite3.connect(settings["NAME"], isolation_level=None)
    database.executescript(settings["OPTIONS"]["init_command"])
    statements = [(sql.replace("%s", "?"), values) for act in recorded for sql, values in act]
    begun = time.perf_counter()
    for sql, values in statements:
        database.execute(sql, values).fetchall()
    took = time.perf_counter() - begun
    database.close()
    return took


def _bare_postgresql(settings: Settings, recorded: list[Statements]) -> float:
    """Seconds of the statements alone, through the driver's client-side cursor, as Django sends them."""
    where = {"host": settings["HOST"], "user": settings["USER"], "dbname": settings["NAME"]}
    with psycopg.connect(**where, autocommit=True, cursor_factory=psycopg.ClientCursor) as database:
        begun = time.perf_counter()
        for sql, values in (statement for act in recorded for statement in act):
            cursor = database.execute(sql, values or None)
            if cursor.description:
                cursor.fetchall()
        return time.perf_counter() - begun
