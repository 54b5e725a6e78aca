"""How do the answers of an item stand on its page? A pure answer from its type and its values.

What was not answered leaves no trace: no empty row, no empty column, no heading over nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from yangguang.disclosure.definitions import Block, Definition, Field, Kind, Show
from yangguang.disclosure.schema.fields import FIGURES

Words = Mapping[str, Mapping[str, str]]
"""The names of the words of every vocabulary by their codes."""
DIALOGUE = 2
"""A table of two columns whose second is running text reads as question and answer."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer in words; `lines` are its paragraphs. `figure` when it is a number to stand on the right."""

    label: str
    lines: tuple[str, ...]
    kind: Kind

    @property
    def words(self) -> str:
        """The answer in one line."""
        return " ".join(self.lines)

    @property
    def is_figure(self) -> bool:
        """Whether it is a number."""
        return self.kind in FIGURES

    @property
    def is_address(self) -> bool:
        """Whether it is the address of a page elsewhere, which alone may become a link."""
        return self.kind is Kind.URL and self.words.startswith(("https://", "http://"))


@dataclass(frozen=True, slots=True)
class Card:
    """A person, a step or a goal: its name, what else is said, and the per cent reached of a goal."""

    title: str
    answers: tuple[Answer, ...]
    reached: Decimal | None = None


@dataclass(frozen=True, slots=True)
class BlockFacts:
    """A part of the page; of answers, cards and a table, what its kind does not use is empty."""

    shows: Show
    title: str = ""
    answers: tuple[Answer, ...] = ()
    cards: tuple[Card, ...] = ()
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[Answer, ...], ...] = ()

    @property
    def is_dialogue(self) -> bool:
        """Whether the table reads as questions and answers."""
        return (
            len(self.heads) == DIALOGUE
            and bool(self.rows)
            and all(len(row) == DIALOGUE and row[1].kind is Kind.LONG_TEXT for row in self.rows)
        )

    @property
    def is_wide(self) -> bool:
        """Whether the table needs more width than a phone has."""
        return len(self.heads) > DIALOGUE


def blocks_of(definition: Definition, values: Mapping[str, Any], words: Words) -> tuple[BlockFacts, ...]:
    """The parts of the page in the order of the type's presenter, without those that hold nothing."""
    return tuple(
        shown
        for block in definition.blocks
        if (shown := _block(definition, block, values, words)) is not None
    )


def _block(
    definition: Definition, block: Block, values: Mapping[str, Any], words: Words
) -> BlockFacts | None:
    if block.shows in {Show.BODY, Show.ATTACHMENTS}:
        return BlockFacts(block.shows, block.title)
    fields = [definition.field(name) for name in block.fields]
    if block.shows in {Show.FACTS, Show.PROSE, Show.LINKS}:
        answers = tuple(_answers(fields, values, words))
        return BlockFacts(block.shows, block.title, answers) if answers else None
    field = fields[0]
    rows = [row for row in values.get(field.name) or () if row]
    if not rows:
        return None
    title = block.title or field.label
    if block.shows is Show.TABLE:
        return _table(title, field, rows, words)
    return BlockFacts(block.shows, title, cards=tuple(_card(field, row, words) for row in rows))


def _answers(fields: list[Field], values: Mapping[str, Any], words: Words) -> Iterator[Answer]:
    for field in fields:
        if field.name in values and field.kind is not Kind.ROWS:
            yield _answer(field, values[field.name], words)


def _answer(field: Field, value: Any, words: Words) -> Answer:
    return Answer(field.label, tuple(_lines(field, value, words)), field.kind)


def _lines(field: Field, value: Any, words: Words, *, unit: bool = True) -> Iterator[str]:
    if field.kind in FIGURES:
        yield f"{_separated(str(value))}{field.unit if unit else ''}"
    elif field.vocabulary:
        known = words.get(field.vocabulary, {})
        yield "、".join(known.get(code, code) for code in (value if isinstance(value, list) else [value]))
    elif field.kind is Kind.YEAR:
        yield f"{value}年"
    else:
        yield from (line.strip() for line in field.in_words(value).split("\n") if line.strip())


def _separated(figure: str) -> str:
    """A figure as it is kept, with its thousands apart."""
    whole, point, decimals = figure.partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    return f"{sign}{int(digits):,}{point}{decimals}" if digits.isdecimal() else figure


def _table(title: str, field: Field, rows: list[Mapping[str, Any]], words: Words) -> BlockFacts:
    """Every column that some row fills; the unit of a figure stands in the head."""
    columns = [column for column in field.columns if any(column.name in row for row in rows)]
    heads = tuple(f"{one.label}（{one.unit}）" if one.unit else one.label for one in columns)
    cells = tuple(
        tuple(
            Answer(
                one.label,
                tuple(_lines(one, row[one.name], words, unit=False)) if one.name in row else (),
                one.kind,
            )
            for one in columns
        )
        for row in rows
    )
    return BlockFacts(Show.TABLE, title, heads=heads, rows=cells)


def _card(field: Field, row: Mapping[str, Any], words: Words) -> Card:
    """The first answer names it, or the second where the first only numbers it; the rest is said of it."""
    answers = [_answer(column, row[column.name], words) for column in field.columns if column.name in row]
    measured = [column.name for column in field.columns if column.kind is Kind.PERCENT and column.name in row]
    reached = Decimal(str(row[measured[0]])) if measured else None
    numbered = len(answers) > 1 and field.columns[0].name == "number"
    title = f"{answers[0].words}　{answers[1].words}" if numbered else answers[0].words
    return Card(title, tuple(answers[2 if numbered else 1 :]), reached)
