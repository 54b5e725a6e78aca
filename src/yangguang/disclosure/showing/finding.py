"""Which public items bear these words in their title or number? Asked from the desk and by the public."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from yangguang.disclosure.showing.facts import Line
from yangguang.disclosure.showing.lines import line_of, public_rows
from yangguang.law.errors import Malformed
from yangguang.law.identifiers.document_number import canonical


def bearing(words: str) -> Q:
    """Publications whose title or 文号 holds every word, or whose 索引号 is the word.

    A whole 文号 is found in whatever brackets and blanks it is written.
    """
    found = Q()
    for word in words.split():
        found &= Q(title__icontains=word) | Q(document_no__icontains=word) | Q(index_no__iexact=word)
    try:
        return found | Q(document_no=canonical(words))
    except Malformed:
        return found


def lines_bearing(government: int, words: str, day: date, *, most: int) -> tuple[Line, ...]:
    """What is public and bears the words, newest first, as it stands on `day`. One query."""
    rows = public_rows(government, day).filter(bearing(words)).order_by("-released_at", "-item")
    return tuple(line_of(row, day) for row in rows[:most])
