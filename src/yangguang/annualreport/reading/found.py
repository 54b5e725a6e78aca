"""What does a table look like between being found and being read? Rows with their fields, not yet figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from yangguang.annualreport.form.editions import Column, Row


@dataclass(frozen=True, slots=True)
class Field:
    """One printed cell, or a run of digits that may hold several; `raw` is empty for a cell printed blank."""

    raw: str
    where: str
    unit: str = ""
    """The unit of money that the heading of its column names."""


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A row of a table as found: what it is (None: no label could be read), and its fields, left to right.

    `columns` names the column of every field where the heading of the table says so.
    """

    row: Row | None
    fields: tuple[Field, ...]
    where: str
    columns: tuple[str, ...] | None = None
    context: str = ""
    """The heading words that stood before the table, squeezed."""
    next_ordinal: str = ""
    """The digit that may stand glued behind the fields: the next row's ordinal where it was not seen."""
    lacking: bool = False
    """Whether cells printed blank left no trace in the table that the row is of."""


def by_column(found: FoundRow, columns: Sequence[Column]) -> dict[str, Field] | None:
    """The fields of a row by column path; None where they are not one for every column.

    Blank fields too many are what merged cells of the label leave behind.
    """
    if found.columns is not None:
        return dict(zip(found.columns, found.fields, strict=True))
    fields = list(found.fields)
    while len(fields) > len(columns) and not fields[-1].raw:
        fields.pop()
    if len(fields) > len(columns):
        fields = [field for field in fields if field.raw]
    if len(fields) != len(columns):
        return None
    return {column.path: field for column, field in zip(columns, fields, strict=True)}
