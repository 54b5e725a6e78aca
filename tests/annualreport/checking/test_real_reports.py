"""Real published reports: each known contradiction is found, and the clean reports are left alone."""

from __future__ import annotations

import pytest

from tests.annualreport.checking.makers import real_report
from tests.shared import SHARED, gold, needs_shared
from yangguang.annualreport.checking.check import check, check_together
from yangguang.annualreport.checking.model import Severity
from yangguang.annualreport.reading.reader import read_report
from yangguang.documents.parsing import parse

pytestmark = needs_shared

CLEAN = ["seed_000", "seed_004", "hongze_2024", "shuyang_2025"]

KNOWN = [
    ("seed_001", "requests.balance", "“自然人”列不平衡：46 + 1 ≠ 46 + 0（47 ≠ 46）"),
    ("seed_001", "requests.balance", "“总计”列不平衡：63 + 1 ≠ 63 + 0（64 ≠ 63）"),
    ("seed_001", "narrative.figure", "文字写新收申请 45 件，表格中“本年新收”为 63"),
    ("seed_001", "narrative.in_force", "文字写有效规范性文件 49 件，表格中“对外公开总数量”为 4"),
    ("seed_003", "stock.as_decisions", "42 + 101 = 143"),
    ("seed_003", "stock.as_decisions", "38 + 106 = 144"),
    ("seed_003", "stock.as_decisions", "140 + 7 = 147"),
    ("seed_003", "stock.as_decisions", "62 − 6 = 56"),
    ("seed_003", "narrative.in_force", "文字写有效规范性文件 49 件，表格中“对外公开总数量”为 11"),
    ("seed_004", "narrative.all_answered", "文字称“全部予以答复”，表三却有 6 件结转下年度继续办理"),
    ("sh_office_2019", "cells.blank_total", "有 11 行“总计”空白"),
    ("sh_office_2019", "narrative.figure", "予以公开及部分公开 258 件，表格中“予以公开＋部分公开”为 275"),
    ("sh_office_2019", "narrative.figure", "无法提供 265 件，表格中“无法提供”为 337"),
    ("sh_office_2019", "narrative.parts", "258 + 35 + 265 + 158 + 0 = 716，不等于办理结果总计 805"),
    ("sh_office_2019", "narrative.percentage", "258 ÷ 805 = 32.05%，文字写的是 33.9%"),
    ("sh_office_2019", "narrative.upheld", "行政复议“尚未审结” 2 件、未经复议直接起诉“尚未审结” 1 件"),
    ("sh_stc_2024", "requests.balance", "“总计”列不平衡：34 + 2 ≠ 35 + 空白（36 ≠ 35）"),
    ("sh_stc_2024", "cells.blank_total", "“四、结转下年度继续办理”各列之和为 1，“总计”却是空白"),
    ("pingtan_2019", "narrative.parts", "= 2533，不等于总数 2599"),
    ("pingtan_2022", "prose.slip", "“行政法复议”是笔误"),
    ("pingtan_zone_2011", "prose.other_place", "文中 1 次自称“我县”，报告主体却是“平潭综合实验区”"),
    ("pingtan_zone_2012", "narrative.parts", "分项 1397 + 534 = 1931，大于总数 1913"),
    ("pingtan_zone_2012", "narrative.percentage", "145 ÷ 1913 = 7.58%，文字写的是 8.05%"),
    ("pingtan_zone_2012", "narrative.figure", "文字写主动公开 1913 条，统计表为 739 条"),
    ("pingtan_county_2011", "narrative.parts", "= 421，不等于总数 425"),
    ("pingtan_county_2012", "statistics.parts", "1795 + 0 = 1795，两者不等"),
    ("pingtan_county_2012", "narrative.parts", "分项之和 2026 + 46 + 1854 = 3926，不等于总数 3978"),
    ("pingtan_county_2012", "narrative.parts", "分项 2475 + 1503 = 3978，大于总数 2026"),
    (
        "pingtan_county_2012",
        "narrative.reply_names",
        "文字所列“其它公开答复数”2、“免于公开答复数”2，统计表里没有这样的项；"
        "统计表的“同意部分公开答复数”2、“否决公开答复数”2，文字没有写",
    ),
]

KNOWN_WITH_LAST_YEAR = [
    (
        "pingtan_zone_2012",
        "pingtan_zone_2011",
        "chain.cumulative",
        "4359，不等于去年累计 1516 + 本年 739 = 2255",
    ),
]


@pytest.mark.parametrize("name", CLEAN)
def test_a_clean_report_has_neither_errors_nor_warnings(name):
    assert [one for one in check(real_report(name)) if one.severity is not Severity.NOTE] == []


@pytest.mark.parametrize(("name", "rule", "words"), KNOWN)
def test_a_known_contradiction_is_found(name, rule, words):
    assert [one.message for one in check(real_report(name)) if one.rule == rule and words in one.message]


def test_errors_stand_only_where_the_form_itself_is_broken():
    broken = {
        name for name in gold() if any(one.severity is Severity.ERROR for one in check(real_report(name)))
    }
    assert broken == {"seed_001", "sh_stc_2024"}


@pytest.mark.parametrize(("name", "last", "rule", "words"), KNOWN_WITH_LAST_YEAR)
def test_a_known_break_of_the_chain_is_found(name, last, rule, words):
    found = check(real_report(name), real_report(last))
    assert [one.message for one in found if one.rule == rule and words in one.message]


def test_the_cumulative_column_that_follows_is_left_alone():
    found = check(real_report("pingtan_county_2012"), real_report("pingtan_county_2011"))
    assert [one for one in found if one.rule.startswith("chain.")] == []


def test_two_bodies_with_the_same_figures_are_told():
    names = ["seed_000", "pingtan_zone_2011", "pingtan_county_2011", "hongze_2024", "pingtan_zone_2012"]
    (alike,) = check_together([real_report(name) for name in names])
    assert (alike.reports, alike.finding.rule) == ((1, 2), "together.same_figures")
    assert "425、1516、418、1509、7、7" in alike.finding.message


def test_every_finding_names_cells_that_the_report_has():
    for name in gold():
        reading = real_report(name)
        for one in check(reading):
            assert set(one.places) <= set(reading.cells), (name, one)


def test_the_empty_form_has_no_error():
    path = SHARED / "reports" / "政务公开年报模版.docx"
    found = check(read_report(parse(path.read_bytes(), path.name)))
    assert [one for one in found if one.severity is Severity.ERROR] == []
