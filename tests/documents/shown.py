"""How a test writes down a document: a string for a paragraph, a list of rows for a grid."""

from __future__ import annotations

from yangguang.documents.model import Cell, Document, Grid, Paragraph


def shown(document: Document) -> list[object]:
    """Paragraphs as text (`1#text` with a level), grids as rows of texts (`text 2x3` when spanning)."""
    return [_grid(block) if isinstance(block, Grid) else _paragraph(block) for block in document.blocks]


def _paragraph(block: Paragraph) -> str:
    return f"{block.level}#{block.text}" if block.level else block.text


def _grid(grid: Grid) -> list[list[str]]:
    return [[_cell(cell) for cell in grid.cells if cell.row == row] for row in range(grid.height)]


def _cell(cell: Cell) -> str:
    spans = f" {cell.row_span}x{cell.column_span}" if (cell.row_span, cell.column_span) != (1, 1) else ""
    return cell.text + spans
