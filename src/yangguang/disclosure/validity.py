"""Is a document in force on a day, and what ended it? Pure, from its own days and what bears on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from yangguang.disclosure.states import Ending

ONE_DAY = timedelta(days=1)


class Status(StrEnum):
    """How a document stands on a day, as its page says it."""

    NOT_YET = "尚未施行"
    IN_FORCE = "有效"
    AMENDED = "有效（已修改）"
    EXPIRED = "失效"
    REPEALED = "废止"


@dataclass(frozen=True, slots=True)
class End:
    """Something that ends a document from a day on: `by` is the publication that does it, if one does."""

    on: date
    how: Ending
    by: int | None = None


@dataclass(frozen=True, slots=True)
class Validity:
    """From when to when (the last day) a document is in force, how it ended and by what."""

    from_on: date | None
    to_on: date | None = None
    how: str = ""
    by: int | None = None

    def status(self, day: date, *, amended: bool = False) -> Status:
        """How the document stands on a day; `amended` when something in force on that day amends it."""
        if self.from_on is not None and day < self.from_on:
            return Status.NOT_YET
        if self.to_on is None or day <= self.to_on:
            return Status.AMENDED if amended else Status.IN_FORCE
        return Status.EXPIRED if self.how == Ending.EXPIRED else Status.REPEALED


def validity_of(
    *, effective_on: date | None, made_on: date | None, expires_on: date | None, ends: Iterable[End]
) -> Validity:
    """The validity that follows from a document's own days and from everything that ends it.

    The earliest end counts. A document that ends before it begins was never in force: its last day is the one
    before its first.
    """
    begins = effective_on or made_on
    every = list(ends)
    if expires_on is not None:
        every.append(End(expires_on + ONE_DAY, Ending.EXPIRED))
    if not every:
        return Validity(begins)
    first = min(every, key=lambda end: (end.on, end.how != Ending.EXPIRED))
    last = first.on - ONE_DAY
    if begins is not None and last < begins:
        last = begins - ONE_DAY
    return Validity(begins, last, first.how.value, first.by)
