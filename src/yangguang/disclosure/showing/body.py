"""How does a clean body read as pieces of a document? Headings, paragraphs, numbered lists, whole tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import html as markup

from yangguang.documents.writing.model import (
    TEXT_WIDTH,
    Align,
    Heading,
    Paragraph,
    Piece,
    Table,
    TableCell,
)

HEADINGS = {"h2": 1, "h3": 2, "h4": 2}
HOLDERS = frozenset({"blockquote", "figure", "div"})
LISTS = frozenset({"ul", "ol"})
CELLS = frozenset({"td", "th"})
SPACE = re.compile(r"[ \t\r\n]+")


def pieces_of(body: str) -> tuple[Piece, ...]:
    """The pieces of a body that was cleaned; pictures leave their description."""
    if not body.strip():
        return ()
    return tuple(_pieces(markup.fragment_fromstring(body, create_parent="div")))


def _pieces(holder: Any) -> Iterator[Piece]:
    yield from _text(holder.text or "")
    for element in holder:
        yield from _element(element)
        yield from _text(element.tail or "")


def _element(element: Any) -> Iterator[Piece]:
    tag = element.tag
    if tag in HEADINGS:
        yield Heading(_words(element), HEADINGS[tag])
    elif tag in HOLDERS:
        yield from _pieces(element)
    elif tag in LISTS:
        yield from _list(element)
    elif tag == "table":
        table = _table(element)
        yield from (table,) if table else ()
    elif tag == "img":
        yield from _text(_described(element))
    else:
        for line in _words(element).split("\n"):
            yield from _text(line)


def _list(element: Any) -> Iterator[Piece]:
    start = int(element.get("start", "1"))
    for place, entry in enumerate(element.iterchildren("li"), start=start):
        sign = f"{place}. " if element.tag == "ol" else "· "
        nested = [below for below in entry if below.tag in LISTS]
        for below in nested:
            entry.remove(below)
        yield from _text(f"{sign}{_words(entry)}".replace("\n", " "))
        for below in nested:
            yield from _list(below)


def _table(element: Any) -> Table | None:
    """The table with every hole filled; None where it has no cell."""
    lines = list(element.iter("tr"))
    taken: dict[tuple[int, int], TableCell | None] = {}
    for row, line in enumerate(lines):
        column = 0
        for cell in (one for one in line if one.tag in CELLS):
            while (row, column) in taken:
                column += 1
            down = min(int(cell.get("rowspan", "1")), len(lines) - row)
            _lay(taken, cell, row, column, down)
    if not taken:
        return None
    width = max(column for _, column in taken) + 1
    places = [(row, column) for row in range(len(lines)) for column in range(width)]
    cells = [taken.get(place, TableCell("", *place)) for place in places]
    caption = element.find("caption")
    small, rest = divmod(TEXT_WIDTH, width)
    return Table(
        widths=tuple(small + (1 if place < rest else 0) for place in range(width)),
        height=len(lines),
        cells=tuple(cell for cell in cells if cell is not None),
        caption=_words(caption) if caption is not None else "",
        together=False,
    )


def _lay(taken: dict[tuple[int, int], TableCell | None], cell: Any, row: int, column: int, down: int) -> None:
    """Put a cell where it begins, and nothing where it reaches; it does not reach over another."""
    across = 1
    while across < int(cell.get("colspan", "1")) and (row, column + across) not in taken:
        across += 1
    for lower in range(row, row + down):
        for further in range(column, column + across):
            taken[lower, further] = None
    head = cell.tag == "th"
    align = Align.CENTER if head else Align.LEFT
    taken[row, column] = TableCell(_words(cell), row, column, down, across, head=head, align=align)


def _words(element: Any) -> str:
    """The text of an element; a line break stays one."""
    parts = [element.text or ""]
    for below in element:
        parts.append("\n" if below.tag == "br" else _described(below) or _words(below))
        parts.append(below.tail or "")
    lines = "".join(SPACE.sub(" ", part) if part != "\n" else part for part in parts).split("\n")
    return "\n".join(line.strip() for line in lines)


def _described(element: Any) -> str:
    described = element.get("alt", "") if element.tag == "img" else ""
    return f"（图：{described}）" if described else ""


def _text(words: str) -> Iterator[Piece]:
    tidy = SPACE.sub(" ", words).strip()
    if tidy:
        yield Paragraph(tidy)
