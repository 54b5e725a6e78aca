"""Where are the ruled tables of a PDF page, and which tables of two pages are one?"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from yangguang.documents.formats.pdf_glyphs import Glyph, lines
from yangguang.documents.model import Cell

THIN = 3.0
"""A filled shape not wider than this (points) is a rule; a wider one is a background."""
SNAP = 2.5
"""Rules nearer to each other than this (points) are one."""
NARROWEST = 5.0
"""No row is lower and no column narrower than this (points): nearer rules bound the same one."""
SETTINGS = {"snap_tolerance": SNAP, "join_tolerance": SNAP, "intersection_tolerance": SNAP}


Span = tuple[int, int, int, int]
"""Row, column, row span, column span."""


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A table with its rules: `columns` and `rows` are the places of the rules, in points."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    cells: tuple[Cell, ...]
    page: int

    @property
    def height(self) -> int:
        """Number of rows."""
        return max(cell.row + cell.row_span for cell in self.cells)

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.columns) - 1


@dataclass(frozen=True, slots=True)
class Frame:
    """The rules of a table and its cells as (row, column, row span, column span), without any text."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    places: tuple[Span, ...]

    def holds(self, glyph: Glyph) -> bool:
        """Whether a glyph stands between the outer rules."""
        x, y = (glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2
        return self.columns[0] <= x <= self.columns[-1] and self.rows[0] <= y <= self.rows[-1]


def frames(page: Any) -> list[Frame]:
    """The ruled tables of a pdfplumber page, from the top; a box of one column is no table."""
    ruled = page.filter(_is_rule)
    settings = {**SETTINGS, "explicit_vertical_lines": _open_sides(ruled)}
    found = [_frame(table.cells) for table in ruled.find_tables(settings)]
    return sorted((frame for frame in found if len(frame.columns) > 2), key=lambda frame: frame.rows[0])


def _is_rule(thing: dict[str, Any]) -> bool:
    if thing["object_type"] not in {"line", "rect", "curve"}:
        return False
    if thing["stroke"] and not _white(thing["stroking_color"]):
        return True
    return bool(thing["fill"]) and min(thing["width"], thing["height"]) <= THIN


def _white(colour: Any) -> bool:
    parts = colour if isinstance(colour, list | tuple) else (colour,)
    numbers = [part for part in parts if isinstance(part, int | float)]
    return len(numbers) in (1, 3) and min(numbers) >= 0.99


def _open_sides(page: Any) -> list[dict[str, Any]]:
    """Upright rules where a table has none at its sides, as in tables that are open left and right."""
    ends: dict[tuple[int, int], list[dict[str, Any]]] = {}
    for edge in page.horizontal_edges:
        if edge["x1"] - edge["x0"] > 100:
            ends.setdefault((round(edge["x0"] / 4), round(edge["x1"] / 4)), []).append(edge)
    if not page.vertical_edges:
        return []
    found = []
    for edges in ends.values():
        if len(edges) < 3:
            continue
        top, bottom = min(edge["top"] for edge in edges), max(edge["top"] for edge in edges)
        for x in (edges[0]["x0"], edges[0]["x1"]):
            beside = [
                edge
                for edge in page.vertical_edges
                if abs(edge["x0"] - x) < 2 * SNAP and edge["bottom"] > top and edge["top"] < bottom
            ]
            if not beside:
                found.append(_upright_rule(x, top, bottom, page))
    return found


def _upright_rule(x: float, top: float, bottom: float, page: Any) -> dict[str, Any]:
    return {
        "object_type": "line",
        "x0": x,
        "x1": x,
        "top": top,
        "bottom": bottom,
        "doctop": page.initial_doctop + top,
        "width": 0,
        "height": bottom - top,
        "orientation": "v",
    }


def _frame(boxes: list[tuple[float, float, float, float]]) -> Frame:
    columns = _clusters(x for box in boxes for x in (box[0], box[2]))
    rows = _clusters(y for box in boxes for y in (box[1], box[3]))
    places: set[Span] = set()
    for left, top, right, bottom in boxes:
        column, row = _nearest(columns, left), _nearest(rows, top)
        places.add((row, column, _nearest(rows, bottom) - row, _nearest(columns, right) - column))
    drawn = {place for place in places if place[2] > 0 and place[3] > 0}
    return Frame(columns, rows, tuple(sorted(drawn)))


def _holes(drawn: Iterable[Span], height: int, width: int) -> list[Span]:
    """Cells for the places that no closed cell covers: a page break leaves cells without their lower rule."""
    covered: set[tuple[int, int]] = set()
    for span in drawn:
        covered |= _places(span)
    found = []
    for column, row in ((column, row) for column in range(width) for row in range(height)):
        if (row, column) in covered:
            continue
        bottom = _end_of_hole(covered, row, column, height)
        right = column + 1
        while right < width and _begins_hole(covered, row, right, bottom, height):
            right += 1
        found.append((row, column, bottom - row, right - column))
        covered |= _places(found[-1])
    return found


def _places(span: Span) -> set[tuple[int, int]]:
    row, column, row_span, column_span = span
    return {(y, x) for y in range(row, row + row_span) for x in range(column, column + column_span)}


def _end_of_hole(covered: set[tuple[int, int]], row: int, column: int, height: int) -> int:
    return next((y for y in range(row, height) if (y, column) in covered), height)


def _begins_hole(covered: set[tuple[int, int]], row: int, column: int, bottom: int, height: int) -> bool:
    """Whether a hole of the same height begins at the same row of another column."""
    above_covered = row == 0 or (row - 1, column) in covered
    same_end = _end_of_hole(covered, row, column, height) == bottom
    return above_covered and (row, column) not in covered and same_end


def _clusters(numbers: Iterable[float]) -> tuple[float, ...]:
    found: list[float] = []
    for number in sorted(numbers):
        if not found or number - found[-1] > NARROWEST:
            found.append(number)
    return tuple(found)


def _nearest(rules: tuple[float, ...], number: float) -> int:
    return max(bisect_right(rules, number + 0.01) - 1, 0)


def filled(frame: Frame, found: list[Glyph], page: int) -> RuledTable:
    """Put glyphs into the cells of a frame; a place without a closed cell is a cell all the same."""
    height, width = len(frame.rows) - 1, len(frame.columns) - 1
    holes = _holes(frame.places, height, width)
    spans = [*frame.places, *holes]
    owner = {place: index for index, span in enumerate(spans) for place in _places(span)}
    contents: list[list[Glyph]] = [[] for _ in spans]
    for glyph in found:
        row = min(_nearest(frame.rows, (glyph.top + glyph.bottom) / 2), height - 1)
        column = min(_nearest(frame.columns, (glyph.left + glyph.right) / 2), width - 1)
        contents[owner[row, column]].append(glyph)
    texts = {
        span: "\n".join(line.text for line in lines(content))
        for span, content in zip(spans, contents, strict=True)
    }
    kept = {span: text for span, text in texts.items() if text or span not in holes}
    cells = _without_false_rows(kept, height, width)
    cells |= dict.fromkeys(_holes(cells, max(row + span for row, _, span, _ in cells), width), "")
    placed = (Cell(text, *span) for span, text in sorted(cells.items()))
    return RuledTable(frame.columns, frame.rows, tuple(placed), page)


def _without_false_rows(texts: dict[Span, str], height: int, width: int) -> dict[Span, str]:
    """Rows in which only a few empty cells begin are taken out.

    At a page break some programs end a cell above the rule of its row, and the gap looks like a cell.
    """
    written = {row for (row, _, _, _), text in texts.items() if text}
    begun = Counter(row for row, _, _, column_span in texts for _ in range(column_span))
    false = {row for row in range(1, height) if row not in written and begun[row] * 2 < width}
    new = [row - sum(one <= row for one in false) for row in range(height)]
    return {
        (new[row], column, new[row + row_span - 1] - new[row] + 1, column_span): text
        for (row, column, row_span, column_span), text in texts.items()
        if row not in false
    }


def continues(upper: RuledTable, lower: RuledTable) -> bool:
    """Whether a table at the head of a page goes on with the one at the foot of the page before.

    Their outer rules agree, and the rules of one are among those of the other: merged cells have fewer.
    """
    if lower.page != upper.page + 1:
        return False
    few, many = sorted((upper.columns, lower.columns), key=len)
    return (
        _close(few[0], many[0]) and _close(few[-1], many[-1]) and all(_find(many, x) is not None for x in few)
    )


def _close(one: float, two: float) -> bool:
    return abs(one - two) <= NARROWEST


def _find(rules: tuple[float, ...], x: float) -> int | None:
    return next((index for index, rule in enumerate(rules) if _close(rule, x)), None)


def _on_columns(table: RuledTable, columns: tuple[float, ...]) -> RuledTable:
    """The same table on the rules of another that has more of them."""
    if len(columns) == len(table.columns):
        return table
    index = [_find(columns, x) or 0 for x in table.columns]
    cells = (
        replace(
            cell,
            column=index[cell.column],
            column_span=index[cell.column + cell.column_span] - index[cell.column],
        )
        for cell in table.cells
    )
    return replace(table, columns=columns, cells=tuple(cells))


def joined(upper: RuledTable, lower: RuledTable) -> RuledTable:
    """One table of two: a repeated head is dropped, a cell or text cut by the page is made whole."""
    columns = max(upper.columns, lower.columns, key=len)
    upper, lower = _on_columns(upper, columns), _on_columns(lower, columns)
    rest = _without_head(upper, lower)
    if not rest:
        return upper
    cells = list(upper.cells)
    first = rest[0].row
    shift = upper.height - first
    wrapped = _wrapped_text(upper, [cell for cell in rest if cell.row == first])
    if wrapped is not None:
        above, below = wrapped
        cells[cells.index(above)] = replace(above, text=f"{above.text}\n{below.text}")
        rest = [cell for cell in rest if cell.row > first]
        shift -= 1
    for cell in rest:
        above_cut = _cut_above(cells, upper.height, cell) if cell.row == first else None
        if above_cut is not None:
            cells[cells.index(above_cut)] = replace(above_cut, row_span=above_cut.row_span + cell.row_span)
            continue
        cells.append(replace(cell, row=cell.row + shift))
    return RuledTable(upper.columns, upper.rows, tuple(cells), lower.page)


def _without_head(upper: RuledTable, lower: RuledTable) -> list[Cell]:
    same = 0
    while same < lower.height and _row(upper, same) == _row(lower, same) and any(_row(lower, same)):
        same += 1
    head = [cell for cell in lower.cells if cell.row < same]
    if not any(cell.text for cell in head) or any(cell.row + cell.row_span > same for cell in head):
        same = 0
    return [cell for cell in lower.cells if cell.row >= same]


def _row(table: RuledTable, row: int) -> list[tuple[int, int, int, str]]:
    return [(c.column, c.column_span, c.row_span, c.text) for c in table.cells if c.row == row]


def _cut_above(cells: list[Cell], height: int, cell: Cell) -> Cell | None:
    """The cell over an empty one that goes on over the page: one of the two must span rows."""
    if cell.text:
        return None
    for above in cells:
        same = above.column == cell.column and above.column_span == cell.column_span
        if same and above.row + above.row_span == height and max(above.row_span, cell.row_span) > 1:
            return above
    return None


def _wrapped_text(upper: RuledTable, first: list[Cell]) -> tuple[Cell, Cell] | None:
    """The label of the last row and its remainder, when a page break cut the text of one row in two.

    Only a bracket that opens above and closes below says so: a row of blanks may have any other label.
    """
    written = [cell for cell in first if cell.text]
    if len(written) != 1 or len(first) < 2 or any(cell.row_span > 1 for cell in first):
        return None
    last = [cell for cell in upper.cells if cell.row + cell.row_span == upper.height and cell.row_span == 1]
    shape = {(cell.column, cell.column_span) for cell in last}
    if not {(cell.column, cell.column_span) for cell in first} <= shape:
        return None
    above = next(cell for cell in last if cell.column == written[0].column)
    return (above, written[0]) if _open_brackets(above.text) > 0 > _open_brackets(written[0].text) else None


def _open_brackets(text: str) -> int:
    """How many brackets a text leaves open; below zero when it closes more than it opened."""
    return sum((one in "（(") - (one in "）)") for one in text)
