"""Which day do these words name? Only `2025-01-20` and only days that exist."""

from __future__ import annotations

import re
from datetime import date

from yangguang.law.errors import ImpossibleDay

WRITTEN = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
SHOWN = re.compile(r".{0,30}")
"""How much of unusable input a sentence repeats: the start of its first line."""


def parse_day(words: object, what: str = "日期") -> date:
    """The day written as `YYYY-MM-DD`; `what` names the fact in the sentence of `ImpossibleDay`."""
    if not isinstance(words, str) or not WRITTEN.fullmatch(words):
        shown = SHOWN.match(str(words))
        begins = shown[0] if shown else ""
        raise ImpossibleDay(f"{what}“{begins}”写法不对，应写成 2025-01-20 这样的年-月-日")
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise ImpossibleDay(f"{what}“{words}”不存在，日历上没有这一天") from None
