"""How is a figure printed? As it is known: blank stays blank, zero is 0, no digit is added or dropped."""

from __future__ import annotations

from decimal import Decimal

from yangguang.annualreport.form.editions import Column

COUNTED = frozenset({"件", "项"})


def printed(value: Decimal | None) -> str:
    """The digits of a figure without exponent or separators; "" for a blank."""
    if value is None:
        return ""
    if value == 0 and value == value.to_integral_value():
        return "0"
    if value == value.to_integral_value():
        return format(value.to_integral_value(), "f")
    return format(value, "f")


def printed_in(column: Column, value: Decimal | None) -> str:
    """A figure as it stands under `column`: money carries its unit where the heading does not name it."""
    digits = printed(value)
    says_unit = column.unit in COUNTED or column.unit in column.note
    return digits if says_unit or not digits else f"{digits}{column.unit}"
