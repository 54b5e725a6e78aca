"""Which printed lines make one paragraph, and which are only page furniture?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from yangguang.documents.formats.pdf_glyphs import IDEOGRAPHS, Line

PAGE_NUMBER = re.compile(
    r"^[-—–－―·\s]*(?:第\s*)?\d{1,3}(?:\s*页)?(?:\s*[/／,，]?\s*共?\s*\d{1,3}\s*页?)?[-—–－―·\s]*$"
)
NUMBER = re.compile(r"\d+")
SHORTEST_HEAD = 4
MARGIN = 0.11
"""Share of the page height at its head and foot where page numbers and running heads stand."""
FULL_LINE = 2.2
"""A line that ends within so many type sizes of the right margin goes on in the next one."""
INDENT = 1.2
"""A line that begins so many type sizes right of the margin begins a paragraph."""
LEADING = 1.9
"""Lines farther apart than so many times the usual distance do not belong together."""
OPENING = re.compile(
    r"^\s*(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|[①-⑳]|第[一二三四五六七八九十]+[章条])"
)

PART = re.compile(r"^\s*[一二三四五六七八九十]{1,3}、")
"""The heading of a part."""


def furniture(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> set[tuple[int, int]]:
    """Page numbers and running heads as (page index, line index): they stand in the margins and repeat."""
    in_margin = [
        (page, number, line)
        for page, found in enumerate(pages)
        for number, line in enumerate(found)
        if line.bottom < MARGIN * heights[page] or line.top > (1 - MARGIN) * heights[page]
    ]
    repeated = Counter(_without_digits(line) for _, _, line in in_margin)
    often = max(2, (len(pages) + 1) // 2)
    return {
        (page, number)
        for page, number, line in in_margin
        if (PAGE_NUMBER.match(line.text) and number in (0, len(pages[page]) - 1))
        or repeated[_without_digits(line)] >= often
    }


def _without_digits(line: Line) -> str:
    """The text of a running head, whatever page it stands on; one too short to be a head is kept apart."""
    text = NUMBER.sub("0", line.text)
    return text if len(text) >= SHORTEST_HEAD else f"{line.text} at {line.top}"


def right_margin(found: Sequence[Line]) -> float:
    """Where full lines of a page end."""
    return max((line.right for line in found), default=0.0)


def left_margin(found: Sequence[Line]) -> float:
    """Where most lines of a page begin."""
    if not found:
        return 0.0
    places = Counter(round(line.left / 3) for line in found)
    most = max(places.values())
    return min(place for place, count in places.items() if count * 3 >= most) * 3.0


def goes_on(before: Line, right: float, line: Line, left: float, *, same_page: bool) -> bool:
    """Whether a line goes on with the paragraph of the one before; `right` and `left` are their margins."""
    size = max(before.bottom - before.top, 1.0)
    if OPENING.match(line.text) and before.text[-1] in "。！？：；…”":
        return False
    if PART.match(line.text) and PART.match(before.text):  # headings without text between them
        return False
    if line.left > left + INDENT * size or before.right < right - FULL_LINE * size:
        return False
    if same_page and line.top - before.top > LEADING * max(size, line.bottom - line.top) * 1.3:
        return False
    return abs((line.bottom - line.top) - size) < 0.25 * size


def glued(before: str, after: str) -> str:
    """Two lines as one text: a space only between two words in Latin letters or digits."""
    if before[-1] < IDEOGRAPHS and after[0] < IDEOGRAPHS and before[-1].isalnum() and after[0].isalnum():
        return f"{before} {after}"
    return before + after
