"""What is in force on a day, what was made and ended in a year? Counted by hand, with the lists behind."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.disclosure.making import FINANCE, TOWNSHIP, make_released
from tests.disclosure.normative.making import (
    EDUCATION,
    make_normative_county,
    make_public,
    organ_of,
    remove,
    repeals,
)
from tests.organisations.making import County
from yangguang.disclosure.normative.library import (
    Counts,
    behind,
    counts,
    counts_by_organ,
    in_force_on,
)
from yangguang.disclosure.normative.states import Count

YEAR_END = date(2026, 12, 31)


@pytest.fixture
def county(db: None) -> County:
    """Five documents of education, one of finance, one taken down, one of another kind."""
    county = make_normative_county()
    first = make_public(county, 1, made_on=date(2024, 3, 1))
    second = make_public(county, 2, made_on=date(2025, 12, 31), expires_on=date(2026, 12, 30))
    make_public(county, 3, made_on=date(2026, 1, 1), relations=repeals(first))
    make_public(
        county, 4, made_on=date(2026, 12, 1), effective_on=date(2027, 1, 1), relations=repeals(second)
    )
    make_public(county, 5, made_on=date(2026, 2, 1), expires_on=YEAR_END)
    make_public(county, 6, organ=FINANCE, made_on=date(2026, 5, 1))
    remove(county, make_public(county, 7, made_on=date(2026, 5, 1)))
    make_released(county)
    return county


def numbers(rows: object) -> list[int]:
    return [int(row.title.removeprefix("示例办法之")) for row in rows]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("day", "there"),
    [
        (date(2024, 2, 29), []),
        (date(2024, 3, 1), [1]),
        (date(2025, 12, 31), [2, 1]),
        (date(2026, 1, 1), [3, 2]),
        (date(2026, 12, 30), [6, 5, 3, 2]),
        (YEAR_END, [6, 5, 3]),
        (date(2027, 1, 1), [4, 6, 3]),
    ],
)
def test_the_library_on_a_day_newest_first(county: County, day: date, there: list[int]) -> None:
    assert numbers(in_force_on(county.government.pk, day)) == there


def test_the_library_goes_on_after_a_place(county: County) -> None:
    number = county.government.pk
    page = list(in_force_on(number, date(2026, 12, 30))[:2])
    last = page[-1]
    assert numbers(in_force_on(number, date(2026, 12, 30), after=(last.in_force_from, last.pk))) == [3, 2]


@pytest.mark.parametrize(
    ("year", "made", "ended", "there"),
    [
        (2023, [], [], []),
        (2024, [1], [], [1]),
        (2025, [2], [], [2, 1]),
        (2026, [4, 6, 5, 3], [2, 1], [6, 5, 3]),
        (2027, [], [5], [4, 6, 3]),
        (2028, [], [], [4, 6, 3]),
    ],
)
def test_the_figures_of_a_year_and_the_documents_behind_them(
    county: County, year: int, made: list[int], ended: list[int], there: list[int]
) -> None:
    number = county.government.pk
    found = [numbers(behind(one, number, year)) for one in (Count.MADE, Count.REPEALED, Count.IN_FORCE)]
    assert found == [made, ended, there]
    assert counts(number, year) == Counts(len(made), len(ended), len(there))


def test_a_year_that_runs_is_counted_until_today(county: County) -> None:
    number = county.government.pk
    assert counts(number, 2026, until=date(2026, 11, 20)) == Counts(3, 1, 4)
    assert numbers(behind(Count.REPEALED, number, 2026, until=date(2026, 12, 31))) == [2, 1]


def test_the_figures_of_each_organ(county: County) -> None:
    number = county.government.pk
    with CaptureQueriesContext(connection) as captured:
        found = counts_by_organ(number, 2026)
    assert len(captured) == 3
    education, finance, town = (organ_of(county, name).pk for name in (EDUCATION, FINANCE, TOWNSHIP))
    assert found == {education: Counts(3, 2, 2), finance: Counts(1, 0, 1)}
    assert counts(number, 2026, organs=[education]) == Counts(3, 2, 2)
    assert counts(number, 2026, organs=[town]) == Counts(0, 0, 0)


def test_another_county_has_its_own_library(county: County) -> None:
    other = make_normative_county("邻县", "371398")
    assert counts(other.government.pk, 2026) == Counts(0, 0, 0)
