"""By when must a document be sent to be put on record? A pure answer from the day it was made public."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from yangguang.law.errors import NotInForce
from yangguang.law.parameters.loading import parameter

FILING = "publication.normative_filing"


@dataclass(frozen=True, slots=True)
class FilingDue:
    """The last day for sending a document, with the sentences it follows from."""

    on: date
    reasons: tuple[str, ...]


def filing_due(released_on: date, own: int | None = None) -> FilingDue | None:
    """The last day after publication; `own` is the government's tighter count of days.

    None for a document published before the rule: nobody asks for it any more.
    """
    try:
        national = parameter(FILING).at(released_on)
    except NotInForce:
        return None
    count = national.number if own is None else min(own, national.number)
    on = released_on + timedelta(days=count)
    reasons = [f"公布日期{released_on}，{national.says}（{national.source}）"]
    if count != national.number:
        reasons.append(f"本级政府自行收紧为{count}日")
    reasons.append(f"从次日起数{count}日，到{on}")
    return FilingDue(on, tuple(reasons))


def asked_since() -> date:
    """Documents made public before this day are not asked for: the rule is younger."""
    return parameter(FILING).values[0].since
