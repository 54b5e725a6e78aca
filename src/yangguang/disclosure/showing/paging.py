"""Where does a page of a list begin? After a release, never after a count: depth costs nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, TypeVar

from django.db.models import Q, QuerySet

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
A_PAGE = 20
FURTHEST = timedelta(days=365 * 300)
"""From the epoch; what lies beyond is no place in a list."""

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, order=True)
class Cursor:
    """A place between two rows: the release and number of the row before it."""

    at: datetime
    number: int

    def __str__(self) -> str:
        return f"{(self.at - EPOCH) // timedelta(microseconds=1)}-{self.number}"


@dataclass(frozen=True, slots=True)
class Slice(Generic[Row]):
    """Some rows, newest first, and where the older and the newer ones lie, if there are any."""

    rows: tuple[Row, ...]
    older: Cursor | None = None
    newer: Cursor | None = None


def cursor_of(text: str) -> Cursor | None:
    """The place that a link names; None for anything that is no place."""
    first, _, second = text.partition("-")
    if not (_is_number(first) and _is_number(second)):
        return None
    since = timedelta(microseconds=int(first))
    return Cursor(EPOCH + since, int(second)) if since < FURTHEST else None


def older_than(number: str, cursor: Cursor) -> Q:
    """Rows after a place in a list that goes by release, newest first; `number` names the tie-breaker."""
    tie = Q(released_at__lt=cursor.at) | Q(**{f"{number}__lt": cursor.number})
    return Q(released_at__lte=cursor.at) & tie


def newer_than(number: str, cursor: Cursor) -> Q:
    """Rows before a place in such a list."""
    tie = Q(released_at__gt=cursor.at) | Q(**{f"{number}__gt": cursor.number})
    return Q(released_at__gte=cursor.at) & tie


def sliced(
    rows: QuerySet[Any],
    number: str,
    *,
    before: Cursor | None = None,
    after: Cursor | None = None,
    size: int = A_PAGE,
) -> Slice[Any]:
    """A page of `rows`: the newest, those older than `before`, or those newer than `after`. One query."""
    if after is not None:
        ordered = rows.filter(newer_than(number, after)).order_by("released_at", number)
        found = list(ordered[: size + 1])
        kept = found[:size][::-1]
        return Slice(tuple(kept), _last(kept, number) or after, _first(kept, number, len(found) > size))
    wanted = rows if before is None else rows.filter(older_than(number, before))
    found = list(wanted.order_by("-released_at", f"-{number}")[: size + 1])
    kept = found[:size]
    older = _last(kept, number) if len(found) > size else None
    return Slice(tuple(kept), older, _first(kept, number, before is not None))


def _first(rows: list[Any], number: str, wanted: bool) -> Cursor | None:
    return _place(rows[0], number) if wanted and rows else None


def _last(rows: list[Any], number: str) -> Cursor | None:
    return _place(rows[-1], number) if rows else None


def _place(row: Any, number: str) -> Cursor:
    return Cursor(row.released_at, getattr(row, f"{number}_id"))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 19
