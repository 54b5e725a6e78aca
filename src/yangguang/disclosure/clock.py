"""By which day must an item be public, and why? A pure answer from its type's rule and its dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from yangguang.law.calendars import Calendar
from yangguang.law.parameters.loading import parameter
from yangguang.law.parameters.model import Unit


@dataclass(frozen=True, slots=True)
class Due:
    """The last day for publishing, with its reasons; `provisional` beyond known calendars."""

    on: date
    reasons: tuple[str, ...]
    provisional: bool


def due_after(start: date, *, fact: str, rule: str, own: int | None, calendar: Calendar) -> Due:
    """The last day under `rule` (a name in law/parameters) that runs from `start`, which is called `fact`.

    `own` is the government's tighter count of the same unit. The day itself is not counted (条例第二十六条).
    Raises `NotInForce` for a start before the rule.
    """
    national = parameter(rule).at(start)
    count = national.number if own is None else min(own, national.number)
    reasons = [f"{fact}{start}，{national.says}（{national.source}）"]
    if count != national.number:
        reasons.append(f"本级政府自行收紧为{count}")
    if national.unit is Unit.WORKING_DAY:
        on = calendar.nth_working_day_after(start, count)
        reasons.append(f"从次日起数{count}个工作日，到{on}")
        return Due(on, tuple(reasons), calendar.provisional_between(start, on))
    on = start + timedelta(days=count)
    reasons.append(f"从次日起数{count}日，到{on}")
    return Due(on, tuple(reasons), provisional=False)
