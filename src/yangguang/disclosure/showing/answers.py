"""What was answered to the questions of a type, for programs? Each by its name, as kept and in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from yangguang.disclosure.definitions import Definition, Field, Kind, Value
from yangguang.disclosure.showing.blocks import Words


@dataclass(frozen=True, slots=True)
class FieldAnswer:
    """One answer: `value` as it is kept, `words` as a page has it (None for rows, which have `columns`)."""

    name: str
    label: str
    kind: Kind
    unit: str
    value: Value
    words: str | None
    columns: tuple[tuple[str, str], ...] = ()
    """The name and label of each column of rows."""


def answers_of(
    definition: Definition | None, values: Mapping[str, Any], words: Words
) -> tuple[FieldAnswer, ...]:
    """The answers in the order of the type's questions; under their bare names where the type is gone."""
    if definition is None:
        return tuple(
            FieldAnswer(name, name, Kind.TEXT, "", value, value if isinstance(value, str) else None)
            for name, value in values.items()
        )
    return tuple(_answers(definition, values, words))


def _answers(definition: Definition, values: Mapping[str, Any], words: Words) -> Iterator[FieldAnswer]:
    for field in definition.fields:
        if field.name in values:
            value = values[field.name]
            columns = tuple((one.name, one.label) for one in field.columns)
            said = None if field.kind is Kind.ROWS else _in_words(field, value, words)
            yield FieldAnswer(field.name, field.label, field.kind, field.unit, value, said, columns)


def _in_words(field: Field, value: Value, words: Words) -> str:
    if not field.vocabulary:
        return field.in_words(value)
    known = words.get(field.vocabulary, {})
    codes = value if isinstance(value, list) else [value]
    return "、".join(known.get(str(code), str(code)) for code in codes)
