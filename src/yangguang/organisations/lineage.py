"""May one organ succeed another, and whose older work does it answer for? Pure, over edges of succession."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from yangguang.organisations.kinds import ENDING, SuccessionKind


@dataclass(frozen=True, slots=True)
class Edge:
    """The work of `predecessor` came to `successor` on a day."""

    predecessor: int
    successor: int
    kind: SuccessionKind
    on: date


def circular(edges: Iterable[Edge], new: Edge) -> tuple[int, ...]:
    """The organs on the circle that `new` would close, beginning with its predecessor; empty when none.

    Powers may go back later to where they came from: such a move closes a circle only with moves of its day.
    """
    known = [edge for edge in edges if _same_kind(edge, new)]
    path = _path(known, new.successor, new.predecessor)
    return (new.predecessor, *path[:-1]) if path else ()


def predecessors(edges: Iterable[Edge], organ: int) -> frozenset[int]:
    """Every organ that ended in `organ`, directly or through others; not those that only gave powers."""
    return _reached(((edge.successor, edge.predecessor) for edge in edges if edge.kind in ENDING), organ)


def successors(edges: Iterable[Edge], organ: int) -> frozenset[int]:
    """Every organ that `organ` came to when it ended, directly or through others."""
    return _reached(((edge.predecessor, edge.successor) for edge in edges if edge.kind in ENDING), organ)


def _same_kind(edge: Edge, new: Edge) -> bool:
    if new.kind in ENDING:
        return edge.kind in ENDING
    return edge.kind not in ENDING and edge.on == new.on


def _path(edges: list[Edge], start: int, goal: int) -> tuple[int, ...]:
    """The organs from `start` to `goal` along the edges, both ends named; empty when there is no way."""
    came_from: dict[int, int | None] = {start: None}
    waiting = [start]
    while waiting and goal not in came_from:
        here = waiting.pop()
        following = [edge.successor for edge in edges if edge.predecessor == here]
        new = [organ for organ in following if organ not in came_from]
        came_from.update(dict.fromkeys(new, here))
        waiting.extend(new)
    path: list[int] = []
    step: int | None = goal if goal in came_from else None
    while step is not None:
        path.insert(0, step)
        step = came_from[step]
    return tuple(path)


def _reached(links: Iterable[tuple[int, int]], start: int) -> frozenset[int]:
    following: dict[int, list[int]] = {}
    for near, far in links:
        following.setdefault(near, []).append(far)
    reached: set[int] = set()
    waiting = [start]
    while waiting:
        new = set(following.get(waiting.pop(), ())) - reached
        reached |= new
        waiting.extend(new)
    return frozenset(reached - {start})
