"""Two reports cell by cell: what changed, what was blank, what one of the forms does not have."""

from __future__ import annotations

from decimal import Decimal

import pytest

from yangguang.annualreport.comparing import Change, compare
from yangguang.annualreport.reading.model import Reading

OTHER = "requests/results.other"


def make_reading(cells: dict[str, int | str | None], **changes) -> Reading:
    facts = {"body": "阳光县", "kind": "aggregate", "year": 2024, "edition": "2021", "period": None}
    values = {address: None if value is None else Decimal(value) for address, value in cells.items()}
    return Reading(**{**facts, "sections": (), "cells": values, "evidence": {}, **changes})


@pytest.mark.parametrize(
    ("first", "second", "kind", "change", "percent"),
    [
        (46, 46, Change.SAME, "0", "0.0"),
        (46, 63, Change.CHANGED, "17", "37.0"),
        (3, 1, Change.CHANGED, "-2", "-66.7"),
        (8, 7, Change.CHANGED, "-1", "-12.5"),
        (0, 5, Change.CHANGED, "5", None),
        (5, 0, Change.CHANGED, "-5", "-100.0"),
        (-4, 2, Change.CHANGED, "6", "150.0"),
        (None, None, Change.SAME, None, None),
        (None, 0, Change.FILLED, None, None),
        (0, None, Change.EMPTIED, None, None),
        ("12.50", "12.5", Change.SAME, "0.00", "0.0"),
        ("0.1", "0.3", Change.CHANGED, "0.2", "200.0"),
    ],
)
def test_one_cell(first, second, kind, change, percent):
    address = "disclosure/fees@amount"
    (cell,) = compare(make_reading({address: first}), make_reading({address: second})).cells
    assert (cell.kind, cell.change, cell.percent) == (
        kind,
        None if change is None else Decimal(change),
        None if percent is None else Decimal(percent),
    )


def test_what_only_one_has_or_is_not_certain():
    first = make_reading(
        {"disclosure/rules@made": 1, "disclosure/rules@repealed": None, "disclosure/fees@amount": 2}
    )
    second = make_reading(
        {"disclosure/rules@made": 1, "disclosure/rules@in_force": 3, "disclosure/fees@amount": None},
        uncertain={"disclosure/fees@amount": (Decimal(2), Decimal(20))},
    )
    assert [(cell.address, cell.kind) for cell in compare(first, second).cells] == [
        ("disclosure/rules@made", Change.SAME),
        ("disclosure/rules@repealed", Change.ONLY_FIRST),
        ("disclosure/rules@in_force", Change.ONLY_SECOND),
        ("disclosure/fees@amount", Change.UNCERTAIN),
    ]


@pytest.mark.parametrize(
    ("parts", "kind", "total"),
    [
        ((1, 0, 3), Change.SAME, 4),
        ((1, 1, 3), Change.CHANGED, 5),
        ((None, None, None), Change.EMPTIED, None),
        ((1, None, 3), Change.UNCERTAIN, 4),
    ],
)
def test_one_row_of_2019_against_three_of_2021(parts, kind, total):
    names = ("not_clarified", "fee_unpaid", "other")
    first = make_reading({f"{OTHER}@total": 4}, edition="2019", year=2020)
    second = make_reading({f"{OTHER}.{name}@total": part for name, part in zip(names, parts, strict=True)})
    (cell,) = compare(first, second).cells
    assert (cell.address, cell.kind, cell.second) == (f"{OTHER}@total", kind, total)


def test_editions_meet_where_both_have_the_cell():
    first = make_reading(
        {"disclosure/rules@published": 2, "disclosure/rules@made": 1}, edition="2019", year=2020
    )
    second = make_reading({"disclosure/rules@made": 4, "disclosure/rules@in_force": 9})
    comparison = compare(first, second)
    assert not comparison.same_edition
    assert [(cell.address, cell.kind) for cell in comparison.cells] == [
        ("disclosure/rules@made", Change.CHANGED),
        ("disclosure/rules@in_force", Change.ONLY_SECOND),
        ("disclosure/rules@published", Change.ONLY_FIRST),
    ]


def test_statistics_of_two_years_meet():
    first = make_reading({"statistics/主动公开信息数@2011年度": 425}, edition="before-2019", year=2011)
    second = make_reading({"statistics/主动公开信息数@2012年度": 2026}, edition="before-2019", year=2012)
    (cell,) = compare(first, second).cells
    assert (cell.address, cell.change) == ("statistics/主动公开信息数@本年度", 1601)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("requests/received@natural_person", "一、本年新收政府信息公开申请数量／自然人"),
        (
            "requests/results.refused.state_secret@other_organisation",
            "三、本年度办理结果 （三）不予公开 1.属于国家秘密／法人或其他组织 其他",
        ),
        ("disputes/litigation_direct@upheld", "行政诉讼 未经复议直接起诉／结果维持"),
        ("statistics/同意公开答复数@历年累计", "同意公开答复数／历年累计"),
    ],
)
def test_cells_are_called_by_their_labels(address, words):
    (cell,) = compare(make_reading({address: 1}), make_reading({address: 1})).cells
    assert str(cell.name) == words
