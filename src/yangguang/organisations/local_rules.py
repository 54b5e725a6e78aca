"""Is a government's own period tighter than the national one? Pure: only tighter ones may be kept."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

import yaml

from yangguang.law.errors import LawError
from yangguang.law.parameters.loading import parameter
from yangguang.law.parameters.model import UNIT_NAMES, MonthDay, Unit, Value

FILE = Path(__file__).with_name("local_rules.yaml")
NUMBER = re.compile(r"\d+", re.ASCII)
MONTH_DAY = re.compile(r"(\d\d)-(\d\d)", re.ASCII)


@cache
def tightenable() -> dict[str, str]:
    """The parameters a government may tighten, with the direction: shorter, longer or earlier."""
    entries = yaml.safe_load(FILE.read_text("utf-8"))
    return {entry["name"]: entry["tighter"] for entry in entries}


def refusal_of_rule(name: str, value: str, from_on: date) -> str | None:
    """Why a government may not set `value` for `name` from a day on; None when that is tighter."""
    if name not in tightenable():
        return f"“{name}”不是地方可以自行收紧的期限"
    try:
        national = parameter(name).at(from_on)
    except LawError as error:
        return str(error)
    if national.is_repealed:
        return f"“{national.title}”已经废止，不能另设本地期限"
    own = _amount(value, national.unit)
    if own is None:
        form = "月-日，例如 01-15" if national.unit is Unit.MONTH_DAY else "整数"
        return f"“{national.title}”的本地数值应写成{form}"
    if not _tighter(tightenable()[name], own, _plain(national)):
        return f"“{national.title}”的国家规定是{_worded(national)}，本地只能更严，不能设为{value}"
    return None


def tighter_value(name: str, own: str | None, day: date) -> str:
    """What binds on `day`: the government's own value, or the national one when that is tighter by now."""
    national = parameter(name).at(day)
    printed = _printed(national)
    if own is None:
        return printed
    amount = _amount(own, national.unit)
    if amount is not None and _tighter(tightenable()[name], amount, _plain(national)):
        return own
    return printed


def _amount(words: str, unit: Unit) -> int | tuple[int, int] | None:
    if unit is not Unit.MONTH_DAY:
        return int(words) if NUMBER.fullmatch(words) and int(words) else None
    found = MONTH_DAY.fullmatch(words)
    if not found:
        return None
    try:
        day = date.fromisoformat(f"2001-{words}")  # any year without 29 February
    except ValueError:
        return None
    return day.month, day.day


def _plain(national: Value) -> int | tuple[int, int]:
    amount = national.amount
    if isinstance(amount, MonthDay):
        return amount.month, amount.day
    return national.number


def _printed(national: Value) -> str:
    amount = national.amount
    return f"{amount.month:02}-{amount.day:02}" if isinstance(amount, MonthDay) else str(national.number)


def _worded(national: Value) -> str:
    amount = national.amount
    return str(amount) if isinstance(amount, MonthDay) else f"{national.number}{UNIT_NAMES[national.unit]}"


def _tighter(direction: str, own: int | tuple[int, int], national: int | tuple[int, int]) -> bool:
    if isinstance(own, tuple) is not isinstance(national, tuple):
        return False
    return own > national if direction == "longer" else own < national  # type: ignore[operator]
