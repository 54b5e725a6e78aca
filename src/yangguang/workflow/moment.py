"""Which moment is it, for whatever is written down? Now, or the moment of the past that the demo tells."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.utils import timezone

_standing_at: ContextVar[datetime | None] = ContextVar("standing_at", default=None)


def now() -> datetime:
    """The moment that goes into a record, aware of its time zone."""
    return _standing_at.get() or timezone.now()


@contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """Let everything inside happen at `moment`. Only the demo and tests do so (an architecture test)."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    token = _standing_at.set(moment)
    try:
        yield
    finally:
        _standing_at.reset(token)
