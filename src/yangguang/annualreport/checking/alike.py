"""Which reports are copies of one another: the same figures, or nearly the same words, under two names?"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from zlib import crc32

from yangguang.annualreport.checking.bodies import plain_name
from yangguang.annualreport.checking.figures import HUNDRED, printed
from yangguang.annualreport.checking.model import Finding
from yangguang.annualreport.checking.rules import finding, limit
from yangguang.annualreport.reading.model import Reading

NOT_HAN = re.compile(r"[^\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Alike:
    """A finding about several reports, named by their positions in what was handed in."""

    reports: tuple[int, ...]
    finding: Finding


def check_alike(readings: Sequence[Reading]) -> Iterator[Alike]:
    """Identical figures in the same year, then nearly identical words, always between different bodies."""
    yield from _same_figures(readings)
    yield from _same_text(readings)


def similarity(one: str, other: str, *, gram: int) -> float:
    """How much of the shorter text's runs of `gram` Han characters stands in the other too, 0 to 1."""
    left, right = _shingles(one, gram), _shingles(other, gram)
    if not left or not right:
        return 0.0
    return len(left & right) / min(len(left), len(right))


def narrative(reading: Reading) -> str:
    """All words of a report without its own name."""
    text = reading.preamble + "".join(section.text for section in reading.sections)
    return text.replace(reading.body, "") if reading.body else text


def _same_figures(readings: Sequence[Reading]) -> Iterator[Alike]:
    groups: dict[object, list[int]] = defaultdict(list)
    for position, reading in enumerate(readings):
        figures = frozenset((place, figure) for place, figure in reading.cells.items() if figure)
        large = {figure for _, figure in figures if abs(figure) >= limit("together.same_figures", "large")}
        if len(large) >= limit("together.same_figures", "distinct"):
            groups[reading.year, figures].append(position)
    for positions in groups.values():
        named = {plain_name(readings[position].body) for position in positions}
        if len(named) == 1:
            continue
        first = readings[positions[0]]
        places = tuple(place for place, figure in first.cells.items() if figure)
        shown = "、".join(printed(first.cells[place]) for place in places)
        bodies = "、".join(f"“{readings[position].body}”" for position in positions)
        message = f"{bodies} {first.year} 年度的数字完全相同（不为零的有 {len(places)} 个：{shown}）"
        yield Alike(tuple(positions), finding("together.same_figures", places, message))


def _same_text(readings: Sequence[Reading]) -> Iterator[Alike]:
    texts = [narrative(reading) for reading in readings]
    gram = limit("together.same_text", "gram")
    for one, other in sorted(_candidates(texts, gram)):
        if plain_name(readings[one].body) == plain_name(readings[other].body):
            continue
        share = Decimal(similarity(texts[one], texts[other], gram=gram)) * HUNDRED
        if share >= limit("together.same_text", "percent"):
            message = f"“{readings[one].body}”与“{readings[other].body}”的文字有 {share:.0f}% 相同"
            yield Alike((one, other), finding("together.same_text", (), message))


def _candidates(texts: Sequence[str], gram: int) -> set[tuple[int, int]]:
    """Pairs that share some of their smallest hashes: found in time linear in the number of reports."""
    holders: dict[int, list[int]] = defaultdict(list)
    for position, text in enumerate(texts):
        shingles = _shingles(text, gram)
        if len(shingles) >= limit("together.same_text", "characters"):
            hashes = sorted(crc32(shingle.encode()) for shingle in shingles)
            for value in hashes[: limit("together.same_text", "sketch")]:
                holders[value].append(position)
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for positions in holders.values():
        # words that dozens share are the form's own; they say nothing about copying
        near = positions[: limit("together.same_text", "holders")]
        for index, one in enumerate(near):
            for other in near[index + 1 :]:
                shared[one, other] += 1
    return {pair for pair, count in shared.items() if count >= limit("together.same_text", "shared")}


def _shingles(text: str, gram: int) -> frozenset[str]:
    words = NOT_HAN.sub("", text)
    return frozenset(words[start : start + gram] for start in range(len(words) - gram + 1))
