"""Which words changed between two texts? Numbers, dates, Latin words whole, Chinese by character."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from diff_match_patch import diff_match_patch

from yangguang.documents.comparing.aligning import aligned

COUNTED = "个?工作日|个月|万元|亿元|公里|平方米|[%‰％元日天年月件条项款章节人户个次份万亿期号]"
HAN_NUMBER = "[〇零一二三四五六七八九十百千万]"
TOKEN = re.compile(
    r"（链接：[^）]*）|〔图片：[^〕]*〕|\d{4}年\d{1,2}月(?:\d{1,2}日)?|\d{4}-\d{1,2}-\d{1,2}|[〔\[(（]\d{4}[〕\])）]第?\d+号"
    rf"|\d[\d,，]*(?<=\d)(?:\.\d+)?(?:{COUNTED})?|第{HAN_NUMBER}+[条款项章节]|[A-Za-z][A-Za-z0-9_.@\-]*|\s+|.",
    re.S,
)
SENTENCE_ENDS = frozenset("。；;！？!?\n")
FIRST_SIGN = 0xF0000
"""Tokens are compared as signs of a private plane, one sign a token."""
ONE_STRETCH = 250_000
"""Tokens of one side times those of the other: a longer stretch that differs is shown as replaced whole."""


class Kind(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that stayed, came or went. Where text was replaced, what went stands first."""

    kind: Kind
    text: str


@dataclass(slots=True)
class Budget:
    """How much comparing is left, in tokens of one side times those of the other."""

    left: int = 3_000_000

    def allows(self, cost: int) -> bool:
        """Take the cost of one stretch, if it is not too much."""
        if cost > ONE_STRETCH or cost > self.left:
            return False
        self.left -= cost
        return True


def tokens(text: str) -> list[str]:
    """The words of a text; joined they are the text again."""
    return TOKEN.findall(text)


def pieces(old: str, new: str, budget: Budget) -> tuple[Piece, ...]:
    """The old text turned into the new one: same and removed make the old, same and added the new."""
    if old == new:
        return (Piece(Kind.SAME, new),) if new else ()
    before, after = _sentences(tokens(old)), _sentences(tokens(new))
    found: list[Piece] = []
    for gap in aligned(before, after):
        removed = [token for sentence in before[gap.old_from : gap.old_to] for token in sentence]
        added = [token for sentence in after[gap.new_from : gap.new_to] for token in sentence]
        if gap.same:
            found.append(Piece(Kind.SAME, "".join(added)))
        else:
            found.extend(_compared(removed, added, budget))
    return _joined(found)


def _sentences(words: Sequence[str]) -> list[tuple[str, ...]]:
    found: list[list[str]] = [[]]
    for word in words:
        found[-1].append(word)
        if word[-1] in SENTENCE_ENDS:
            found.append([])
    return [tuple(one) for one in found if one]


def _compared(removed: Sequence[str], added: Sequence[str], budget: Budget) -> Iterator[Piece]:
    if not removed or not added or not budget.allows(len(removed) * len(added)):
        yield Piece(Kind.REMOVED, "".join(removed))
        yield Piece(Kind.ADDED, "".join(added))
        return
    signs = {word: chr(FIRST_SIGN + index) for index, word in enumerate(dict.fromkeys([*removed, *added]))}
    words = {sign: word for word, sign in signs.items()}
    comparer = diff_match_patch()
    comparer.Diff_Timeout = 0  # the answer must not depend on how busy the machine is
    before, after = ("".join(signs[word] for word in side) for side in (removed, added))
    found = comparer.diff_main(before, after, False)
    comparer.diff_cleanupSemantic(found)
    kinds = {-1: Kind.REMOVED, 0: Kind.SAME, 1: Kind.ADDED}
    for change, run in found:
        yield Piece(kinds[change], "".join(words[sign] for sign in run))


def _joined(found: Iterable[Piece]) -> tuple[Piece, ...]:
    """Neighbours of one kind become one; between two that stayed, what went stands before what came."""
    whole: list[Piece] = []
    for same, group in groupby((one for one in found if one.text), key=lambda one: one.kind is Kind.SAME):
        together = list(group)
        for kind in (Kind.SAME,) if same else (Kind.REMOVED, Kind.ADDED):
            text = "".join(one.text for one in together if one.kind is kind)
            if text:
                whole.append(Piece(kind, text))
    return tuple(whole)
