"""What did a format hand over? Paragraphs and rows of slots, laid out here into blocks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from yangguang.documents import limits
from yangguang.documents.model import Block, Cell, Document, Grid, Paragraph, Place, Unreadable

LONG_CELL = 600
"""A cell with more characters than this holds an article, not a figure: its table only arranges the page."""


@dataclass(slots=True)
class RawParagraph:
    """Text between two breaks, before it has a place."""

    text: str
    level: int | None = None


@dataclass(slots=True)
class Slot:
    """One cell as a format gives it, spans at least 1; without `column` it takes the next free place."""

    text: str
    row_span: int = 1
    column_span: int = 1
    column: int | None = None
    inner: list[RawParagraph | RawTable] | None = None
    """The content in order, given only when another table stands inside."""


@dataclass(slots=True)
class RawTable:
    """Rows of slots, before they have places."""

    rows: list[list[Slot]] = field(default_factory=list)


def lay_out(rows: Sequence[Sequence[Slot]]) -> tuple[int, int, tuple[Cell, ...]]:
    """Give every slot its place: (height, width, cells in reading order). Spans end at the last row."""
    height, width = len(rows), 0
    taken: list[int] = []  # for each column, how many rows from the present one are still covered
    cells: list[Cell] = []
    for number, row in enumerate(rows):
        column = 0
        for slot in row:
            if slot.column is not None:
                column = slot.column
            while column < len(taken) and taken[column] and slot.column is None:
                column += 1
            end = column + slot.column_span
            if end > limits.COLUMNS:
                end = _last_column(column)
            if end > width:
                taken.extend([0] * (end - width))
                width = end
            span = slot.row_span
            if span > 1:
                span = min(span, height - number)
                taken[column:end] = [span] * (end - column)
            cells.append(Cell(slot.text, number, column, span, end - column))
            column = end
        if any(taken):
            taken = [left - 1 if left else 0 for left in taken]
    return height, width, tuple(cells)


def _last_column(column: int) -> int:
    if column >= limits.COLUMNS:
        raise Unreadable(f"表格超过 {limits.COLUMNS} 列，无法读取")
    return limits.COLUMNS


class Collector:
    """Numbers the blocks of one document in reading order and stops a file that asks for too much."""

    def __init__(self, file_format: str) -> None:
        self.file_format = file_format
        self.page: int | None = None
        self.title: str | None = None
        self.notes: list[str] = []
        self.blocks: list[Block] = []
        self._cells = 0
        self._characters = 0

    def paragraph(self, text: str, level: int | None = None) -> None:
        """Add one paragraph; an empty one is dropped."""
        if text and not text.isspace():
            self._characters += len(text)
            self.blocks.append(Paragraph(text, self._place(), level))

    def grid(self, height: int, width: int, cells: tuple[Cell, ...]) -> None:
        """Add one grid whose cells already have their places."""
        self._cells += len(cells)
        self._characters += sum(len(cell.text) for cell in cells)
        if self._cells > limits.CELLS:
            raise Unreadable(f"文件里的表格超过 {limits.CELLS} 格，无法读取")
        self.blocks.append(Grid(height, width, cells, self._place()))

    def table(self, table: RawTable) -> None:
        """Add a table; rows that only arrange the page (a table inside, an article) become their content."""
        plain: list[list[Slot]] = []
        for row in table.rows:
            if not any(slot.inner is not None or len(slot.text) > LONG_CELL for slot in row):
                plain.append(row)
                continue
            self._plain_rows(plain)
            plain = []
            for slot in row:
                inner = [RawParagraph(slot.text)] if slot.inner is None else slot.inner
                self.content(inner)
        self._plain_rows(plain)

    def content(self, pieces: Iterable[RawParagraph | RawTable]) -> None:
        """Add paragraphs and tables in order; a paragraph is cut at its line breaks."""
        for piece in pieces:
            if isinstance(piece, RawTable):
                self.table(piece)
                continue
            for line in piece.text.split("\n"):
                self.paragraph(line.strip(), piece.level)

    def document(self) -> Document:
        """All that was collected."""
        return Document(self.file_format, tuple(self.blocks), self.title or None, tuple(self.notes))

    def _plain_rows(self, rows: list[list[Slot]]) -> None:
        if not any(slot.text for row in rows for slot in row):
            return
        height, width, cells = lay_out(rows)
        if len({cell.column for cell in cells if cell.text}) > 1:
            self.grid(height, width, cells)
            return
        self.content(RawParagraph(cell.text) for cell in cells)  # one column: a frame around text

    def _place(self) -> Place:
        if len(self.blocks) >= limits.BLOCKS or self._characters > limits.CHARACTERS:
            raise Unreadable("文件里的文字太多，不像一份报告，无法读取")
        return Place(len(self.blocks) + 1, self.page)
