"""Which old block became which new one? Equal ones first, then the most alike in order, then what moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from yangguang.documents.comparing.aligning import Gap, aligned
from yangguang.documents.comparing.blocks import Block
from yangguang.documents.comparing.words import tokens

Pair = tuple[Block | None, Block | None]

ALIKE = 0.4
"""Share of words in common from which a block is the other one changed."""
EQUAL = 1.5
"""What an equal block counts among others that are alike: less than two that are much alike."""
MOST_PAIRS = 10_000
"""Old blocks times new ones of a stretch in which the most alike are sought; in a longer one none are."""
MOST_CHARACTERS = 1_200_000
BEGINNING = 10
"""In characters: blocks of a long stretch that begin alike, and in the same order, belong together."""


def paired(old: Sequence[Block], new: Sequence[Block]) -> Iterator[Pair]:
    """Every block of both texts once, in order; None where there is no counterpart."""
    if len(old) * len(new) <= MOST_PAIRS:
        yield from _alike(old, new, Gap(0, len(old), 0, len(new)))
        return
    for gap in aligned([one.text for one in old], [one.text for one in new]):
        if gap.same:
            yield from zip(old[gap.old_from : gap.old_to], new[gap.new_from : gap.new_to], strict=True)
        else:
            yield from _alike(old, new, gap)


def _alike(old: Sequence[Block], new: Sequence[Block], gap: Gap) -> Iterator[Pair]:
    """The blocks of a stretch that differs: a long one is held together by how its blocks begin."""
    before, after = old[gap.old_from : gap.old_to], new[gap.new_from : gap.new_to]
    if _may_be_compared(before, after):
        yield from _in_order(before, after)
        return
    for inner in aligned([one.text[:BEGINNING] for one in before], [one.text[:BEGINNING] for one in after]):
        olds, news = before[inner.old_from : inner.old_to], after[inner.new_from : inner.new_to]
        if inner.same:
            yield from zip(olds, news, strict=True)
        elif _may_be_compared(olds, news):
            yield from _in_order(olds, news)
        else:
            yield from ((one, None) for one in olds)
            yield from ((None, one) for one in news)


def _may_be_compared(before: Sequence[Block], after: Sequence[Block]) -> bool:
    """Whether comparing each with each costs little enough."""
    if len(before) == 1 == len(after):
        return True
    size = len(after) * sum(len(one.text) for one in before) + len(before) * sum(
        len(one.text) for one in after
    )
    return len(before) * len(after) <= MOST_PAIRS and size <= MOST_CHARACTERS


def _in_order(before: Sequence[Block], after: Sequence[Block]) -> Iterator[Pair]:
    """The blocks of a short stretch, put together so that most words stay."""
    row = column = 0
    for first, second in [*_best(before, after), (len(before), len(after))]:
        rest: list[Pair] = [(one, None) for one in before[row:first]]
        rest += [(None, one) for one in after[column:second]]
        if row and before[row - 1].tag == "tr":
            rest.sort(key=_is_no_row)  # what came to a table and what went from it stays in the table
        yield from rest
        if first < len(before) and second < len(after):
            yield before[first], after[second]
        row, column = first + 1, second + 1


def _is_no_row(pair: Pair) -> bool:
    return all(one is None or one.tag != "tr" for one in pair)


def _best(before: Sequence[Block], after: Sequence[Block]) -> list[tuple[int, int]]:
    """The pairs, in order on both sides, whose shares of common words make the greatest sum."""
    shares = _shares(before, after)
    sums = [[0.0] * (len(after) + 1) for _ in range(len(before) + 1)]
    for row in range(len(before) - 1, -1, -1):
        for column in range(len(after) - 1, -1, -1):
            together = shares[row][column] + sums[row + 1][column + 1] if shares[row][column] else 0.0
            sums[row][column] = max(together, sums[row + 1][column], sums[row][column + 1])
    chosen = []
    row = column = 0
    while row < len(before) and column < len(after):
        share = shares[row][column]
        if share and sums[row][column] == share + sums[row + 1][column + 1]:
            chosen.append((row, column))
            row, column = row + 1, column + 1
        elif sums[row][column] == sums[row + 1][column]:
            row += 1
        else:
            column += 1
    return chosen


def _shares(before: Sequence[Block], after: Sequence[Block]) -> list[list[float]]:
    old = [(one.tag == "tr", Counter(tokens(one.text))) for one in before]
    new = [(one.tag == "tr", Counter(tokens(one.text))) for one in after]
    return [[_share(one, other) for other in new] for one in old]


def _share(one: tuple[bool, Counter[str]], other: tuple[bool, Counter[str]]) -> float:
    if one[0] != other[0]:
        return 0.0
    total = one[1].total() + other[1].total()
    if one[1] == other[1]:
        return EQUAL
    share = 2 * (one[1] & other[1]).total() / total if total else 0.0
    return share if share >= ALIKE else 0.0
