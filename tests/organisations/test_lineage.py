"""Lineage as pure questions: circles, and whose older work one answers for."""

from __future__ import annotations

from datetime import date

import pytest

from yangguang.organisations.kinds import SuccessionKind
from yangguang.organisations.lineage import Edge, circular, predecessors, successors

M, N, S, P = SuccessionKind.MERGED, SuccessionKind.RENAMED, SuccessionKind.SPLIT, SuccessionKind.POWERS_MOVED
EARLY, LATE = date(2020, 1, 1), date(2024, 1, 1)


def edges(words: str) -> list[Edge]:
    """`1>2M 2>3P`: 1 was merged into 2, powers moved from 2 to 3; a trailing ' means the later day."""
    kinds = {"M": M, "N": N, "S": S, "P": P}
    found = []
    for word in words.split():
        day = LATE if word.endswith("'") else EARLY
        ends, kind = word.rstrip("'")[:-1], word.rstrip("'")[-1]
        one, other = ends.split(">")
        found.append(Edge(int(one), int(other), kinds[kind], day))
    return found


@pytest.mark.parametrize(
    ("known", "new", "circle"),
    [
        ("", "1>2M", ()),
        ("", "1>1M", (1,)),
        ("1>2M", "2>1M'", (2, 1)),
        ("1>2M 2>3N 3>4S", "4>1M", (4, 1, 2, 3)),
        ("1>2M 2>3N 3>4S", "5>1M", ()),
        ("1>2M 1>3M 2>4M 3>4M", "4>5M", ()),
        ("1>2P", "2>1P'", ()),
        ("1>2P", "2>1P", (2, 1)),
        ("1>2P", "2>1M", ()),
    ],
)
def test_circles(known: str, new: str, circle: tuple[int, ...]) -> None:
    assert circular(edges(known), edges(new)[0]) == circle


@pytest.mark.parametrize(
    ("known", "before", "after"),
    [
        ("", set(), set()),
        ("1>2M 2>3N", set(), {2, 3}),
        ("5>1M 6>5N 7>1S", {5, 6, 7}, set()),
        ("5>1P", set(), set()),
        ("5>1M 5>9P 1>2S 1>3S", {5}, {2, 3}),
    ],
)
def test_whose_older_work_and_who_today(known: str, before: set[int], after: set[int]) -> None:
    assert predecessors(edges(known), 1) == before
    assert successors(edges(known), 1) == after


def test_old_circles_in_the_rows_do_not_run_for_ever() -> None:
    assert predecessors(edges("1>2M 2>1M"), 1) == {2}
    assert circular(edges("1>2M 2>1M"), edges("3>1M")[0]) == ()
