"""Do the columns and organs that an item names exist in its own government?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Q

from yangguang.catalogue.models import Column
from yangguang.disclosure.models import Item
from yangguang.organisations.models import Organ


def numbered_under(government: int, columns: Sequence[int], usual: Sequence[str], day: date) -> str:
    """The code of the column under which an item is numbered where a county numbers by column; one statement.

    The first one chosen, or where its type usually stands (`usual` as types say it); empty without either.
    """
    proposed = Q(pk__in=columns[:1]) | Q(article__in=usual) | Q(code__in=usual)
    found = list(Column.objects.filter(_in_use(day), proposed, government=government).order_by("order", "pk"))
    found.sort(key=lambda one: one.pk not in columns[:1])
    return found[0].code if found else ""


def refusal_of_places(item: Item, day: date) -> str | None:
    """Why an item cannot stand where its content says; one statement for columns, one for organs."""
    columns = set(item.columns)
    known = Column.objects.filter(_in_use(day), government=item.government_id, pk__in=columns)
    if columns and known.count() != len(columns):
        return "所选栏目不存在或者已经停用，请重新选择"
    plan = item.interpretation or {}
    organs = {one["organ"] for one in (*item.issuers, plan) if one.get("organ")} - {item.organ_id}
    if organs and Organ.objects.filter(government=item.government_id, pk__in=organs).count() != len(organs):
        return "所选机关不在本级政府的机构之内，请重新选择"
    return None


def _in_use(day: date) -> Q:
    return Q(from_on__lte=day) & (Q(to_on__isnull=True) | Q(to_on__gte=day))
