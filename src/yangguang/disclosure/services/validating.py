"""Whose validity changes when something is released or taken down? The one place that writes it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import DateField, Q, Value

from yangguang.disclosure.content import Draft, draft_of_content
from yangguang.disclosure.judgements import Declaration
from yangguang.disclosure.models import Publication, Relation
from yangguang.disclosure.states import ENDING_KINDS, Ending, Kind, Standing
from yangguang.disclosure.types_in_use import has_validity, type_of
from yangguang.disclosure.validity import Bearing, OwnDays, Validity, derive

ENDINGS = {Kind.REPEALS.value: Ending.REPEALED, Kind.REPLACES.value: Ending.REPLACED}
PROJECTIONS = ("in_force_from", "in_force_to", "ended_how", "ended_by")
"""The columns that hold the derived validity."""
BATCH = 500


def begin_validity(publication: Publication, draft: Draft) -> None:
    """Set the projections as the document's own days have them; nothing is saved, nothing else is asked."""
    number = publication.pk
    put_validity(publication, derive({number: own_days(draft)}, [])[number])


def locked_with_targets(number: int, further: Iterable[int] = ()) -> Publication | None:
    """The publication of an item, locked together with all it bears on now and with `further` ones.

    All are locked newer before older in one statement: two that bear on the same ones, or on each other, wait
    for each other, and neither misses what the other wrote. None when the item was never released.
    """
    mine = Q(pk__in=[number, *further]) | Q(pk__in=Relation.objects.filter(source=number).values("target"))
    rows = Publication.objects.select_for_update(no_key=True, of=("self",)).select_related("version")
    return {row.pk: row for row in rows.filter(mine).order_by("-pk")}.get(number)


def derive_validity(numbers: Iterable[int]) -> None:
    """Derive again the validity of these publications, and of whatever the changed ones end in their turn.

    Needs an act around it. Rows are locked newer before older, as relations point, so that two acts meet in
    one order.
    """
    waiting = set(numbers)
    while waiting:
        rows = Publication.objects.select_for_update(no_key=True, of=("self",)).select_related("version")
        held = [row for row in rows.filter(pk__in=waiting).order_by("-pk") if has_validity(type_of(row.type))]
        changed = put_derived(held) if held else []
        waiting = set(_targets(row.pk for row in changed)) if changed else set()


def put_derived(held: Sequence[Publication]) -> list[Publication]:
    """Derive the validity of locked rows and save those that change; returns these."""
    own = {row.pk: own_days(draft_of_content(row.version.facts)) for row in held}
    bearings, known = bearing_on(list(own))
    derived = derive(own, bearings, {pk: one for pk, one in known.items() if pk not in own})
    changed = [row for row in held if put_validity(row, derived[row.pk])]
    if changed:
        Publication.objects.bulk_update(changed, PROJECTIONS, batch_size=BATCH)
    return changed


def bearing_on(targets: Sequence[int] | None) -> tuple[list[Bearing], dict[int, Validity]]:
    """All that ends these publications (None: any), and the validity of the sources as it is kept; one
    statement."""
    relations: Any = Relation.objects.filter(
        kind__in=ENDING_KINDS, source__standing=Standing.PUBLIC, effective_on__isnull=False
    ).values_list("target_id", "effective_on", "kind", "source_id", "source__in_force_to")
    nothing = Value(None, output_field=DateField())
    declared: Any = Declaration.objects.annotate(nothing=nothing).values_list(
        "publication_id", "from_on", "how", "result__publication__pk", "nothing"
    )
    if targets is not None:
        relations, declared = relations.filter(target__in=targets), declared.filter(publication__in=targets)
    bearings, known = [], {}
    for target, on, how, by, to_on in relations.union(declared, all=True):
        if how in ENDINGS:
            bearings.append(Bearing(target, on, ENDINGS[how], source=by, by=by))
            known[by] = Validity(None, to_on)
        else:
            bearings.append(Bearing(target, on, Ending(how), by=by))
    return bearings, known


def ended_by(publication: Publication) -> list[int]:
    """The publications that one repeals or replaces."""
    return _targets([publication.pk])


def own_days(draft: Draft) -> OwnDays:
    """What a document says of its own validity."""
    return OwnDays(draft.effective_on, draft.made_on, draft.expires_on)


def put_validity(publication: Publication, found: Validity) -> bool:
    """Set the projections; returns whether any of them changed. Nothing is saved."""
    before = [getattr(publication, name) for name in _ATTRIBUTES]
    publication.in_force_from, publication.in_force_to = found.from_on, found.to_on
    publication.ended_how, publication.ended_by_id = found.how, found.by
    return before != [getattr(publication, name) for name in _ATTRIBUTES]


_ATTRIBUTES = ("in_force_from", "in_force_to", "ended_how", "ended_by_id")


def _targets(sources: Iterable[int]) -> list[int]:
    ends = Relation.objects.filter(source__in=list(sources), kind__in=ENDING_KINDS)
    return list(ends.values_list("target", flat=True))
