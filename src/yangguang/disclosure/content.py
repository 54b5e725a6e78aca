"""What does an item say? Everything that is decided on and frozen, and nothing that is not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any

from yangguang.disclosure.models import Item


@dataclass(frozen=True, slots=True)
class Draft:
    """The content of an item as entered: one field each of `Item`, lists in the order entered."""

    title: str
    document_no: str = ""
    issuers: tuple[Mapping[str, Any], ...] = ()
    document_kind: str = ""
    subject: str = ""
    genre: str = ""
    made_on: date | None = None
    changed_on: date | None = None
    openness: str = "proactive"
    source: str = ""
    keywords: tuple[str, ...] = ()
    summary: str = ""
    effective_on: date | None = None
    expires_on: date | None = None
    columns: tuple[int, ...] = ()
    relations: tuple[Mapping[str, Any], ...] = ()
    fields: Mapping[str, Any] = field(default_factory=dict)
    body: str = ""
    interpretation: Mapping[str, Any] | None = None

    def changed(self, **changes: Any) -> Draft:
        """The same draft with other values in some fields."""
        return replace(self, **changes)


NAMES = tuple(one.name for one in fields(Draft))
"""The fields of an item that a drafter enters, in the order of the form."""
DAYS = ("made_on", "changed_on", "effective_on", "expires_on")
LEGAL_TEXT = ("title", "body", "attachments", "effective_on", "expires_on", "relations")
"""What the legal reviewers judge: the words, from when to when they bind, and what they end."""
FROZEN_BESIDE = ("type", "index_no", "attachments", "original", "correction_note")
"""What is decided on beside the draft."""


def label_of(name: str) -> str:
    """What a field of an item is called: 成文日期."""
    labels = {field.name: str(field.verbose_name) for field in Item._meta.concrete_fields}
    return labels[name]


def draft_of(item: Item) -> Draft:
    """The item's content as it may be entered again."""
    return _draft({name: getattr(item, name) for name in NAMES})


def put_into(item: Item, draft: Draft) -> None:
    """Set the item's fields to a draft; nothing is saved."""
    for name in NAMES:
        value = getattr(draft, name)
        setattr(item, name, list(value) if isinstance(value, tuple) else value)


def content_of(item: Item) -> dict[str, Any]:
    """Everything that is decided on; what is not in it may change without a new decision."""
    content = {name: getattr(item, name) for name in (*FROZEN_BESIDE, *NAMES)}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in content.items()}


def legal_text_of(item: Item) -> dict[str, Any]:
    """The part of the content on whose legality is decided; a new keyword or column is no new text."""
    content = content_of(item)
    return {name: content[name] for name in LEGAL_TEXT}


def draft_of_content(content: Mapping[str, Any]) -> Draft:
    """A frozen version's content as it may be entered again."""
    values = {name: content[name] for name in NAMES}
    return _draft(values | {name: date.fromisoformat(values[name]) for name in DAYS if values[name]})


def texts_of(content: Mapping[str, Any] | Sequence[Any]) -> Iterator[str]:
    """Every text of a content, however deep, for whoever has to look through all of it."""
    for value in content.values() if isinstance(content, Mapping) else content:
        if isinstance(value, str):
            yield value
        elif isinstance(value, Mapping | list | tuple):
            yield from texts_of(value)


def _draft(values: dict[str, Any]) -> Draft:
    entered: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in values.items()
    }
    return Draft(**entered)
