"""Text that no report holds is answered soon, and nothing is made of it."""

from __future__ import annotations

import pytest

from yangguang.annualreport.reading.reader import read_report
from yangguang.documents.reading import parse

TITLE = "示例县2024年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n"
RECEIVED = "一、本年新收政府信息公开申请数量"
CARRIED_IN = "二、上年结转政府信息公开申请数量"


@pytest.mark.parametrize("digits", ["1" * 300_000, "0" * 100_000, "1" * 80, "0" * 80, "1234567890" * 6])
def test_a_run_of_digits_that_no_row_holds_gives_no_figure(digits: str) -> None:
    text = f"{TITLE}{RECEIVED}{digits}{CARRIED_IN}{digits}"
    reading = read_report(parse(text.encode()))
    figures = {place: figure for place, figure in reading.cells.items() if figure is not None}
    assert figures == {}


def test_blank_cells_of_a_merged_heading_do_not_push_the_figures_of_a_line_aside() -> None:
    heading = ["行政复议", "行政诉讼", *["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]]
    below = ["未经复议直接起诉", "复议后起诉", *[""] * 5, *heading[2:], *heading[2:]]
    figures = [0, 0, 0, 0, 0, 0, 110, 189, 0, 299, 0, 40, 104, 0, 144]
    cells = [*heading, *below, *map(str, figures)]
    text = f"{TITLE}{RECEIVED}\n四、政府信息公开行政复议、行政诉讼情况\n" + "".join(
        f"\t{cell}\n" for cell in cells
    )
    reading = read_report(parse(text.encode()))
    found = [value for place, value in reading.cells.items() if place.startswith("disputes/")]
    assert found == figures
    assert not reading.uncertain
