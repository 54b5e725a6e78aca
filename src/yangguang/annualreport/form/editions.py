"""Which tables, rows, columns and sums does an edition of the annual report have?

An edition is a YAML file beside this module. Everything that handles a report (storage, reader,
checker, screens, writers) derives from what is loaded here. A figure's address is
`table/row@column`, for instance `requests/results.refused.state_secret@natural_person`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from threading import Lock
from typing import Any

import yaml

Address = str
"""`table/row@column`; rows and columns are dotted paths without their grouping columns."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table. `path` is its place in the row tree: `results.refused.state_secret`."""

    path: str
    label: str
    aliases: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    """Words inside the label that no other row of the table has: enough to know a broken label by."""
    rows: tuple[Row, ...] = ()
    is_sum: bool = False
    collapsible: bool = False
    """Some reports print the group as one row; its own path is then the address."""
    group: str | None = None
    """The heading this row stands under where the form prints rows side by side (表四)."""

    @property
    def labels(self) -> tuple[str, ...]:
        """The statutory label first, then those seen in published reports."""
        return (self.label, *self.aliases)

    def leaves(self) -> Iterator[Row]:
        """The lines that carry figures, top to bottom."""
        if not self.rows:
            yield self
        for row in self.rows:
            yield from row.leaves()

    def walk(self) -> Iterator[Row]:
        """This row and everything below it, top to bottom."""
        yield self
        for row in self.rows:
            yield from row.walk()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; a column with columns of its own only groups them."""

    path: str
    label: str
    aliases: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    is_sum: bool = False
    unit: str = "件"
    note: str = ""
    decimal: bool = False
    signed: bool = False

    @property
    def labels(self) -> tuple[str, ...]:
        """The statutory label first, then those seen in published reports."""
        return (self.label, *self.aliases)

    def leaves(self) -> Iterator[Column]:
        """The columns that carry figures, left to right."""
        if not self.columns:
            yield self
        for column in self.columns:
            yield from column.leaves()


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that share columns: a whole table, or one item of 第二十条 within 表二."""

    table: str
    label: str | None
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]

    def leaf_rows(self) -> tuple[Row, ...]:
        """The lines that carry figures, top to bottom."""
        return tuple(leaf for row in self.rows for leaf in row.leaves())

    def leaf_columns(self) -> tuple[Column, ...]:
        """The columns that carry figures, left to right."""
        return tuple(leaf for column in self.columns for leaf in column.leaves())

    def address(self, row: Row, column: Column) -> Address:
        """The address of one figure."""
        return f"{self.table}/{row.path}@{column.path}"


@dataclass(frozen=True, slots=True)
class Table:
    """A statutory table: its blocks, the section it stands in, the words in its corner."""

    id: str
    section: str
    corner: str | None
    blocks: tuple[Block, ...]

    def addresses(self) -> Iterator[Address]:
        """Every address of the table in printed order."""
        for block in self.blocks:
            for row in block.leaf_rows():
                for column in block.leaf_columns():
                    yield block.address(row, column)


@dataclass(frozen=True, slots=True)
class Section:
    """One of the six parts of a report."""

    number: str
    title: str


@dataclass(frozen=True, slots=True)
class Relation:
    """Two sums that the form makes equal: the figures at `left` and those at `right`."""

    rule: str
    title: str
    source: str
    """`form` where the form prints the rule itself, `arithmetic` where it follows from the labels."""
    line: str
    """The label of the row or column along which the relation runs."""
    left: tuple[Address, ...]
    right: tuple[Address, ...]


