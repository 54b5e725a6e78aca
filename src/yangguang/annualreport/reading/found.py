"""What does a table look like between being found and being read? Rows with their fields, not yet figures."""

from __future__ import annotations

from dataclasses import dataclass

from yangguang.annualreport.form.editions import Row


@dataclass(frozen=True, slots=True)
class Field:
    """One printed cell, or a run of digits that may hold several; `raw` is empty for a cell printed blank."""

    raw: str
    where: str


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
