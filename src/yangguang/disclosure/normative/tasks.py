"""What happens to documents at midnight? Their end, or their coming back, is recorded once.

The truth is in the rows: what was missed for some days is made good in the next round, and two workers at
once write one event, because each locks the document and looks again.
"""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from yangguang.disclosure.models import Item, Publication
from yangguang.disclosure.normative.models import RecordedEnd
from yangguang.disclosure.services.validating import derive_validity
from yangguang.disclosure.states import Ending, Standing
from yangguang.disclosure.validity import ONE_DAY
from yangguang.workflow.acts import SYSTEM, Actor, acts, note

VALIDITY = "validity"
BATCH = 500
BY_CLEAN_UP = (Ending.REPEALED.value, Ending.DECLARED.value)


def end_what_expired(today: date) -> int:
    """Record every end of validity that has come and is not recorded yet; returns how many were.

    One event a document and end, dated with the first day on which it does not bind. An end that is no more
    (what ended it was taken down) is recorded as a coming back.
    """
    done = 0
    for number in _ended(today).order_by("pk").values_list("pk", flat=True)[:BATCH]:
        done += _record(number, today)
    for number in _revived(today).order_by("pk").values_list("pk", flat=True)[:BATCH]:
        done += _record(number, today)
    return done


def name_results() -> int:
    """Let what a clean-up ended name the list of its results once that is public; returns how many do now."""
    nameless = Publication.objects.filter(
        declarations__result__publication__isnull=False, ended_by__isnull=True, ended_how__in=BY_CLEAN_UP
    )
    numbers = list(nameless.order_by("pk").values_list("pk", flat=True).distinct()[:BATCH])
    if not numbers:
        return 0
    with acts():
        derive_validity(numbers)
    return len(numbers) - nameless.filter(pk__in=numbers).distinct().count()


def _ended(today: date) -> QuerySet[Publication]:
    """Public documents whose last day is over and whose end is not on record as it is."""
    as_it_is = RecordedEnd.objects.filter(
        pk=OuterRef("pk"), last_on=OuterRef("in_force_to"), how=OuterRef("ended_how")
    )
    return Publication.objects.filter(~Exists(as_it_is), in_force_to__lt=today, standing=Standing.PUBLIC)


def _revived(today: date) -> QuerySet[Publication]:
    """Documents whose end is on record and which bind again."""
    again = Q(in_force_to__isnull=True) | Q(in_force_to__gte=today)
    return Publication.objects.filter(again, recorded_end__isnull=False, standing=Standing.PUBLIC)


def _record(number: int, today: date) -> int:
    """Look at a document again under its lock and write what is due; 0 when somebody else has."""
    with acts():
        row = Publication.objects.select_for_update(no_key=True).get(pk=number)
        kept = RecordedEnd.objects.filter(pk=number).first()
        if row.standing != Standing.PUBLIC:
            return 0
        if row.in_force_to is None or row.in_force_to >= today:
            return _came_back(row, kept)
        if kept is not None and (kept.last_on, kept.how) == (row.in_force_to, row.ended_how):
            return 0
        kept = kept or RecordedEnd(publication=row)
        kept.last_on, kept.how = row.in_force_to, row.ended_how
        kept.save()
        facts = {"on": (row.in_force_to + ONE_DAY).isoformat(), "how": row.ended_how, "by": row.ended_by_id}
        note(VALIDITY, "ended", Item(pk=number), _clock(row), facts=facts)
        return 1


def _came_back(row: Publication, kept: RecordedEnd | None) -> int:
    if kept is None:
        return 0
    facts = {"was": kept.last_on.isoformat(), "how": kept.how}
    kept.delete()
    note(VALIDITY, "came_back", Item(pk=row.pk), _clock(row), facts=facts)
    return 1


def _clock(row: Publication) -> Actor:
    return Actor(id=SYSTEM.id, name=SYSTEM.name, government=row.government_id)
