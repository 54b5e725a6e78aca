"""A small PDF writer for tests: Chinese text at given places, rules, pages turned, nothing embedded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

HEIGHT, WIDTH = 842, 595
TURNS = {
    0: "",
    90: f"0 1 -1 0 {HEIGHT} 0 cm",
    180: f"-1 0 0 -1 {WIDTH} {HEIGHT} cm",
    270: f"0 -1 1 0 0 {WIDTH} cm",
}
"""Turns the content against the page, so that it stands upright when the page is shown."""


@dataclass(frozen=True)
class Page:
    """Texts as (x, y from the top, size, text); rules as (x0, y0, x1, y1); bars are filled white."""

    texts: Sequence[tuple[float, float, float, str]] = ()
    rules: Sequence[tuple[float, float, float, float]] = ()
    bars: Sequence[tuple[float, float, float, float]] = ()
    rotate: int = 0
    extra: str = field(default="")


def ruled(
    left: float, top: float, widths: Sequence[float], heights: Sequence[float], rows: Sequence[Sequence[str]]
):
    """Texts and rules of a plain table; an empty text leaves a blank cell."""
    texts, rules = [], []
    right, bottom = left + sum(widths), top + sum(heights)
    y = top
    for height, row in zip(heights, rows, strict=True):
        rules.append((left, y, right, y))
        x = left
        for width, text in zip(widths, row, strict=True):
            texts.extend(
                (x + 3, y + 13 + 12 * number, 10, one) for number, one in enumerate(text.split("\n")) if one
            )
            x += width
        y += height
    rules.append((left, bottom, right, bottom))
    x = left
    for width in (*widths, 0):
        rules.append((x, top, x, bottom))
        x += width
    return texts, rules


def make_pdf(pages: Sequence[Page], *, title: str = "") -> bytes:
    """The file; text is set in the standard Chinese font that every reader knows by name."""
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{' '.join(f'{7 + 2 * n} 0 R' for n in range(len(pages)))}]>>",
        "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/FontDescriptor 5 0 R/DW 1000/W[1 95 500]"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>",
        "<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[0 -120 1000 880]/ItalicAngle 0"
        "/Ascent 880/Descent -120/CapHeight 880/StemV 93>>",
        f"<</Title<FEFF{title.encode('utf-16-be').hex()}>>>",
    ]
    for number, page in enumerate(pages):
        content = _content(page)
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {_size(page)}]/Rotate {page.rotate}"
            f"/Resources<</Font<</F 3 0 R>>>>/Contents {8 + 2 * number} 0 R>>"
        )
        objects.append(f"<</Length {len(content)}>>stream\n{content}\nendstream")
    return _file(objects)


def _size(page: Page) -> str:
    return f"{HEIGHT} {WIDTH}" if page.rotate in (90, 270) else f"{WIDTH} {HEIGHT}"


def _content(page: Page) -> str:
    parts = [f"1 g {x0} {HEIGHT - y1} {x1 - x0} {y1 - y0} re f 0 g" for x0, y0, x1, y1 in page.bars]
    parts += [f"{x0} {HEIGHT - y0} m {x1} {HEIGHT - y1} l S" for x0, y0, x1, y1 in page.rules]
    for x, y, size, text in page.texts:
        parts.append(f"BT /F {size} Tf {x} {HEIGHT - y} Td <{text.encode('utf-16-be').hex()}> Tj ET")
    return "\n".join([TURNS[page.rotate], *parts, page.extra])


def _file(objects: Sequence[str]) -> bytes:
    data, offsets = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode("ascii")
    start = len(data)
    data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    data += b"".join(f"{offset:010} 00000 n \n".encode() for offset in offsets)
    return (
        data
        + f"trailer<</Size {len(objects) + 1}/Root 1 0 R/Info 6 0 R>>\nstartxref\n{start}\n%%EOF\n".encode()
    )
