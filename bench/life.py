"""What does the life of an item cost? Three saves, three approvals and a release, beside the same on Wagtail.

Where `YANGGUANG_WAGTAIL_PYTHON` names a Python that has Wagtail, that life is measured in the same run;
elsewhere only statements are compared, with those counted once for Wagtail.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()  # models can be imported only after it

from django.db import connection  # noqa: E402

from tests.disclosure.making import (  # noqa: E402
    CLEAR,
    COUNTY,
    LEADER,
    SECRECY,
    make_draft,
    make_item,
    make_publishing_county,
    seen,
)
from tests.engines import Engine, default_is, engines  # noqa: E402
from tests.organisations.making import County  # noqa: E402
from yangguang.disclosure.models import Item  # noqa: E402
from yangguang.disclosure.services.deciding import approve  # noqa: E402
from yangguang.disclosure.services.drafting import save_draft  # noqa: E402
from yangguang.disclosure.services.putting_forward import submit  # noqa: E402
from yangguang.disclosure.services.releasing import release_due, schedule  # noqa: E402
from yangguang.disclosure.states import State  # noqa: E402
from yangguang.organisations.approval.routing import define_route  # noqa: E402

LIVES = 20
LATER = datetime(2099, 1, 1, tzinfo=UTC)
WAGTAIL_STATEMENTS = 234
"""Counted on Wagtail 8.0 with the script in `references/`; a count does not depend on the machine."""
NOT_COUNTED = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")
REFERENCES = Path(__file__).with_name("references")
Step = Callable[[Item], object]


def measure() -> Iterator[tuple[str, float, str]]:
    """Statements and CPU of a life on each engine, each against Wagtail's on SQLite."""
    wagtail = on_wagtail()
    with engines(lasting=True) as all_engines:
        for engine in all_engines:
            statements, most, seconds = lived(engine)
            what = f"statements of a life ({statements}, at most {most} a step, {engine.vendor})"
            known = wagtail["statements"] if wagtail else WAGTAIL_STATEMENTS
            yield what, statements / known, f"{known} on Wagtail"
            if wagtail:
                what = f"CPU of a life ({seconds * 1000:.1f} ms, {engine.vendor})"
                yield (
                    what,
                    seconds / wagtail["seconds"],
                    f"{wagtail['seconds'] * 1000:.1f} ms on Wagtail, sqlite",
                )


def on_wagtail() -> dict[str, Any] | None:
    """Statements and CPU seconds of one life there; None where no Python with Wagtail is named."""
    python = os.environ.get("YANGGUANG_WAGTAIL_PYTHON")
    if not python:
        return None
    with tempfile.TemporaryDirectory() as folder:
        words = [python, "-m", "wagtail_life", str(LIVES), f"{folder}/life.sqlite3"]
        done = subprocess.run(words, cwd=REFERENCES, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def lived(engine: Engine) -> tuple[int, int, float]:
    """Statements of one life, the most that one step has, and CPU seconds of a life over LIVES of them."""
    settings = engine.copy("lives")
    with default_is(settings):
        county = make_publishing_county()
        viewer = county.seen_by("县办")
        define_route(viewer=viewer, thing="disclosure", name="三级审批", steps=(SECRECY, LEADER, COUNTY))
        numbers = [_waiting_for_its_minute(county) for _ in range(LIVES + 1)]
        counts = [_counted(step, numbers[-1]) for step in steps(county)]
        every = steps(county)
        begun = time.process_time()
        for number in numbers[:LIVES]:
            for step in every:
                step(Item.objects.get(pk=number))
        spent = (time.process_time() - begun) / LIVES
        assert Item.objects.filter(state=State.RELEASED).count() == len(numbers)
    engine.drop("lives")
    return sum(counts), max(counts), spent


def steps(county: County) -> list[Step]:
    """The steps of a life, in order; it waits for its minute, so that the release is a step of its own."""
    liaison, secrecy = seen(county, "联络员"), seen(county, "保密员")
    leader, office = seen(county, "领导"), county.seen_by("县办")
    drafts = [make_draft(county, title=f"关于第{time_}次运动会的通知") for time_ in (1, 2, 3)]
    return [
        *(partial(_save, viewer=liaison, draft=draft) for draft in drafts),
        lambda item: submit(item, viewer=liaison, revision=item.revision),
        lambda item: approve(item, viewer=secrecy, revision=item.revision, answers=CLEAR),
        lambda item: approve(item, viewer=leader, revision=item.revision),
        lambda item: approve(item, viewer=office, revision=item.revision),
        lambda item: release_due(LATER),
    ]


def _waiting_for_its_minute(county: County) -> int:
    item = make_item(county)
    return schedule(item, viewer=seen(county, "联络员"), revision=item.revision, at=LATER).pk


def _save(item: Item, **given: Any) -> Item:
    return save_draft(item, revision=item.revision, **given)


def _counted(step: Step, number: int) -> int:
    sent: list[str] = []

    def keep(execute: Callable[..., Any], sql: str, values: Any, many: bool, context: Any) -> Any:
        if not sql.startswith(NOT_COUNTED):
            sent.append(sql)
        return execute(sql, values, many, context)

    item = Item.objects.get(pk=number)
    with connection.execute_wrapper(keep):
        step(item)
    return len(sent)
