"""Which day follows, how far is it, how much stays closed? Expected days are counted by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from yangguang.disclosure.register.choices import channels, reasons
from yangguang.disclosure.register.clock import Binding, assessment_due, progress_of, publication_due
from yangguang.disclosure.register.shares import Share
from yangguang.disclosure.register.states import Progress
from yangguang.law.calendars import Calendar
from yangguang.organisations.local_rules import tighter_value

CALENDAR = Calendar()


def own(value: str | None = None) -> Binding:
    """A government that has made every period so much tighter from 2026 on, or none."""
    return lambda name, day: tighter_value(name, value if day.year >= 2026 else None, day)


NATIONAL, TEN_DAYS, HALF_A_YEAR = own(), own("10"), own("6")


@pytest.mark.parametrize(
    ("made_on", "opened_on", "binding", "expected"),
    [
        (date(2026, 10, 12), None, NATIONAL, date(2026, 11, 9)),
        (date(2026, 10, 12), None, TEN_DAYS, date(2026, 10, 26)),
        (date(2025, 10, 13), None, TEN_DAYS, date(2025, 11, 10)),  # the county's own period is younger
        (date(2020, 1, 2), date(2026, 10, 12), NATIONAL, date(2026, 11, 9)),
        (date(2019, 5, 14), None, NATIONAL, None),  # a day before the ordinance
    ],
)
def test_twenty_working_days_run_from_the_making_or_the_opening(
    made_on: date, opened_on: date | None, binding: Binding, expected: date | None
) -> None:
    due = publication_due(made_on, opened_on=opened_on, binding=binding, calendar=CALENDAR)
    assert (due and due.on) == expected


def test_a_due_day_says_why() -> None:
    due = publication_due(date(2026, 10, 12), opened_on=None, binding=TEN_DAYS, calendar=CALENDAR)
    assert due is not None
    assert due.reasons == (
        "成文日期2026-10-12，属于主动公开范围的信息，自形成或者变更之日起二十个工作日内公开，法律法规另有规定的从其规定。"
        "（《政府信息公开条例》（国务院令第711号）第二十六条）",
        "本级政府自行收紧为10",
        "从次日起数10个工作日，到2026-10-26",
    )


@pytest.mark.parametrize(
    ("assessed_on", "binding", "expected"),
    [
        (date(2026, 1, 31), NATIONAL, date(2027, 1, 31)),
        (date(2024, 2, 29), NATIONAL, date(2025, 2, 28)),
        (date(2026, 8, 31), HALF_A_YEAR, date(2027, 2, 28)),
        (date(2026, 12, 1), HALF_A_YEAR, date(2027, 6, 1)),
    ],
)
def test_a_closed_document_is_assessed_again(assessed_on: date, binding: Binding, expected: date) -> None:
    assert assessment_due(assessed_on, today=date(2026, 11, 20), binding=binding) == expected


@pytest.mark.parametrize(
    ("due_on", "released_on", "expected"),
    [
        (date(2026, 11, 9), None, Progress.LATE),
        (date(2026, 11, 20), None, Progress.WAITING),
        (None, None, Progress.WAITING),
        (date(2026, 11, 9), date(2026, 11, 9), Progress.PUBLIC),
        (date(2026, 11, 9), date(2026, 11, 10), Progress.PUBLIC_LATE),
        (None, date(2026, 11, 10), Progress.PUBLIC),
    ],
)
def test_what_is_public_in_time_is_not_late(
    due_on: date | None, released_on: date | None, expected: Progress
) -> None:
    assert progress_of(due_on, released_on, date(2026, 11, 20)) is expected


@pytest.mark.parametrize(
    ("decided", "closed", "above", "percent", "alerts"),
    [
        (0, 0, 10, None, False),
        (3, 1, None, Decimal("33.3"), False),
        (4, 1, 25, Decimal("25.0"), False),
        (400, 101, 25, Decimal("25.3"), True),
        (3, 0, 0, Decimal("0.0"), False),
    ],
)
def test_a_share_alerts_only_above_the_threshold(
    decided: int, closed: int, above: int | None, percent: Decimal | None, alerts: bool
) -> None:
    share = Share(1, "教育局", 2026, decided + 2, decided, closed, above)
    assert (share.percent, share.alerts) == (percent, alerts)


def test_the_grounds_are_those_of_articles_14_to_16() -> None:
    found = [(one.code, one.article, one.discretionary) for one in reasons().values()]
    assert found == [
        ("14.1", "条例第十四条", False),
        ("14.2", "条例第十四条", False),
        ("14.3", "条例第十四条", False),
        ("15", "条例第十五条", False),
        ("16.1", "条例第十六条第一款", True),
        ("16.2", "条例第十六条第二款", True),
        ("16.3", "条例第十六条第二款", True),
    ]
    assert [code for code, one in reasons().items() if one.withholds_title] == ["14.1"]
    assert len(channels()) == 13
