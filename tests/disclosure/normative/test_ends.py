"""Is the end of a document recorded exactly once, on the day after its last, whatever stood still?"""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta

import pytest

from tests.disclosure.normative.making import (
    TODAY,
    make_normative_county,
    make_public,
    remove,
    repeals,
)
from tests.engines import Settings
from tests.organisations.making import County
from tests.organisations.test_races import together
from yangguang.disclosure.normative.models import RecordedEnd
from yangguang.disclosure.normative.tasks import end_what_expired
from yangguang.web.working import work_off
from yangguang.workflow.models import Event
from yangguang.workflow.selectors import verify_chain

LAST = date(2026, 12, 31)
ONE_DAY = timedelta(days=1)


@pytest.fixture
def county(db: None) -> County:
    return make_normative_county()


def recorded() -> list[tuple[str, str, dict[str, object]]]:
    rows = Event.objects.filter(machine="validity").order_by("pk")
    return [(row.verb, row.subject_id, json.loads(row.facts)) for row in rows]


def test_an_end_is_recorded_once_on_the_day_after(county: County) -> None:
    publication = make_public(county, 1, expires_on=LAST)
    assert end_what_expired(LAST) == 0
    assert end_what_expired(LAST + ONE_DAY) == 1
    assert end_what_expired(LAST + ONE_DAY) == 0
    facts = {"on": "2027-01-01", "how": "expired", "by": None}
    assert recorded() == [("ended", str(publication.pk), facts)]
    assert verify_chain(county.government.pk).whole


def test_days_of_standstill_are_made_good(county: County) -> None:
    for number in range(3):
        make_public(county, number + 1, expires_on=LAST + number * ONE_DAY)
    assert end_what_expired(LAST + 10 * ONE_DAY) == 3
    assert [facts["on"] for _, _, facts in recorded()] == ["2027-01-01", "2027-01-02", "2027-01-03"]


def test_a_repeal_is_recorded_with_what_repealed_and_a_take_down_as_coming_back(county: County) -> None:
    old = make_public(county, 1, made_on=date(2026, 1, 10))
    new = make_public(county, 2, effective_on=LAST, relations=repeals(old))
    assert end_what_expired(LAST - ONE_DAY) == 0
    assert end_what_expired(LAST) == 1
    remove(county, new)
    assert end_what_expired(LAST) == 1
    assert end_what_expired(LAST) == 0
    assert recorded() == [
        ("ended", str(old.pk), {"on": "2026-12-31", "how": "repealed", "by": new.pk}),
        ("came_back", str(old.pk), {"was": "2026-12-30", "how": "repealed"}),
    ]
    assert not RecordedEnd.objects.exists()


def test_what_was_taken_down_ends_unrecorded(county: County) -> None:
    remove(county, make_public(county, 1, expires_on=LAST))
    assert end_what_expired(LAST + ONE_DAY) == 0


def test_a_moved_end_is_recorded_anew(county: County) -> None:
    old = make_public(county, 1, made_on=date(2026, 1, 10), expires_on=date(2026, 11, 1))
    assert end_what_expired(TODAY) == 1
    make_public(county, 2, made_on=date(2026, 6, 1), relations=repeals(old))
    assert end_what_expired(TODAY) == 1
    assert [(verb, facts["on"], facts["how"]) for verb, _, facts in recorded()] == [
        ("ended", "2026-11-02", "expired"),
        ("ended", "2026-06-01", "repealed"),
    ]


def test_the_worker_records_ends_by_the_day_in_beijing(county: County) -> None:
    make_public(county, 1, expires_on=LAST)
    assert work_off(datetime.fromisoformat("2026-12-31T23:59:00+08:00")) == 0
    assert work_off(datetime.fromisoformat("2026-12-31T16:00:00+00:00")) == 1


@pytest.mark.long
def test_two_workers_at_once_record_an_end_once(scratch_database: Settings) -> None:
    county = make_normative_county()
    for number in range(4):
        make_public(county, number + 1, expires_on=LAST)
    assert together(*(lambda: end_what_expired(LAST + ONE_DAY) for _ in range(2))) == ["done", "done"]
    assert len(recorded()) == 4
    assert len({number for _, number, _ in recorded()}) == 4
    assert verify_chain(county.government.pk).whole
