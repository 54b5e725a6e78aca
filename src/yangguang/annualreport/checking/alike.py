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
from yangguang.annualreport.form.editions import Address
from yangguang.annualreport.reading.model import Reading

NOT_HAN = re.compile(r"[^\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Alike:
    """A finding about several reports, named by their positions in what was handed in."""

    reports: tuple[int, ...]
    finding: Finding


@dataclass(frozen=True, slots=True)
class Traits:
    """What is needed of a report to find its copies: small, and quick to compare with thousands."""

    body: str | None
    year: int | None
    figures: tuple[tuple[Address, Decimal], ...]
    """Every figure that is not zero."""
    sketch: tuple[int, ...]
    """The smallest hashes of its words, in order; empty where it has too few words to compare."""


def traits_of(reading: Reading) -> Traits:
    """The traits of one report."""
    text = reading.preamble + "".join(section.text for section in reading.sections)
    shingles = _shingles(text.replace(reading.body, "") if reading.body else text, _gram())
    sketch: tuple[int, ...] = ()
    if len(shingles) >= limit("together.same_text", "characters"):
        hashes = sorted(crc32(shingle.encode()) for shingle in shingles)
        sketch = tuple(hashes[: limit("together.same_text", "sketch")])
    figures = tuple((place, figure) for place, figure in reading.cells.items() if figure)
    return Traits(reading.body, reading.year, figures, sketch)


def check_alike(readings: Sequence[Reading]) -> Iterator[Alike]:
    """Identical figures in the same year, then nearly identical words, always between different bodies."""
    return alike([traits_of(reading) for reading in readings])


def alike(reports: Sequence[Traits]) -> Iterator[Alike]:
    """The same over traits; time grows with the number of reports, not with that of their pairs."""
    yield from _same_figures(reports)
    yield from _same_text(reports)


def similarity(one: str, other: str, *, gram: int) -> float:
    """How much of the shorter text's runs of `gram` Han characters stands in the other too, 0 to 1."""
    left, right = _shingles(one, gram), _shingles(other, gram)
    if not left or not right:
        return 0.0
    return len(left & right) / min(len(left), len(right))


def _same_figures(reports: Sequence[Traits]) -> Iterator[Alike]:
    groups: dict[object, list[int]] = defaultdict(list)
    for position, report in enumerate(reports):
        large = {
            figure for _, figure in report.figures if abs(figure) >= limit("together.same_figures", "large")
        }
        if len(large) >= limit("together.same_figures", "distinct"):
            groups[report.year, frozenset(report.figures)].append(position)
    for positions in groups.values():
        if len({plain_name(reports[position].body) for position in positions}) == 1:
            continue
        first = reports[positions[0]]
        shown = "、".join(printed(figure) for _, figure in first.figures)
        bodies = "、".join(f"“{reports[position].body}”" for position in positions)
        counted = f"不为零的有 {len(first.figures)} 个：{shown}"
        message = f"{bodies} {first.year} 年度的数字完全相同（{counted}）"
        places = tuple(place for place, _ in first.figures)
        yield Alike(tuple(positions), finding("together.same_figures", places, message))


def _same_text(reports: Sequence[Traits]) -> Iterator[Alike]:
    for one, other in sorted(_candidates(reports)):
        left, right = reports[one], reports[other]
        if plain_name(left.body) == plain_name(right.body):
            continue
        share = _resemblance(left.sketch, right.sketch) * HUNDRED
        if share >= limit("together.same_text", "percent"):
            message = f"“{left.body}”与“{right.body}”的文字约有 {share:.0f}% 相同"
            yield Alike((one, other), finding("together.same_text", (), message))


def _resemblance(left: Sequence[int], right: Sequence[int]) -> Decimal:
    """The share of common words among all words of both, estimated from their smallest hashes."""
    smallest = sorted({*left, *right})[: min(len(left), len(right))]
    common = {*left} & {*right}
    return Decimal(sum(value in common for value in smallest)) / len(smallest)


def _candidates(reports: Sequence[Traits]) -> set[tuple[int, int]]:
    """Pairs that share enough of their smallest hashes to be worth comparing."""
    holders: dict[int, list[int]] = defaultdict(list)
    for position, report in enumerate(reports):
        for value in report.sketch:
            holders[value].append(position)
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for positions in holders.values():
        # words that dozens share are the form's own; they say nothing about copying
        near = positions[: limit("together.same_text", "holders")]
        for index, one in enumerate(near):
            for other in near[index + 1 :]:
                shared[one, other] += 1
    return {pair for pair, count in shared.items() if count >= limit("together.same_text", "shared")}


def _gram() -> int:
    return limit("together.same_text", "gram")


def _shingles(text: str, gram: int) -> frozenset[str]:
    words = NOT_HAN.sub("", text)[: limit("together.same_text", "most")]
    return frozenset(words[start : start + gram] for start in range(len(words) - gram + 1))
