"""Makers: many released items at once, copied from one that went the whole way."""

from __future__ import annotations

from datetime import timedelta

from yangguang.disclosure.models import Item, Placement, Publication


def copy_released(item: Item, count: int) -> list[int]:
    """`count` more released items that say what `item` says, each a minute older; returns their numbers."""
    one = Publication.objects.get(pk=item.pk)
    places = list(Placement.objects.filter(publication=one))
    row = Item.objects.get(pk=item.pk)
    made = []
    for place in range(1, count + 1):
        at = one.released_at - timedelta(minutes=place)
        row.pk, row.index_no, row.released_at = None, f"{item.index_no}-{place}", at
        row.save(force_insert=True)
        one.pk, one.item_id, one.index_no, one.document_no = row.pk, row.pk, row.index_no, ""
        one.released_at = one.updated_at = at
        one.title = f"{item.title}（{place}）"
        one.save(force_insert=True)
        Placement.objects.bulk_create(
            Placement(
                publication_id=row.pk,
                column_id=held.column_id,
                publisher_id=held.publisher_id,
                released_at=at,
            )
            for held in places
        )
        made.append(row.pk)
        one.released_at = one.released_at + timedelta(minutes=place)
    return made
