"""What does an import make of a row? The words between the rows and the preview."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What an import makes of a row."""

    ADDED = "新增"
    CHANGED = "修改"
    ENDED = "终止"
    UNCHANGED = "不变"


@dataclass(frozen=True, slots=True)
class Change:
    """One row of the preview; `details` are sentences such as 联系电话：甲 → 乙."""

    row: int
    name: str
    outcome: Outcome
    details: tuple[str, ...] = ()
