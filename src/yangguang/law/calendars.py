"""Which days are working days, and why? State Council holidays, make-up weekends, and the county's overlay.

The published calendars come from the package chinesecalendar. Beyond them a day is judged by its weekday
and the holidays whose date is fixed by law; such a judgement counts as provisional. Fewer days off than
will be announced make a due date early, never late, for whoever must act.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml
from chinese_calendar import constants

from yangguang.law.errors import ImpossibleDay

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Day:
    """How one day counts. `provisional` when its year's holidays had not been announced."""

    on: date
    is_working: bool
    provisional: bool
    reason: str


@dataclass(frozen=True, slots=True)
class OverlayDay:
    """A day as the county has it, over the national calendar (a local festival, a storm)."""

    is_working: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Overlay:
    """The county's editable table. `complete_years` are years whose holidays it gives whole."""

    days: Mapping[date, OverlayDay] = field(default_factory=lambda: MappingProxyType({}))
    complete_years: frozenset[int] = frozenset()


NO_OVERLAY = Overlay()


@cache
def _settings() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))
    return content


def overlay_limit() -> int:
    """How many characters an overlay file may have."""
    limit: int = _settings()["overlay_limit"]
    return limit


class Calendar:
    """Working days of one place. Holds what it has worked out; two with the same overlay agree."""

    def __init__(self, overlay: Overlay = NO_OVERLAY) -> None:
        self._overlay = overlay
        self.first_day: date = _settings()["first_day"]
        self.last_day: date = _settings()["last_day"]
        self._working: list[date] = []
        self._judged_through = self.first_day - ONE_DAY

    def knows(self, year: int) -> bool:
        """Whether the holidays of `year` were announced (or the overlay gives them whole)."""
        return year in _published_years() or year in self._overlay.complete_years

    def day(self, on: date) -> Day:
        """How `on` counts, with its reason in Chinese; `ImpossibleDay` outside the reckonable years."""
        self.hold(on)
        provisional = not self.knows(on.year)
        local = self._overlay.days.get(on)
        if local is not None:
            return Day(on, local.is_working, False, local.reason)
        weekday = _settings()["weekdays"][on.weekday()]
        works, reason = _national(on, weekday)
        if provisional:
            reason += "（当年放假安排尚未公布，暂定）"
        return Day(on, works, provisional, reason)

    def hold(self, on: date) -> None:
        """Nothing when `on` can be reckoned with; otherwise `ImpossibleDay`."""
        if not self.first_day <= on <= self.last_day:
            raise ImpossibleDay(f"日期 {on} 超出了能够计算的范围（{self.first_day} 至 {self.last_day}）")

    def explain(self, first: date, last: date) -> tuple[Day, ...]:
        """Every day from `first` to `last`, both included, counted or skipped, with its reason."""
        return tuple(self.day(on) for on in _days(first, last))

    def working_days_until(self, on: date) -> int:
        """How many working days lie between the first reckonable day and `on`, both included."""
        self.hold(on)
        self._judge_through(on)
        return bisect_right(self._working, on)

    def working_days_between(self, after: date, until: date) -> int:
        """Working days with `after` < day ≤ `until`; none when `until` is earlier."""
        return max(0, self.working_days_until(until) - self.working_days_until(after))

    def nth_working_day_after(self, start: date, count: int) -> date:
        """The `count`th working day after `start` (`start` itself for 0)."""
        if not count:
            return start
        position = self.working_days_until(start) + count - 1
        while len(self._working) <= position:
            self._judge_through(self._judged_through + ONE_DAY)
        return self._working[position]

    def provisional_between(self, after: date, until: date) -> bool:
        """Whether a day with `after` < day ≤ `until` lies in a year without announced holidays."""
        first = after + ONE_DAY
        return any(not self.knows(year) for year in range(first.year, until.year + 1)) and first <= until

    def _judge_through(self, on: date) -> None:
        """Extend the list of working days to the end of the year of `on`: each day is judged once."""
        if on <= self._judged_through:
            return
        self.hold(on)
        end = min(self.last_day, on.replace(month=self.last_day.month, day=self.last_day.day))
        fresh = (self.day(day) for day in _days(self._judged_through + ONE_DAY, end))
        self._working.extend(day.on for day in fresh if day.is_working)
        self._judged_through = end


def _days(first: date, last: date) -> Iterator[date]:
    day = first
    while day <= last:
        yield day
        day += ONE_DAY


@cache
def _published_years() -> frozenset[int]:
    return frozenset(day.year for day in constants.holidays)


def _national(on: date, weekday: str) -> tuple[bool, str]:
    """Whether the national calendar has `on` as a working day, and the reason in Chinese."""
    names = _settings()["holiday_names"]
    rests = weekday in _settings()["rest_days"]
    if on in constants.workdays:
        return True, f"{weekday}，{names[constants.workdays[on]]}调休上班"
    if on in constants.in_lieu_days:
        return False, f"{weekday}，{names[constants.in_lieu_days[on]]}调休放假"
    if on in constants.holidays:
        return False, f"{weekday}，{names[constants.holidays[on]]}放假"
    if rests:
        return False, weekday
    fixed = None if on.year in _published_years() else _settings()["fixed_holidays"].get(f"{on:%m-%d}")
    return (False, f"{weekday}，{fixed}放假") if fixed else (True, f"{weekday}，工作日")
