"""Which number does a printed figure stand for? Signs in words, units and placeholders included."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from yangguang.annualreport.form.editions import Column
from yangguang.annualreport.reading.folding import fold, without_markup

BLANKS = frozenset(
    {"", "/", "-", "—", "–", "--", "——", "———", "－", "―", "\\", "无", "空", "N/A", "*", "|", "…"}
)
"""What is printed where there is no figure. Blank is not zero."""

PLACEHOLDER = re.compile(r"[×xX○□?？]{1,6}|待[填定补]|暂缺|未填")
"""What stands in a cell that somebody meant to fill later: no figure either."""

_SIGNS = {
    "增加": 1, "新增": 1, "增": 1, "+": 1, "↑": 1, "上升": 1,
    "减少": -1, "减": -1, "-": -1, "—": -1, "–": -1, "↓": -1, "下降": -1, "负": -1,
}  # fmt: skip
_UNCHANGED = frozenset({"持平", "不变", "无变化", "无增减", "未变", "未变化"})
_YUAN = {"亿元": Decimal(100_000_000), "万元": Decimal(10_000), "元": Decimal(1), "亿": Decimal(100_000_000),
         "万": Decimal(10_000)}  # fmt: skip
_SIGN = "增加|新增|增|减少|减|上升|下降|[+\\-—–↑↓负]"
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_UNIT = "亿元|万元|元|亿|万|件|项|条|个|次|宗|起|份|人|部"
FIGURE = re.compile(rf"(?P<sign>{_SIGN})?(?:了|:)?(?P<number>{_NUMBER})(?:\(?(?P<unit>{_UNIT})\)?)?")


class NotAFigure(ValueError):
    """A cell that holds neither a figure nor a blank."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure as printed: signed number and unit word, not yet in the unit of its column."""

    sign: int
    digits: str
    unit: str


def printed(raw: str) -> Printed | None:
    """Take a printed cell apart; None when it is blank; `NotAFigure` when it is something else."""
    text = "".join(fold(without_markup(raw)).split())
    if text in BLANKS or PLACEHOLDER.fullmatch(text):
        return None
    if text in _UNCHANGED:
        return Printed(1, "0", "")
    found = FIGURE.fullmatch(text.replace("，", ","))
    if not found:
        raise NotAFigure(raw)
    sign = _SIGNS[found["sign"]] if found["sign"] else 1
    return Printed(sign, found["number"].replace(",", ""), found["unit"] or "")


def in_unit(figure: Printed, column: Column) -> Decimal:
    """The figure in the unit of its column: money in 万元 whatever was printed, all else as it stands."""
    value = figure.sign * Decimal(figure.digits)
    if column.unit == "万元" and figure.unit in _YUAN:
        return plain(value * _YUAN[figure.unit] / _YUAN["万元"])
    return value


def figure_of(raw: str, column: Column, unit: str = "") -> Decimal | None:
    """The number of a cell that holds one figure, or None where it is blank; `NotAFigure` otherwise.

    `unit` is the one named in the column's heading; it counts where none is printed beside the figure.
    """
    found = printed(raw)
    if found is None:
        return None
    return in_unit(replace(found, unit=found.unit or unit), column)


def unit_in(heading: str) -> str:
    """The unit of money that a squeezed column heading names in brackets, or nothing."""
    found = re.search(r"\((?:单位:?)?(亿元|万元|元)\)", heading)
    return found[1] if found else ""


def plain(value: Decimal) -> Decimal:
    """The same number without exponent or needless zeros behind the point."""
    normal = value.normalize()
    return normal.quantize(Decimal(1)) if normal == normal.to_integral_value() else normal


def looks_like_figure(raw: str) -> bool:
    """Whether a cell holds a figure or a blank (several figures glued together count)."""
    try:
        printed(raw)
    except NotAFigure:
        return False
    return True
