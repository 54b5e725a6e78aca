"""What does the page of one item say? Read from its publication and released version, not its draft."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone

from yangguang.catalogue.kinds import Vocabulary
from yangguang.catalogue.models import Column
from yangguang.catalogue.selectors import term_names
from yangguang.disclosure.definitions import Layout, Show
from yangguang.disclosure.models import Publication, Relation
from yangguang.disclosure.showing.blocks import BlockFacts, blocks_of
from yangguang.disclosure.showing.facts import (
    Bearing,
    Correction,
    FileFacts,
    ItemFacts,
    Party,
    Place,
    Tombstone,
)
from yangguang.disclosure.showing.lines import kinds, line_of, lines_by_number, listed
from yangguang.disclosure.states import Ground, Kind, Openness, Standing
from yangguang.law.days import parse_day

PLAIN = (BlockFacts(Show.BODY), BlockFacts(Show.ATTACHMENTS, "附件"))
"""What a page shows of an item whose type is no longer there."""
VOCABULARIES = (Vocabulary.DOCUMENT_KIND, Vocabulary.SUBJECT, Vocabulary.GENRE)


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
    return _item(publication, day)


def file_at(government: int, number: int, digest: str) -> FileFacts | None:
    """A file of a released version that is public; None for every other. One query."""
    public = Publication.objects.filter(pk=number, government=government, standing=Standing.PUBLIC)
    found = public.select_related("version").only("version__content").first()
    if found is None:
        return None
    facts = found.version.facts
    files = [*facts["attachments"], *([facts["original"]] if facts["original"] else [])]
    return next((_file(one) for one in files if one["file"] == digest), None)


def _publication(government: int, day: date, number: int | None, index_no: str) -> Publication | None:
    """By its number, or by its index number, which comes first where both would fit."""
    wanted = Q(pk=number) if number is not None else Q(pk__in=())
    if index_no:
        wanted |= Q(item__government=government, item__index_no=index_no)
    rows = Publication.objects.filter(wanted, government=government)
    found = list(listed(rows, day).select_related("publisher", "version").defer(None))
    found.sort(key=lambda row: row.index_no != index_no)
    return found[0] if found else None


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


def _item(publication: Publication, day: date) -> ItemFacts:
    facts = publication.version.facts
    kind = kinds().get(publication.type)
    words = {str(one): names for one, names in term_names(publication.government_id).items()}
    named = [words[one].get(facts[str(one)], facts[str(one)]) for one in map(str, VOCABULARIES)]
    return ItemFacts(
        line=line_of(publication, day),
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
        original=_file(facts["original"]) if facts["original"] else None,
        bearings=_bearings(publication, day),
        corrections=tuple(Correction(parse_day(one["on"]), one["note"]) for one in publication.corrections),
        places=_places(publication.government_id, facts["columns"]),
    )


def _bearings(publication: Publication, day: date) -> tuple[Bearing, ...]:
    """What it bears on and what bears on it, newest first; only what is public."""
    mine = publication.pk
    rows = list(Relation.objects.filter(Q(source=mine) | Q(target=mine)))
    others = {row.target_id if row.source_id == mine else row.source_id for row in rows}
    lines = lines_by_number(others, day, publication.government_id)
    found = [
        Bearing(Kind(row.kind), row.source_id == mine, lines[other], row.effective_on)
        for row in rows
        if (other := row.target_id if row.source_id == mine else row.source_id) in lines
    ]
    order = {number: place for place, number in enumerate(lines)}
    return tuple(sorted(found, key=lambda one: (order[one.other.number], one.kind)))


def _places(government: int, columns: list[int]) -> tuple[Place, ...]:
    """The columns it stands in, in the order chosen; an ended one too, under the name it has."""
    rows = Column.objects.filter(government=government).order_by()
    held = {row.pk: row for row in rows.only("code", "name", "parent")}
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
