"""What a person may type into a cell: one line a case."""

from __future__ import annotations

from decimal import Decimal

import pytest

from yangguang.annualreport.filing.entering import read_entries, refusal_of_words
from yangguang.annualreport.form.editions import edition
from yangguang.annualreport.writing.facts import MOST_TEXT

RECEIVED = "requests/received@natural_person"
FEES = "disclosure/fees@amount"
NAME = "“一、本年新收政府信息公开申请数量／自然人”"


@pytest.mark.parametrize(
    ("address", "typed", "figure"),
    [
        (RECEIVED, "0", "0"),
        (RECEIVED, "", None),
        (RECEIVED, "  ", None),
        (RECEIVED, "１２", "12"),
        (RECEIVED, " 1,286 ", "1286"),
        (RECEIVED, "007", "7"),
        (FEES, "3.50", "3.50"),
        (FEES, "0.00000001", "1E-8"),
    ],
)
def test_figures(address: str, typed: str, figure: str | None) -> None:
    entered = read_entries(edition("2021"), {address: typed})
    assert entered.faults == {}
    assert entered.cells == {address: None if figure is None else Decimal(figure)}


@pytest.mark.parametrize(
    ("address", "typed", "sentence"),
    [
        (RECEIVED, "三", f"{NAME}不是数字：三"),
        (RECEIVED, "1 2", f"{NAME}不是数字：1 2"),
        (RECEIVED, "1,28", f"{NAME}不是数字：1,28"),
        (RECEIVED, "1e3", f"{NAME}不是数字：1e3"),
        (RECEIVED, "NaN", f"{NAME}不是数字：NaN"),
        (RECEIVED, "=1+1", f"{NAME}不是数字：=1+1"),
        (RECEIVED, "-1", f"{NAME}不能是负数"),
        (RECEIVED, "1.5", f"{NAME}应当是整数"),
        (RECEIVED, "1234567890123", f"{NAME}最多12位整数、8位小数"),
        ("requests/none@total", "1", "2021年格式没有“requests/none@total”这一格"),
        ("requests/results.other@total", "1", "2021年格式没有“requests/results.other@total”这一格"),
        ("", "1", "2021年格式没有“”这一格"),
    ],
)
def test_what_is_no_figure(address: str, typed: str, sentence: str) -> None:
    entered = read_entries(edition("2021"), {address: typed})
    assert (entered.cells, entered.refusal) == ({}, sentence)


def test_a_decrease_is_a_figure_where_the_form_asks_for_one() -> None:
    change = "disclosure/licences@items_change"
    assert read_entries(edition("2019"), {change: "−6"}).cells == {change: Decimal(-6)}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"一": "甲\n乙\t丙"}, None),
        ({"七": "甲"}, "2021年格式没有第“七”部分"),
        ({"一": "甲\x00"}, "第一部分含有不能保存的控制字符"),
        ({"一": "甲" * (MOST_TEXT + 1)}, f"正文过长，最多{MOST_TEXT}字"),
    ],
)
def test_words(words: dict[str, str], sentence: str | None) -> None:
    assert refusal_of_words(edition("2021"), words) == sentence
