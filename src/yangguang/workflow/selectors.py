"""What does the record say, and is it whole?"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import models
from django.db.models import QuerySet

from yangguang.workflow.chain import Link, Verdict, verify
from yangguang.workflow.models import ChainHead, Event


def history(subject: models.Model) -> QuerySet[Event]:
    """Every event of a thing, oldest first."""
    return Event.objects.filter(subject=subject._meta.label_lower, subject_id=str(subject.pk)).order_by(
        "sequence"
    )


def chain_head(government: int) -> tuple[int, str] | None:
    """The (sequence, hash) of a government's newest link; None where it has no chain yet."""
    row = ChainHead.objects.filter(government=government).first()
    return (row.sequence, row.hash) if row else None


def governments_on_record() -> tuple[int, ...]:
    """The numbers of the governments that have a chain; 0 is the installation itself."""
    with_events = Event.objects.order_by().values_list("government", flat=True).distinct()
    with_heads = ChainHead.objects.values_list("government", flat=True)
    return tuple(sorted({*with_events, *with_heads}))


def verify_chain(government: int, *, exported_head: str | None = None) -> Verdict:
    """Follow a government's chain to its head; `exported_head` is a hash taken out of the house earlier.

    A tail cut off together with the head row is found only by the exported head.
    """
    seen = False

    def watched() -> Iterator[Link]:
        nonlocal seen
        for link in _links(government):
            seen = seen or link.hash == exported_head
            yield link

    verdict = verify(watched(), head=chain_head(government))
    if verdict.whole and exported_head and not seen:
        return Verdict(
            verdict.held, verdict.head, verdict.held + 1, "曾经导出的链头不在现有记录之中：记录被截去"
        )
    return verdict


def _links(government: int) -> Iterator[Link]:
    events = Event.objects.filter(government=government).order_by("sequence").values_list(*Link.__slots__)
    return (Link(*values) for values in events.iterator(chunk_size=2_000))
