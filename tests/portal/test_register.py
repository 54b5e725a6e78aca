"""Storing and finding published reports, on both engines."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import connection

from tests.engines import Settings
from tests.portal.makers import make_reading, store
from tests.shared import gold, needs_shared
from yangguang.annualreport.demo.loading import demo_readings, load_demo
from yangguang.annualreport.inspecting import findings_of
from yangguang.annualreport.models import PublishedReport, TextHeld
from yangguang.annualreport.selectors import (
    find_report,
    published,
    reading_of,
    report_lines,
    reports_by_body_and_year,
)
from yangguang.annualreport.services import Unstorable, store_report

DEMO = {
    ("平阴县", 2019): 0,
    ("沂水县", 2020): 2,
    ("沂源县", 2024): 0,
    ("沂源县人民政府办公室", 2019): 0,
}
"""The reports of the demonstration and how many errors each one's own arithmetic has."""


@pytest.mark.django_db
def test_a_stored_report_comes_back_as_it_was_read() -> None:
    reading = make_reading({"disclosure/fees@amount": "5183.20", "disputes/reconsideration@upheld": None})
    store_report(reading, text_held=TextHeld.WHOLE, source_note="")
    held = find_report("示例县", 2023)
    assert held is not None
    assert reading_of(held) == reading


@pytest.mark.django_db
def test_blank_zero_and_absent_stay_three_things() -> None:
    reading = make_reading({"disclosure/rules@made": None, "disclosure/rules@repealed": 0})
    cells = {address: figure for address, figure in reading.cells.items() if "in_force" not in address}
    held = store_report(replace(reading, cells=cells), text_held=TextHeld.FIGURES, source_note="")
    again = reading_of(PublishedReport.objects.get(pk=held.pk)).cells
    assert again["disclosure/rules@made"] is None
    assert again["disclosure/rules@repealed"] == Decimal(0)
    assert "disclosure/rules@in_force" not in again


@pytest.mark.django_db
def test_the_same_body_and_year_is_replaced_not_doubled() -> None:
    store()
    store({"requests/received@total": 8})
    report = PublishedReport.objects.get()
    assert report.cells["requests/received@total"] == "8"
    assert report.errors == 2, "the row no longer sums up and the column no longer balances"


@pytest.mark.django_db
@pytest.mark.parametrize("unsaid", ["body", "kind", "year", "edition"])
def test_a_reading_that_does_not_say_whose_it_is_is_refused(unsaid: str) -> None:
    with pytest.raises(Unstorable, match="报告没有写明机关、年度或者格式版本，不能入库"):
        store_report(replace(make_reading(), **{unsaid: None}), text_held=TextHeld.WHOLE, source_note="")
    assert not PublishedReport.objects.exists()


@pytest.mark.django_db
def test_the_demonstration_loads_twice_and_is_the_same() -> None:
    assert load_demo() == 4
    first = list(PublishedReport.objects.values_list("body", "year", "cells"))
    assert load_demo() == 4
    assert list(PublishedReport.objects.values_list("body", "year", "cells")) == first
    errors = {(report.body, report.year): report.errors for report in PublishedReport.objects.all()}
    assert errors == DEMO


@needs_shared
def test_the_demonstration_says_what_was_checked_by_hand() -> None:
    checked = {
        (entry["body"], entry["year"]): entry["cells"] for entry in gold().values() if "cells" in entry
    }
    for reading in demo_readings():
        assert reading.body is not None
        assert reading.year is not None
        expected = {
            address: None if figure is None else Decimal(str(figure))
            for address, figure in checked[reading.body, reading.year].items()
        }
        assert reading.cells == expected


def test_the_broken_balance_of_yishui_is_found_in_both_columns() -> None:
    yishui = next(reading for reading in demo_readings() if reading.body == "沂水县")
    balances = [
        finding
        for finding in findings_of(yishui, text_held=TextHeld.FIGURES)
        if finding.rule == "requests.balance"
    ]
    assert [set(finding.places) for finding in balances] == [
        {f"requests/{row}@{column}" for row in ("received", "carried_in", "results.total", "carried_out")}
        for column in ("natural_person", "total")
    ]


@pytest.mark.django_db
def test_the_matrix_shows_every_year_between_and_what_is_missing() -> None:
    for body, year in (("甲县", 2021), ("甲县", 2024), ("乙镇", 2022)):
        store(body=body, year=year, kind="agency" if body == "乙镇" else "aggregate")
    matrix = reports_by_body_and_year(report_lines(published()))
    assert matrix.years == (2024, 2023, 2022, 2021)
    assert [(row.body, [line is not None for _, line in row.reports]) for row in matrix.rows] == [
        ("乙镇", [False, False, True, False]),
        ("甲县", [True, False, False, True]),
    ]
    assert (matrix.held, matrix.missing) == (3, 5)
    assert [row.body for row in reports_by_body_and_year(report_lines(published(kind="agency"))).rows] == [
        "乙镇"
    ]
    assert [row.body for row in reports_by_body_and_year(report_lines(published(words="县 甲"))).rows] == [
        "甲县"
    ]


def test_two_clerks_storing_the_same_report_leave_one(scratch_database: Settings) -> None:
    """Both begin at once on connections of their own; neither fails, and one row stands."""
    begin = threading.Barrier(2)

    def clerk(figure: int) -> None:
        try:
            begin.wait()
            store({"disclosure/fees@amount": figure})
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as clerks:
        for done in [clerks.submit(clerk, figure) for figure in (1, 2)]:
            done.result()
    report = PublishedReport.objects.get()
    assert report.cells["disclosure/fees@amount"] in {"1", "2"}
