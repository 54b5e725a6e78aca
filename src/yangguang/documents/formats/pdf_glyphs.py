"""Which lines of text does a PDF page print, and where? Glyphs from PDFium, put in order by their places."""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pypdfium2
from pypdfium2 import raw

GAP = 0.35
"""Share of the type size that is a gap beside a Chinese character; between two of them it never is."""
LATIN_GAP = 0.15
"""The same between two letters or digits."""
TALL = 40.0
"""Points; a taller box is checked against the ink, since PDFium reports upright fonts unscaled."""
SAME_PLACE = 0.1
"""Share of the type size within which the same character drawn twice is one (imitated bold)."""
IDEOGRAPHS = "\u2e80"
Box = tuple[float, float, float, float]
"""Left, top, right, bottom in points from the upper left corner."""
INVISIBLE = frozenset("\u200b\u200c\u200d\ufeff\u00ad\ufffe\uffff")


@dataclass(frozen=True, slots=True)
class Glyph:
    """A printed character and its box in points from the upper left corner of the page as shown."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Line:
    """Glyphs that stand on one line, as text, with their common box."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def glyphs(page: pypdfium2.PdfPage) -> list[Glyph]:
    """All characters of a page that stand the way the page does (a slanted watermark does not)."""
    text_page = page.get_textpage()
    handle = text_page.raw
    box = raw.FS_RECTF()
    pointer = ctypes.byref(box)
    unicode_of, box_of, angle_of = (
        raw.FPDFText_GetUnicode,
        raw.FPDFText_GetLooseCharBox,
        raw.FPDFText_GetCharAngle,
    )
    rotation = page.get_rotation()
    turn = _turn(page, rotation)
    found: list[tuple[int, Glyph]] = []
    high = 0
    for index in range(raw.FPDFText_CountChars(handle)):
        code = unicode_of(handle, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000 and high:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
        high = 0
        if code < 33 or 0xD800 <= code < 0xE000 or code > 0x10FFFF or not box_of(handle, index, pointer):
            continue
        text = chr(code)
        if text in INVISIBLE or text.isspace():
            continue
        if box.top - box.bottom > TALL:
            _shrink(handle, index, box)
        angle = round(angle_of(handle, index) * 57.3 / 5) * 5 % 360
        found.append((angle, Glyph(text, *turn(box.left, box.top, box.right, box.bottom))))
    text_page.close()
    return _upright(found, rotation)


def _shrink(handle: Any, index: int, box: Any) -> None:
    """Replace a box by that of the ink when the ink fills only a corner of it."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    if not raw.FPDFText_GetCharBox(handle, index, left, right, bottom, top):
        return
    if (top.value - bottom.value) * 3 < box.top - box.bottom and (
        right.value - left.value
    ) * 3 < box.right - box.left:
        box.left, box.top, box.right, box.bottom = left.value, top.value, right.value, bottom.value


def _upright(found: list[tuple[int, Glyph]], rotation: int) -> list[Glyph]:
    if not found:
        return []
    angles = Counter(angle for angle, _ in found)
    usual = angles.most_common(1)[0][0]
    return [glyph for angle, glyph in found if angle in (usual, rotation % 360)]


def _turn(page: pypdfium2.PdfPage, rotation: int) -> Callable[[float, float, float, float], Box]:
    """From page space (upwards, unrotated) to the page as shown, measured from its upper left corner."""
    x0, y0, x1, y1 = page.get_mediabox()

    def turned(left: float, top: float, right: float, bottom: float) -> Box:
        if rotation == 90:
            return bottom - y0, left - x0, top - y0, right - x0
        if rotation == 180:
            return x1 - right, bottom - y0, x1 - left, top - y0
        if rotation == 270:
            return y1 - top, x1 - right, y1 - bottom, x1 - left
        return left - x0, y1 - top, right - x0, y1 - bottom

    return turned


def lines(found: Iterable[Glyph]) -> list[Line]:
    """Glyphs gathered into lines, from the top to the bottom and from left to right."""
    rows: list[list[Glyph]] = []
    middle = height = 0.0
    for glyph in sorted(found, key=lambda one: (one.top + one.bottom, one.left)):
        own_middle, own_height = (glyph.top + glyph.bottom) / 2, glyph.bottom - glyph.top
        if rows and own_middle - middle < max(min(own_height, height) / 2, 0.5):
            rows[-1].append(glyph)
            height = max(height, own_height)
            continue
        rows.append([glyph])
        middle, height = own_middle, own_height
    return [_line(row) for row in rows]


def _line(row: list[Glyph]) -> Line:
    row.sort(key=lambda one: one.left)
    pieces = [row[0].text]
    for before, glyph in pairwise(row):
        size = max(glyph.bottom - glyph.top, 1.0)
        if glyph.text == before.text and abs(glyph.left - before.left) < SAME_PLACE * size:
            continue
        ideographs = (glyph.text >= IDEOGRAPHS) + (before.text >= IDEOGRAPHS)
        if ideographs < 2 and glyph.left - before.right > (GAP if ideographs else LATIN_GAP) * size:
            pieces.append(" ")
        pieces.append(glyph.text)
    return Line(
        "".join(pieces),
        row[0].left,
        min(one.top for one in row),
        max(one.right for one in row),
        max(one.bottom for one in row),
    )
