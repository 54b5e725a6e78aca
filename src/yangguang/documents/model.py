"""What is a document once read? Paragraphs and grids in reading order, each knowing where it stood."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Place:
    """Where a piece stood: its page where the format has pages, and its number in order (both from 1)."""

    block: int
    page: int | None = None

    def __str__(self) -> str:
        return f"第{self.page}页第{self.block}块" if self.page else f"第{self.block}块"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text between two breaks. `level` is 1 to 6 for a heading that the file marks as one."""

    text: str
    where: Place
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a grid; `row` and `column` count from 0 and name its upper left corner."""

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: `height` × `width` places, covered by cells in reading order; holes are allowed."""

    height: int
    width: int
    cells: tuple[Cell, ...]
    where: Place

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that covers a place, or None where the file has a hole."""
        for cell in self.cells:
            if (
                cell.row <= row < cell.row + cell.row_span
                and cell.column <= column < cell.column + cell.column_span
            ):
                return cell
        return None


Block = Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Document:
    """A file once read. `format` is docx, doc, pdf, html, xlsx, md or txt, judged by content."""

    format: str
    blocks: tuple[Block, ...]
    title: str | None = None
    notes: tuple[str, ...] = field(default=())
    """What the reader had to leave out, in Chinese sentences (a page without text, a picture)."""

    @property
    def text(self) -> str:
        """All text in reading order, a line a paragraph and a tab between cells."""
        lines = []
        for block in self.blocks:
            if isinstance(block, Paragraph):
                lines.append(block.text)
                continue
            for row in range(block.height):
                lines.append("\t".join(cell.text for cell in block.cells if cell.row == row))
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class AllText:
    """Every text of a file, to be searched rather than read.

    `head` are lines where a mark may stand alone (first lines of the text and of its pages, headers, footers,
    text boxes, names of sheets), `body` is the running text, `others` what is not printed (properties,
    comments, hidden text, attributes), `notes` say in Chinese what could not be searched.
    """

    head: tuple[str, ...] = ()
    body: str = ""
    others: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class Unreadable(Exception):
    """A file that cannot be read; the message is one Chinese sentence for the person who sent it."""
