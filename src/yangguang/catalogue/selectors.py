"""Which columns and words are there on a day, what is above each, and what may this viewer see of them?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from yangguang.catalogue.kinds import PageLevel, Part, Vocabulary, stands_on
from yangguang.catalogue.models import Column, IndexPattern, Term
from yangguang.catalogue.nodes import ColumnNode, in_tree_order
from yangguang.organisations.models import in_force
from yangguang.organisations.viewers import Viewer


@dataclass(frozen=True, slots=True)
class TermFacts:
    """A word as forms offer it; `parent` is the code of the word above it, empty at the top."""

    pk: int
    code: str
    name: str
    parent: str
    official: bool
    from_on: date
    to_on: date | None


def columns_visible_to(viewer: Viewer) -> QuerySet[Column]:
    """Every column of the viewer's government, ended ones too."""
    return Column.objects.filter(government=viewer.government)


def terms_visible_to(viewer: Viewer) -> QuerySet[Term]:
    """The official words and those of the viewer's government, ended ones too."""
    return Term.objects.filter(_known_to(viewer.government)) if viewer.government else Term.objects.none()


def index_patterns_visible_to(viewer: Viewer) -> QuerySet[IndexPattern]:
    """Every rule for index numbers that the viewer's government has set."""
    return IndexPattern.objects.filter(government=viewer.government)


def columns_of(government: int, day: date, level: PageLevel | None = None) -> tuple[ColumnNode, ...]:
    """The tree on `day` in reading order; with `level`, that of one kind of page. One query."""
    rows = Column.objects.filter(in_force(day), government=government)
    return in_tree_order(
        _node(row) for row in rows.order_by() if level is None or stands_on(row.level, level)
    )


def paths_of(government: int) -> dict[int, tuple[str, ...]]:
    """The names from the top down to each column of a government, ended ones too. One query."""
    rows = Column.objects.filter(government=government).order_by()
    return {node.pk: node.path for node in in_tree_order(_node(row) for row in rows)}


def path_of(column: Column) -> tuple[str, ...]:
    """The names from the top down to a column, its own last. One query."""
    return paths_of(column.government_id)[column.pk]


def living_successor(column: Column, day: date) -> Column | None:
    """The column itself while in use on `day`, else the one that took its place; None where none did."""
    step: Column | None = column
    while step is not None and not step.lives_on(day):
        step = step.succeeded_by
    return step


def terms(vocabulary: Vocabulary, government: int, day: date) -> tuple[TermFacts, ...]:
    """The words in use on `day`, the official ones first. One query."""
    rows = Term.objects.filter(_known_to(government), in_force(day), vocabulary=vocabulary)
    return _facts(rows.select_related("parent"))


def vocabularies_of(government: int, day: date) -> dict[Vocabulary, tuple[TermFacts, ...]]:
    """Every vocabulary with the words in use on `day`, the official ones first. One query."""
    rows = list(Term.objects.filter(_known_to(government), in_force(day)).select_related("parent"))
    return {one: _facts(row for row in rows if row.vocabulary == one) for one in Vocabulary}


def term_names(government: int, *vocabularies: Vocabulary) -> dict[Vocabulary, dict[str, str]]:
    """The name of every word by its code, ended ones too, so that what is old still reads. One query."""
    wanted = vocabularies or tuple(Vocabulary)
    names: dict[Vocabulary, dict[str, str]] = {one: {} for one in wanted}
    rows = Term.objects.filter(_known_to(government), vocabulary__in=wanted)
    for vocabulary, code, name in rows.order_by("order", "pk").values_list("vocabulary", "code", "name"):
        names[Vocabulary(vocabulary)][code] = name
    return names


def _known_to(government: int) -> Q:
    return Q(government__isnull=True) | Q(government=government)


def _facts(rows: Iterable[Term]) -> tuple[TermFacts, ...]:
    ordered = sorted(rows, key=lambda row: (row.government_id is not None, row.order, row.pk))
    return tuple(
        TermFacts(
            pk=row.pk,
            code=row.code,
            name=row.name,
            parent=row.parent.code if row.parent else "",
            official=row.government_id is None,
            from_on=row.from_on,
            to_on=row.to_on,
        )
        for row in ordered
    )


def _node(row: Column) -> ColumnNode:
    return ColumnNode(
        pk=row.pk,
        parent=row.parent_id,
        code=row.code,
        name=row.name,
        article=row.article,
        level=PageLevel(row.level),
        part=Part(row.part),
        order=row.order,
        from_on=row.from_on,
        to_on=row.to_on,
    )
