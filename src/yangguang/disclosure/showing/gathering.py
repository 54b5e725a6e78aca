"""What does the page of one item say? Read from its publication and released version, not its draft."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from yangguang.catalogue.kinds import Vocabulary
from yangguang.catalogue.models import Column
from yangguang.catalogue.selectors import term_names
from yangguang.disclosure.definitions import Layout, Show
from yangguang.disclosure.models import Publication, Relation
from yangguang.disclosure.showing.answers import answers_of
from yangguang.disclosure.showing.blocks import BlockFacts, Words, blocks_of
from yangguang.disclosure.showing.facts import (
    Bearing,
    Correction,
    FileFacts,
    ItemFacts,
    Line,
    Party,
    Place,
    Tombstone,
)
from yangguang.disclosure.showing.forms import forms_of, with_forms
from yangguang.disclosure.showing.lines import kinds, line_of, listed, rows_by_number
from yangguang.disclosure.states import Ground, Kind, Openness, Standing
from yangguang.law.days import parse_day

PLAIN = (BlockFacts(Show.BODY), BlockFacts(Show.ATTACHMENTS, "附件"))
"""What a page shows of an item whose type is no longer there."""
VOCABULARIES = (Vocabulary.DOCUMENT_KIND, Vocabulary.SUBJECT, Vocabulary.GENRE)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is said of several items of one government beside their own versions, read once for all."""

    words: Words
    columns: Mapping[int, Column]
    bearings: Mapping[int, tuple[Bearing, ...]]
    lines: Mapping[int, Line]
    """Everything public that bears on them, or that they bear on, by its number."""


@dataclass(frozen=True, slots=True)
class Others:
    """What is public and bears on some items or is borne on, newest first; in which forms it explains."""

    lines: Mapping[int, Line]
    forms: Mapping[int, str]


def item_at(
    government: int, day: date, *, number: int | None = None, index_no: str = ""
) -> ItemFacts | Tombstone | None:
    """What stands at a public address on a day; None when nothing ever did. Five queries.

    An item that was never released has no publication: its address answers like an unknown one.
    """
    publication = _publication(government, day, number, index_no)
    if publication is None:
        return None
    if publication.standing != Standing.PUBLIC:
        return _tombstone(publication)
    return _item(publication, day, _surroundings(government, [publication], day))


def items_of(government: int, numbers: Iterable[int], day: date) -> tuple[ItemFacts, ...]:
    """What the pages of these items say on a day; what is not public is left out. Five queries."""
    rows = Publication.objects.filter(pk__in=tuple(numbers), government=government, standing=Standing.PUBLIC)
    found = list(_whole(rows, day))
    around = _surroundings(government, found, day)
    return tuple(_item(row, day, around) for row in found)


def _publication(government: int, day: date, number: int | None, index_no: str) -> Publication | None:
    """By its number, or by its index number, which comes first where both would fit."""
    wanted = Q(pk=number) if number is not None else Q(pk__in=())
    if index_no:
        wanted |= Q(item__government=government, item__index_no=index_no)
    rows = Publication.objects.filter(wanted, government=government)
    found = list(_whole(rows, day))
    found.sort(key=lambda row: row.index_no != index_no)
    return found[0] if found else None


def _whole(rows: QuerySet[Publication], day: date) -> QuerySet[Publication]:
    """Publications with everything that a line needs, and with their released versions."""
    return listed(rows, day).select_related("publisher", "version").defer(None)


def _tombstone(publication: Publication) -> Tombstone:
    """What is left of something taken down. Where not even the title may stay, free words may not either."""
    blank = publication.standing == Standing.BLANK_TOMBSTONE
    return Tombstone(
        number=publication.pk,
        title="" if blank else publication.title,
        document_no="" if blank else publication.document_no,
        index_no=publication.index_no,
        publisher=Party(publication.publisher_id, publication.publisher.name),
        ground=Ground(publication.ground).label if publication.ground else "",
        reason="" if blank else publication.take_down_reason,
        since=timezone.localtime(publication.taken_down_at or publication.updated_at),
    )


