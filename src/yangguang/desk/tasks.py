"""What is one row of the home page, and how does its day lie to today?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from yangguang.law.calendars import Calendar

SOON = 3
"""Working days left from which a thing counts as about to be late."""
CALENDAR = Calendar()


@dataclass(frozen=True, slots=True)
class Left:
    """How a due date lies to today: working days left, or over it; `tone` is that of its tag."""

    on: date
    days: int
    late: bool

    @property
    def tone(self) -> str:
        """How the tag looks: `bad` over the day, `sun` close to it."""
        if self.late:
            return "bad"
        return "sun" if self.days <= SOON else ""

    @property
    def words(self) -> str:
        """The tag's words."""
        if self.late:
            return f"超 {self.days} 个工作日"
        return f"{self.days} 个工作日" if self.days else "不足 1 个工作日"


@dataclass(frozen=True, slots=True)
class Task:
    """One row of the home page: the thing, whose turn it is, how long, and why that day."""

    name: str
    address: str
    sort: str
    turn: str
    left: Left | None
    reasons: tuple[str, ...]


def left_until(due: date, today: date) -> Left:
    """How `due` lies to `today`, in working days."""
    late = today > due
    days = CALENDAR.working_days_between(due, today) if late else CALENDAR.working_days_between(today, due)
    return Left(due, days, late)
