"""Which normative documents may a viewer see, and which of them wait for something?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localdate, make_aware

from yangguang.disclosure.judgements import LegalityReview
from yangguang.disclosure.models import Item, Publication
from yangguang.disclosure.normative.deadline import FILING, FilingDue, asked_since, filing_due
from yangguang.disclosure.normative.library import documents_of
from yangguang.disclosure.normative.models import (
    CleanUp,
    CleanUpEntry,
    FilingRecord,
    Maker,
    Registration,
)
from yangguang.disclosure.normative.people import county_reviewer
from yangguang.disclosure.normative.rules import normative_types, rule_on
from yangguang.disclosure.selectors import items_visible_to
from yangguang.disclosure.states import Legality, State
from yangguang.organisations.models import in_force
from yangguang.organisations.selectors import binding_value
from yangguang.organisations.viewers import Viewer

NOT_YET_OUT = (State.DRAFT.value, State.REVIEW.value, State.RETURNED.value, State.APPROVED.value)
IN_PRIVATE = (State.DRAFT.value, State.DROPPED.value)
"""States in which a document is its organ's own business: the county's reviewer does not see it yet."""


@dataclass(frozen=True, slots=True)
class Unfiled:
    """A public document that nobody has sent to be put on record, and by when it had to be."""

    publication: Publication
    due: FilingDue


def documents_visible_to(viewer: Viewer) -> QuerySet[Item]:
    """The normative documents among the items one sees; for the county's legal reviewer all put forward."""
    kinds = normative_types()
    seen = items_visible_to(viewer).filter(type__in=kinds)
    if county_reviewer(viewer) is None:
        return seen
    put_forward = Item.objects.filter(government=viewer.government, type__in=kinds).exclude(
        state__in=IN_PRIVATE
    )
    return Item.objects.filter(Q(pk__in=seen.values("pk")) | Q(pk__in=put_forward.values("pk")))


def documents_open_to(viewer: Viewer) -> QuerySet[Item]:
    """Those, and every public document of the government: what the public reads, everybody at work may."""
    public = documents_of(viewer.government).values("pk")
    return Item.objects.filter(Q(pk__in=documents_visible_to(viewer).values("pk")) | Q(pk__in=public))


def waiting_documents(viewer: Viewer) -> QuerySet[Item]:
    """Documents on their way that one sees, with what they lack: `is_registered`, `is_legal`."""
    registered = Registration.objects.filter(pk=OuterRef("pk"))
    newest = LegalityReview.objects.filter(item=OuterRef("pk"), opinion=Legality.LEGAL)
    rows = documents_visible_to(viewer).filter(state__in=NOT_YET_OUT)
    return rows.annotate(is_registered=Exists(registered), is_legal=Exists(newest)).order_by("-pk")


def unregistered(government: int) -> QuerySet[Publication]:
    """Public documents of listed makers that have no unified number."""
    listed = Maker.objects.filter(
        Q(to_on__isnull=True) | Q(to_on__gte=OuterRef("made_on")),
        organ=OuterRef("publisher"),
        from_on__lte=OuterRef("made_on"),
    )
    rows = documents_of(government).filter(Exists(listed), item__registration__isnull=True)
    return rows.order_by("-made_on", "-item")


def unfiled(government: int) -> QuerySet[Publication]:
    """Public documents that were never sent to be put on record, oldest first, due or not yet."""
    since = make_aware(datetime.combine(asked_since(), time.min))
    never = ~Exists(FilingRecord.objects.filter(publication=OuterRef("pk")))
    rows = documents_of(government).filter(never, released_at__gte=since)
    return rows.order_by("released_at", "item")


def unfiled_late(government: int, today: date) -> QuerySet[Publication]:
    """Those of them whose day is over."""
    days = filing_days(government, today)
    first_in_time = make_aware(datetime.combine(today - timedelta(days=days), time.min))
    return unfiled(government).filter(released_at__lt=first_in_time)


def filing_days(government: int, today: date) -> int:
    """How many days a government leaves its organs for sending a document."""
    return int(binding_value(government, FILING, today))


def due_of_filing(publication: Publication, days: int) -> FilingDue | None:
    """By when a document must be sent; `days` is the government's own count. None before the rule."""
    return filing_due(localdate(publication.released_at), days)


def expiring(government: int, today: date) -> QuerySet[Publication]:
    """Documents in force that end within the days of the government's reminder, the earliest first."""
    last = today + timedelta(days=rule_on(government, today).remind_days)
    rows = documents_of(government).filter(in_force_to__gte=today, in_force_to__lte=last)
    return rows.order_by("in_force_to", "item")


def makers_on(government: int, day: date) -> QuerySet[Maker]:
    """The organs that may make normative documents on a day (制定主体清单), in the order of organs."""
    rows = Maker.objects.filter(in_force(day), organ__government=government)
    return rows.select_related("organ").order_by("organ__order", "organ")


def makers_visible_to(viewer: Viewer) -> QuerySet[Maker]:
    """Every row of the list, past ones too; it is public."""
    return Maker.objects.filter(organ__government=viewer.government)


def filing_records_visible_to(viewer: Viewer) -> QuerySet[FilingRecord]:
    """The filing records of the government's public documents; they are announced every quarter."""
    return FilingRecord.objects.filter(publication__government=viewer.government)


def clean_ups_visible_to(viewer: Viewer) -> QuerySet[CleanUp]:
    """The rounds of the government."""
    return CleanUp.objects.filter(government=viewer.government)


def entries_visible_to(viewer: Viewer) -> QuerySet[CleanUpEntry]:
    """The documents of its rounds; every organ sees what is proposed of the others' documents too."""
    return CleanUpEntry.objects.filter(clean_up__government=viewer.government)
