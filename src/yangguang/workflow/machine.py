"""What may happen to a thing now, and how does it happen? A table of moves and one door.

A machine is a tuple of transitions. `step` opens the transaction, locks the row, asks the guards, lets the
caller set fields, and writes the state and its event together. The guards that stop a step also draw its
button, so that what is shown and what is possible cannot differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.db import models

from yangguang.workflow.acts import Actor, acts, is_at_hand, keep_at_hand, let_go, note

Subject = TypeVar("Subject", bound=models.Model)

Guard = Callable[["Move"], str | None]
"""Named for what must be true; returns the sentence of refusal, or nothing."""


class Refused(Exception):
    """A move that may not happen; the message is the Chinese sentence for the person who tried."""


@dataclass(frozen=True, slots=True)
class Move:
    """An attempt: what is to be moved, by which verb, by whom, and the facts given with it."""

    subject: Any
    verb: str
    actor: Actor
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Transition:
    """A row of the table. `target` None: the thing stays in its state, and the move is recorded."""

    verb: str
    label: str
    sources: tuple[str, ...]
    target: str | None
    guards: tuple[Guard, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: the move it makes, and why it cannot be pressed now, if it cannot."""

    verb: str
    label: str
    refusal: str | None


class Machine(Generic[Subject]):
    """The life of one kind of thing, as a table of transitions over its `state` field."""

    def __init__(
        self,
        name: str,
        model: type[Subject],
        states: type[models.TextChoices],
        transitions: tuple[Transition, ...],
    ) -> None:
        self.name = name
        self.model = model
        self.states = states
        self.transitions = transitions
        self._by_verb = {transition.verb: transition for transition in transitions}
        if len(self._by_verb) != len(transitions):
            raise ValueError(f"{name}: a verb stands in the table twice")

    def choices(self, subject: Subject, actor: Actor) -> tuple[Choice, ...]:
        """The buttons for `subject` in its present state, each with its refusal if it is not allowed now."""
        return tuple(
            Choice(transition.verb, transition.label, self._refusal(Move(subject, transition.verb, actor)))
            for transition in self.transitions
            if subject.state in transition.sources  # type: ignore[attr-defined]
        )

    def refusal(self, subject: Subject, verb: str, *, actor: Actor, **facts: Any) -> str | None:
        """Why `verb` is not possible now for this actor; None when it is. Nothing is moved."""
        return self._refusal(Move(subject, verb, actor, facts))

    def lock(self, rows: models.QuerySet[Subject]) -> Subject | None:
        """The one row of `rows`, read with its lock and at hand for the rest of the act; None without one.

        Guards may be asked of it and `step` moves it without reading it again. Needs an act around it.
        """
        held = rows.select_for_update(no_key=True).first()
        if held is not None:
            keep_at_hand(held)
        return held

    @contextmanager
    def step(self, subject: Subject, verb: str, *, actor: Actor, **facts: Any) -> Iterator[Subject]:
        """Move `subject` by `verb`; yields the locked row, whose fields the caller may set, then saves it.

        Facts must hold no personal data: they go into the event. Raises `Refused`; nothing is then changed.
        """
        with acts():
            held = self._held(subject)
            move = Move(held, verb, actor, facts)
            if sentence := self._refusal(move):
                raise Refused(sentence)
            before: str = held.state  # type: ignore[attr-defined]
            yield held
            after = self._by_verb[verb].target or before
            held.state = after  # type: ignore[attr-defined]
            held.save()
            note(self.name, verb, held, actor, facts=facts, from_state=before, to_state=after)

    @contextmanager
    def start(self, subject: Subject, verb: str, *, actor: Actor, **facts: Any) -> Iterator[Subject]:
        """Bring a new thing into being in its first state, with the event that says who began it."""
        with acts():
            yield subject
            subject.save(force_insert=True)
            state: str = subject.state  # type: ignore[attr-defined]
            note(self.name, verb, subject, actor, facts=facts, to_state=state)

    def _held(self, subject: Subject) -> Subject:
        """The row as it stands under its lock; what the caller has in hand is never itself changed."""
        if not is_at_hand(subject):
            return self.model._default_manager.select_for_update(no_key=True).get(pk=subject.pk)
        let_go(subject)
        return copy(subject)

    def _refusal(self, move: Move) -> str | None:
        transition = self._by_verb[move.verb]
        state = self.states(move.subject.state)
        if state.value not in transition.sources:
            return f"现在是“{state.label}”，不能{transition.label}"
        return next((sentence for guard in transition.guards if (sentence := guard(move))), None)
