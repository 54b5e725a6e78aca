"""Which rows of 表二 and 表三 stand in a grid? Labels name the rows, headings the columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from yangguang.annualreport.form.editions import Column, Edition, Row
from yangguang.annualreport.reading.figures import unit_in
from yangguang.annualreport.reading.found import Field, FoundRow
from yangguang.annualreport.reading.labels import Lexicon, block_of, column_labels, lexicon
from yangguang.annualreport.reading.matrix import Matrix, has_digits, is_figure, matrix_of, turned, words_of
from yangguang.annualreport.reading.running_text import fields_in
from yangguang.documents.model import Cell, Grid

Heading = dict[str, tuple[int, int]]
"""Column paths with the grid columns (first, behind last) that their heading covers."""

ENOUGH_LABELS = 4
"""So many labels of one kind in a line of cells make it a heading and not a coincidence."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A row of a grid taken apart: the form's row (None: no label known), and the cells behind its label."""

    number: int
    row: Row | None
    values: tuple[Cell, ...]


def upright(grid: Grid, form: Edition) -> Grid:
    """The grid with the form's rows as its rows: turned over where they stand side by side."""
    applicants = column_labels(form.table("requests").blocks[0].columns)
    rows = lexicon(form.id, "requests")
    first_column = [cell for cell in grid.cells if cell.column <= 1]
    named = sum(words_of(cell) in applicants for cell in first_column)
    if named < ENOUGH_LABELS:
        return grid
    matrix = matrix_of(grid)
    sideways = any(
        sum(1 for cell in line if not is_figure(cell) and rows.row_of(cell.text) is not None) > ENOUGH_LABELS
        for line in matrix.rows
    )
    return turned(grid) if sideways else grid


def request_rows(
    matrix: Matrix, form: Edition, inherited: Heading | None
) -> tuple[list[FoundRow], Heading | None]:
    """The rows of 表三 in a grid, with the heading of its columns.

    A grid without a heading of its own (a table continued on the next page) goes by the `inherited` one
    where it is as wide; a row whose cells no heading places is left to be read by their number.
    """
    columns = form.table("requests").blocks[0].columns
    words = lexicon(form.id, "requests")
    heading = _heading(matrix, columns) or inherited
    rows = []
    for labelled in _labelled(matrix, words):
        if labelled.row is None and sum(map(has_digits, labelled.values)) < ENOUGH_LABELS:
            continue
        rows.append(
            _found(matrix, labelled, heading, [leaf for column in columns for leaf in column.leaves()])
        )
    return rows, heading


def disclosure_rows(matrix: Matrix, form: Edition) -> Iterator[FoundRow]:
    """The rows of 表二 in a grid; the nearest heading above a row says which figure is which."""
    words = lexicon(form.id, "disclosure")
    for labelled in _labelled(matrix, words):
        if labelled.row is None or not any(map(is_figure, labelled.values)):
            continue
        columns = block_of(form, labelled.row, "disclosure").leaf_columns()
        heads = _nearest_heads(matrix, labelled.number, columns)
        values = list(labelled.values)
        while len(values) > len(columns) and not words_of(values[-1]):
            values.pop()
        fields = tuple(Field(cell.text.strip(), matrix.where(cell)) for cell in values)
        paths = None
        if len(heads) == len(values):
            paths = tuple(column.path for column, _ in heads)
            units = [unit_in(words) for _, words in heads]
            fields = tuple(replace(one, unit=unit) for one, unit in zip(fields, units, strict=True))
        elif len(fields) < len(columns):
            fields = _apart(matrix, values)
        yield FoundRow(labelled.row, fields, matrix.where(labelled.values[0]), paths)


def _labelled(matrix: Matrix, words: Lexicon) -> Iterator[Labelled]:
    """Every row with figures, taken apart into its label and what stands behind it."""
    for number, line in enumerate(matrix.rows):
        if not any(map(has_digits, line)) and not _is_blank_row(line, words):
            continue
        last_label, row = -1, None
        for place in range(len(line) - 1, -1, -1):
            if is_figure(line[place]):
                continue
            named = words.row_of(line[place].text)
            if last_label < 0:
                last_label = place
            if named is not None and (not named.rows or place == last_label):
                row, last_label = named, place
                break
        values = tuple(cell for cell in line[last_label + 1 :] if cell.row == number or cell.row_span == 1)
        if values:
            yield Labelled(number, row, values)


