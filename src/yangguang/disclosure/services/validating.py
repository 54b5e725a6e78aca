"""Whose validity changes when something is released or taken down? The one place that writes it."""

from __future__ import annotations

from collections.abc import Iterable

from yangguang.disclosure.content import Draft, draft_of_content
from yangguang.disclosure.models import Publication, Relation
from yangguang.disclosure.states import ENDING_KINDS, Ending, Kind, Standing
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


def derive_validity(numbers: Iterable[int]) -> None:
    """Derive again the validity of these publications from what bears on them now."""
    rows = Publication.objects.select_for_update(no_key=True, of=("self",)).select_related("version")
    for publication in rows.filter(pk__in=sorted(numbers)).order_by("pk") if numbers else ():
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
