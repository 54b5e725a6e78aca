"""Does the kept validity say what follows from the facts? Derived anew for all; what differs is put right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from yangguang.disclosure.content import draft_of_content
from yangguang.disclosure.models import Publication
from yangguang.disclosure.services.validating import (
    BATCH,
    PROJECTIONS,
    bearing_on,
    own_days,
    put_derived,
    put_validity,
)
from yangguang.disclosure.types_in_use import has_validity, types_in_use
from yangguang.disclosure.validity import OwnDays, derive
from yangguang.workflow.acts import acts


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How many documents were looked at, and the numbers of those whose kept validity was wrong."""

    documents: int
    wrong: tuple[int, ...]


def rebuild_validity(government: int, *, repair: bool = True) -> Rebuilt:
    """Compare the kept validity of a government's documents with the derived one; with `repair`, write it.

    What differs is derived once more under its lock, so that somebody who releases meanwhile is not undone.
    """
    own = dict(_own_days(government))
    bearings, _ = bearing_on(None)
    derived = derive(own, [one for one in bearings if one.target in own])
    wrong = [
        row.pk
        for row in _documents(government).only("pk", *PROJECTIONS).iterator(chunk_size=BATCH)
        if row.pk in own and put_validity(row, derived[row.pk])
    ]
    for first in range(0, len(wrong) if repair else 0, BATCH):
        _repair(sorted(wrong, reverse=True)[first : first + BATCH])
    return Rebuilt(len(own), tuple(sorted(wrong)))


def _repair(numbers: list[int]) -> None:
    rows = Publication.objects.select_for_update(no_key=True, of=("self",)).select_related("version")
    with acts():
        put_derived(list(rows.filter(pk__in=numbers).order_by("-pk")))


def _documents(government: int) -> QuerySet[Publication]:
    kinds = [kind.key for kind in types_in_use() if has_validity(kind)]
    return Publication.objects.filter(government=government, type__in=kinds)


def _own_days(government: int) -> Iterator[tuple[int, OwnDays]]:
    rows = _documents(government).select_related("version").only("pk", "version__content")
    for row in rows.iterator(chunk_size=BATCH):
        yield row.pk, own_days(draft_of_content(row.version.facts))
