"""Which bytes of a file are asked for? One range, so that a film can be wound forward, or all."""

from __future__ import annotations

import re
from dataclasses import dataclass

ONE_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})", re.I)


@dataclass(frozen=True, slots=True)
class Span:
    """The bytes from `first` to `last`, both included."""

    first: int
    last: int

    @property
    def length(self) -> int:
        """How many bytes these are."""
        return self.last - self.first + 1


class Unsatisfiable(Exception):
    """The range lies beyond the end of the file."""


def span_of(header: str, size: int) -> Span | None:
    """The part of `size` bytes that a `Range` asks for (RFC 9110 §14); None when it is all of them.

    Raises Unsatisfiable for a part that is not there. Several ranges at once, and what is no range, are
    answered with everything, as the standard allows.
    """
    found = ONE_RANGE.fullmatch(header.replace(" ", ""))
    if found is None or found.groups() == ("", ""):
        return None
    begin, end = found.groups()
    if not begin:
        length = min(int(end), size)
        if not length:
            raise Unsatisfiable
        return Span(size - length, size - 1)
    if end and int(end) < int(begin):
        return None
    if int(begin) >= size:
        raise Unsatisfiable
    return Span(int(begin), min(int(end), size - 1) if end else size - 1)
