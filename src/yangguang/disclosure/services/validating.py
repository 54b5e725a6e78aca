"""Whose validity changes when something is released or taken down? The one place that writes it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from yangguang.disclosure.content import Draft, draft_of_content
from yangguang.disclosure.models import Publication, Relation
from yangguang.disclosure.states import ENDING_KINDS, Ending, Kind, Standing
from yangguang.disclosure.types_in_use import has_validity, type_of
from yangguang.disclosure.validity import End, validity_of

ENDINGS = {Kind.REPEALS: Ending.REPEALED, Kind.REPLACES: Ending.REPLACED}


def set_validity(publication: Publication, draft: Draft) -> None:
    """Set the projections of one publication's validity; nothing is saved."""
    found = validity_of(
        effective_on=draft.effective_on,
        made_on=draft.made_on,
        expires_on=draft.expires_on,
        ends=_ends(publication),
    )
    publication.in_force_from, publication.in_force_to = found.from_on, found.to_on
    publication.ended_how, publication.ended_by_id = found.how, found.by


def locked_with_targets(number: int, further: Iterable[int] = ()) -> Publication | None:
    """The publication of an item, locked together with all it bears on now and with `further` ones.

    All are locked by their numbers in one statement: two that bear on the same ones, or on each other, wait
    for each other, and neither misses what the other wrote. None when the item was never released.
    """
    mine = Q(pk__in=[number, *further]) | Q(pk__in=Relation.objects.filter(source=number).values("target"))
    rows = Publication.objects.select_for_update(no_key=True, of=("self",)).select_related("version")
    return {row.pk: row for row in rows.filter(mine).order_by("pk")}.get(number)


def derive_validity(numbers: Iterable[int]) -> None:
    """Derive again the validity of these publications, where they have any, from what bears on them."""
    wanted = sorted(numbers)
    rows = Publication.objects.select_for_update(no_key=True, of=("self",)).select_related("version")
    for publication in rows.filter(pk__in=wanted).order_by("pk") if wanted else ():
        if has_validity(type_of(publication.type)):
            set_validity(publication, draft_of_content(publication.version.facts))
            publication.save(update_fields=["in_force_from", "in_force_to", "ended_how", "ended_by"])


def _ends(publication: Publication) -> list[End]:
    if publication.pk is None:
        return []
    relations = Relation.objects.filter(
        target=publication.pk, kind__in=ENDING_KINDS, source__standing=Standing.PUBLIC
    )
    return [
        End(one.effective_on, ENDINGS[Kind(one.kind)], one.source_id)
        for one in relations
        if one.effective_on is not None
    ]
