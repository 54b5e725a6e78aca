"""By which addresses and words do pages speak of items? Tags, sentences of banners, sizes of files."""

from __future__ import annotations

from datetime import date
from urllib.parse import quote

from yangguang.disclosure.showing.facts import ItemFacts, Line
from yangguang.disclosure.states import Kind
from yangguang.disclosure.validity import ONE_DAY, Status

TAGS = {
    Status.NOT_YET: "warn",
    Status.IN_FORCE: "good",
    Status.AMENDED: "good",
    Status.EXPIRED: "bad",
    Status.REPEALED: "bad",
}
"""The class of the tag that tells each status."""
OUTGOING = {
    Kind.AMENDS: "修改",
    Kind.REPLACES: "替代",
    Kind.REPEALS: "废止",
    Kind.INTERPRETS: "解读",
    Kind.BASED_ON: "依据",
}
INCOMING = {
    Kind.AMENDS: "被修改",
    Kind.REPLACES: "被替代",
    Kind.REPEALS: "被废止",
    Kind.INTERPRETS: "解读",
    Kind.BASED_ON: "作为依据",
}
"""What is said of the other document, seen from the page's own."""
KILOBYTE, MEGABYTE = 1024, 1024 * 1024


def item_address(number: int) -> str:
    """Where the page of an item stands."""
    return f"/items/{number}/"


def column_address(code: str) -> str:
    """Where a column of the catalogue stands."""
    return f"/columns/disclosure/{quote(code, safe='')}/"


def organ_address(number: int) -> str:
    """Where the page of an organ stands."""
    return f"/organs/{number}/"


def size_in_words(size: int) -> str:
    """A file's size as people read it."""
    if size < KILOBYTE:
        return f"{size} 字节"
    return f"{-(-size // KILOBYTE)} KB" if size < MEGABYTE else f"{size / MEGABYTE:.1f} MB"


def ending_of(name: str) -> str:
    """The ending of a file's name in capitals, for the sign before it."""
    stem, dot, ending = name.rpartition(".")
    return ending.upper()[:5] if dot and stem else "文件"


def banner_of(item: ItemFacts) -> str:
    """The sentence over a document that is not in force; empty when it is. `ended_by` is linked beside it."""
    validity = item.line.validity
    if validity is None or not (validity.is_over or validity.is_to_come):
        return ""
    if validity.is_to_come:
        return f"本文件尚未施行，自{_letters(validity.from_on)}起施行。"
    if validity.from_on and validity.to_on and validity.to_on < validity.from_on:
        return f"本文件{validity.how}，没有施行。"
    since = validity.to_on + ONE_DAY if validity.to_on else None
    return f"本文件{validity.how or '已经失效'}，自{_letters(since)}起不再有效。"


def _letters(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else "公布之日"


def span_of(line: Line) -> str:
    """From when to when a document is in force, for the head table; empty for what has no validity."""
    validity = line.validity
    if validity is None:
        return ""
    begins = f"自 {validity.from_on} 起" if validity.from_on else ""
    ends = f"至 {validity.to_on}" if validity.to_on else ""
    if validity.is_over and validity.how:
        ends = f"{ends}，{validity.how}"
    return f"{begins}{ends}"
