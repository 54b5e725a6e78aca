"""How is a cell called in the words of the form? By table, row and column, with their headings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from yangguang.annualreport.form.editions import Address, Block, Column, Row, edition, edition_names

STATISTICS = "政府信息公开情况统计表"


@dataclass(frozen=True, slots=True)
class CellName:
    """`table` is the section that holds the table; `row` and `column` begin with the headings above them."""

    table: str
    row: str
    column: str
    unit: str

    def __str__(self) -> str:
        return f"{self.row}／{self.column}"


def named(address: Address, edition_id: str | None) -> CellName:
    """The words of an edition for an address; where it has none the newest form's, else its own."""
    for name in dict.fromkeys((edition_id, *edition_names())):
        if name in edition_names() and address in _names(name):
            return _names(name)[address]
    table, _, place = address.partition("/")
    row, _, column = place.rpartition("@")
    return CellName(STATISTICS if table == "statistics" else table, row, column, "")


@cache
def _names(edition_id: str) -> dict[Address, CellName]:
    form = edition(edition_id)
    titles = {section.number: section.title for section in form.sections}
    return {
        block.address(row, column): CellName(titles[table.section], row_words, column_words, column.unit)
        for table in form.tables
        for block in table.blocks
        for row, row_words in _rows(block)
        for column, column_words in _columns(block.columns)
    }


def _rows(block: Block) -> Iterator[tuple[Row, str]]:
    """Rows with figures of their own, those of collapsible groups included."""
    for top in block.rows:
        yield from _below(top, f"{top.group} " if top.group else "")


def _below(row: Row, above: str) -> Iterator[tuple[Row, str]]:
    words = above + row.label
    if not row.rows or row.collapsible:
        yield row, words
    for below in row.rows:
        yield from _below(below, f"{words} ")


def _columns(columns: tuple[Column, ...], above: str = "") -> Iterator[tuple[Column, str]]:
    for column in columns:
        words = above + column.label
        if not column.columns:
            yield column, words
        yield from _columns(column.columns, f"{words} ")
