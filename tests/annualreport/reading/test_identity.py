"""Whose report is it, on which year, over which days, and when was it signed?"""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

from tests.annualreport.reading.makers import as_text as report_text
from tests.annualreport.reading.makers import document, form_of, grid_document, lawful_cells
from yangguang.annualreport.reading.model import Period
from yangguang.annualreport.reading.reader import NotAReport, read_report
from yangguang.documents.model import Document


def text(title: str, said: str = "", end: str = "") -> str:
    cells = dict.fromkeys(lawful_cells(Random(0), form_of(2023)), 0)
    body = report_text(form_of(2023), 2023, cells, " ".join).split("\n", 1)[1]
    return f"{title}\n{said}\n{body}\n{end}"


@pytest.mark.parametrize(
    ("title", "body", "kind"),
    [
        ("阳光县人民政府办公室2023年政府信息公开工作年度报告", "阳光县人民政府办公室", "government_organ"),
        ("阳光县2023年政府信息公开工作年度报告", "阳光县", "aggregate"),
        ("阳光县人民政府2023年度政府信息公开工作报告", "阳光县人民政府", "aggregate"),
        ("2023年阳光县教育局政府信息公开工作年度报告", "阳光县教育局", "agency"),
        ("阳光县教育局\n2023年政府信息公开工作年度报告", "阳光县教育局", "agency"),
        ("阳光县向阳镇人民政府2023年政府信息公开年度报告", "阳光县向阳镇人民政府", "agency"),
        ("阳光县东街街道办事处 2023 年政府信息公开工作\n年度报告", "阳光县东街街道办事处", "agency"),
        ("阳光县人民政府信息公开工作年度报告（2023年度）", "阳光县人民政府", "aggregate"),
        ("阳光县财政局关于2023年度政府信息公开工作年度报告", "阳光县财政局", "agency"),
        ("阳光县民政局2023年度政务公开工作年报", "阳光县民政局", "agency"),
        ("阳光县二〇二三年政府信息公开工作年度报告", "阳光县", "aggregate"),
        ("标题: 阳光县 2023年政府信息公开工作年度报告\n发布时间: 2024-01-20 15:22", "阳光县", "aggregate"),
    ],
)
def test_the_title_says_whose_report_on_which_year(title: str, body: str, kind: str) -> None:
    reading = read_report(document(text(title)))
    assert (reading.body, reading.year, reading.kind) == (body, 2023, kind)


def test_without_a_title_the_preamble_or_the_signature_says_who() -> None:
    made_by = text(
        "", "本报告由阳光县人民政府办公室根据条例要求，汇总全县各单位2023年政府信息公开工作年度报告编制。"
    )
    assert read_report(document(made_by)).body == "阳光县"
    signed = text("", "", "阳光县教育局\n2024年1月20日")
    assert read_report(document(signed)).body == "阳光县教育局"


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("所列数据的统计期限自2023年1月1日起至2023年12月31日止。", date(2023, 1, 1), date(2023, 12, 31)),
        ("本报告数据统计时限为2023 年1 月1 日至12 月31 日。", date(2023, 1, 1), date(2023, 12, 31)),
        ("所列数据统计周期为２０２３年１月１日—１２月３１日。", date(2023, 1, 1), date(2023, 12, 31)),
        ("统计期限从2022年1月1日到2023年6月30日止。", date(2022, 1, 1), date(2023, 6, 30)),
    ],
)
def test_the_period_is_read_as_printed(said: str, first: date, last: date) -> None:
    assert read_report(document(text("阳光县2023年政府信息公开工作年度报告", said))).period == Period(
        first, last
    )


@pytest.mark.parametrize(
    "said", ["统计期限自2023年2月30日至2023年12月31日。", "2023年1月1日至2月1日开展培训。"]
)
def test_impossible_days_and_other_stretches_are_no_period(said: str) -> None:
    assert read_report(document(text("阳光县2023年政府信息公开工作年度报告", said))).period is None


@pytest.mark.parametrize(
    ("end", "day"),
    [
        ("阳光县人民政府办公室\n2024 年 1 月 20 日", date(2024, 1, 20)),
        ("阳光县人民政府\n二〇二四年一月二十日", date(2024, 1, 20)),
        ("（2024年2月9日）\n打印 关闭窗口", date(2024, 2, 9)),
        ("截至2023年12月31日。", None),
        ("", None),
    ],
)
def test_the_day_under_the_report(end: str, day: date | None) -> None:
    assert read_report(document(text("阳光县2023年政府信息公开工作年度报告", "", end))).filed_on == day


def test_the_day_of_publication_stands_in_for_a_missing_signature() -> None:
    reading = read_report(
        document(text("阳光县2023年政府信息公开工作年度报告", "发布时间：2024-03-10 12:56"))
    )
    assert reading.filed_on == date(2024, 3, 10)


@pytest.mark.parametrize(
    "other",
    [
        document("关于召开座谈会的通知\n各单位：定于2024年3月1日召开座谈会。"),
        grid_document("采购清单", [["名称", "数量"], ["打印机", "3"]]),
        document("2024年工作总结\n全年公开政府信息300条。"),
    ],
)
def test_another_paper_is_refused_in_one_sentence(other: Document) -> None:
    with pytest.raises(NotAReport, match=r"^这不是政府信息公开工作年度报告：.+$"):
        read_report(other)
