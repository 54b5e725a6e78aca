"""How is the content of an item read at the desk? Its facts in words, group by group; nothing is decided."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from yangguang.catalogue.kinds import Vocabulary
from yangguang.catalogue.selectors import paths_of, term_names
from yangguang.desk.item_parts import BODY, FILES, RELATIONS, Part, parts_of
from yangguang.disclosure.content import FROZEN_BESIDE, NAMES, content_of, label_of
from yangguang.disclosure.definitions import Definition, Field, Kind
from yangguang.disclosure.models import Item, Publication
from yangguang.disclosure.states import Kind as Relating
from yangguang.disclosure.states import Openness
from yangguang.disclosure.types_in_use import type_of
from yangguang.documents.cleaning import clean_html
from yangguang.organisations.models import Organ

LABELS = {name: label_of(name) for name in (*NAMES, *FROZEN_BESIDE)}
VOCABULARIES = {
    "document_kind": Vocabulary.DOCUMENT_KIND,
    "subject": Vocabulary.SUBJECT,
    "genre": Vocabulary.GENRE,
}
GONE = ("已停用的栏目",)
KILOBYTE = 1024


@dataclass(frozen=True, slots=True)
class File:
    """A file of an item as a page names it."""

    digest: str
    name: str
    size: str


@dataclass(frozen=True, slots=True)
class Linked:
    """Something that an item bears on: which way, what, and where it is seen at the desk."""

    kind: str
    number: int
    title: str
    document_no: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One answer: words, or a table, a text, files or links instead."""

    name: str
    label: str
    words: str = ""
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    html: SafeString | None = None
    files: tuple[File, ...] = ()
    links: tuple[Linked, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was answered."""
        return not (self.words or self.rows or self.html or self.files or self.links)

    @property
    def text(self) -> str:
        """The answer as plain lines, to be compared with another."""
        if self.rows:
            return "\n".join("　".join(row) for row in self.rows)
        if self.files:
            return "\n".join(f"{one.name}（{one.digest[:8]}）" for one in self.files)
        return "\n".join(f"{one.kind}：{one.title}" for one in self.links) or self.words


@dataclass(frozen=True, slots=True)
class Section:
    """The answers of one part of the form."""

    part: Part
    facts: tuple[Fact, ...]

    @property
    def empty(self) -> tuple[str, ...]:
        """What was not answered, by its labels."""
        return tuple(fact.label for fact in self.facts if fact.is_empty)

    @property
    def is_whole(self) -> bool:
        """Whether it is one thing that needs no label beside its title."""
        return len(self.part.fields) == 1 and not self.part.is_own

    @property
    def shown(self) -> tuple[Fact, ...]:
        """Only what was answered."""
        return tuple(fact for fact in self.facts if not fact.is_empty)


@dataclass(frozen=True, slots=True)
class Names:
    """What codes and numbers are called, read once a page."""

    words: Mapping[Vocabulary, Mapping[str, str]]
    columns: Mapping[int, tuple[str, ...]]
    organs: Mapping[int, str]
    publications: Mapping[int, tuple[str, str]]


def names_for(government: int, contents: Iterable[Mapping[str, Any]]) -> Names:
    """Everything needed to read these contents; four statements."""
    every = list(contents)
    related = {one["item"] for content in every for one in content["relations"]}
    named = [(content["interpretation"] or {}).get("organ") for content in every]
    plans = [organ for organ in named if organ is not None]
    return Names(
        words=term_names(government),
        columns=paths_of(government),
        organs=dict(Organ.objects.filter(pk__in=plans).values_list("pk", "name")) if plans else {},
        publications=_titles(related, government) if related else {},
    )


def _titles(numbers: Iterable[int], government: int) -> dict[int, tuple[str, str]]:
    found = Publication.objects.filter(pk__in=numbers, government=government)
    return {pk: (title, number) for pk, title, number in found.values_list("pk", "title", "document_no")}


def shown(item: Item, kind: Definition) -> tuple[Section, ...]:
    """The working copy, group by group."""
    content = content_of(item)
    return sections_of(content, kind, names_for(item.government_id, [content]))


def sections_of(content: Mapping[str, Any], kind: Definition, names: Names) -> tuple[Section, ...]:
    """A content group by group, in the order of the form."""
    return tuple(
        Section(part, tuple(_fact(name, part, content, kind, names) for name in part.fields))
        for part in parts_of(kind)
    )


def size_in_words(size: int) -> str:
    """A size as people read it: 820 KB, 1.4 MB."""
    kilobytes = size / KILOBYTE
    return f"{kilobytes / KILOBYTE:.1f} MB" if kilobytes >= KILOBYTE else f"{max(kilobytes, 1):.0f} KB"


def files_of(entries: Iterable[Mapping[str, Any]]) -> tuple[File, ...]:
    """The files that a content names."""
    return tuple(File(one["file"], one["name"], size_in_words(one["size"])) for one in entries)


def _fact(name: str, part: Part, content: Mapping[str, Any], kind: Definition, names: Names) -> Fact:
    if part.is_own:
        return _own(kind.field(name), content["fields"].get(name), names)
    value, label = content[name], LABELS[name]
    if part.key == BODY:
        return Fact(name, label, html=mark_safe(clean_html(value)) if value else None)
    if part.key == FILES:
        return Fact(name, label, files=files_of(value))
    if part.key == RELATIONS:
        return Fact(name, label, links=tuple(linked(one, names) for one in value))
    return Fact(name, label, words=words_of(name, value, names))


def words_of(name: str, value: Any, names: Names) -> str:
    """One field of an item in words; empty where nothing was entered."""
    if not value:
        return ""
    if name in VOCABULARIES:
        return names.words.get(VOCABULARIES[name], {}).get(value, value)
    in_words: dict[str, Callable[[Any], str]] = {
        "columns": lambda chosen: "；".join(" › ".join(names.columns.get(one, GONE)) for one in chosen),
        "interpretation": lambda plan: _plan(plan, names),
        "issuers": lambda issuers: "、".join(one["name"] for one in issuers),
        "keywords": "、".join,
        "openness": lambda way: str(Openness(way).label),
    }
    return in_words.get(name, str)(value)


def _own(field: Field, value: Any, names: Names) -> Fact:
    if value is None:
        return Fact(field.name, field.label)
    if field.kind is Kind.ROWS:
        rows = tuple(
            tuple(_cell(column, row.get(column.name), names) for column in field.columns) for row in value
        )
        return Fact(field.name, field.label, heads=tuple(one.label for one in field.columns), rows=rows)
    return Fact(field.name, field.label, words=_cell(field, value, names))


def _cell(field: Field, value: Any, names: Names) -> str:
    if value is None:
        return ""
    if field.vocabulary is not None:
        known = names.words.get(Vocabulary(field.vocabulary), {})
        codes = value if isinstance(value, list) else [value]
        return "、".join(known.get(code, code) for code in codes)
    return field.in_words(value)


def linked(one: Mapping[str, Any], names: Names) -> Linked:
    """What a relation of an item leads to."""
    title, number = names.publications.get(one["item"], ("已不存在的信息", ""))
    return Linked(str(Relating(one["kind"]).label), one["item"], title, number)


def _plan(plan: Mapping[str, Any], names: Names) -> str:
    if plan.get("exempt"):
        return f"不需要解读：{plan['exempt']}"
    labels = {one.code: one.label for one in type_of("interpretation").field("forms").options}
    organ = names.organs.get(plan.get("organ", 0), "起草机关")
    return f"{'、'.join(labels.get(one, one) for one in plan['forms'])}，由{organ}解读"
