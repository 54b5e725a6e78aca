"""How does a grid look row by row? Every row with all cells that cover it; and turned over."""

from __future__ import annotations

from dataclasses import dataclass, replace

from yangguang.annualreport.reading.figures import looks_like_figure
from yangguang.annualreport.reading.folding import squeeze
from yangguang.documents.model import Cell, Grid


@dataclass(frozen=True, slots=True)
class Matrix:
    """A grid as rows of covering cells, left to right, with the squeezed text of every cell by its number."""

    grid: Grid
    rows: tuple[tuple[Cell, ...], ...]

    def where(self, cell: Cell) -> str:
        """The place of a cell, counted from 1 as people do."""
        return f"{self.grid.where}第{cell.row + 1}行第{cell.column + 1}列"


def matrix_of(grid: Grid) -> Matrix:
    """Lay a grid out by rows."""
    rows: list[list[Cell]] = [[] for _ in range(grid.height)]
    for cell in grid.cells:
        for row in range(cell.row, min(cell.row + cell.row_span, grid.height)):
            rows[row].append(cell)
    return Matrix(grid, tuple(tuple(sorted(row, key=lambda cell: cell.column)) for row in rows))


def turned(grid: Grid) -> Grid:
    """The grid with rows and columns exchanged."""
    cells = tuple(
        replace(cell, row=cell.column, column=cell.row, row_span=cell.column_span, column_span=cell.row_span)
        for cell in grid.cells
    )
    ordered = tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))
    return Grid(grid.width, grid.height, ordered, grid.where)


def is_figure(cell: Cell) -> bool:
    """Whether a cell holds a figure or is printed blank."""
    return looks_like_figure(cell.text)


def has_digits(cell: Cell) -> bool:
    """Whether a cell holds a figure that is not blank."""
    return any(map(str.isdigit, cell.text)) and is_figure(cell)


def words_of(cell: Cell) -> str:
    """The squeezed text of a cell."""
    return squeeze(cell.text)
