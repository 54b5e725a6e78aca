"""Where does each label and figure of a statutory table stand? Where the edition puts it, merged as there.

Three shapes occur: blocks stacked under bands (表二), a tree of rows beside a tree of columns (表三), and
rows printed side by side as groups of columns (表四).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from math import lcm

from yangguang.annualreport.form.editions import Address, Block, Column, Row
from yangguang.annualreport.form.editions import Table as FormTable
from yangguang.annualreport.writing.figures import printed_in
from yangguang.documents.writing.model import TEXT_WIDTH, TWIPS_PER_POINT, Align, Table, TableCell

Cells = Mapping[Address, Decimal | None]

ROW_HEAD = "信息内容"
"""Printed over the labels of every block of 表二."""
COLUMNS_HEAD = "申请人情况"
"""Printed over the columns of 表三."""

SMALL = 18
"""Type of the two dense tables, in half points."""
MARGIN = 80
"""What the two margins and rules of a cell take, in twips."""


def written_table(table: FormTable, cells: Cells, collapsed: frozenset[str], caption: str) -> Table:
    """The table as the form prints it, with the figures of `cells`; what is not there stays blank."""
    if any(block.label for block in table.blocks):
        return _stacked(table, cells, caption)
    (block,) = table.blocks
    if any(row.group for row in block.rows):
        return _side_by_side(block, cells, caption)
    return _tree(block, cells, collapsed, table.corner or "", caption)


def _stacked(table: FormTable, cells: Cells, caption: str) -> Table:
    """表二: every block has a band, a line of headings and its rows; blocks share one grid."""
    parts = lcm(*(len(block.leaf_columns()) for block in table.blocks))
    placed: list[TableCell] = []
    row = 0
    for block in table.blocks:
        columns = block.leaf_columns()
        span = parts // len(columns)
        placed.append(TableCell(block.label or "", row, 0, column_span=parts + 1, head=True, tint=True))
        placed.append(TableCell(ROW_HEAD, row + 1, 0, head=True))
        for number, column in enumerate(columns):
            head = column.label + column.note
            placed.append(TableCell(head, row + 1, 1 + number * span, column_span=span, head=True))
        row += 2
        for line in block.leaf_rows():
            placed.append(TableCell(line.label, row, 0, head=True, align=Align.LEFT))
            for number, column in enumerate(columns):
                text = printed_in(column, cells.get(block.address(line, column)))
                placed.append(TableCell(text, row, 1 + number * span, column_span=span))
            row += 1
    label = TEXT_WIDTH // 4
    return Table((label, *shared(TEXT_WIDTH - label, parts)), row, tuple(placed), caption)


def _tree(block: Block, cells: Cells, collapsed: frozenset[str], corner: str, caption: str) -> Table:
    """表三: the row tree on the left, the column tree on top, the corner over the labels."""
    depth = max(_row_depth(row, collapsed) for row in block.rows)
    head_rows = 1 + max(_column_depth(column) for column in block.columns)
    columns = block.leaf_columns()
    placed = [
        TableCell(corner, 0, 0, head_rows, depth, head=True, align=Align.LEFT),
        TableCell(COLUMNS_HEAD, 0, depth, column_span=len(columns), head=True),
        *_column_heads(block.columns, 1, depth, head_rows),
    ]
    lines = list(_row_labels(block.rows, head_rows, 0, depth, collapsed))
    leaves = [row for row, _ in lines if not _below(row, collapsed)]
    placed.extend(cell for _, cell in lines)
    figures = [
        (line, column, printed_in(head, cells.get(block.address(row, head))))
        for line, row in enumerate(leaves, head_rows)
        for column, head in enumerate(columns, depth)
    ]
    labels = (600, 860, 2970)
    widths = (*labels, *shared(TEXT_WIDTH - sum(labels), len(columns)))
    size = fitting(widths[-1], [text for *_, text in figures])
    placed.extend(TableCell(text, line, column, half_points=size) for line, column, text in figures)
    placed.sort(key=lambda cell: (cell.row, cell.column))
    return Table(widths, head_rows + len(leaves), tuple(placed), caption, head_rows, SMALL)


def _side_by_side(block: Block, cells: Cells, caption: str) -> Table:
    """表四: one line of figures; every row of the form is a group of columns, some under a common heading."""
    columns = block.leaf_columns()
    size = len(columns)
    placed: list[TableCell] = []
    texts: list[str] = []
    for group, members in groupby(enumerate(block.rows), key=lambda entry: entry[1].group):
        rows = list(members)
        if group:
            first = rows[0][0] * size
            placed.append(TableCell(group, 0, first, column_span=size * len(rows), head=True))
        for number, row in rows:
            first = number * size
            placed.append(TableCell(row.label, 1 if group else 0, first, column_span=size, head=True))
            for offset, column in enumerate(columns):
                place = first + offset
                span = (2, 1) if group else (1, 2)
                placed.append(TableCell(column.label, span[0], place, row_span=span[1], head=True))
                texts.append(printed_in(column, cells.get(block.address(row, column))))
    widths = shared(TEXT_WIDTH, size * len(block.rows))
    half_points = fitting(min(widths), texts)
    placed.extend(TableCell(text, 3, place, half_points=half_points) for place, text in enumerate(texts))
    placed.sort(key=lambda cell: (cell.row, cell.column))
    return Table(widths, 4, tuple(placed), caption, 3, SMALL)


def _row_labels(
    rows: Sequence[Row], line: int, level: int, depth: int, collapsed: frozenset[str]
) -> Iterator[tuple[Row, TableCell]]:
    for row in rows:
        below = _below(row, collapsed)
        leaves = _leaf_count(row, collapsed)
        span = 1 if below else depth - level
        align = Align.CENTER if below else Align.LEFT
        yield row, TableCell(row.label, line, level, leaves, span, head=True, align=align)
        yield from _row_labels(below, line, level + 1, depth, collapsed)
        line += leaves


def _column_heads(columns: Sequence[Column], line: int, place: int, head_rows: int) -> Iterator[TableCell]:
    for column in columns:
        width = len(list(column.leaves()))
        span = 1 if column.columns else head_rows - line
        yield TableCell(column.label + column.note, line, place, span, width, head=True)
        yield from _column_heads(column.columns, line + 1, place, head_rows)
        place += width


def _below(row: Row, collapsed: frozenset[str]) -> tuple[Row, ...]:
    return () if row.path in collapsed else row.rows


def _leaf_count(row: Row, collapsed: frozenset[str]) -> int:
    return sum(_leaf_count(below, collapsed) for below in _below(row, collapsed)) or 1


def _row_depth(row: Row, collapsed: frozenset[str]) -> int:
    return 1 + max((_row_depth(below, collapsed) for below in _below(row, collapsed)), default=0)


def _column_depth(column: Column) -> int:
    return 1 + max((_column_depth(below) for below in column.columns), default=0)


def shared(width: int, parts: int) -> tuple[int, ...]:
    """`width` twips shared among `parts` columns as evenly as whole twips allow."""
    small, rest = divmod(width, parts)
    return tuple(small + (1 if number < rest else 0) for number in range(parts))


def fitting(width: int, texts: Sequence[str]) -> int:
    """The type size, in half points, at which the longest of `texts` stays on one line of `width` twips.

    A digit is half as wide as its type is high; a figure broken over two lines would be misread.
    """
    longest = max(map(len, texts), default=1) or 1
    points_per_digit = (width - MARGIN) / TWIPS_PER_POINT / longest
    return max(4, min(SMALL, int(points_per_digit * 4 * 0.9)))
