"""Is a document in force on a day, and what ended it? Pure, from its own days and what bears on it."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from yangguang.disclosure.states import Ending

ONE_DAY = timedelta(days=1)
ORDER = tuple(Ending)
"""Of two ends on one day the first of these is named; of two of one kind that of the older publication."""


class Status(StrEnum):
    """How a document stands on a day, as its page says it."""

    NOT_YET = "尚未施行"
    IN_FORCE = "有效"
    AMENDED = "有效（已修改）"
    EXPIRED = "失效"
    REPEALED = "废止"


LAPSED = (Ending.EXPIRED, Ending.DECLARED)
"""Ends of which the page says 失效: the document ran out, or a clean-up found that it had."""


@dataclass(frozen=True, slots=True)
class End:
    """Something that ends a document from a day on: `by` is the publication that does it, if one does."""

    on: date
    how: Ending
    by: int | None = None


@dataclass(frozen=True, slots=True)
class Validity:
    """From when to when (the last day) a document is in force, how it ended and by what.

    The last day may come before the first: such a document was ended before it began and never in force.
    """

    from_on: date | None
    to_on: date | None = None
    how: str = ""
    by: int | None = None

    def ended_by(self, day: date) -> bool:
        """Whether the document has come to its end on `day` or before."""
        return self.to_on is not None and self.to_on < day

    def status(self, day: date, *, amended: bool = False) -> Status:
        """How the document stands on a day; `amended` when something in force on that day amends it."""
        if self.ended_by(day):
            return Status.EXPIRED if self.how in LAPSED else Status.REPEALED
        if self.from_on is not None and day < self.from_on:
            return Status.NOT_YET
        return Status.AMENDED if amended else Status.IN_FORCE


@dataclass(frozen=True, slots=True)
class OwnDays:
    """What a document says of itself: when it was made, from when and until which last day it is to bind."""

    effective_on: date | None = None
    made_on: date | None = None
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class Bearing:
    """Something public that ends `target` from a day on. `source` has to stand on that day for it to take
    effect; None where nothing can take it away (a clean-up). `by` is what the page names, if anything."""

    target: int
    on: date
    how: Ending
    source: int | None = None
    by: int | None = None


def validity_of(
    *, effective_on: date | None, made_on: date | None, expires_on: date | None, ends: Iterable[End]
) -> Validity:
    """The validity that follows from a document's own days and from everything that ends it.

    The earliest end counts; whether it came into force before plays no part.
    """
    begins = effective_on or made_on
    every = list(ends)
    if expires_on is not None:
        every.append(End(expires_on + ONE_DAY, Ending.EXPIRED))
    if not every:
        return Validity(begins)
    first = min(every, key=lambda end: (end.on, ORDER.index(end.how), end.by is None, end.by))
    return Validity(begins, first.on - ONE_DAY, first.how.value, first.by)


def derive(
    documents: Mapping[int, OwnDays],
    bearings: Sequence[Bearing],
    known: Mapping[int, Validity] | None = None,
) -> dict[int, Validity]:
    """The validity of every one of `documents` from all that bears on them; `known` are other sources.

    What ended before its own day of effect ends nothing any more: who repeals the repealing document in time
    saves the repealed one, who does so later does not revive it. Sources come before what they end; in a
    circle, which no move lets arise, the sources that are left are taken to stand.
    """
    found: dict[int, Validity] = dict(known or {})
    on_target: dict[int, list[Bearing]] = defaultdict(list)
    below: dict[int, set[int]] = defaultdict(set)
    above: dict[int, set[int]] = defaultdict(set)
    for one in bearings:
        on_target[one.target].append(one)
        if one.source is not None and one.source in documents and one.target in documents:
            below[one.source].add(one.target)
            above[one.target].add(one.source)
    ready = deque(number for number in documents if not above[number])
    waiting = {number for number in documents if above[number]}
    while ready or waiting:
        if not ready:
            ready.append(min(waiting))
            waiting.discard(ready[0])
        number = ready.popleft()
        found[number] = _derived(documents[number], on_target[number], found)
        for target in below[number] & waiting:
            above[target].discard(number)
            if not above[target]:
                waiting.discard(target)
                ready.append(target)
    return {number: found[number] for number in documents}


def _derived(own: OwnDays, bearings: Iterable[Bearing], found: Mapping[int, Validity]) -> Validity:
    ends = [End(one.on, one.how, one.by) for one in bearings if _takes_effect(one, found)]
    return validity_of(
        effective_on=own.effective_on, made_on=own.made_on, expires_on=own.expires_on, ends=ends
    )


def _takes_effect(one: Bearing, found: Mapping[int, Validity]) -> bool:
    return one.source is None or one.source not in found or not found[one.source].ended_by(one.on)