def _is_blank_row(line: Sequence[Cell], words: Lexicon) -> bool:
    """Whether a row bears a label of the form and nothing but blank cells behind it."""
    labels = [cell for cell in line if not is_figure(cell)]
    if not labels or line[-1] is labels[-1]:
        return False
    row = words.row_of(labels[-1].text)
    return row is not None and (not row.rows or row.collapsible)


def _heading(matrix: Matrix, columns: tuple[Column, ...]) -> Heading | None:
    """The grid columns under each column label of the form; None when too few of them are printed.

    A heading takes up the lines without figures above the rows; another table may stand above it.
    """
    known = column_labels(columns)
    found: Heading = {}
    for line in matrix.rows:
        if any(map(has_digits, line)):
            if len(found) > ENOUGH_LABELS:
                break
            found = {}
            continue
        for cell in line:
            column = _column_named(words_of(cell), known)
            if column is not None:
                found[column.path] = (cell.column, cell.column + cell.column_span)
    return found if len(found) > ENOUGH_LABELS and len(set(found.values())) == len(found) else None


def _column_named(words: str, known: dict[str, Column]) -> Column | None:
    """The column that squeezed words name; a unit in brackets or a lost end does not matter."""
    if words in known:
        return known[words]
    plain = re.sub(r"\([^()]*\)?", "", words)
    if plain in known:
        return known[plain]
    if len(plain) < ENOUGH_LABELS:
        return None
    begun = {column.path: column for label, column in known.items() if label.startswith(plain)}
    return next(iter(begun.values())) if len(begun) == 1 else None


def _nearest_heads(matrix: Matrix, number: int, columns: Sequence[Column]) -> list[tuple[Column, str]]:
    """The columns named by the nearest heading above a row, left to right, with the words that name them."""
    known = column_labels(tuple(columns))
    for line in reversed(matrix.rows[:number]):
        found = [
            (column, words_of(cell))
            for cell in line
            if (column := _column_named(words_of(cell), known)) is not None
        ]
        if found:
            return found
    return []


def _found(
    matrix: Matrix, labelled: Labelled, heading: Heading | None, columns: Sequence[Column]
) -> FoundRow:
    where = matrix.where(labelled.values[0])
    placed = _placed(labelled.values, heading) if heading else None
    if placed is not None:
        fields = tuple(Field(cell.text.strip(), matrix.where(cell)) for cell in placed.values())
        return FoundRow(labelled.row, fields, where, tuple(placed))
    values = list(labelled.values)
    width = len(columns)
    if len(values) > width:
        values = _trimmed(values, width)
    fields = tuple(Field(cell.text.strip(), matrix.where(cell)) for cell in values)
    return FoundRow(labelled.row, fields if len(fields) == width else _apart(matrix, values), where)


def _placed(values: Sequence[Cell], heading: Heading) -> dict[str, Cell] | None:
    """The cell under each column heading; None unless every figure stands under exactly one."""
    placed: dict[str, Cell] = {}
    for path, (first, behind) in heading.items():
        under = [cell for cell in values if cell.column < behind and cell.column + cell.column_span > first]
        printed = [cell for cell in under if words_of(cell)]
        if len(printed) > 1 or not under:
            return None
        placed[path] = (printed or under)[0]
    taken = {id(cell) for cell in placed.values()}
    stray = [cell for cell in values if has_digits(cell) and id(cell) not in taken]
    return None if stray or len(taken) != len(heading) else placed


def _trimmed(values: list[Cell], width: int) -> list[Cell]:
    """The cells without blank ones at one end, where it is clear at which; else without any blank."""
    while len(values) > width and not words_of(values[0]) and words_of(values[-1]):
        values = values[1:]
    while len(values) > width and not words_of(values[-1]) and words_of(values[0]):
        values = values[:-1]
    return values if len(values) == width else [cell for cell in values if words_of(cell)]


def _apart(matrix: Matrix, values: Sequence[Cell]) -> tuple[Field, ...]:
    """The figures of cells that hold several each, in order."""
    fields: list[Field] = []
    for cell in values:
        fields.extend(fields_in(cell.text, matrix.where(cell)) or (Field("", matrix.where(cell)),))
    return tuple(fields)
