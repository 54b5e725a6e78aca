"""Are the statistics tables of before 2019 read by their printed words, apart and glued?"""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.annualreport.reading.makers import document, grid_document
from yangguang.annualreport.reading.model import Reading
from yangguang.annualreport.reading.reader import read_report

TITLE = "阳光县2013年政府信息公开工作年度报告"
COUNTY = [
    ("主动公开信息数", "条", 2026, 3542),
    ("其中：1.网站公开", "条", 2019, 3535),
    ("2.政府公报公开", "条", 7, 7),
    ("受理依申请公开信息总数", "条", 21, 21),
    ("其中：1.当面申请数", "条", 18, 18),
    ("2.传真申请数", "条", 3, 3),
    ("对申请的答复数", "条", 21, 21),
    ("行政复议数", "件", 0, 1),
]
NATIONAL = """统计指标 单位 统计数
一、主动公开情况 —— ——
（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条） 条 5210
其中：主动公开规范性文件数 条 12
制发规范性文件总数 件 12
三、依申请公开情况 —— ——
（一）收到申请数 件 9
1.当面申请数 件 2
2.传真申请数 件 0
3.网络申请数 件 6
4.信函申请数 件 1
四、行政复议数量 件 3
（一）维持具体行政行为数 件 2
（二）被依法纠错数 件 1
五、行政诉讼数量 件 1
（一）维持具体行政行为数 件 0
（二）被依法纠错数 件 1
九、会议和培训情况 —— ——
（三）接受培训人员数 人次 86
单位负责人：某某 审核人：某某 联系电话：0000000
"""


def figures(reading: Reading) -> dict[str, Decimal | None]:
    return {address.removeprefix("statistics/"): value for address, value in reading.cells.items()}


def expected() -> dict[str, Decimal]:
    plain = {label: label.removeprefix("其中：").lstrip("12.") for label, *_ in COUNTY}
    return {
        f"{plain[label]}@{column}": Decimal(value)
        for label, _, this_year, all_years in COUNTY
        for column, value in (("2013年度", this_year), ("历年累计", all_years))
    }


@pytest.mark.parametrize("space", [" ", "\n", "\n\t"])
def test_a_county_table_is_read_from_text(space: str) -> None:
    rows = [space.join([label, unit, str(one), str(other)]) for label, unit, one, other in COUNTY]
    heading = space.join(["指标名称", "计量单位", "2013年度", "历年累计"])
    reading = read_report(document("\n".join([TITLE, heading, *rows])))
    assert (figures(reading), dict(reading.uncertain)) == (expected(), {})
    assert (reading.edition, reading.year, reading.missing) == ("before-2019", 2013, ())


def test_a_glued_county_table_is_decided_by_its_parts_and_the_narrative() -> None:
    rows = [f"{label}{unit}{one}{other}" for label, unit, one, other in COUNTY]
    said = "2013年主动公开政府信息2026条，受理依申请公开21条。对申请的答复21条。"
    text = f"{TITLE}\n{said}\n指标名称计量单位2013年度历年累计{''.join(rows)}"
    reading = read_report(document(text))
    assert (figures(reading), dict(reading.uncertain)) == (expected(), {})


def test_without_narrative_and_parts_a_glued_row_keeps_its_candidates() -> None:
    text = f"{TITLE}\n指标名称计量单位2013年度历年累计主动公开信息数条20263542行政复议数件00"
    reading = read_report(document(text))
    assert reading.uncertain["statistics/主动公开信息数@2013年度"] == (20, 202, 2026)
    assert reading.uncertain["statistics/主动公开信息数@历年累计"] == (3542, 63542, 263542)
    assert reading.cells["statistics/行政复议数@历年累计"] == 0


def test_last_years_cumulative_figure_decides() -> None:
    text = f"{TITLE}\n指标名称计量单位2013年度历年累计主动公开信息数条20263542行政复议数件00"
    heading = "指标名称 计量单位 2012年度 历年累计"
    before = f"{TITLE.replace('2013', '2012')}\n{heading}\n主动公开信息数 条 900 1516\n"
    reading = read_report(document(text), read_report(document(before)))
    assert reading.uncertain == {}
    assert reading.cells["statistics/主动公开信息数@2013年度"] == 2026


def test_the_same_table_in_a_grid() -> None:
    lines = [["指标名称", "计量单位", "2013年度", "历年累计"]]
    lines += [[label, unit, str(one), str(other)] for label, unit, one, other in COUNTY]
    reading = read_report(grid_document(TITLE, lines))
    assert figures(reading) == expected()


def test_the_national_table_of_2014_is_read_and_its_signature_is_not() -> None:
    found = figures(read_report(document(f"{TITLE.replace('2013', '2015')}\n{NATIONAL}")))
    assert found == {
        "主动公开政府信息数（不同渠道和方式公开相同信息计1条）@统计数": 5210,
        "主动公开规范性文件数@统计数": 12,
        "制发规范性文件总数@统计数": 12,
        "收到申请数@统计数": 9,
        "当面申请数@统计数": 2,
        "传真申请数@统计数": 0,
        "网络申请数@统计数": 6,
        "信函申请数@统计数": 1,
        "行政复议数量@统计数": 3,
        "行政复议数量/维持具体行政行为数@统计数": 2,
        "行政复议数量/被依法纠错数@统计数": 1,
        "行政诉讼数量@统计数": 1,
        "行政诉讼数量/维持具体行政行为数@统计数": 0,
        "行政诉讼数量/被依法纠错数@统计数": 1,
        "接受培训人员数@统计数": 86,
    }


def test_an_old_report_without_a_table_has_no_figures() -> None:
    reading = read_report(document(f"{TITLE}\n一、概述\n2013年本县公开信息2026条。"))
    assert (reading.edition, reading.cells, reading.missing) == ("before-2019", {}, ())
