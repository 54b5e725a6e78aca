"""What unfinished work does an organ or a person hold? Every model says so itself, in one declaration.

A model with a foreign key to an organ or to a person carries `open_work`, a tuple that names each such field
once: `Holds` where rows must move on when the organ ends or the person leaves, `Stays` where a row belongs to
the organ or person of its day. A test fails when a field is named by neither.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import ForeignKey, Model, Q, QuerySet

ORGAN = "organisations.Organ"
ROOMS_BELOW = {"accounts", "workflow"}
"""Rooms that do not know organs; their rows about a person are no work."""


@dataclass(frozen=True, slots=True)
class Holds:
    """Rows that match `open` are unfinished work of the organ in `organ` and of the person in `holder`."""

    title: str
    organ: str
    holder: str = ""
    open: Q = field(default_factory=Q)

    @property
    def fields(self) -> tuple[str, ...]:
        """The foreign keys this declaration covers."""
        return (self.organ, self.holder) if self.holder else (self.organ,)


@dataclass(frozen=True, slots=True)
class Stays:
    """Rows keep the organ or person of their day in `organ`, for the reason given."""

    organ: str
    because: str

    @property
    def fields(self) -> tuple[str, ...]:
        """The foreign key this declaration covers."""
        return (self.organ,)


@dataclass(frozen=True, slots=True)
class Work:
    """One unfinished thing, as listed before it is handed on."""

    subject: str
    subject_id: int
    title: str
    name: str
    organ: int
    organ_name: str
    holder: int | None
    holder_name: str


Declared = tuple[type[Model], Holds]


def holding_models() -> Iterator[Declared]:
    """Every model that holds work, with its declaration, in a fixed order."""
    for model in sorted(apps.get_models(), key=lambda model: model._meta.label_lower):
        for declared in getattr(model, "open_work", ()):
            if isinstance(declared, Holds):
                yield model, declared


def open_rows(model: type[Model], holds: Holds) -> QuerySet[Any]:
    """The unfinished rows of one declaration, by primary key (the order in which they are locked)."""
    return model._default_manager.filter(holds.open).order_by("pk")


def works_of_organ(organ: int) -> list[Work]:
    """Everything unfinished that an organ holds."""
    return [
        work
        for model, holds in holding_models()
        for work in _listed(model, holds, open_rows(model, holds).filter(**{holds.organ: organ}))
    ]


def works_of_person(user: int, government: int) -> list[Work]:
    """Everything unfinished that a person holds in a government."""
    return [
        work
        for model, holds in holding_models()
        if holds.holder
        for work in _listed(
            model,
            holds,
            open_rows(model, holds).filter(**{holds.holder: user, f"{holds.organ}__government": government}),
        )
    ]


def works_of_government(government: int) -> list[Work]:
    """Everything unfinished in a government that some organ holds."""
    return [
        work
        for model, holds in holding_models()
        for work in _listed(
            model, holds, open_rows(model, holds).filter(**{f"{holds.organ}__government": government})
        )
    ]


def undeclared() -> list[str]:
    """The fields that no declaration, or more than one, covers; empty when all is well."""
    return [
        f"{model._meta.label}.{name}"
        for model in apps.get_models()
        if model._meta.app_label not in ROOMS_BELOW
        for name in _undeclared_of(model)
    ]


def _undeclared_of(model: type[Model]) -> Sequence[str]:
    targets = {ORGAN.lower(), settings.AUTH_USER_MODEL.lower()}
    links = {
        one.name
        for one in model._meta.get_fields()
        if isinstance(one, ForeignKey) and _label(one.related_model) in targets
    }
    named = [name for declared in getattr(model, "open_work", ()) for name in declared.fields]
    return sorted(links.symmetric_difference(named) | {name for name in named if named.count(name) > 1})


def _label(model: Any) -> str:
    return model._meta.label_lower if isinstance(model, type) and issubclass(model, Model) else ""


def _listed(model: type[Model], holds: Holds, rows: QuerySet[Any]) -> Iterator[Work]:
    links = [name for declared in model.open_work for name in declared.fields]  # type: ignore[attr-defined]
    for row in rows.select_related(*links):  # the name of a thing may be made of any of them
        organ = getattr(row, holds.organ)
        holder = getattr(row, holds.holder) if holds.holder else None
        yield Work(
            subject=model._meta.label_lower,
            subject_id=row.pk,
            title=holds.title,
            name=str(row),
            organ=organ.pk,
            organ_name=organ.name,
            holder=holder.pk if holder else None,
            holder_name=str(holder) if holder else "",
        )
