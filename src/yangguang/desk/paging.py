"""Where does a page of a stored list begin? After a row or before one: depth costs nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import F, Field, Model, Q, QuerySet
from django.db.models.constants import LOOKUP_SEP
from django.db.models.expressions import OrderBy


@dataclass(frozen=True, slots=True)
class Key:
    """One thing that a list goes by; rows without it come last, whichever way it goes."""

    path: str
    descending: bool
    may_lack: bool

    def order(self, *, backwards: bool) -> OrderBy:
        """What the database sorts by."""
        field, last = F(self.path), True if self.may_lack else None
        order = field.desc(nulls_last=last) if self.descending else field.asc(nulls_last=last)
        if backwards:
            order.reverse_ordering()
        return order

    def beyond(self, value: Any, *, backwards: bool) -> Q:
        """Rows that stand clearly behind a value, or before it."""
        lacking = f"{self.path}__isnull"
        if value is None:
            return Q(**{lacking: False}) if backwards else Q(pk__in=())
        larger = self.descending == backwards
        further = Q(**{f"{self.path}__{'gt' if larger else 'lt'}": value})
        return further | Q(**{lacking: True}) if self.may_lack and not backwards else further

    def beside(self, value: Any) -> Q:
        """Rows with the same value."""
        return Q(**{f"{self.path}__isnull": True}) if value is None else Q(**{self.path: value})

    def bound(self, value: Any, *, backwards: bool) -> Q:
        """What an index can begin at; without it a database may read the list from its beginning."""
        if value is None or self.may_lack:
            return Q()
        larger = self.descending == backwards
        return Q(**{f"{self.path}__{'gte' if larger else 'lte'}": value})


def keys_of(rows: QuerySet[Any]) -> tuple[Key, ...]:
    """What the rows go by; their number comes last, so that no two stand in one place."""
    named = [str(one) for one in (rows.query.order_by or rows.model._meta.ordering)]
    signs = {name.removeprefix("-"): name.startswith("-") for name in named}
    signs.setdefault("pk", named[-1].startswith("-") if named else False)
    return tuple(_key(rows.model, path, descending) for path, descending in signs.items())


def cut_beside(
    rows: QuerySet[Any], among: QuerySet[Any], number: int, *, backwards: bool, size: int
) -> Sequence[Any] | None:
    """So many rows behind the row of that number or before it, in their order; None where `among` lacks it.

    `among` are the rows before they were narrowed: a row that was dealt with meanwhile still marks the place.
    """
    keys = keys_of(rows)
    held = among.order_by().filter(pk=number).values_list(*(key.path for key in keys))[:1]
    values = next(iter(held), None)
    if values is None:
        return None
    wanted = rows.filter(_behind(keys, values, backwards=backwards))
    found = list(wanted.order_by(*(key.order(backwards=backwards) for key in keys))[:size])
    return found[::-1] if backwards else found


def in_order(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The rows as both engines sort them alike."""
    return rows.order_by(*(key.order(backwards=False) for key in keys_of(rows)))


def _behind(keys: Sequence[Key], values: Sequence[Any], *, backwards: bool) -> Q:
    """Rows behind a place: clearly by the first key, or beside it and behind by the others."""
    key, value = keys[0], values[0]
    clearly = key.beyond(value, backwards=backwards)
    if len(keys) == 1:
        return clearly
    further = key.beside(value) & _behind(keys[1:], values[1:], backwards=backwards)
    return key.bound(value, backwards=backwards) & (clearly | further)


def _key(model: type[Model], path: str, descending: bool) -> Key:
    """A key with whether a row may lack it; a relation is gone by through its number."""
    may_lack, field, here = False, None, model
    for part in path.split(LOOKUP_SEP):
        try:
            field = here._meta.pk if part == "pk" else here._meta.get_field(part)
        except FieldDoesNotExist:
            return Key(path, descending, True)
        may_lack = may_lack or bool(getattr(field, "null", False))
        here = getattr(field, "related_model", None) or here
    key = Key(path, descending, may_lack)
    is_relation = isinstance(field, Field) and field.is_relation and not path.endswith(("pk", "_id"))
    return replace(key, path=f"{path}_id") if is_relation else key
