"""How do documents stand on a day, since when, and by what? For every page that mentions one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from yangguang.disclosure.models import Publication, Relation
from yangguang.disclosure.states import Ending, Kind, Standing
from yangguang.disclosure.types_in_use import has_validity, type_of
from yangguang.disclosure.validity import ONE_DAY, Status, Validity


@dataclass(frozen=True, slots=True)
class Mention:
    """A publication as it is named beside another."""

    number: int
    title: str
    document_no: str


@dataclass(frozen=True, slots=True)
class DocumentStanding:
    """How a document stands on a day: since when, how it came to its end, and what ended or amended it.

    `by` is None where nothing public names it: it ran out, or the clean-up has published no list yet.
    """

    status: Status
    since: date | None
    how: str = ""
    by: Mention | None = None

    @property
    def in_force(self) -> bool:
        """Whether it binds on the day."""
        return self.status in {Status.IN_FORCE, Status.AMENDED}


def standing_of(numbers: Iterable[int], day: date) -> dict[int, DocumentStanding]:
    """How each of these publications stands on `day`; what has no validity (news) is left out.

    Two statements, however many there are. What is taken down bears on nothing and keeps its own days.
    """
    wanted = list(numbers)
    rows = Publication.objects.filter(pk__in=wanted).select_related("ended_by")
    amendments = _amendments(wanted, day)
    return {
        row.pk: _standing(row, day, amendments.get(row.pk)) for row in rows if has_validity(type_of(row.type))
    }


def validity_kept(row: Publication) -> Validity:
    """The validity as it is kept with a publication."""
    return Validity(row.in_force_from, row.in_force_to, row.ended_how, row.ended_by_id)


def _amendments(numbers: list[int], day: date) -> dict[int, Relation]:
    """The newest amendment of each that is in force on `day`."""
    rows = _amending(day).filter(target__in=numbers).select_related("source")
    return {row.target_id: row for row in rows.order_by("effective_on", "source")}


def _standing(row: Publication, day: date, amended: Relation | None) -> DocumentStanding:
    kept = validity_kept(row)
    status = kept.status(day, amended=amended is not None)
    if kept.to_on is not None and kept.ended_by(day):
        by = _mention(row.ended_by) if row.ended_by is not None else None
        return DocumentStanding(status, kept.to_on + ONE_DAY, Ending(row.ended_how).label, by)
    if status is Status.AMENDED and amended is not None:
        return DocumentStanding(status, amended.effective_on, by=_mention(amended.source))
    return DocumentStanding(status, kept.from_on)


def _mention(row: Publication) -> Mention:
    return Mention(row.pk, row.title, row.document_no)


def with_amended(rows: QuerySet[Publication], day: date) -> QuerySet[Publication]:
    """The rows, each with `is_amended`: whether something in force on `day` amends it."""
    return rows.annotate(is_amended=Exists(_amending(day).filter(target=OuterRef("pk"))))


def _amending(day: date) -> QuerySet[Relation]:
    in_force = Q(source__in_force_to__isnull=True) | Q(source__in_force_to__gte=day)
    return Relation.objects.filter(
        in_force, kind=Kind.AMENDS, source__standing=Standing.PUBLIC, effective_on__lte=day
    )
