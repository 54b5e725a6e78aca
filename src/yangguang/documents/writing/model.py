"""What is a document that will be written? Pieces in reading order, without a word about file formats."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import ceil

TWIPS_PER_POINT = 20
TEXT_WIDTH = 8844
"""Width of the text on an A4 page with the margins of an official document (28 mm and 26 mm), in twips."""


CELL_MARGIN = 28
"""The least space between a cell's rule and its text, in twips."""

SLACK = 60
"""What a line may be longer than its characters before it breaks, in twips: programs measure differently."""


class Align(StrEnum):
    """Where text stands between the edges of its page or cell."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Title:
    """The title over the whole document, a printed line an entry."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a part; `level` 1 is the highest below the title."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. Only left-aligned text is indented by two characters, as official documents are."""

    text: str
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell; `row` and `column` count from 0 and name its upper left corner."""

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    head: bool = False
    """A label, not a figure."""
    tint: bool = False
    """A band that opens a block of the table."""
    align: Align = Align.CENTER
    half_points: int | None = None
    """Type size in half points, where it differs from the table's."""


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table. `widths` are in twips, one a column; cells are in reading order and leave no hole."""

    widths: tuple[int, ...]
    height: int
    cells: tuple[TableCell, ...]
    caption: str
    """What the table shows, for those who cannot see it; not printed."""
    head_rows: int = 0
    """Rows that are repeated on top of every page."""
    half_points: int = 21
    together: bool = True
    """Whether the table should stand on one page."""

    def rows(self) -> list[list[TableCell]]:
        """The cells by the row in which they begin."""
        lines: list[list[TableCell]] = [[] for _ in range(self.height)]
        for cell in self.cells:
            lines[cell.row].append(cell)
        return lines

    def width_of(self, cell: TableCell) -> int:
        """The width of a cell over all its columns, in twips."""
        return sum(self.widths[cell.column : cell.column + cell.column_span])

    def margin_of(self, cell: TableCell) -> int:
        """The space left and right of a cell's text, in twips: as much as makes the lines of a label even.

        A label of four characters stands in two lines of two, not in a line of three and one of one.
        """
        character = (cell.half_points or self.half_points) * TWIPS_PER_POINT // 2
        room = self.width_of(cell) - 2 * CELL_MARGIN
        line = room // character
        if not cell.head or cell.align is not Align.CENTER or not 0 < line < len(cell.text):
            return CELL_MARGIN
        lines = ceil(len(cell.text) / line)
        even = ceil(len(cell.text) / lines)
        return CELL_MARGIN + max(0, room - even * character - SLACK) // 2


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing as SVG with its size in millimetres; `description` says what it shows."""

    svg: str
    description: str
    width_mm: int
    height_mm: int
    caption: str = ""
    """Printed beneath it, on the same page."""


Piece = Title | Heading | Paragraph | Table | Picture


@dataclass(frozen=True, slots=True)
class Written:
    """A document before it becomes a file. `dated` is its own date: no clock enters a file."""

    title: str
    author: str
    dated: date
    pieces: tuple[Piece, ...]