@dataclass(frozen=True)
class Edition:
    """One edition of the form, whole."""

    id: str
    name: str
    instrument: str
    first_year: int
    last_year: int | None
    sections: tuple[Section, ...]
    tables: tuple[Table, ...]
    relation_rules: tuple[dict[str, Any], ...]

    def table(self, table_id: str) -> Table:
        """The table named `table_id`; `KeyError` when the edition has none."""
        return {table.id: table for table in self.tables}[table_id]

    @cached_property
    def addresses(self) -> tuple[Address, ...]:
        """Every address of the edition in printed order, without the collapsed ones."""
        return tuple(address for table in self.tables for address in table.addresses())

    @cached_property
    def places(self) -> dict[Address, tuple[Block, Row, Column]]:
        """Where each address stands, the collapsed rows included."""
        return {
            block.address(row, column): (block, row, column)
            for table in self.tables
            for block in table.blocks
            for top in block.rows
            for row in top.walk()
            if not row.rows or row.collapsible
            for column in block.leaf_columns()
        }

    def relations(self, *, collapsed: frozenset[str] = frozenset()) -> tuple[Relation, ...]:
        """Every equality of the form, spelled out in addresses.

        `collapsed` names the row groups that a report prints as one row (`results.other`).
        """
        return tuple(
            relation for rule in self.relation_rules for relation in self._spelled_out(rule, collapsed)
        )

    def _spelled_out(self, rule: dict[str, Any], collapsed: frozenset[str]) -> Iterator[Relation]:
        for block in self.table(rule["table"]).blocks:
            along_rows = rule["along"] == "rows"
            lines = block.leaf_columns() if along_rows else _printed_rows(block, collapsed)
            for line in lines:
                sides = []
                for side in ("left", "right"):
                    paths = _printed_paths(block, rule[side], along_rows, collapsed)
                    sides.append(
                        tuple(
                            f"{block.table}/{path}@{line.path}"
                            if along_rows
                            else f"{block.table}/{line.path}@{path}"
                            for path in paths
                        )
                    )
                yield Relation(rule["id"], rule["title"], rule["source"], line.label, *sides)


def _printed_rows(block: Block, collapsed: frozenset[str]) -> tuple[Row, ...]:
    return tuple(leaf for row in block.rows for leaf in _leaves(row, collapsed))


def _leaves(row: Row, collapsed: frozenset[str]) -> Iterator[Row]:
    if row.path in collapsed or not row.rows:
        yield row
        return
    for below in row.rows:
        yield from _leaves(below, collapsed)


def _printed_paths(block: Block, named: list[str], along_rows: bool, collapsed: frozenset[str]) -> list[str]:
    if along_rows:
        nodes = {row.path: row for top in block.rows for row in top.walk()}
        return [leaf.path for name in named for leaf in _leaves(nodes[name], collapsed)]
    groups = {column.path: column for column in block.columns}
    return [leaf.path for name in named for leaf in groups[name].leaves()]


def _row(entry: dict[str, Any], above: str = "") -> Row:
    path = f"{above}.{entry['id']}" if above else entry["id"]
    return Row(
        path=path,
        label=entry["label"],
        aliases=tuple(entry.get("aliases", ())),
        keys=tuple(entry.get("keys", ())),
        rows=tuple(_row(below, path) for below in entry.get("rows", ())),
        is_sum=entry.get("sum", False),
        collapsible=entry.get("collapsible", False),
        group=entry.get("group"),
    )


def _column(entry: dict[str, Any]) -> Column:
    return Column(
        path=entry["id"],
        label=entry["label"],
        aliases=tuple(entry.get("aliases", ())),
        columns=tuple(_column(below) for below in entry.get("columns", ())),
        is_sum=entry.get("sum", False),
        unit=entry.get("unit", "件"),
        note=entry.get("note", ""),
        decimal=entry.get("number") == "decimal",
        signed=entry.get("signed", False),
    )


def _table(entry: dict[str, Any]) -> Table:
    blocks = tuple(
        Block(
            table=entry["id"],
            label=block.get("label"),
            rows=tuple(_row(row) for row in block["rows"]),
            columns=tuple(_column(column) for column in block["columns"]),
        )
        for block in entry["blocks"]
    )
    return Table(entry["id"], entry["section"], entry.get("corner"), blocks)


_loading = Lock()


def edition(name: str) -> Edition:
    """The edition called `name` (`2021`, `2019`); `KeyError` when there is none.

    One object a name for good: rows and blocks are told apart by identity, also between threads.
    """
    with _loading:
        return _loaded(name)


@cache
def _loaded(name: str) -> Edition:
    path = Path(__file__).with_name(f"{name}.yaml")
    if not path.is_file():
        raise KeyError(f"没有“{name}”这一版年报格式")
    content = yaml.safe_load(path.read_text("utf-8"))
    return Edition(
        id=content["edition"],
        name=content["name"],
        instrument=content["instrument"],
        first_year=content["first_year"],
        last_year=content["last_year"],
        sections=tuple(Section(**section) for section in content["sections"]),
        tables=tuple(_table(table) for table in content["tables"]),
        relation_rules=tuple(content["relations"]),
    )


def edition_names() -> tuple[str, ...]:
    """The statutory editions, newest first."""
    return ("2021", "2019")


def edition_for(year: int) -> Edition | None:
    """The edition in which the report on `year` has to be written; None before 2019."""
    for name in edition_names():
        candidate = edition(name)
        if candidate.first_year <= year and (candidate.last_year is None or year <= candidate.last_year):
            return candidate
    return None
