"""Who must hear of an event? Followers read each chain in order and remember how far they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.db import transaction

from yangguang.workflow.models import ChainHead, Cursor, Event

BATCH = 200


def follow(follower: str, handle: Callable[[Sequence[Event]], None]) -> int:
    """Hand `handle` every event it has not had, by government and sequence; returns how many.

    The cursor moves in the transaction of the handler: a killed follower loses nothing and repeats at most
    one batch of what it did outside the database.
    """
    done = 0
    for government in ChainHead.objects.order_by("government").values_list("government", flat=True):
        while read := _one_batch(follower, government, handle):
            done += read
    return done


def replay(follower: str, government: int, *, from_sequence: int = 0) -> None:
    """Let a follower start again after `from_sequence`; the next `follow` hands it everything since."""
    Cursor.objects.update_or_create(
        follower=follower, government=government, defaults={"sequence": from_sequence}
    )


def _one_batch(follower: str, government: int, handle: Callable[[Sequence[Event]], None]) -> int:
    with transaction.atomic():
        Cursor.objects.get_or_create(follower=follower, government=government)
        cursor = Cursor.objects.select_for_update(no_key=True).get(follower=follower, government=government)
        events = list(
            Event.objects.filter(government=government, sequence__gt=cursor.sequence).order_by("sequence")[
                :BATCH
            ]
        )
        if events:
            handle(events)
            cursor.sequence = events[-1].sequence
            cursor.save(update_fields=["sequence"])
        return len(events)
