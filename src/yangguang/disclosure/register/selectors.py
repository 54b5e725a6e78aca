"""Which registered documents may a viewer see, which are late or to be assessed, how many stay closed?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from yangguang.disclosure.clock import Due
from yangguang.disclosure.models import Publication
from yangguang.disclosure.register.clock import progress_of, publication_due
from yangguang.disclosure.register.entering import CALENDAR
from yangguang.disclosure.register.models import ClosedShareAlert, OfficialDocument
from yangguang.disclosure.register.shares import Share
from yangguang.disclosure.register.states import Attribute, Progress
from yangguang.disclosure.states import Standing
from yangguang.organisations.selectors import binding_values, content_seen
from yangguang.organisations.viewers import Viewer

LABEL = "register.officialdocument"
RELEASED = "released_at"
"""The name under which `with_release` puts the first release of the publication of the same number."""


@dataclass(frozen=True, slots=True)
class Duty:
    """What an organ has still to do in the register: how many documents, the first due day."""

    organ: int
    name: str
    count: int
    due_on: date


@dataclass(frozen=True, slots=True)
class Duties:
    """主动公开 documents that are past their day and not public, and closed ones to be assessed again."""

    late: tuple[Duty, ...]
    to_assess: tuple[Duty, ...]


def documents_visible_to(viewer: Viewer) -> QuerySet[OfficialDocument]:
    """Those of the organs whose content one sees, each with `released_at` of its publication."""
    return with_release(OfficialDocument.objects.filter(content_seen(viewer, LABEL)))


def with_release(rows: QuerySet[OfficialDocument]) -> QuerySet[OfficialDocument]:
    """The rows with `released_at`, None for those of whose number nothing is public now."""
    return rows.annotate(released_at=Subquery(_public().values("released_at")[:1]))


def in_progress(progress: str, today: date) -> Q:
    """The condition for rows whose publication is that far."""
    owed = Q(attribute=Attribute.PROACTIVE)
    public, late = Q(Exists(_public())), Q(Exists(_public().filter(released_at__date__gt=OuterRef("due_on"))))
    return {
        Progress.LATE.value: owed & Q(due_on__lt=today) & ~public,
        Progress.WAITING.value: owed & (Q(due_on__isnull=True) | Q(due_on__gte=today)) & ~public,
        Progress.PUBLIC.value: owed & public & ~late,
        Progress.PUBLIC_LATE.value: owed & late,
    }[progress]


def to_assess(today: date) -> Q:
    """The condition for closed documents whose assessment is due (条例第十八条)."""
    return Q(attribute=Attribute.CLOSED, reassess_on__lte=today)


def progress(row: OfficialDocument, today: date) -> Progress | None:
    """How far the publication of a row `with_release` is; None for what need not be published."""
    if row.attribute != Attribute.PROACTIVE:
        return None
    return progress_of(row.due_on, released_on(row), today)


def released_on(row: OfficialDocument) -> date | None:
    """The day of the first release of what has the number of a row `with_release`."""
    at: datetime | None = getattr(row, RELEASED)
    return timezone.localdate(at) if at else None


def publication_of(row: OfficialDocument) -> int | None:
    """The number of what is public under the number of a row, if anything is."""
    found = Publication.objects.filter(government=row.government_id, document_no=row.document_no)
    return found.filter(standing=Standing.PUBLIC).values_list("pk", flat=True).first()


def due_of(row: OfficialDocument) -> Due | None:
    """By when a document must be public, with the reasons; None where it need not be."""
    if row.attribute != Attribute.PROACTIVE:
        return None
    binding = binding_values(row.government_id)
    return publication_due(row.made_on, opened_on=row.opened_on, binding=binding, calendar=CALENDAR)


def duties_visible_to(viewer: Viewer) -> Duties:
    """Organ by organ, what is late and what is to be assessed, the oldest day first."""
    rows = OfficialDocument.objects.filter(content_seen(viewer, LABEL))
    return Duties(
        late=_duties(rows.filter(in_progress(Progress.LATE.value, viewer.today)), "due_on"),
        to_assess=_duties(rows.filter(to_assess(viewer.today)), "reassess_on"),
    )


def shares_visible_to(viewer: Viewer, year: int) -> list[Share]:
    """The share of 不予公开 of every organ seen among the documents made in `year`."""
    made = OfficialDocument.objects.filter(content_seen(viewer, LABEL), made_on__year=year)
    counted = made.values("organ", "organ__name").annotate(
        registered=Count("pk"),
        decided=Count("pk", filter=~Q(attribute=Attribute.UNDECIDED)),
        closed=Count("pk", filter=Q(attribute=Attribute.CLOSED)),
    )
    alert = alert_above(viewer.government, viewer.today)
    return [
        Share(one["organ"], one["organ__name"], year, one["registered"], one["decided"], one["closed"], alert)
        for one in counted.order_by("organ__order", "organ")
    ]


def alert_above(government: int, day: date) -> int | None:
    """The per cent of 不予公开 above which a government is alerted on `day`; None: not at all."""
    held = ClosedShareAlert.objects.filter(government=government, from_on__lte=day)
    return held.order_by("-from_on").values_list("percent", flat=True).first()


def _public() -> QuerySet[Publication]:
    """What is public under the number of an outer row, in the words of the index of numbers."""
    return Publication.objects.filter(
        ~Q(document_no=""),
        government=OuterRef("government"),
        document_no=OuterRef("document_no"),
        standing=Standing.PUBLIC,
    )


def _duties(rows: QuerySet[OfficialDocument], day: str) -> tuple[Duty, ...]:
    found = rows.values("organ", "organ__name").annotate(count=Count("pk"), first=Min(day))
    listed = found.order_by("first", "organ__order", "organ")
    return tuple(Duty(one["organ"], one["organ__name"], one["count"], one["first"]) for one in listed)
