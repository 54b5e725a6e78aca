"""A case is a sentence, the cells that differ from a lawful report, and what the rules must say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.annualreport.checking.makers import make_reading
from yangguang.annualreport.checking.chains import last_year_of
from yangguang.annualreport.checking.check import check
from yangguang.annualreport.checking.figures import APPLICANTS
from yangguang.annualreport.checking.model import Severity
from yangguang.annualreport.reading.model import Evidence

FILES = "disclosure/normative_documents"


def spoken(reading, previous=None):
    return {(found.rule, found.message) for found in check(reading, previous)}


@pytest.mark.parametrize("form", ["2021", "2019"])
def test_a_lawful_report_is_silent(form):
    reading = make_reading(edition=form, year=2023 if form == "2021" else 2020)
    assert check(reading) == ()


ERRORS = [
    (
        "a column that does not balance",
        {"requests/received@natural_person": 4, "requests/received@total": 4},
        {
            ("requests.balance", "“自然人”列不平衡：4 + 0 ≠ 2 + 1（4 ≠ 3）"),
            ("requests.balance", "“总计”列不平衡：4 + 0 ≠ 2 + 1（4 ≠ 3）"),
        },
    ),
    (
        "results that do not add up",
        {
            "requests/results.refused.state_secret@natural_person": 1,
            "requests/results.refused.state_secret@total": 1,
        },
        {
            ("requests.results", "“自然人”列办理结果各项之和不等于总计：2 + 1 = 3 ≠ 2"),
            ("requests.results", "“总计”列办理结果各项之和不等于总计：2 + 1 = 3 ≠ 2"),
        },
    ),
    (
        "a row that does not add up",
        {
            "requests/carried_in@legal_service_organisation": 2,
            "requests/carried_out@legal_service_organisation": 2,
        },
        {
            ("requests.applicants", "“二、上年结转政府信息公开申请数量”行各类申请人之和不等于总计：2 ≠ 0"),
            ("requests.applicants", "“四、结转下年度继续办理”行各类申请人之和不等于总计：1 + 2 = 3 ≠ 1"),
        },
    ),
    (
        "disputes that do not add up",
        {"disputes/reconsideration@upheld": 2, "disputes/reconsideration@total": 3},
        {("disputes.results", "“行政复议”各结果之和不等于总计：2 ≠ 3")},
    ),
    (
        "a count below zero",
        {"disclosure/licences@decisions": -5},
        {("cells.integer", "“行政许可”的“本年处理决定数量”为 -5，不应为负数")},
    ),
    (
        "half a decision",
        {"disclosure/penalties@decisions": "12.5"},
        {("cells.integer", "“行政处罚”的“本年处理决定数量”为 12.5，应为整数")},
    ),
]


@pytest.mark.parametrize(("case", "cells", "expected"), ERRORS, ids=[case[0] for case in ERRORS])
def test_the_arithmetic_of_the_form_gives_errors(case, cells, expected):
    found = check(make_reading(cells=cells))
    assert {(one.rule, one.message) for one in found if one.severity is Severity.ERROR} == expected


def test_a_blank_counts_as_zero_beside_figures_and_proves_nothing_alone():
    blank = dict.fromkeys(("requests/carried_in@natural_person", "requests/carried_in@total"))
    assert {one.rule for one in check(make_reading(cells=blank))} == {"cells.blank"}
    lost = make_reading(cells={"requests/carried_out@total": None})
    assert ("requests.balance", "“总计”列不平衡：3 + 0 ≠ 2 + 空白（3 ≠ 2）") in spoken(lost)
    assert ("cells.blank_total", "“四、结转下年度继续办理”各列之和为 1，“总计”却是空白") in spoken(lost)


def test_an_uncertain_cell_breaks_a_sum_only_when_no_candidate_holds():
    place = "requests/carried_in@natural_person"
    either = make_reading(cells={place: None}, uncertain={place: (Decimal(0), Decimal(7))})
    assert spoken(either) == {("cells.uncertain", "有 1 格的数字连在一起，没有读准，请对照原件")}
    neither = make_reading(cells={place: None}, uncertain={place: (Decimal(5), Decimal(7))})
    assert {one.rule for one in check(neither)} == {
        "requests.balance",
        "requests.applicants",
        "cells.uncertain",
    }
    anything = make_reading(cells={place: None}, uncertain={place: ()})
    assert {one.rule for one in check(anything)} == {"cells.uncertain"}


def test_money_may_have_decimals_and_a_change_may_be_negative():
    assert check(make_reading(cells={"disclosure/fees@amount": "4068.208"})) == ()
    cells = {"disclosure/fees@items_change": -3, "disclosure/fees@items_last_year": 9}
    assert check(make_reading(edition="2019", year=2020, cells=cells)) == ()


def test_results_other_printed_as_one_row_is_summed_and_not_missing():
    columns = (*APPLICANTS, "total")
    cells = {
        place: figure for place, figure in make_reading().cells.items() if "/results.other." not in place
    } | {f"requests/results.other@{column}": Decimal(0) for column in columns}
    assert check(replace(make_reading(), cells=cells)) == ()
    cells["requests/results.other@natural_person"] = cells["requests/results.other@total"] = Decimal(4)
    assert {one.rule for one in check(replace(make_reading(), cells=cells))} == {"requests.results"}


FORM = [
    (
        "the trial form in 2023",
        {"edition": "2019"},
        "form.wrong_edition",
        "2023 年度报告应当使用2021年格式（国办公开办函〔2021〕30号），实际使用的是2019年格式（试行）",
    ),
    (
        "the form of 2021 in 2019",
        {"year": 2019},
        "form.wrong_edition",
        "2019 年度报告应当使用2019年格式（试行）（国办公开办函〔2019〕60号），实际使用的是2021年格式",
    ),
    (
        "a county that says it made a rule",
        {"cells": {"disclosure/rules@in_force": 2}},
        "form.rules_of_county",
        "“规章”一行填有 2，某某县没有规章制定权，应为 0",
    ),
    (
        "a period of eleven months",
        {"preamble": "本报告所列数据的统计期限为2023年1月1日至11月30日。"},
        "form.period_coverage",
        "统计期限为 2023-01-01 至 2023-11-30，没有正好覆盖 2023 年全年",
    ),
    (
        "a period given in months",
        {"preamble": "本报告统计期限为2023年1月至2023年11月。"},
        "form.period_coverage",
        "统计期限为 2023-01-01 至 2023-11-30，没有正好覆盖 2023 年全年",
    ),
    (
        "a period without its month",
        {"preamble": "统计期限自2023年月1日起至2023年12月31日止。"},
        "form.period_malformed",
        "统计期限写法有误，日期不完整：统计期限自2023年月1日起至2023年12月31日止",
    ),
    (
        "a day that does not exist",
        {"preamble": "统计期限自2023年1月1日起至2023年12月32日止。"},
        "form.period_malformed",
        "统计期限写法有误，日期不存在：统计期限自2023年1月1日起至2023年12月32日",
    ),
    (
        "a period that runs backwards",
        {"preamble": "统计期限为2023年12月31日至2023年1月1日。"},
        "form.period_malformed",
        "统计期限写法有误，起止颠倒：统计期限为2023年12月31日至2023年1月1日",
    ),
    (
        "a county three days late",
        {"filed_on": date(2024, 2, 23)},
        "deadline.late",
        "报告日期 2024-02-23，晚于期限 2024-02-20（《政府信息公开工作年度报告格式》"
        "（国办公开办函〔2021〕30号）二（二）），迟 3 天",
    ),
    (
        "signed before the year was over",
        {"filed_on": date(2023, 12, 20)},
        "deadline.early",
        "报告日期 2023-12-20 早于统计期末，2023 年的数字此时不可能已经核定",
    ),
    (
        "more new than old and new together",
        {"cells": {f"{FILES}@made": 9, f"{FILES}@in_force": 4}},
        "stock.total_below_new",
        "规范性文件年末共 4 件，少于本年新增 9 件",
    ),
]


@pytest.mark.parametrize(("case", "changes", "rule", "message"), FORM, ids=[case[0] for case in FORM])
def test_form_and_time(case, changes, rule, message):
    found = [one for one in check(make_reading(**changes)) if one.rule == rule]
    assert [(one.severity, one.message) for one in found] == [(Severity.WARNING, message)]


DEADLINES = [
    ("某某县", "aggregate", date(2024, 2, 20), date(2024, 2, 21)),
    ("某某县财政局", "agency", date(2024, 1, 31), date(2024, 2, 1)),
    ("某某县东山镇人民政府", "agency", date(2024, 1, 31), date(2024, 2, 1)),
    ("淄博市", "aggregate", date(2024, 3, 10), date(2024, 3, 11)),
    ("山东省", "aggregate", date(2024, 3, 31), date(2024, 4, 1)),
    ("上海市人民政府办公厅", "government_organ", date(2024, 3, 31), date(2024, 4, 1)),
    ("淮安市洪泽区人民政府", "aggregate", date(2024, 2, 20), date(2024, 2, 21)),
    ("平潭综合实验区", "aggregate", date(2024, 3, 31), date(2024, 4, 1)),
]


@pytest.mark.parametrize(("body", "kind", "last", "late"), DEADLINES, ids=[case[0] for case in DEADLINES])
def test_each_kind_of_body_has_its_day(body, kind, last, late):
    in_time = make_reading(body=body, kind=kind, filed_on=last)
    assert "deadline.late" not in {one.rule for one in check(in_time)}
    assert "deadline.late" in {one.rule for one in check(make_reading(body=body, kind=kind, filed_on=late))}


def test_a_lost_table_and_a_lost_row_are_named():
    whole = make_reading().cells
    without = {place: figure for place, figure in whole.items() if not place.startswith("disputes/")}
    found = check(replace(make_reading(), cells=without))
    assert [(one.rule, one.message) for one in found] == [
        ("form.missing_table", "没有找到第四部分的表格“政府信息公开行政复议、行政诉讼情况”")
    ]
    without = {
        place: figure for place, figure in whole.items() if not place.startswith("disclosure/coercion")
    }
    found = check(replace(make_reading(), cells=without))
    assert [(one.rule, one.message) for one in found] == [
        ("form.missing_rows", "第二部分的表格缺 1 行：“行政强制”")
    ]


def test_a_lost_section_is_named():
    without = tuple(part for part in make_reading().sections if part.number != "五")
    found = check(make_reading(sections=without))
    assert [(one.rule, one.message) for one in found] == [
        ("form.missing_section", "没有找到“存在的主要问题及改进情况”部分")
    ]


CHAINS = [
    ("carried over by column", "2021",
     {"requests/carried_out@natural_person": 1, "requests/carried_out@total": 1}, {},
     {("chain.carry_over", "“自然人”列上年结转 0 件，2022 年报告的结转下年度却是 1 件"),
      ("chain.carry_over", "“总计”列上年结转 0 件，2022 年报告的结转下年度却是 1 件")}),
    ("a stock that grew by itself", "2021", {f"{FILES}@in_force": 440},
     {f"{FILES}@made": 58, f"{FILES}@repealed": 45, f"{FILES}@in_force": 546},
     {("chain.stock", "“行政规范性文件”现行有效 546 件，按去年推算应为 440 + 58 − 45 = 453，多出 93 件")}),
    ("a stock that shrank by expiry", "2021", {f"{FILES}@in_force": 440},
     {f"{FILES}@made": 58, f"{FILES}@repealed": 45, f"{FILES}@in_force": 450},
     {("chain.stock_expired",
       "“行政规范性文件”现行有效 450 件，按去年推算应为 440 + 58 − 45 = 453，"
       "少 3 件，可能是有效期届满失效")}),
    ("published in all", "2019", {f"{FILES}@published_total": 10},
     {f"{FILES}@published": 2, f"{FILES}@published_total": 15},
     {("chain.published_total", "“规范性文件”对外公开总数量 15 件，多于去年 10 + 本年新公开 2 = 12 件")}),
    ("items of last year", "2019",
     {"disclosure/licences@items_last_year": 42, "disclosure/licences@items_change": -2},
     {"disclosure/licences@items_last_year": 41},
     {("chain.items", "“行政许可”上一年项目数量 41，2019 年报告却是 42 + (-2) = 40")}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("case", "form", "before", "now", "expected"), CHAINS, ids=[case[0] for case in CHAINS]
)
def test_this_year_follows_from_last_year(case, form, before, now, expected):
    year = 2023 if form == "2021" else 2020
    settled = {
        f"requests/{row}@{column}": 0 for row in ("carried_out",) for column in ("natural_person", "total")
    }
    previous = make_reading(edition=form, year=year - 1, cells={**settled, **before})
    reading = make_reading(
        edition=form, year=year, cells=now, problems="公开的主动性不强，今后将加强培训和考核。"
    )
    chained = {pair for pair in spoken(reading, previous) if pair[0].startswith("chain.")}
    assert chained == expected


def test_another_year_or_another_body_is_not_compared():
    previous = make_reading(year=2021)
    assert ("chain.not_last_year", "对照的报告是 2021 年度的，不是上一年度，没有做跨年核对") in spoken(
        make_reading(), previous
    )
    stranger = make_reading(year=2022, body="另一县")
    assert (
        "chain.not_last_year", "对照的报告属于“另一县”，与“某某县”不是同一主体，没有做跨年核对"
    ) in spoken(make_reading(), stranger)  # fmt: skip


def test_last_years_report_is_found_among_others():
    now, before, other = make_reading(), make_reading(year=2022), make_reading(year=2022, body="另一县")
    office = make_reading(year=2022, kind="government_organ")
    assert last_year_of(now, [other, office, before]) is before
    assert last_year_of(now, [other, office]) is None


def test_placeholders_are_told_from_blanks():
    reading = make_reading(cells={"disclosure/fees@amount": None, "disclosure/licences@decisions": None})
    reading.evidence["disclosure/fees@amount"] = Evidence("××", "第1块")
    reading.evidence["disclosure/licences@decisions"] = Evidence("/", "第1块")
    assert spoken(reading) == {
        ("cells.placeholder", "有 1 格仍是占位符号（××）"),
        ("cells.blank", "有 1 格空白，没有业务的应当填 0"),
    }


def test_a_high_share_of_other_is_only_a_note():
    cells = {
        "requests/received@natural_person": 11, "requests/received@total": 11,
        "requests/results.other.other@natural_person": 8, "requests/results.other.other@total": 8,
        "requests/results.total@natural_person": 10, "requests/results.total@total": 10,
    }  # fmt: skip
    assert [(one.rule, one.severity, one.message) for one in check(make_reading(cells=cells))] == [
        ("outlier.other", Severity.NOTE,
         "“其他处理”中的“其他”为 8 件，占办理结果 10 件的 80.0%，原则上应按法定情形处理")
    ]  # fmt: skip
