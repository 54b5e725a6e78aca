"""Which figures of 表四 stand in a grid? The block stands above, beside, or before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from yangguang.annualreport.form.editions import Column, Edition
from yangguang.annualreport.reading.disputes_table import block_named
from yangguang.annualreport.reading.found import Field, FoundRow
from yangguang.annualreport.reading.labels import column_labels
from yangguang.annualreport.reading.matrix import Matrix, has_digits, is_figure, matrix_of, turned, words_of
from yangguang.documents.model import Cell, Grid

_MARKS = ("结果维持", "结果纠正", "尚未审结")


def is_dispute_grid(grid: Grid) -> bool:
    """Whether the outcomes of reviews and lawsuits are printed in a grid."""
    seen = {words_of(cell) for cell in grid.cells}
    return sum(mark in seen for mark in _MARKS) > 1


def upright_disputes(grid: Grid) -> Grid:
    """The grid with the outcomes as column headings."""
    first = {words_of(cell) for cell in grid.cells if cell.column == 0}
    return turned(grid) if sum(mark in first for mark in _MARKS) > 1 else grid


@dataclass
class Heads:
    """What stands above each grid column: the outcome, and the block that it is an outcome of."""

    outcomes: dict[int, str] = field(default_factory=dict)
    blocks: dict[int, str] = field(default_factory=dict)

    def read(self, line: tuple[Cell, ...], known: dict[str, Column]) -> None:
        """Take in a line of headings; a lower one stands for itself, others keep what stood above."""
        for cell in line:
            words = words_of(cell)
            column = known.get(words)
            block = None if column else block_named(words)
            for place in range(cell.column, cell.column + cell.column_span):
                if column is not None:
                    self.outcomes[place] = column.path
                elif block is not None:
                    self.blocks[place] = block
                elif words:
                    self.blocks.pop(place, None)


def dispute_rows(grid: Grid, form: Edition, context: str) -> Iterator[FoundRow]:
    """The rows with figures; `columns` is ROW@COLUMN for each where headings say so, else `context` is kept.

    `context` are the squeezed words before the grid, which may name the block.
    """
    matrix = matrix_of(upright_disputes(grid))
    known = column_labels(form.table("disputes").blocks[0].columns)
    heads = Heads()
    headed = is_dispute_grid(grid)
    for line in matrix.rows:
        blank = bool(heads.outcomes) and not any(map(words_of, line))
        if not any(map(has_digits, line)) and not blank:
            heads.read(line, known)
            continue
        labels = "".join(words_of(cell) for cell in line if not is_figure(cell))
        beside = block_named(labels) or ""
        values = [cell for cell in line if is_figure(cell)]
        foreign = labels and not beside and len(values) % len(known)
        if values and not foreign and not (headed and len(heads.outcomes) < len(_MARKS)):
            yield _row(matrix, values, heads, beside, context)


def _row(matrix: Matrix, values: list[Cell], heads: Heads, beside: str, context: str) -> FoundRow:
    block = beside or block_named(context) or ""
    where = matrix.where(values[0])
    if heads.outcomes:
        values = [cell for cell in values if cell.column in heads.outcomes or has_digits(cell)]
    placed = _placed(values, heads, beside, block)
    if placed is None:
        fields = tuple(Field(cell.text.strip(), matrix.where(cell)) for cell in values)
        return FoundRow(None, fields, where, context=block)
    fields = tuple(Field(cell.text.strip(), matrix.where(cell)) for cell in placed.values())
    return FoundRow(None, fields, where, tuple(placed), block)


def _placed(values: list[Cell], heads: Heads, beside: str, block: str) -> dict[str, Cell] | None:
    """The cells by ROW@COLUMN; None where a cell has no place, or a place more than one figure."""
    placed: dict[str, Cell] = {}
    for cell in values:
        outcome = heads.outcomes.get(cell.column)
        name = beside or heads.blocks.get(cell.column) or block
        if outcome is None or not name:
            return None
        place = f"{name}@{outcome}"
        if place in placed and words_of(placed[place]) and words_of(cell):
            return None
        if place not in placed or words_of(cell):
            placed[place] = cell
    return placed
