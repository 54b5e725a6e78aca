"""What is one act? All moves of one transaction; their events are chained last, in one go.

Subject rows are locked first, by the steps; the chain head of each government is locked once and last. The
other way round, half of the acts of people who work at the same time end in a deadlock.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from yangguang.workflow.chain import Link, canonical, link_hash
from yangguang.workflow.models import ChainHead, Event

INSTALLATION = 0
"""The chain of what belongs to no government: sign-ins of unknown names, the system's own acts."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, as copied into the event: a later change of name or organ does not rewrite history."""

    id: str
    name: str
    role: str = ""
    organ: str = ""
    government: int = INSTALLATION


SYSTEM = Actor(id="", name="系统")

_pending: ContextVar[list[Link] | None] = ContextVar("pending_events", default=None)


@contextmanager
def acts() -> Iterator[None]:
    """One transaction with all its events; inside another act it joins that one.

    An inner act that fails takes its events back with its rows, also when the outer one goes on.
    """
    outer = _pending.get()
    if outer is not None:
        with _joining(outer), transaction.atomic():
            yield
        return
    links: list[Link] = []
    token = _pending.set(links)
    try:
        with transaction.atomic():
            yield
            _chain(links)
    finally:
        _pending.reset(token)


@contextmanager
def _joining(links: list[Link]) -> Iterator[None]:
    before = len(links)
    try:
        yield
    except BaseException:
        del links[before:]
        raise


def note(
    machine: str,
    verb: str,
    subject: models.Model | None,
    actor: Actor,
    *,
    facts: Mapping[str, Any],
    from_state: str = "",
    to_state: str = "",
    government: int | None = None,
) -> None:
    """Add an event to the act under way; it is chained when the act ends. Needs an act (`RuntimeError`)."""
    links = _pending.get()
    if links is None:
        raise RuntimeError("an event needs an act around it")
    links.append(
        Link(
            government=actor.government if government is None else government,
            sequence=0,
            at=timezone.now(),
            machine=machine,
            verb=verb,
            subject=subject._meta.label_lower if subject is not None else "",
            subject_id=str(subject.pk) if subject is not None else "",
            from_state=from_state,
            to_state=to_state,
            actor_id=actor.id,
            actor_name=actor.name,
            actor_role=actor.role,
            actor_organ=actor.organ,
            facts=canonical(dict(facts)),
            previous_hash="",
            hash="",
        )
    )


def _chain(links: list[Link]) -> None:
    """Give each link its place after the head of its government's chain and write them."""
    for government in sorted({link.government for link in links}):
        head, _new = ChainHead.objects.select_for_update(no_key=True).get_or_create(government=government)
        events = []
        for link in (link for link in links if link.government == government):
            placed = replace(link, sequence=head.sequence + 1, previous_hash=head.hash)
            placed = replace(placed, hash=link_hash(placed))
            head.sequence, head.hash = placed.sequence, placed.hash
            events.append(Event(**{name: getattr(placed, name) for name in Link.__slots__}))
        Event.objects.bulk_create(events)
        head.save(update_fields=["sequence", "hash"])
