"""By which addresses and words do pages speak of items? Tags of validity, sizes of files."""

from __future__ import annotations

from urllib.parse import quote

from yangguang.disclosure.states import Kind
from yangguang.disclosure.validity import Status

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


def column_says(name: str, site_name: str, says: str = "") -> str:
    """What stands in a column: as the national layout says it, or in general words."""
    return says or f"{name}：{site_name}主动公开的政府信息"


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
