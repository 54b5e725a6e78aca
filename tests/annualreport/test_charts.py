"""Charts: the facts they show, their data tables, and SVG that a strict page may carry."""

from __future__ import annotations

from decimal import Decimal
from xml.etree import ElementTree

import pytest

from yangguang.annualreport.chart_facts import Bar, BarChart, by_applicant, by_outcome, over_years
from yangguang.annualreport.charts import picture, render
from yangguang.documents.writing.pictures import as_png

SVG = "{http://www.w3.org/2000/svg}"


def cells(**figures: int | None) -> dict[str, Decimal | None]:
    return {
        f"requests/{name.replace('__', '@').replace('_of_', '.')}": None if value is None else Decimal(value)
        for name, value in figures.items()
    }


YEAR = cells(
    received__natural_person=100,
    received__commercial_enterprise=0,
    received__research_institution=None,
    received__legal_service_organisation=1,
    received__total=101,
    results_of_granted__total=68,
    results_of_partly_granted__total=18,
    results_of_refused_of_state_secret__total=0,
    results_of_refused_of_internal_affairs__total=2,
    results_of_unavailable_of_not_held__total=11,
    results_of_other__total=3,
    results_of_total__total=102,
    carried_out__total=6,
)


def test_by_outcome_adds_up_the_groups():
    assert by_outcome(YEAR).table() == (
        ("项目", "数量（件）"),
        ("予以公开", "68"),
        ("部分公开", "18"),
        ("不予公开", "2"),
        ("无法提供", "11"),
        ("不予处理", "空白"),
        ("其他处理", "3"),
    )


def test_a_blank_total_is_the_sum_of_its_row():
    blank = cells(
        results_of_granted__natural_person=258,
        results_of_granted__commercial_enterprise=12,
        results_of_granted__total=None,
    )
    assert by_outcome(blank).bars[0].value == 270


def test_by_applicant():
    assert by_applicant(YEAR).table()[1:] == (
        ("自然人", "100"),
        ("商业企业", "0"),
        ("科研机构", "空白"),
        ("社会公益组织", "空白"),
        ("法律服务机构", "1"),
        ("其他组织", "空白"),
    )


def test_years_without_a_report_are_gaps():
    chart = over_years([(2024, YEAR), (2022, cells(received__total=1234))])
    assert chart.table() == (
        ("年度", "本年新收", "办理结果", "结转下年"),
        ("2022", "1,234", "空白", "空白"),
        ("2023", "空白", "空白", "空白"),
        ("2024", "101", "102", "6"),
    )
    drawn = ElementTree.fromstring(render(chart))
    assert len(drawn.findall(f"{SVG}circle")) == 3  # two points and the legend
    assert [line.get("class") for line in drawn.findall(f"{SVG}line")].count("main") == 1  # the legend's only


@pytest.mark.parametrize(
    "chart", [by_outcome(YEAR), by_applicant({}), over_years([]), over_years([(2024, YEAR)])]
)
def test_a_strict_page_may_carry_it(chart):
    drawn = ElementTree.fromstring(render(chart))
    assert [child.tag for child in drawn][:2] == [f"{SVG}title", f"{SVG}desc"]
    assert drawn.get("aria-labelledby") == f"{chart.id}-title {chart.id}-desc"
    for element in drawn.iter():
        assert element.tag != f"{SVG}style"
        assert not {name for name in element.attrib if name == "style" or name.startswith("on")}


def test_labels_are_text_not_markup():
    chart = BarChart("x", "<b>", "件", (Bar('"<script>', Decimal(1)),))
    drawn = ElementTree.fromstring(render(chart))
    assert drawn.findtext(f"{SVG}text") == '"<script>'


def test_the_same_picture_as_bitmap():
    drawn = picture(by_outcome(YEAR))
    png = as_png(drawn)
    assert png == as_png(drawn)
    assert png.startswith(b"\x89PNG")
