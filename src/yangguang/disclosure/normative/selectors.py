"""Which normative documents may a viewer see, and which of them wait for something?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.timezone import localdate, make_aware

from yangguang.disclosure.checking import refusal_of_content
from yangguang.disclosure.content import draft_of
from yangguang.disclosure.guards.legality import Lack, lack_of_legality
from yangguang.disclosure.judgements import LegalityReview, NormativeRule
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
from yangguang.disclosure.normative.rules import normative_types, rule_on
from yangguang.disclosure.selectors import items_visible_to
from yangguang.disclosure.states import EDITABLE, LegalityNeed, State
from yangguang.disclosure.types_in_use import type_of
from yangguang.organisations.models import in_force
from yangguang.organisations.selectors import binding_value
from yangguang.organisations.viewers import Viewer

NOT_YET_OUT = (State.DRAFT.value, State.REVIEW.value, State.RETURNED.value, State.APPROVED.value)
ON_ITS_WAY = (State.REVIEW.value, State.APPROVED.value)
MOST = 100
"""So many documents on their way are looked at for their legality, the oldest first."""


@dataclass(frozen=True, slots=True)
class Unfiled:
    """A public document that nobody has sent to be put on record, and by when it had to be."""

    publication: Publication
    due: FilingDue


def documents_visible_to(viewer: Viewer) -> QuerySet[Item]:
    """The normative documents among the items one sees."""
    return items_visible_to(viewer).filter(type__in=normative_types())


def documents_open_to(viewer: Viewer) -> QuerySet[Item]:
    """Those, and every public document of the government: what the public reads, everybody at work may."""
    public = documents_of(viewer.government).values("pk")
    return Item.objects.filter(Q(pk__in=documents_visible_to(viewer).values("pk")) | Q(pk__in=public))


def waiting_documents(viewer: Viewer) -> QuerySet[Item]:
    """Documents on their way that one sees, with `is_registered` and what `lack_of` asks for."""
    registered = Registration.objects.filter(pk=OuterRef("pk"))
    rows = _with_review(documents_visible_to(viewer).filter(state__in=NOT_YET_OUT))
    return rows.annotate(is_registered=Exists(registered)).order_by("-pk")


def lack_of(row: Item) -> Lack | None:
    """What the text of a document among `waiting_documents` lacks for being found legal."""
    return lack_of_legality(row, getattr(row, "opinion", None), getattr(row, "reviewed_hash", None))


def awaiting_legality(seen: QuerySet[Item], rule: NormativeRule) -> list[tuple[Item, Lack]]:
    """Documents among the items `seen` under review or approved whose text was not found legal.

    The earliest due comes first. Complete drafts are among them where `rule`, that of the day, wants the
    review before they are put forward.
    """
    states = (*ON_ITS_WAY, *EDITABLE) if rule.legality == LegalityNeed.SUBMIT else ON_ITS_WAY
    rows = _with_review(seen.filter(type__in=normative_types(), state__in=states)).select_related("organ")
    found = ((row, lack_of(row)) for row in rows.order_by("due_on", "pk")[:MOST])
    return [(row, lack) for row, lack in found if lack and (row.state in ON_ITS_WAY or _is_complete(row))]


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


def expiring(government: int, today: date, rule: NormativeRule | None = None) -> QuerySet[Publication]:
    """Documents in force that end within the days of the government's reminder, the earliest first.

    `rule` is that of the day, where it is known.
    """
    last = today + timedelta(days=(rule or rule_on(government, today)).remind_days)
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


def _with_review(rows: QuerySet[Item]) -> QuerySet[Item]:
    """The rows with what the newest legality review said (`opinion`) and of which text (`reviewed_hash`)."""
    newest = LegalityReview.objects.filter(item=OuterRef("pk")).order_by("-pk")
    opinion, reviewed = newest.values("opinion")[:1], newest.values("hash")[:1]
    return rows.annotate(opinion=Subquery(opinion), reviewed_hash=Subquery(reviewed))


def _is_complete(row: Item) -> bool:
    return refusal_of_content(type_of(row.type), draft_of(row), attachments=len(row.attachments)) is None
