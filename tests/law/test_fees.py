"""Do the tariffs give the sums of the published examples?"""

from __future__ import annotations

from datetime import date

import pytest

from yangguang.law.errors import ImpossibleFacts, NotInForce
from yangguang.law.fees import FeeLine, fee_by_item, fee_by_page

ON = date(2024, 3, 1)

BY_ITEM = [
    (0, 0), (1, 0), (10, 0), (11, 100), (30, 2000), (31, 2200), (40, 4000), (41, 4300), (45, 5500),
    (50, 7000), (51, 7400),
]  # fmt: skip
BY_PAGE = [
    (0, 0), (30, 0), (31, 10), (100, 700), (101, 720), (200, 2700), (201, 2740), (250, 4700),
]  # fmt: skip


@pytest.mark.parametrize(("items", "yuan"), BY_ITEM)
def test_fee_by_item(items, yuan):
    assert fee_by_item(items, ON).amount == yuan


@pytest.mark.parametrize(("pages", "yuan"), BY_PAGE)
def test_fee_by_page(pages, yuan):
    assert fee_by_page(pages, ON).amount == yuan


def test_requests_of_one_month_are_added_up_whichever_way_they_come():
    for earlier in range(60):
        for more in range(15):
            together = fee_by_item(earlier + more, ON).amount
            apart = fee_by_item(earlier, ON).amount + fee_by_item(more, ON, earlier_this_month=earlier).amount
            assert apart == together


def test_the_steps_of_a_fee_are_told():
    fee = fee_by_item(4, ON, earlier_this_month=28)
    assert fee.lines == (FeeLine(29, 30, 100), FeeLine(31, 32, 200))
    assert (fee.amount, fee.source) == (
        600,
        "《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）第四条",
    )


def test_no_fee_before_the_rules():
    with pytest.raises(NotInForce, match="自 2021-01-01 起施行，不适用于 2020-12-31 的事项"):
        fee_by_page(31, date(2020, 12, 31))


def test_counts_below_nothing_are_refused():
    with pytest.raises(ImpossibleFacts, match="计费的件数、页数不能是负数"):
        fee_by_item(-1, ON)
