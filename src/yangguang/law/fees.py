"""What does a request cost beyond the free range? The progressive tariffs of 国办函〔2020〕109号."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from yangguang.law.errors import ImpossibleFacts
from yangguang.law.parameters.loading import parameter
from yangguang.law.parameters.model import Tier, Value


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One step of the tariff as far as it was used: units `first` to `last` at `rate` yuan each."""

    first: int
    last: int
    rate: int

    @property
    def amount(self) -> int:
        """Yuan for this step."""
        return (self.last - self.first + 1) * self.rate


@dataclass(frozen=True, slots=True)
class Fee:
    """A fee in yuan with the steps it is made of and the article that sets it."""

    amount: int
    lines: tuple[FeeLine, ...]
    source: str


def fee_by_item(items: int, on: date, *, earlier_this_month: int = 0) -> Fee:
    """The fee for `items` requests of one applicant (按件), who already made some in the same month.

    `on` decides which tariff is in force (`NotInForce` before the first); `ImpossibleFacts` for negative
    counts. Source: 109号第四条.
    """
    return _fee(parameter("fees.by_item").at(on), items, earlier_this_month)


def fee_by_page(pages: int, on: date) -> Fee:
    """The fee for one request answered on `pages` single A4 sides (按量); requests are never added up.

    `NotInForce` before the first tariff; `ImpossibleFacts` for a negative count. Source: 109号第五条.
    """
    return _fee(parameter("fees.by_page").at(on), pages, 0)


def _fee(tariff: Value, count: int, before: int) -> Fee:
    if count < 0 or before < 0:
        raise ImpossibleFacts("计费的件数、页数不能是负数")
    lines = tuple(_used(tariff.tiers, before + 1, before + count))
    return Fee(sum(line.amount for line in lines), lines, tariff.source)


def _used(tiers: tuple[Tier, ...], first: int, last: int) -> Iterator[FeeLine]:
    """The steps that units `first` to `last` fall into, in order."""
    for begins, ends, rate in _steps(tiers):
        if begins > last:
            return
        if ends is None or ends >= first:
            yield FeeLine(max(begins, first), last if ends is None else min(ends, last), rate)


def _steps(tiers: tuple[Tier, ...]) -> Iterator[tuple[int, int | None, int]]:
    """First unit, last unit (None: open end) and rate of each step; a widening tier goes on for ever."""
    begins = 1
    for tier in tiers:
        rate = tier.rate
        while tier.width:
            yield begins, begins + tier.width - 1, rate
            begins += tier.width
            rate += tier.rise
        yield begins, tier.up_to, rate
        begins = (tier.up_to or begins) + 1
