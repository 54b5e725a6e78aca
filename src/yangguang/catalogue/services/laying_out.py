"""How does a government get the national layout? Its columns and the official words, whatever is missing."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from yangguang.catalogue.layout import LaidOut, layout
from yangguang.catalogue.models import Column, Term
from yangguang.catalogue.official_terms import official_terms
from yangguang.organisations.kinds import Role
from yangguang.organisations.models import Government
from yangguang.organisations.services.locking import locked_government
from yangguang.organisations.viewers import Viewer, acting_as
from yangguang.workflow.acts import Actor, acts, note


@dataclass(frozen=True, slots=True)
class Laid:
    """How many columns and official words were new."""

    columns: int
    terms: int


def lay_out(government: Government, *, actor: Actor) -> Laid:
    """Give a government every column of the layout that it has never had, and the official words.

    A column that was renamed or ended stays so. The second time nothing changes and nothing is recorded.
    """
    with acts():
        held = locked_government(government.pk)
        made = _missing_columns(held)
        terms = _missing_terms()
        Term.objects.bulk_create(terms, ignore_conflicts=True)  # another government may do so at this moment
        if made or terms:
            facts = {"columns": made, "terms": len(terms)}
            note("column", "laid_out", held, actor, facts=facts, government=held.pk)
    return Laid(len(made), len(terms))


def lay_out_own(*, viewer: Viewer) -> Laid:
    """Give the viewer's own government the layout; the county office does so. Raises `Refused`."""
    actor = acting_as(viewer, (Role.COUNTY_OFFICE,), "建立全国统一的栏目")
    return lay_out(Government.objects.get(pk=viewer.government), actor=actor)


def _missing_columns(government: Government) -> list[str]:
    rows: QuerySet[Column] = government.columns.all()
    there = {column.code: column for column in rows}
    made = []
    for one in layout():
        if one.code not in there:
            there[one.code] = _column(government, one, there.get(one.parent))
            made.append(one.code)
    return made


def _column(government: Government, one: LaidOut, parent: Column | None) -> Column:
    column = Column(
        government=government,
        parent=parent,
        code=one.code,
        name=one.name,
        article=one.article,
        level=one.level,
        part=one.part,
        order=one.order,
        from_on=one.from_on,
    )
    column.save(force_insert=True)
    return column


def _missing_terms() -> list[Term]:
    there = set(Term.objects.filter(government__isnull=True).values_list("vocabulary", "code"))
    return [
        Term(
            vocabulary=one.vocabulary,
            code=one.code,
            name=one.name,
            order=one.order,
            from_on=one.from_on,
            to_on=one.to_on,
        )
        for one in official_terms()
        if (one.vocabulary.value, one.code) not in there
    ]
