"""What is one act? All moves of one transaction; their events are chained last, in one go.

Subject rows are locked first, by the steps; the chain head of each government is locked once and last. The
other way round, half of the acts of people who work at the same time end in a deadlock. A row that the act
has locked is at hand until it is moved: whoever comes next in the same act need not read it again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from django.db import models, transaction

from yangguang.workflow import moment
from yangguang.workflow.chain import Link, canonical, link_hash
from yangguang.workflow.models import ChainHead, Event

Row = TypeVar("Row", bound=models.Model)

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


@dataclass(slots=True)
class _Act:
    """What one act has so far: its events, and the rows it has locked and not moved since."""

    links: list[Link] = field(default_factory=list)
    at_hand: list[models.Model] = field(default_factory=list)


_under_way: ContextVar[_Act | None] = ContextVar("act_under_way", default=None)


@contextmanager
def acts() -> Iterator[None]:
    """One transaction with all its events; inside another act it joins that one.

    An inner act that fails takes its events back with its rows, also when the outer one goes on.
    """
    outer = _under_way.get()
    if outer is not None:
        with _joining(outer), transaction.atomic():
            yield
        return
    act = _Act()
    token = _under_way.set(act)
    try:
        with transaction.atomic():
            yield
            _chain(act.links)
    finally:
        _under_way.reset(token)


def keep_at_hand(row: models.Model) -> None:
    """Remember a row as locked by the act under way, as it was read with the lock; nothing outside one."""
    act = _under_way.get()
    if act is not None:
        act.at_hand.append(row)


def is_at_hand(row: models.Model) -> bool:
    """Whether this very object was read with a lock that the act under way still has."""
    act = _under_way.get()
    return act is not None and any(one is row for one in act.at_hand)


def rows_at_hand(model: type[Row]) -> list[Row]:
    """The rows of a model that the act under way has locked and not moved since."""
    act = _under_way.get()
    return [one for one in act.at_hand if isinstance(one, model)] if act is not None else []


def let_go(row: models.Model) -> None:
    """Forget that a row is at hand: it is about to be moved, and must be read again afterwards."""
    act = _under_way.get()
    if act is not None:
        act.at_hand[:] = [one for one in act.at_hand if one is not row]


@contextmanager
def _joining(act: _Act) -> Iterator[None]:
    links, at_hand = len(act.links), list(act.at_hand)
    try:
        yield
    except BaseException:
        del act.links[links:]
        act.at_hand[:] = [one for one in act.at_hand if any(one is before for before in at_hand)]
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
    act = _under_way.get()
    if act is None:
        raise RuntimeError("an event needs an act around it")
    act.links.append(
        Link(
            government=actor.government if government is None else government,
            sequence=0,
            at=moment.now(),
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
    """Give each link its place after the head of its government's chain and write them.

    The database moves the head on as it takes the events in (migration 0004): one statement less in every
    act, and no event that the head does not know of.
    """
    for government in sorted({link.government for link in links}):
        head, _new = ChainHead.objects.select_for_update(no_key=True).get_or_create(government=government)
        events = []
        for link in (link for link in links if link.government == government):
            placed = replace(link, sequence=head.sequence + 1, previous_hash=head.hash)
            placed = replace(placed, hash=link_hash(placed))
            head.sequence, head.hash = placed.sequence, placed.hash
            events.append(Event(**{name: getattr(placed, name) for name in Link.__slots__}))
        Event.objects.bulk_create(events)
