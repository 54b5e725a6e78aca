"""Which numbers of items are public, for those who list every address? In blocks that never shift."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Max
from django.utils import timezone

from yangguang.disclosure.models import Publication
from yangguang.disclosure.states import Standing

A_BLOCK = 10_000
"""A block holds the items from its number times this on, so that it holds no more."""


@dataclass(frozen=True, slots=True)
class Block:
    """A block that holds something, and when anything in it changed last."""

    number: int
    changed_at: datetime


def blocks(government: int) -> tuple[Block, ...]:
    """Every block in which a government has something public, oldest first. One query."""
    rows = Publication.objects.filter(government=government, standing=Standing.PUBLIC)
    found = rows.annotate(block=F("item_id") / A_BLOCK).values("block").order_by("block")
    return tuple(
        Block(number, timezone.localtime(changed))
        for number, changed in found.annotate(changed=Max("updated_at")).values_list("block", "changed")
    )


def in_block(government: int, block: int) -> tuple[tuple[int, datetime], ...]:
    """The number of every public item of a block, and when it changed last. One query by key."""
    rows = Publication.objects.filter(government=government, standing=Standing.PUBLIC)
    found = rows.filter(pk__gte=block * A_BLOCK, pk__lt=(block + 1) * A_BLOCK).order_by("pk")
    return tuple((number, timezone.localtime(at)) for number, at in found.values_list("pk", "updated_at"))
