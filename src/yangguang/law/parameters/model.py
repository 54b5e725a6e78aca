"""What is one dated value of the law, and what may its unit be?"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from yangguang.law.errors import NotInForce, Repealed


class Unit(StrEnum):
    """What a number counts."""

    WORKING_DAY = "working_day"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    HOUR = "hour"
    HOUR_PER_WEEK = "hour_per_week"
    TIMES = "times"
    CHARACTER = "character"
    MONTH_DAY = "month_day"
    YUAN_PER_ITEM = "yuan_per_item"
    YUAN_PER_PAGE = "yuan_per_page"
    SEAT = "seat"
    MACHINE = "machine"
    RULE = "rule"
    """No number but what the law attaches to an event, in one English word: `restart`."""


UNIT_NAMES = {
    Unit.WORKING_DAY: "个工作日",
    Unit.DAY: "日",
    Unit.MONTH: "个月",
    Unit.YEAR: "年",
    Unit.HOUR: "小时",
    Unit.HOUR_PER_WEEK: "小时/周",
    Unit.TIMES: "次",
    Unit.CHARACTER: "字",
    Unit.MONTH_DAY: "（每年某月某日）",
    Unit.YUAN_PER_ITEM: "元/件",
    Unit.YUAN_PER_PAGE: "元/页",
    Unit.SEAT: "个座位",
    Unit.MACHINE: "台",
    Unit.RULE: "（处理方式）",
}
"""How each unit reads after its number."""


class Confidence(StrEnum):
    """How the rule came to be known; the letters are those of the rules files."""

    FULL_TEXT = "A"
    FULL_TEXT_FUJIAN = "A-FJ"
    PUBLISHED_PAGE = "B"
    DERIVED = "C"
    UNVERIFIED = "K"
    INFERENCE = "I"


CONFIDENCE_NAMES = {
    Confidence.FULL_TEXT: "读过全文",
    Confidence.FULL_TEXT_FUJIAN: "读过福建省规定全文，不是全国规定",
    Confidence.PUBLISHED_PAGE: "读过公开网页上的部分原文",
    Confidence.DERIVED: "只见于转述",
    Confidence.UNVERIFIED: "凭经验所知，尚未核对原文",
    Confidence.INFERENCE: "推断，待法制机构确认",
}
"""What each tag means to a reader."""


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A day that returns every year."""

    month: int
    day: int

    def in_year(self, year: int) -> date:
        """That day in `year`; the last of the month where the year has no such day (2 月 29 日)."""
        last = calendar.monthrange(year, self.month)[1]
        return date(year, self.month, min(self.day, last))

    def __str__(self) -> str:
        return f"{self.month}月{self.day}日"


@dataclass(frozen=True, slots=True)
class Tier:
    """One step of a progressive tariff, from where the step before ended.

    `up_to` is the last unit of the step (None: open end). A step with `width` repeats every `width`
    units, the rate rising by `rise` each time; its `rate` is that of its first `width` units.
    """

    rate: int
    up_to: int | None = None
    width: int | None = None
    rise: int = 0


Amount = int | str | MonthDay | tuple[Tier, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """What a rule says from `since` on. `amount` is None when it was repealed that day."""

    name: str
    title: str
    unit: Unit
    since: date
    amount: Amount | None
    instrument: str
    article: str
    says: str
    confidence: Confidence
    only_year_known: bool = False
    """`since` is the first of January because nothing read here gives the day."""

    @property
    def is_repealed(self) -> bool:
        """Whether the rule has no number any more."""
        return self.amount is None

    @property
    def number(self) -> int:
        """The plain number; `Repealed` when there is none any more, `TypeError` for dates and tariffs."""
        amount = self._standing()
        if not isinstance(amount, int):
            raise TypeError(f"{self.name} is no plain number")
        return amount

    @property
    def month_day(self) -> MonthDay:
        """The yearly day; `Repealed` when there is none any more, `TypeError` for other kinds."""
        amount = self._standing()
        if not isinstance(amount, MonthDay):
            raise TypeError(f"{self.name} is no day of the year")
        return amount

    @property
    def tiers(self) -> tuple[Tier, ...]:
        """The steps of the tariff; `Repealed` when there is none any more, `TypeError` for other kinds."""
        amount = self._standing()
        if not isinstance(amount, tuple):
            raise TypeError(f"{self.name} is no tariff")
        return amount

    @property
    def effect(self) -> str:
        """The word of a rule without number; `Repealed` when it is gone, `TypeError` for other kinds."""
        amount = self._standing()
        if not isinstance(amount, str):
            raise TypeError(f"{self.name} is no rule in words")
        return amount

    @property
    def source(self) -> str:
        """Instrument and article in one phrase: 《政府信息公开条例》第三十三条第二款."""
        return f"{self.instrument}{self.article}"

    def _standing(self) -> Amount:
        if self.amount is None:
            raise Repealed(f"“{self.title}”自 {self.since} 起已经废止")
        return self.amount


@dataclass(frozen=True, slots=True)
class Parameter:
    """A named rule with all its values, oldest first. `scope` says where it is law."""

    name: str
    title: str
    unit: Unit
    scope: str
    values: tuple[Value, ...]

    def at(self, day: date) -> Value:
        """The value in force on `day`; `NotInForce` before the first."""
        held = [value for value in self.values if value.since <= day]
        if not held:
            first = self.values[0]
            raise NotInForce(
                f"“{self.title}”的规定（{first.source}）自 {first.since} 起施行，不适用于 {day} 的事项"
            )
        return held[-1]
