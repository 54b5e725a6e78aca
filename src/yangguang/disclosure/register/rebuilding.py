"""Derives the days of every registered document again: after a new calendar, or a period made tighter."""

from __future__ import annotations

from datetime import date

from yangguang.disclosure.register.entering import set_days
from yangguang.disclosure.register.models import OfficialDocument
from yangguang.organisations.models import Government
from yangguang.organisations.selectors import binding_values

BATCH = 1_000
DERIVED = ("due_on", "reassess_on")


def rebuild_days(today: date) -> int:
    """Write the derived days of every row as the rules of `today` have them; returns how many changed."""
    return sum(_rebuild(government.pk, today) for government in Government.objects.order_by("pk"))


def _rebuild(government: int, today: date) -> int:
    binding, changed = binding_values(government), []
    rows = OfficialDocument.objects.filter(government=government).order_by("pk")
    for row in rows.iterator(chunk_size=BATCH):
        before = [getattr(row, name) for name in DERIVED]
        set_days(row, today=today, binding=binding)
        if before != [getattr(row, name) for name in DERIVED]:
            changed.append(row)
    OfficialDocument.objects.bulk_update(changed, DERIVED, batch_size=BATCH)
    return len(changed)
