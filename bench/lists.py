"""Does a list stay as fast with a million rows as with a thousand? Pages as the desk asks for them."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()  # models can be imported only after it

from django.db import connection  # noqa: E402
from django.http import QueryDict  # noqa: E402

from tests.annualreport.filing.making import EDUCATION, TODAY, make_filing_county, open_one  # noqa: E402
from tests.engines import Engine, Settings, default_is, engines  # noqa: E402
from tests.organisations.making import County  # noqa: E402
from yangguang.annualreport.filing.selectors import filings_visible_to  # noqa: E402
from yangguang.desk.listing import PER_PAGE, Stored, sheet_of  # noqa: E402
from yangguang.desk.organs import listing_for  # noqa: E402
from yangguang.desk.record import RECORD  # noqa: E402
from yangguang.organisations.selectors import events_visible_to, organs_visible_to  # noqa: E402

FEW, MANY = 1_000, 1_000_000
TURNS, ROUNDS = 20, 3
YEARS = 10_000
"""So many years of reports may an invented organ have behind it: a million rows within one government."""

Page = Callable[[], object]

SERIES = {
    "sqlite": "WITH RECURSIVE series(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM series WHERE n < {count})",
    "postgresql": "WITH series(n) AS (SELECT generate_series(1, {count}))",
}
SETTLE = {"sqlite": "ANALYZE", "postgresql": "VACUUM ANALYZE"}
"""What a server does by itself after a while, so that it does not do so while we measure."""
EVENTS = """{series}
 INSERT INTO workflow_event (government, sequence, at, machine, verb, subject, subject_id, from_state,
  to_state, actor_id, actor_name, actor_role, actor_organ, facts, previous_hash, hash)
 SELECT {government}, n + 1000, '2026-11-20 10:00:00+00:00',
  CASE WHEN n % 20 = 0 THEN 'sign_in' ELSE 'filing' END, 'save', 'filing.filing', CAST(n % 999 AS text),
  'draft', 'draft', '', '示例人员', '信息公开联络员', '教育局', '{{}}', '', '' FROM series"""
ORGANS = """{series}
 INSERT INTO organisations_organ (government_id, code, name, kind, uscc, vertical, "order", from_on,
  office_address, office_hours, phone, fax, postcode, email, request_url)
 SELECT {government}, 'N' || n, '第' || n || '局', 'department', '', {no}, n, '2026-01-01',
  '', '', '', '', '', '', '' FROM series"""
FILINGS = """{series}
 INSERT INTO filing_filing (government_id, body_id, organ_id, kind, year, edition, state, revision, cells,
  sections, uncertain, explanations, parts, lacking, returned_by, return_reason, correction_note)
 SELECT f.government_id, o.id, o.id, f.kind, 3000 + n % {years}, f.edition, f.state, 1, '{{}}',
  '{{}}', '{{}}', '{{}}', '[]', '[]', '', '', ''
 FROM series JOIN filing_filing f ON f.year < 3000
 JOIN organisations_organ o ON o.government_id = f.government_id AND o.code = 'N' || (n / {years} + 1)"""


def measure() -> Iterator[tuple[str, float, str]]:
    """Per engine and list: the median time of a page among MANY rows against the same page among FEW."""
    with engines(lasting=False) as all_engines:
        for engine in all_engines:
            few, many = medians(engine)
            for name, took in many.items():
                what = f"{name}, {MANY} rows ({took * 1000:.1f} ms, {engine.vendor})"
                yield what, took / few[name], f"the same among {FEW} rows"


def medians(engine: Engine) -> tuple[dict[str, float], dict[str, float]]:
    """The median seconds of each page among FEW and among MANY rows, asked in turn so that load is shared."""
    with _filled(engine, "few", FEW) as (few, county), _filled(engine, "many", MANY) as (many, _):
        took: tuple[dict[str, list[float]], ...] = ({}, {})
        for settings, times in list(zip((few, many), took, strict=True)) * TURNS:
            with default_is(settings):
                _ask(pages(county), times)
        small, large = ({name: statistics.median(times[name]) for name in times} for times in took)
        return small, large


def pages(county: County) -> dict[str, Page]:
    """What people open: the first page, one further on, one narrowed to a kind."""
    auditor, office = county.seen_by("审计", TODAY), county.seen_by("县办", TODAY)
    liaison = county.seen_by(f"{EDUCATION}联络员", TODAY)
    events = Stored(events_visible_to(auditor).filter(government=county.government.pk).order_by("-sequence"))
    organs = Stored(organs_visible_to(office).select_related("superior").order_by("order", "pk"))
    listing = listing_for(office)
    filings = {"office": filings_visible_to(office), "liaison": filings_visible_to(liaison)}
    newest = {who: rows.order_by("-year", "pk")[:PER_PAGE] for who, rows in filings.items()}
    return {
        "the record's first page": lambda: sheet_of(RECORD, events, QueryDict("")),
        "the record's tenth page": lambda: sheet_of(RECORD, events, QueryDict("page=10")),
        "the record's sign-ins": lambda: sheet_of(RECORD, events, QueryDict("machine=sign_in")),
        "the organs' first page": lambda: sheet_of(listing, organs, QueryDict("")),
        "an overseer's filings": lambda: list(newest["office"].all()),
        "an organ's filings": lambda: list(newest["liaison"].all()),
    }


def _ask(asked: dict[str, Page], times: dict[str, list[float]]) -> None:
    for name, page in asked.items():
        page()  # the first time after opening a database reads its schema
        for _ in range(ROUNDS):
            begun = time.perf_counter()
            page()
            times.setdefault(name, []).append(time.perf_counter() - begun)


@contextmanager
def _filled(engine: Engine, name: str, count: int) -> Iterator[tuple[Settings, County]]:
    settings = engine.copy(name)
    with default_is(settings):
        county = make_filing_county()
        open_one(county, EDUCATION)
        facts = {
            "series": SERIES[engine.vendor].format(count=count),
            "government": county.government.pk,
            "years": min(YEARS, count // 10),
            "no": "0" if engine.vendor == "sqlite" else "false",
        }
        with connection.cursor() as cursor:
            for statement in (EVENTS, ORGANS, FILINGS):
                cursor.execute(statement.format(**facts))
            cursor.execute(SETTLE[engine.vendor])
    yield settings, county
    engine.drop(name)
