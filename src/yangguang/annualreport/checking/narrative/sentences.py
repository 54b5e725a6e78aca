"""Which sentences does a narrative consist of, and which quantities does each state?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from yangguang.annualreport.checking.rules import limit

RESIDUE = re.compile(r"\[(?:bookmark|image|图片)[^\[\]]*\]|<[^<>]{0,200}>|[#*]{2,}|&\w+;")
EXCERPT = re.compile(r"〔略〕|\[略\]|（略）|\(略\)|…+|\.{3,}")
NEW_PARAGRAPH = re.compile(
    r"\n(?=\s*(?:[（(][一二三四五六七八九十]+[）)]|[一二三四五六七八九十]+[、是]|\d+[.．、)）]))"
)
THOUSANDS = re.compile(r"(?<=\d)[,，](?=\d{3}(?!\d))")
HALF_WIDTH = str.maketrans("０１２３４５６７８９％，；：（）．", "0123456789%，；：（）.", "")
PUNCTUATION = str.maketrans(",;:()", "，；：（）")
SENTENCE_END = re.compile(r"[。！？]")
QUANTITY = re.compile(
    r"(?P<before>大?约为?|近|超过?|逾|不足|接近|至少|以上|达到?|多达|累计达)?"
    r"(?<![\d.])(?P<number>\d+(?:\.\d+)?)(?P<scale>万|亿|千)?(?P<vague>余|多|几)?"
    r"(?P<unit>个?百分点|%|万?元|人次|篇次|场次|件次|条次|个(?!(?:工作|自然)?日|月|小时|季度|星期)|[条件项宗份起例次期场篇家人名部户批处类])"
    r"(?P<after>以上|左右|多|余|以内|上下)?"
)
BARE = re.compile(r"(?<=数)(?P<number>\d+)(?=[，。；、）]|$)")
VAGUE_BEFORE = frozenset(
    {"约", "大约", "约为", "大约为", "近", "超", "超过", "逾", "不足", "接近", "至少", "以上", "多达"}
)
BOUNDARY = "，。；：、（）“”"
REQUEST_UNITS = frozenset("件条项宗份起例次个")
"""Measure words that reports use for requests and cases alike."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure in a sentence: `label` stands before it since the last stop, `depth` counts open brackets."""

    value: Decimal
    unit: str
    decimals: int
    start: int
    end: int
    label: str
    depth: int
    is_vague: bool

    @property
    def is_percent(self) -> bool:
        """Whether it is a share and no count."""
        return self.unit == "%"

    @property
    def is_count(self) -> bool:
        """Whether it counts things exactly: no share, no money, no 余 and no 约."""
        return not self.is_vague and "%" not in self.unit and "点" not in self.unit and "元" not in self.unit


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence without white space. `is_cut` where an excerpt leaves something out right after it."""

    text: str
    quantities: tuple[Quantity, ...]
    is_cut: bool = False

    def clause_before(self, position: int) -> str:
        """The words from the last comma or stop before `position` up to it."""
        start = max((self.text.rfind(mark, 0, position) for mark in "，；：。"), default=-1)
        return self.text[start + 1 : position]


def sentences(text: str) -> tuple[Sentence, ...]:
    """All sentences in order; digits are made half-width, residues of conversion are dropped."""
    return tuple(_sentences(text))


def _sentences(text: str) -> Iterator[Sentence]:
    pieces = EXCERPT.split(_plain(text))
    for index, piece in enumerate(pieces):
        parts = [part for part in SENTENCE_END.split(piece) if part]
        for place, part in enumerate(parts):
            if len(part) > limit("narrative.figure", "sentence"):
                continue  # no sentence: a table or noise that lost its form
            is_last = not parts[place + 1 :] and not SENTENCE_END.match(piece[-1:])
            yield Sentence(part, _quantities(part), is_last and bool(pieces[index + 1 :]))


def _plain(text: str) -> str:
    text = RESIDUE.sub("", text).translate(HALF_WIDTH)
    text = THOUSANDS.sub("", text)
    text = NEW_PARAGRAPH.sub("。", text)
    # two figures that only a line break keeps apart may be one or two: nothing exact can be said of them
    text = re.sub(r"(?<![\d.])(\d[\d.]*)\s*\n\s*(?=\d)", r"约\1", text)
    return re.sub(r"[\s#*]+", "", text).translate(PUNCTUATION)


def _quantities(text: str) -> tuple[Quantity, ...]:
    found = sorted([*QUANTITY.finditer(text), *BARE.finditer(text)], key=lambda match: match.start("number"))
    result: list[Quantity] = []
    for match in found:
        if result and match.start() < result[-1].end:
            continue
        result.append(_quantity(text, match, result[-1].end if result else 0))
    return tuple(result)


def _quantity(text: str, match: re.Match[str], after: int) -> Quantity:
    words = match.groupdict()
    number = words["number"]
    start = match.start()
    opened = max(text.rfind(mark, 0, start) for mark in BOUNDARY) + 1
    vague = bool(words.get("vague") or words.get("after") or words.get("scale"))
    return Quantity(
        value=Decimal(number),
        unit=words.get("unit") or "",
        decimals=len(number.partition(".")[-1]),
        start=match.start("number"),
        end=match.end(),
        label=text[max(opened, after) : start],
        depth=text.count("（", 0, start) - text.count("）", 0, start),
        is_vague=vague or words.get("before") in VAGUE_BEFORE,
    )
