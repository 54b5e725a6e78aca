"""How much does a step cost beside its own SQL, and the audit beside the hashing alone?

A step is one `save` of a filing: rows locked, guards asked, row, event and chain head written. The reference
is the statements of the very same steps, sent bare to a fresh copy of the database through the same driver.
"""

# ruff: noqa: E402 (models can be imported only once the settings stand)
from __future__ import annotations

import contextlib
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.db import connection, connections

from tests.annualreport.filing.making import EDUCATION, liaison_of, make_filing_county, open_one
from tests.engines import Engine, Postgres, Sqlite, default_is, running_server, server_programs
from yangguang.annualreport.filing.models import Filing
from yangguang.annualreport.filing.services.drafting import save_draft
from yangguang.workflow.acts import SYSTEM, acts, note
from yangguang.workflow.chain import link_text, sm3
from yangguang.workflow.models import Event
from yangguang.workflow.selectors import verify_chain

STEPS = 400
EVENTS = 20_000
Statement = tuple[str, Any]
Measured = Iterator[tuple[str, float, str]]


def measure() -> Measured:
    """(what, ratio, reference) for each engine: steps, then the audit."""
    for engine in engines():
        yield from _steps(engine)
        yield from _audit(engine)


def engines() -> Iterator[Engine]:
    """SQLite, and PostgreSQL where it is installed; each with a migrated template."""
    with tempfile.TemporaryDirectory() as folder:
        yield Sqlite(Path(folder))
    programs = server_programs()
    if programs is not None:
        with running_server(programs) as socket:
            yield Postgres(socket)


@contextlib.contextmanager
def scratch(engine: Engine, name: str) -> Iterator[None]:
    """A fresh copy of the engine's template as `default`, gone afterwards."""
    with default_is(engine.copy(name)):
        yield
        connections.close_all()
    engine.drop(name)


def _steps(engine: Engine) -> Measured:
    statements: list[list[Statement]] = []
    with scratch(engine, "recorded"):
        press = _button()
        for _ in range(STEPS):
            statements.append([])
            with connection.execute_wrapper(_recorder(statements[-1])):
                press()
    with scratch(engine, "stepped"):
        press = _button()
        whole = _seconds(lambda: [press() for _ in range(STEPS)])
    with scratch(engine, "bare"):
        _button()
        bare = _seconds(lambda: [_replay(engine.vendor, step) for step in statements])
    count = sum(map(len, statements)) // STEPS
    rate = STEPS / whole
    yield f"{engine.vendor}: a step ({rate:.0f}/s)", whole / bare, f"its {count} statements bare"


def _button() -> Callable[[], Any]:
    """A filing and the press of its 填写."""
    county = make_filing_county()
    number = open_one(county, EDUCATION).pk
    viewer = liaison_of(county, Filing.objects.get(pk=number))

    def press() -> None:
        filing = Filing.objects.select_related("organ", "body").get(pk=number)
        save_draft(filing, viewer=viewer, revision=filing.revision, words={"一": f"第{filing.revision}次"})

    return press


def _recorder(into: list[Statement]) -> Callable[..., Any]:
    def record(execute: Callable[..., Any], sql: str, parameters: Any, many: bool, context: Any) -> Any:
        assert not many
        into.append((sql, parameters))
        return execute(sql, parameters, many, context)

    return record


def _replay(vendor: str, statements: list[Statement]) -> None:
    """One step's statements in one transaction, straight to the driver."""
    cursor = connection.connection.cursor()
    if vendor != "sqlite":
        cursor.execute("BEGIN")
    for sql, parameters in statements:
        cursor.execute(sql.replace("%s", "?") if vendor == "sqlite" else sql, parameters or ())
        if cursor.description is not None:
            cursor.fetchall()
    cursor.execute("COMMIT")


def _audit(engine: Engine) -> Measured:
    with scratch(engine, "audited"):
        with acts():
            for number in range(EVENTS):
                note("bench", "noted", None, SYSTEM, facts={"number": number}, government=1)
        texts = [link_text(event.link()) for event in Event.objects.filter(government=1)]
        verified = _seconds(lambda: verify_chain(1))
        hashed = _seconds(lambda: [sm3(text) for text in texts])
    yield f"{engine.vendor}: audit verify ({EVENTS / verified:.0f} rows/s)", verified / hashed, "bare SM3"


def _seconds(work: Callable[[], Any]) -> float:
    before = time.perf_counter()
    work()
    return time.perf_counter() - before
