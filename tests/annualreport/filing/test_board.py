"""The board of a year: who is missing, late, returned; the vertical units beside; each sees their own."""

from __future__ import annotations

from datetime import date

import pytest

from tests.annualreport.filing.making import (
    EDUCATION,
    STREET,
    TOWNSHIP,
    YEAR,
    fill,
    leader_of,
    open_all,
    pass_leader,
    publish,
    put_forward,
    seen_by,
)
from tests.organisations.making import START, County
from yangguang.annualreport.filing.board import Board, board, due_of_filing
from yangguang.annualreport.filing.demo.loading import load_demo_filings
from yangguang.annualreport.filing.services.deciding import send_back
from yangguang.annualreport.filing.states import Standing
from yangguang.annualreport.models import PublishedReport
from yangguang.organisations.demo.loading import load_demo_county
from yangguang.organisations.kinds import Kind
from yangguang.organisations.models import Government
from yangguang.organisations.services.organs import set_local_rule
from yangguang.workflow.selectors import verify_chain

OFFICE = "示例县人民政府办公室"


def lines(shown: Board) -> dict[str, tuple[Standing, int]]:
    return {row.name: (row.standing, row.days_late) for row in shown.rows}


def test_every_duty_stands_on_the_board_with_how_far_it_is(county: County) -> None:
    filings = open_all(county)
    publish(county, pass_leader(county, put_forward(county, fill(county, filings[EDUCATION]))))
    township = put_forward(county, fill(county, filings[TOWNSHIP]))
    send_back(township, viewer=leader_of(county, township), revision=township.revision, reason="再核对")
    pass_leader(county, put_forward(county, fill(county, filings[STREET])))
    shown = board(seen_by(county, "县办", date(2027, 2, 3)), YEAR)
    assert lines(shown) == {
        OFFICE: (Standing.MISSING, 3),
        "示例县": (Standing.MISSING, 0),
        "示例县教育局": (Standing.PUBLISHED, 0),
        "示例县向阳镇人民政府": (Standing.RETURNED, 3),
        "示例县河东街道办事处": (Standing.SUBMITTED, 3),
        "税务局": (Standing.OUTSIDE, 0),
    }
    assert shown.owed == 5
    assert [row.name for row in shown.missing] == [OFFICE, "示例县", "示例县向阳镇人民政府"]
    assert shown.count(Standing.RETURNED) == 1
    returned = next(row for row in shown.rows if row.standing is Standing.RETURNED)
    assert returned.return_reason == "再核对"
    assert [row.vertical for row in shown.rows].count(True) == 1


def test_what_was_published_in_time_stays_in_time(county: County) -> None:
    filing = open_all(county)[EDUCATION]
    publish(county, pass_leader(county, put_forward(county, fill(county, filing))))
    later = board(seen_by(county, "县办", date(2027, 8, 1)), YEAR)
    assert lines(later)["示例县教育局"] == (Standing.PUBLISHED, 0)
    assert lines(later)["示例县"] == (Standing.MISSING, 162)


def test_a_government_may_ask_for_its_reports_earlier(county: County) -> None:
    set_local_rule(
        viewer=county.seen_by("县办"),
        name="annual_report.department",
        value="01-10",
        from_on=date(2026, 12, 1),
        basis="示例政办〔2026〕9号",
    )
    shown = board(seen_by(county, "县办"), YEAR)
    assert lines(shown)["示例县教育局"] == (Standing.MISSING, 2)
    assert lines(shown)["示例县向阳镇人民政府"] == (Standing.MISSING, 0)
    filing = open_all(county)[EDUCATION]
    assert due_of_filing(filing).on == date(2027, 1, 10)
    assert due_of_filing(filing).reasons[-1] == "本级政府自行收紧为1月10日"


@pytest.mark.parametrize(
    ("who", "names"),
    [
        ("教育局联络员", {"示例县教育局"}),
        ("教育局领导", {"示例县教育局"}),
        (
            "副县长",
            {OFFICE, "示例县", "示例县教育局", "示例县向阳镇人民政府", "示例县河东街道办事处", "税务局"},
        ),
        ("办公室联络员", {OFFICE, "示例县"}),
        ("审计", set()),
        ("系统", set()),
    ],
)
def test_who_sees_what(county: County, who: str, names: set[str]) -> None:
    open_all(county)
    assert {row.name for row in board(seen_by(county, who), YEAR).rows} == names


def test_only_organs_of_that_day_owe_a_report(county: County) -> None:
    county.organ("新成立的局", kind=Kind.DEPARTMENT, from_on=START)
    assert "示例县新成立的局" not in lines(board(seen_by(county, "县办"), YEAR))
    assert lines(board(seen_by(county, "县办"), 2025)) == {}


@pytest.mark.long
def test_the_invented_county_has_a_year_to_look_at(db: None) -> None:
    today = date(2026, 11, 21)
    assert load_demo_filings(today) == 0
    sign_ins = load_demo_county(today)
    assert load_demo_filings(today) == 59
    assert load_demo_filings(today) == 59
    assert len(sign_ins) == 21
    government = Government.objects.get()
    assert verify_chain(government.pk).whole
    reports = PublishedReport.objects.filter(filing__government=government)
    assert set(reports.values_list("source_note", flat=True)) == {"演示数据：机关和数字都是编造的"}
    doubtful = (
        reports.exclude(errors=0, warnings=0).order_by("body").values_list("body", "errors", "warnings")
    )
    assert list(doubtful) == [
        ("阳光县水利局", 0, 1),
        ("阳光县白石镇人民政府", 0, 1),
    ]  # the two that were late