def _surroundings(government: int, rows: list[Publication], day: date) -> Surroundings:
    """Four queries."""
    columns = Column.objects.filter(government=government).order_by().only("code", "name", "parent")
    numbers = {row.pk for row in rows}
    related = list(Relation.objects.filter(Q(source__in=numbers) | Q(target__in=numbers)))
    others = {end for one in related for end in (one.source_id, one.target_id)}
    others |= {row.ended_by_id for row in rows if row.ended_by_id is not None}
    found = list(with_forms(rows_by_number(others, day, government)))
    lines = {row.pk: line_of(row, day) for row in found}
    return Surroundings(
        words={str(one): names for one, names in term_names(government).items()},
        columns={row.pk: row for row in columns},
        bearings=_bearings(related, numbers, Others(lines, forms_of(found, kinds())), day),
        lines=lines,
    )


def _item(publication: Publication, day: date, around: Surroundings) -> ItemFacts:
    facts, line = publication.version.facts, line_of(publication, day)
    ended_by = line.validity.by if line.validity else None
    kind = kinds().get(publication.type)
    words = around.words
    named = [words[one].get(facts[str(one)], facts[str(one)]) for one in map(str, VOCABULARIES)]
    return ItemFacts(
        line=line,
        updated_at=timezone.localtime(publication.updated_at),
        layout=kind.layout if kind else Layout.ARTICLE,
        issuers=tuple(Party(one.get("organ"), one["name"]) for one in facts["issuers"]),
        document_kind=named[0],
        subject=named[1],
        genre=named[2],
        openness=Openness(facts["openness"]).label,
        source=facts["source"],
        keywords=tuple(facts["keywords"]),
        summary=facts["summary"],
        effective_on=_day(facts["effective_on"]),
        expires_on=_day(facts["expires_on"]),
        body=facts["body"],
        blocks=blocks_of(kind, facts["fields"], words) if kind else PLAIN,
        attachments=tuple(_file(one) for one in facts["attachments"]),
        original=None,  # kept on the desk, see disclosure.files
        bearings=around.bearings.get(publication.pk, ()),
        ended_by=around.lines.get(ended_by) if ended_by is not None else None,
        corrections=tuple(Correction(parse_day(one["on"]), one["note"]) for one in publication.corrections),
        places=_places(around.columns, facts["columns"]),
        answers=answers_of(kind, facts["fields"], words),
    )


def _bearings(
    related: list[Relation], wanted: set[int], others: Others, day: date
) -> dict[int, tuple[Bearing, ...]]:
    """What each bears on and what bears on it, newest first; only what is public."""
    found = defaultdict[int, list[Bearing]](list)
    for row in related:
        for mine, other in ((row.source_id, row.target_id), (row.target_id, row.source_id)):
            if mine in wanted and other in others.lines:
                to_come = row.effective_on is not None and row.effective_on > day
                outgoing = mine == row.source_id
                explains = row.kind == Kind.INTERPRETS and not outgoing
                forms = others.forms.get(other, "") if explains else ""
                line = others.lines[other]
                one = Bearing(Kind(row.kind), outgoing, line, row.effective_on, to_come, forms)
                found[mine].append(one)
    order = {number: place for place, number in enumerate(others.lines)}
    return {
        mine: tuple(sorted(some, key=lambda one: (order[one.other.number], one.kind)))
        for mine, some in found.items()
    }


def _places(held: Mapping[int, Column], columns: list[int]) -> tuple[Place, ...]:
    """The columns it stands in, in the order chosen; an ended one too, under the name it has."""
    return tuple(Place(one, held[one].code, _path(one, held)) for one in columns if one in held)


def _path(number: int, held: Mapping[int, Column]) -> tuple[str, ...]:
    path: list[str] = []
    step: Column | None = held[number]
    while step is not None:
        path.append(step.name)
        step = held.get(step.parent_id) if step.parent_id is not None else None
    return tuple(reversed(path))


def _file(held: Mapping[str, Any]) -> FileFacts:
    return FileFacts(held["file"], held["name"], held["media"], held["size"])


def _day(held: str | None) -> date | None:
    return date.fromisoformat(held) if held else None
