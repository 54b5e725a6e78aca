"""What many reports add up to: a blank, a missing figure and a zero are three answers."""

from __future__ import annotations

from decimal import Decimal

import pytest

from yangguang.annualreport.filing.aggregating import Part, added_up, blank_in
from yangguang.annualreport.form.editions import edition

PLACE = "requests/received@total"


def part(number: int, *figures: int | str | None) -> Part:
    """A report with one figure, blank (None) or without it (none given)."""
    known = [None if figure is None else Decimal(figure) for figure in figures]
    cells = dict(zip([PLACE], known, strict=False))
    return Part(number, number, 1, "", number, f"示例{number}", cells)


@pytest.mark.parametrize(
    ("parts", "total"),
    [
        ([part(1, 3), part(2, 4)], Decimal(7)),
        ([part(1, 0), part(2, 0)], Decimal(0)),
        ([part(1, "1.50"), part(2, "2.25")], Decimal("3.75")),
        ([part(1, 3), part(2, None)], None),
        ([part(1, 0), part(2, None)], None),
        ([part(1, 3), part(2)], None),
        ([part(1, None), part(2, None)], None),
        ([part(1, 3)], Decimal(3)),
        ([], None),
    ],
)
def test_sums(parts: list[Part], total: Decimal | None) -> None:
    assert added_up(edition("2021"), parts)[PLACE] == total


def test_who_left_a_figure_blank_is_named() -> None:
    parts = [part(1, 3), part(2, None), part(3)]
    assert [one.name for one in blank_in(PLACE, parts)] == ["示例2", "示例3"]
