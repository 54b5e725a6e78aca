"""What did a form bring beside its questions? The revision it showed, and numbers that may be anything."""

from __future__ import annotations

from django.http import HttpRequest

LONGEST_NUMBER = 10


def revision_in(request: HttpRequest) -> int:
    """The revision the form showed; 0, which nothing has, when it names none."""
    return number_in(request.POST.get("revision", ""))


def number_in(text: str) -> int:
    """A number that came from outside; 0, which no row has, when it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < LONGEST_NUMBER else 0


def words_in(request: HttpRequest, name: str) -> str:
    """Words that were typed, without what no database keeps."""
    return request.POST.get(name, "").replace("\0", "")
