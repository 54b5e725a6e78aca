"""In which words is it said that a document is not in force, on its page and in what is taken home?"""

from __future__ import annotations

from datetime import date

from yangguang.disclosure.showing.facts import ItemFacts, Line
from yangguang.disclosure.validity import ONE_DAY


def banner_of(item: ItemFacts) -> str:
    """The sentence over a document that is not in force; empty when it is. `ended_by` is named beside it."""
    validity = item.line.validity
    if validity is None or not (validity.is_over or validity.is_to_come):
        return ""
    since = validity.to_on + ONE_DAY if validity.to_on else None
    begins = validity.from_on
    never = begins is not None and since is not None and since <= begins
    if validity.is_to_come:
        if never:
            return f"本文件没有施行，自{_letters(since)}起终止，不会施行。"
        return f"本文件尚未施行，自{_letters(begins)}起施行。"
    if never:
        return f"本文件{validity.how}，没有施行。"
    return f"本文件{validity.how or '已经失效'}，自{_letters(since)}起不再有效。"


def span_of(line: Line) -> tuple[str, ...]:
    """From when to when a document is in force and how it ended, in pieces; none for what has no validity."""
    validity = line.validity
    if validity is None:
        return ()
    begins = f"自 {validity.from_on} 起" if validity.from_on else ""
    how = validity.how if validity.is_over else ""
    ends = f"至 {validity.to_on}{'，' if how else ''}" if validity.to_on else ""
    return tuple(piece for piece in (begins, ends, how) if piece)


def _letters(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else "公布之日"
