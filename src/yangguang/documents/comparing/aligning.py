"""Which pieces of two sequences are the same? Equal ends first, then unique ones anchor the rest."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

Stretch = tuple[int, int, int, int]
"""From and to in the old sequence, from and to in the new one."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch `old[a:b]` that stands where `new[c:d]` stands; equal ones are told as `same`."""

    old_from: int
    old_to: int
    new_from: int
    new_to: int
    same: int = 0
    """How many pieces are equal one by one; 0 for a stretch that differs."""


def aligned(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Gap]:
    """Both sequences cut into equal and differing stretches, in order, covering all of both.

    Equal ends are taken first, then pieces that stand once in either sequence (patience), again and again.
    The work is linear in the length save for the sorting of anchors.
    """
    found: list[Gap] = []
    waiting = [(0, len(old), 0, len(new))]
    while waiting:
        a, b, c, d = waiting.pop()
        start = a
        while a < b and c < d and old[a] == new[c]:
            a, c = a + 1, c + 1
        if a > start:
            found.append(Gap(start, a, c - (a - start), c, a - start))
        end = b
        while a < b and c < d and old[b - 1] == new[d - 1]:
            b, d = b - 1, d - 1
        anchors = list(_anchors(old, new, (a, b, c, d)))
        if anchors:
            waiting.extend(_between(anchors, (a, b, c, d)))
        elif a < b or c < d:
            found.append(Gap(a, b, c, d))
        if end > b:
            found.append(Gap(b, end, d, d + end - b, end - b))
    found.sort(key=lambda gap: (gap.old_from, gap.new_from, gap.old_to, gap.new_to))
    return found


def _between(anchors: Sequence[tuple[int, int]], whole: Stretch) -> Iterator[Stretch]:
    """The stretches that begin at each anchor, and the one before the first."""
    a, b, c, d = whole
    starts = [(a, c), *anchors] if anchors[0] != (a, c) else list(anchors)
    ends = [*starts[1:], (b, d)]
    for (old_from, new_from), (old_to, new_to) in zip(starts, ends, strict=True):
        yield old_from, old_to, new_from, new_to


def _anchors(old: Sequence[Hashable], new: Sequence[Hashable], whole: Stretch) -> Iterator[tuple[int, int]]:
    """Pairs of equal pieces that stand once on either side, as many as keep their order."""
    a, b, c, d = whole
    before, after = Counter(old[a:b]), Counter(new[c:d])
    places = {new[index]: index for index in range(c, d) if after[new[index]] == 1}
    pairs = [
        (index, places[old[index]])
        for index in range(a, b)
        if before[old[index]] == 1 and old[index] in places
    ]
    return _longest_rise(pairs)


def _longest_rise(pairs: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The longest run of pairs whose second numbers rise (the first ones rise already)."""
    tops: list[int] = []
    heads: list[int] = []
    below: list[int | None] = []
    for index, (_, place) in enumerate(pairs):
        pile = bisect_left(tops, place)
        below.append(heads[pile - 1] if pile else None)
        if pile == len(tops):
            tops.append(place)
            heads.append(index)
        else:
            tops[pile], heads[pile] = place, index
    chain: list[tuple[int, int]] = []
    last = heads[-1] if heads else None
    while last is not None:
        chain.append(pairs[last])
        last = below[last]
    return reversed(chain)
