"""How much does an organ keep closed, and is that more than its government lets pass? Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

WHOLE = Decimal(100)
TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Share:
    """The documents that an organ made in a year; `decided` have an attribute, `closed` of them 不予公开."""

    organ: int
    name: str
    year: int
    registered: int
    decided: int
    closed: int
    alert_above: int | None = None
    """Per cent above which the government is alerted; None: it is not."""

    @property
    def percent(self) -> Decimal | None:
        """Closed ones of a hundred decided, to one decimal; None while nothing is decided."""
        if not self.decided:
            return None
        return (self.closed * WHOLE / self.decided).quantize(TENTH, ROUND_HALF_UP)

    @property
    def alerts(self) -> bool:
        """Whether the share, not its printed figure, is above the threshold."""
        return self.alert_above is not None and self.closed * WHOLE > self.alert_above * self.decided
