"""Which number does Word print before an automatically numbered paragraph?"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from yangguang.documents.formats.word import W, value

DIGITS = "零一二三四五六七八九"
FORMAL = "零壹贰叁肆伍陆柒捌玖"
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
PLACEHOLDER = re.compile(r"%(\d)")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how its number is written, where it starts."""

    number_format: str
    pattern: str
    start: int


@dataclass(slots=True)
class Lists:
    """All lists of one document and how far each has counted."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    """By number id, then by level."""
    lists: dict[str, str] = field(default_factory=dict)
    """The abstract list behind a number id: number ids of one abstract list count together."""
    restarted: set[str] = field(default_factory=set)
    counts: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    def ordinal(self, number_id: str, level: int) -> str:
        """Count one paragraph and give the text that Word prints before it; empty for bullets."""
        levels = self.levels.get(number_id)
        if not levels or level not in levels:
            return ""
        key = number_id if number_id in self.restarted else self.lists[number_id]
        counts = self.counts[key]
        for below in [one for one in counts if one > level]:
            del counts[below]
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        return PLACEHOLDER.sub(lambda found: self._one(levels, counts, found), levels[level].pattern)

    def _one(self, levels: dict[int, Level], counts: dict[int, int], found: re.Match[str]) -> str:
        level = int(found.group(1)) - 1
        if level not in levels:
            return ""
        return written(counts.get(level, levels[level].start), levels[level].number_format)


def read_lists(root: Any | None) -> Lists:
    """The lists of word/numbering.xml (None: the document has none)."""
    lists = Lists()
    if root is None:
        return lists
    abstract = {one.get(W + "abstractNumId"): _levels(one) for one in root.iter(W + "abstractNum")}
    for number in root.iter(W + "num"):
        number_id, behind = number.get(W + "numId"), value(number.find(W + "abstractNumId"))
        if number_id is None or behind is None or behind not in abstract:
            continue
        levels = dict(abstract[behind])
        for override in number.iter(W + "lvlOverride"):
            _override(levels, override)
            lists.restarted.add(number_id)
        lists.levels[number_id] = levels
        lists.lists[number_id] = "abstract " + behind
    return lists


def _levels(parent: Any) -> dict[int, Level]:
    found = {}
    for one in parent.findall(W + "lvl"):
        number = _whole(one.get(W + "ilvl"), 0)
        pattern = value(one.find(W + "lvlText")) or ""
        style = value(one.find(W + "numFmt")) or "decimal"
        pattern = "" if style == "bullet" else pattern
        found[number] = Level(style, pattern, _whole(value(one.find(W + "start")), 1))
    return found


def _override(levels: dict[int, Level], override: Any) -> None:
    levels.update(_levels(override))
    number, start = _whole(override.get(W + "ilvl"), 0), value(override.find(W + "startOverride"))
    if start is not None and number in levels:
        old = levels[number]
        levels[number] = Level(old.number_format, old.pattern, _whole(start, 1))


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else otherwise


def written(number: int, style: str) -> str:
    """A number in one of Word's number formats; formats not known are written in digits."""
    return FORMATS.get(style, str)(number)


def _digit_by_digit(number: int) -> str:
    return "".join(DIGITS[int(one)] for one in str(number)).replace("零", "〇")


def _formal(number: int) -> str:
    return chinese(number, FORMAL, "拾佰仟")


def _circled(number: int) -> str:
    return chr(ord("①") + number - 1) if 1 <= number <= 20 else str(number)


def _letters(number: int) -> str:
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 % 9 + 1)


def _full_width(number: int) -> str:
    return "".join(chr(ord(one) + ord("０") - ord("0")) for one in str(number))


def chinese(number: int, digits: str = DIGITS, units: str = "十百千") -> str:
    """A number from 0 to 9999 as it is said (十二, 一百零三); larger ones in digits."""
    if not 0 < number < 10_000:
        return digits[0] if number == 0 else str(number)
    said, gap = "", False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit == 0:
            gap = bool(said)
            continue
        said += (digits[0] if gap else "") + digits[digit] + (units[place - 1] if place else "")
        gap = False
    return said[1:] if said.startswith(digits[1] + units[0]) and digits is DIGITS else said


def _roman(number: int) -> str:
    text = ""
    for size, letters in ROMAN:
        while number >= size and len(text) < 20:
            text, number = text + letters, number - size
    return text


def _nothing(number: int) -> str:
    return ""


FORMATS: dict[str, Callable[[int], str]] = {
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "chineseLegalSimplified": _formal,
    "ideographDigital": _digit_by_digit,
    "taiwaneseDigital": _digit_by_digit,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalFullWidth": _full_width,
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "ideographTraditional": lambda number: STEMS[(number - 1) % len(STEMS)],
    "ideographZodiac": lambda number: BRANCHES[(number - 1) % len(BRANCHES)],
    "none": _nothing,
    "bullet": _nothing,
}
"""How each of Word's number formats writes a number."""
