"""Which figures of 表四 stand in a grid? Outcomes head the columns; the block stands above, beside, or before."""

from __future__ import annotations

from collections.abc import Iterator

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


def dispute_rows(grid: Grid, form: Edition, context: str) -> Iterator[FoundRow]:
    """The rows with figures; `columns` is ROW@COLUMN for each where headings say so, else only `context` is kept.

    `context` are the squeezed words before the grid, which may name the block.
    """
    matrix = matrix_of(upright_disputes(grid))
    known = column_labels(form.table("disputes").blocks[0].columns)
    above: dict[int, str] = {}
    groups: dict[int, str] = {}
    for line in matrix.rows:
        if not any(map(has_digits, line)) and not (above and not any(map(words_of, line))):
            _read_heading(line, known, above, groups)
            continue
        labels = [words_of(cell) for cell in line if not is_figure(cell)]
        beside = block_named("".join(labels)) if labels else None
        values = [cell for cell in line if is_figure(cell)]
        yield _row(matrix, values, above, groups, beside or "", context)


def _read_heading(
    line: tuple[Cell, ...], known: dict[str, Column], above: dict[int, str], groups: dict[int, str]
) -> None:
    for cell in line:
        words = words_of(cell)
        column = known.get(words)
        block = None if column else block_named(words)
        for place in range(cell.column, cell.column + cell.column_span):
            if column is not None:
                above[place] = column.path
            elif block is not None:
                groups[place] = block
            elif words:
                groups.pop(place, None)


def _row(
    matrix: Matrix,
    values: list[Cell],
    above: dict[int, str],
    groups: dict[int, str],
    beside: str,
    context: str,
) -> FoundRow:
    block = beside or block_named(context) or ""
    where = matrix.where(values[0])
    if above:
        values = [cell for cell in values if cell.column in above or has_digits(cell)]
    fields = tuple(Field(cell.text.strip(), matrix.where(cell)) for cell in values)
    places = []
    for cell in values:
        outcome = above.get(cell.column)
        name = beside or groups.get(cell.column) or block
        if outcome is None or not name:
            return FoundRow(None, fields, where, context=block)
        places.append(f"{name}@{outcome}")
    if len(set(places)) != len(places):
        return FoundRow(None, fields, where, context=block)
    return FoundRow(None, fields, where, tuple(places), block)
