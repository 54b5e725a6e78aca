"""Which released items stand in a list, and how does each stand on a day? In a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from yangguang.disclosure.definitions import Definition
from yangguang.disclosure.models import Placement, Publication, Relation
from yangguang.disclosure.showing.facts import Line, Party, ValidityFacts
from yangguang.disclosure.showing.paging import A_PAGE, Cursor, Slice, sliced
from yangguang.disclosure.standing import validity_kept
from yangguang.disclosure.states import Ending, Kind, Standing
from yangguang.disclosure.types_in_use import has_validity, types_in_use

LISTED = (
    "item",
    "government",
    "type",
    "index_no",
    "title",
    "document_no",
    "made_on",
    "released_at",
    "publisher__name",
    "in_force_from",
    "in_force_to",
    "ended_how",
    "ended_by",
)
"""What a row of a list needs of a publication; its version is not read."""

POLICIES = "政策文件"
"""The group of types whose items stand in the library of documents."""


class Force(StrEnum):
    """How documents stand that are looked for."""

    IN_FORCE = "in_force"
    NOT_YET = "not_yet"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to; empty means everything. `force` is asked of the day of the list."""

    types: tuple[str, ...] = ()
    year: int | None = None
    organ: int | None = None
    force: Force | None = None


def kinds() -> dict[str, Definition]:
    """Every type in use by its key."""
    return {one.key: one for one in types_in_use()}


def policy_types() -> tuple[str, ...]:
    """The types that are policy documents, normative ones among them."""
    return tuple(key for key, one in kinds().items() if one.normative or one.group == POLICIES)


def document_types() -> tuple[str, ...]:
    """The types that are in force from and to a day."""
    return tuple(key for key, one in kinds().items() if has_validity(one))


def normative_types() -> tuple[str, ...]:
    """The types that are normative documents."""
    return tuple(key for key, one in kinds().items() if one.normative)


def public_rows(government: int, day: date) -> QuerySet[Publication]:
    """What a government has open to the public, ready to become lines."""
    rows = Publication.objects.filter(government=government, standing=Standing.PUBLIC)
    return listed(rows, day)


def listed(rows: QuerySet[Publication], day: date) -> QuerySet[Publication]:
    """Publications with what a line needs of them, and whether something in force on `day` amends them."""
    return rows.select_related("publisher").only(*LISTED).annotate(amended=Exists(_amending(day)))


def line_of(row: Publication, day: date) -> Line:
    """A row of a list; `row` comes from `listed`."""
    kind = kinds().get(row.type)
    return Line(
        number=row.pk,
        type_key=row.type,
        type_label=kind.label if kind else "其他信息",
        index_no=row.index_no,
        title=row.title,
        document_no=row.document_no,
        made_on=row.made_on,
        released_at=timezone.localtime(row.released_at),
        publisher=Party(row.publisher_id, row.publisher.name),
        validity=_validity(row, day) if kind and has_validity(kind) else None,
    )


def newest_lines(government: int, day: date, *, types: Iterable[str] = (), most: int) -> tuple[Line, ...]:
    """The newest released items, of some types if given. One query."""
    rows = public_rows(government, day)
    wanted = tuple(types)
    rows = rows.filter(type__in=wanted) if wanted else rows
    return tuple(line_of(row, day) for row in rows.order_by("-released_at", "-item")[:most])


def lines_in_column(
    column: int,
    day: date,
    *,
    organ: int | None = None,
    before: Cursor | None = None,
    after: Cursor | None = None,
    size: int = A_PAGE,
) -> Slice[Line]:
    """A page of a column, of one organ if given. Two queries, at any depth."""
    places = Placement.objects.filter(column=column, publication__standing=Standing.PUBLIC)
    places = places.filter(publisher=organ) if organ is not None else places
    page = sliced(places, "publication", before=before, after=after, size=size)
    numbers = [place.publication_id for place in page.rows]
    rows = listed(Publication.objects.filter(pk__in=numbers), day)
    return Slice(_in_order(rows, numbers, day), page.older, page.newer)


def lines_of_government(
    government: int,
    day: date,
    wanted: Wanted,
    *,
    before: Cursor | None = None,
    after: Cursor | None = None,
    size: int = A_PAGE,
) -> Slice[Line]:
    """A page of everything a government has open to the public, narrowed. One query, at any depth."""
    rows = narrowed(public_rows(government, day), wanted, day)
    page = sliced(rows, "item", before=before, after=after, size=size)
    return Slice(tuple(line_of(row, day) for row in page.rows), page.older, page.newer)


def lines_by_number(numbers: Iterable[int], day: date, government: int | None = None) -> dict[int, Line]:
    """The lines of these publications (of one government) that are public, newest first. One query."""
    return {row.pk: line_of(row, day) for row in rows_by_number(numbers, day, government)}


def rows_by_number(numbers: Iterable[int], day: date, government: int | None = None) -> QuerySet[Publication]:
    """The same as rows that are ready to become lines."""
    rows = listed(Publication.objects.filter(pk__in=sorted(numbers), standing=Standing.PUBLIC), day)
    rows = rows.filter(government=government) if government is not None else rows
    return rows.order_by("-released_at", "-item")


def narrowed(rows: QuerySet[Publication], wanted: Wanted, day: date) -> QuerySet[Publication]:
    """`rows` (from `listed`) narrowed to what is wanted on a day."""
    if wanted.types:
        rows = rows.filter(type__in=wanted.types)
    if wanted.year is not None:
        rows = rows.filter(made_on__gte=date(wanted.year, 1, 1), made_on__lte=date(wanted.year, 12, 31))
    if wanted.organ is not None:
        rows = rows.filter(publisher=wanted.organ)
    return rows.filter(as_wanted(wanted.force, day)) if wanted.force else rows


def in_force_on(day: date) -> Q:
    """Publications that are in force on a day, amended or not."""
    begun = Q(in_force_from__lte=day) | Q(in_force_from__isnull=True)
    return begun & (Q(in_force_to__isnull=True) | Q(in_force_to__gte=day))


def as_wanted(wanted: Force, day: date) -> Q:
    """Publications that stand so on a day; what ended before it began does not wait to begin."""
    if wanted is Force.IN_FORCE:
        return in_force_on(day)
    over = Q(in_force_to__isnull=False, in_force_to__lt=day)
    return over if wanted is Force.OVER else Q(in_force_from__gt=day) & ~over


def _in_order(rows: QuerySet[Publication], numbers: list[int], day: date) -> tuple[Line, ...]:
    found = {row.pk: line_of(row, day) for row in rows}
    return tuple(found[number] for number in numbers if number in found)


def _amending(day: date) -> QuerySet[Relation]:
    """What in force on a day amends a publication (of an outer query)."""
    return Relation.objects.filter(
        Q(source__in_force_to__isnull=True) | Q(source__in_force_to__gte=day),
        target=OuterRef("pk"),
        kind=Kind.AMENDS,
        effective_on__lte=day,
        source__standing=Standing.PUBLIC,
        source__government=F("target__government"),
    )


def _validity(row: Publication, day: date) -> ValidityFacts:
    """How it ended and by what is told once it has: until then another end may come first."""
    held = validity_kept(row)
    is_over = held.ended_by(day)
    return ValidityFacts(
        status=held.status(day, amended=bool(vars(row)["amended"])),
        from_on=row.in_force_from,
        to_on=row.in_force_to,
        how=Ending(row.ended_how).label if is_over and row.ended_how else "",
        by=row.ended_by_id if is_over else None,
    )
