"""Which text does a person see, however it is encoded? One spelling, one blank, numbered lines."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
BLANKS = re.compile(" {2,}")
FILLERS = frozenset("\t\u115f\u1160\u2800\u3164\uffa0")
"""Characters that print as nothing although Unicode counts them as letters or signs."""
INVISIBLE = frozenset({"Mn", "Me", "Cc", "Cf", "Co", "Cs", "Cn"})
BLANK = frozenset({"Zs", "Zl", "Zp"})
SPELLINGS = {
    **dict.fromkeys("絕絶", "绝"),
    **dict.fromkeys("機", "机"),
    **dict.fromkeys("祕袐", "秘"),
    **dict.fromkeys("宻", "密"),
    **dict.fromkeys("級", "级"),
    **dict.fromkeys("內", "内"),
    **dict.fromkeys("資", "资"),
    **dict.fromkeys("長", "长"),
    **dict.fromkeys("國", "国"),
    **dict.fromkeys("業", "业"),
    **dict.fromkeys("個", "个"),
    **dict.fromkeys("兩", "两"),
    **dict.fromkeys("關", "关"),
    **dict.fromkeys("☆✩✪✫✬✭✮✯✰⭐🌟✦✧✶✷✸✹⋆٭🟉🟊", "★"),
    **dict.fromkeys("∗⁎⁕✱✲✳✻✼✽", "*"),
}
"""Other shapes of the characters that a mark is made of, and the one that is searched for."""
SECRET_SIGN = "㊙"


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as it reads: `text` holds its lines without the empty ones; `numbers` is where each stood."""

    text: str
    starts: tuple[int, ...]
    numbers: tuple[int, ...]

    @property
    def lines(self) -> list[str]:
        """The lines in order, none of them empty."""
        return self.text.split("\n") if self.text else []

    def line_at(self, place: int) -> int:
        """The number, from 1, that the line around a place in `text` had in the original."""
        return self.numbers[bisect_right(self.starts, place) - 1]


def folded(text: str) -> Folded:
    """A text in one spelling (NFKC, simplified, no invisible characters, runs of blanks as one)."""
    plain = unicodedata.normalize("NFKC", LINE_ENDS.sub("\n", text).replace(SECRET_SIGN, "秘密"))
    plain = BLANKS.sub(" ", plain.translate({ord(one): _as_read(one) for one in set(plain)}))
    lines, starts, numbers, place = [], [], [], 0
    for number, whole in enumerate(plain.split("\n"), 1):
        line = whole.strip(" ")
        if line:
            lines.append(line)
            starts.append(place)
            numbers.append(number)
            place += len(line) + 1
    return Folded("\n".join(lines), tuple(starts), tuple(numbers))


def _as_read(character: str) -> str | None:
    if character == "\n":
        return character
    category = unicodedata.category(character)
    if character in FILLERS or category in BLANK:
        return " "
    if category in INVISIBLE:
        return None
    return SPELLINGS.get(character, character)
