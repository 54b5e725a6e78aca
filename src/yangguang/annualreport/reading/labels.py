"""Which row or column of the form does a label name? Ordinals, breaks and lost words do not matter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from yangguang.annualreport.form.editions import Block, Column, Edition, Row, edition, edition_names
from yangguang.annualreport.reading.folding import squeeze

_ORDINAL = r"(?:\d[.、)]|\([一二三四五六七八九十\d]\)|[一二三四五六七八九十][、.]|[①-⑨㈠-㈩])"
_LEADING_ORDINALS = re.compile(rf"(?:{_ORDINAL}|其中:?)+")
_BETWEEN = r"[^\d(]{0,12}?"
"""What may stand between an ordinal and the words that a label is known by; never another label's ordinal."""
_BEFORE_FIGURE = r"(?=\d(?![.、)])|[-/—]|$)"

REMEMBERED = 5_000
"""So many printed labels are kept with what they name: the same ones come back in every report."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A label found in squeezed text: the row, and the offsets of the words it was known by."""

    row: Row
    start: int
    end: int


def without_ordinal(label: str) -> str:
    """The squeezed label without the ordinals before it."""
    return _LEADING_ORDINALS.sub("", squeeze(label), count=1) if label else ""


def ordinal_of(label: str) -> str:
    """The digit that numbers a label inside its group (`3` of `3.其他`), or nothing."""
    found = re.match(r"(\d)[.、)]", squeeze(label))
    return found[1] if found else ""


class Lexicon:
    """The labels of a table's rows, ready to be found in running text or in single cells."""

    def __init__(self, rows: tuple[Row, ...]) -> None:
        self.rows = tuple(node for top in rows for node in top.walk())
        self.order = {row.path: number for number, row in enumerate(self.rows)}
        self._labels = {squeeze(label): row for row in self.rows for label in row.labels}
        self._cores = {without_ordinal(label): row for row in reversed(self.rows) for label in row.labels}
        self._named: dict[str, Row | None] = {}
        self._pattern = re.compile("|".join(self._alternatives()))

    def _alternatives(self) -> Iterator[str]:
        ordered = sorted(enumerate(self.rows), key=lambda entry: bool(entry[1].keys))
        for number, row in ordered:  # those known only by their whole label go first
            if row.keys:
                words = "|".join(re.escape(squeeze(key)) for key in row.keys)
                yield f"(?P<r{number}>(?:{_ORDINAL}{_BETWEEN})?(?:{words}))"
                continue
            plain = [without_ordinal(label) for label in row.labels]
            cores = "|".join(re.escape(core) for core in plain if self._cores[core] is row)
            own = "|".join(re.escape(squeeze(label)).replace(r"\.", "[.、)]") for label in row.labels)
            yield f"(?P<r{number}>(?:{own})(?![处法对])|(?:{_ORDINAL})*(?:{cores}){_BEFORE_FIGURE})"

    def hits(self, text: str) -> Iterator[Hit]:
        """Every label in squeezed `text`, left to right; a label broken in two may hit twice."""
        for found in self._pattern.finditer(text):
            name = found.lastgroup
            assert name is not None
            yield Hit(self.rows[int(name[1:])], found.start(), found.end())

    def row_of(self, label: str) -> Row | None:
        """The row that one cell's text names, the most specific one; None when it names none or several."""
        named = self._named  # another thread may put an empty one in its place meanwhile
        if label not in named:
            if len(named) > REMEMBERED:
                self._named = named = {}
            named[label] = self._row_of(squeeze(label))
        return named[label]

    def _row_of(self, text: str) -> Row | None:
        if not text:
            return None
        exact = self._labels.get(text) or self._cores.get(_LEADING_ORDINALS.sub("", text, count=1))
        if exact is not None:
            return exact
        found = {hit.row.path: hit.row for hit in self.hits(text)}
        leaves = [row for row in found.values() if not row.rows] or list(found.values())
        return leaves[0] if len(leaves) == 1 else None


def is_row_label(text: str) -> bool:
    """Whether a text is nothing but the label of a row of some edition, with or without its ordinal."""
    return without_ordinal(text) in _row_labels()


@cache
def _row_labels() -> frozenset[str]:
    forms = [edition(name) for name in edition_names()]
    blocks = [block for form in forms for table in form.tables for block in table.blocks]
    rows = [row for block in blocks for top in block.rows for row in top.walk()]
    return frozenset(without_ordinal(label) for row in rows for label in row.labels)


@cache
def lexicon(name: str, table: str) -> Lexicon:
    """The row labels of one table of the edition called `name`, compiled once."""
    rows = tuple(row for block in edition(name).table(table).blocks for row in block.rows)
    return Lexicon(rows)


@cache
def column_labels(columns: tuple[Column, ...]) -> dict[str, Column]:
    """Squeezed labels of the columns that carry figures, with their aliases and notes."""
    known: dict[str, Column] = {}
    for column in (leaf for top in columns for leaf in top.leaves()):
        for label in column.labels:
            known.setdefault(squeeze(label), column)
            known.setdefault(squeeze(label + column.note), column)
    return known


def block_of(form: Edition, row: Row, table: str) -> Block:
    """The block of `table` that holds `row`."""
    return next(
        block
        for block in form.table(table).blocks
        if any(row is node for top in block.rows for node in top.walk())
    )


def leaves_of(block: Block) -> tuple[Column, ...]:
    """The columns of a block that carry figures, left to right."""
    return block.leaf_columns()
