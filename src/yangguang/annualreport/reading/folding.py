"""When are two printed texts the same? Width, spaces, quotes and leaked markup do not count."""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_MARKUP = re.compile(r"\[(?:bookmark|image)[^\]\n]*\]|</?[A-Za-z][^<>\n]{0,200}>|&nbsp;|&#160;")
_ALIKE = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "「": '"', "」": '"', "‘": "'", "’": "'", "−": "-", "﹣": "-",
     "〇": "〇", "○": "〇", "﹝": "〔", "﹞": "〕", "︵": "(", "︶": ")", "它": "他"}
)  # fmt: skip


@lru_cache(maxsize=20_000)
def _folded_character(character: str) -> str:
    folded = unicodedata.normalize("NFKC", character)
    return folded if len(folded) == 1 else character


def without_markup(text: str) -> str:
    """The text without what leaked out of another file format: bookmarks, picture names, HTML tags."""
    if "[" not in text and "<" not in text and "&" not in text:
        return text
    return _MARKUP.sub("", text)


def fold(text: str) -> str:
    """The same text, character for character, in the plainest forms (half width, 它 as 他)."""
    if text.isascii():
        return text
    return "".join(map(_folded_character, text)).translate(_ALIKE)


def squeeze(text: str) -> str:
    """The folded text without any white space or markup: what labels are compared by."""
    return "".join(fold(without_markup(text)).split())


@dataclass(frozen=True, slots=True)
class Squeezed:
    """A folded text without white space, and where each of its characters stood in the text it came from."""

    source: str
    text: str
    positions: Sequence[int]

    def between(self, start: int, end: int) -> str:
        """The source, white space included, from squeezed offset `start` up to `end`."""
        if start >= len(self.positions):
            return ""
        last = self.positions[end] if end < len(self.positions) else len(self.source)
        return self.source[self.positions[start] : last]

    def after(self, start: int, end: int) -> str:
        """As `between`, but with the white space that stands before squeezed offset `start`."""
        first = self.positions[start - 1] + 1 if start else 0
        last = self.positions[end] if end < len(self.positions) else len(self.source)
        return self.source[first:last]


def squeezed(source: str) -> Squeezed:
    """Fold `source` and take its white space out, remembering positions."""
    folded = fold(source)
    positions = array("L", (index for index, character in enumerate(folded) if not character.isspace()))
    return Squeezed(source, "".join(folded.split()), positions)
