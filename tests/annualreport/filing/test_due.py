"""By which day a report is due: one line a case, the dates read off the calendar by hand."""

from __future__ import annotations

from datetime import date

import pytest

from yangguang.annualreport.filing.due import due_of, last_day_covered
from yangguang.annualreport.models import ReportKind
from yangguang.law.errors import NotInForce
from yangguang.organisations.kinds import Kind, Level

AGENCY, OWN, WHOLE = ReportKind.AGENCY, ReportKind.GOVERNMENT_ORGAN, ReportKind.AGGREGATE


@pytest.mark.parametrize(
    ("whose", "own", "due"),
    [
        ((2025, AGENCY, Kind.DEPARTMENT, Level.COUNTY), None, "2026-01-31"),
        ((2025, AGENCY, Kind.TOWNSHIP, Level.COUNTY), None, "2026-01-31"),
        ((2025, AGENCY, Kind.SUBDISTRICT, Level.COUNTY), None, "2026-01-31"),
        ((2025, AGENCY, Kind.ZONE, Level.COUNTY), "01-31", "2026-01-31"),
        ((2025, AGENCY, Kind.DEPARTMENT, Level.COUNTY), "01-15", "2026-01-15"),
        ((2025, OWN, Kind.OFFICE, Level.COUNTY), None, "2026-01-31"),
        ((2025, WHOLE, Kind.GOVERNMENT, Level.COUNTY), None, "2026-02-20"),
        ((2025, WHOLE, Kind.GOVERNMENT, Level.COUNTY), "02-10", "2026-02-10"),
        ((2025, WHOLE, Kind.GOVERNMENT, Level.CITY), None, "2026-03-10"),
        ((2025, WHOLE, Kind.GOVERNMENT, Level.PROVINCE), None, "2026-03-31"),
        ((2019, WHOLE, Kind.GOVERNMENT, Level.COUNTY), None, "2020-02-20"),
        ((2019, AGENCY, Kind.TOWNSHIP, Level.COUNTY), None, "2020-01-31"),
    ],
)
def test_due_dates(whose: tuple[int, ReportKind, Kind, Level], own: str | None, due: str) -> None:
    assert due_of(*whose, own=own).on == date.fromisoformat(due)


def test_a_due_date_says_why() -> None:
    due = due_of(2025, WHOLE, Kind.GOVERNMENT, Level.COUNTY, own="02-10")
    assert due.reasons == (
        "县级主管部门汇总所属部门和乡镇，在二月二十日前报上一级主管部门并向社会公布。"
        "（《政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）二（二））",
        "本级政府自行收紧为2月10日",
    )
    assert due_of(2025, OWN, Kind.OFFICE, Level.COUNTY).reasons[1] == (
        "本政府机关的报告要汇总进本级政府报告，按部门的期限办理"
    )


def test_there_is_no_due_date_before_the_rule() -> None:
    with pytest.raises(NotInForce):
        due_of(2015, AGENCY, Kind.DEPARTMENT, Level.COUNTY)


@pytest.mark.parametrize(("day", "late"), [("2026-01-31", 0), ("2026-02-01", 1), ("2025-12-31", 0)])
def test_days_late(day: str, late: int) -> None:
    due = due_of(2025, AGENCY, Kind.DEPARTMENT, Level.COUNTY)
    assert due.days_late(date.fromisoformat(day)) == late


def test_the_last_day_of_a_year() -> None:
    assert last_day_covered(2024) == date(2024, 12, 31)
