"""In which order do columns stand, and what stands above each? Pure answers over flat rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from yangguang.catalogue.kinds import PageLevel, Part


@dataclass(frozen=True, slots=True)
class ColumnNode:
    """A column as pages show it; `path` holds the names from the top down to its own."""

    pk: int
    parent: int | None
    code: str
    name: str
    article: str
    level: PageLevel
    part: Part
    order: int
    from_on: date
    to_on: date | None
    path: tuple[str, ...] = ()

    @property
    def depth(self) -> int:
        """How many columns stand above it."""
        return len(self.path) - 1


def in_tree_order(nodes: Iterable[ColumnNode]) -> tuple[ColumnNode, ...]:
    """Each column before those below it, beside one another by `order`, then number.

    A column whose parent is not among `nodes` is left out with everything below it.
    """
    below: dict[int | None, list[ColumnNode]] = defaultdict(list)
    for node in sorted(nodes, key=lambda one: (one.order, one.pk)):
        below[node.parent].append(node)
    return tuple(_walk(below, None, ()))


def below_of(pk: int, parents: dict[int, int | None]) -> frozenset[int]:
    """Everything that stands below a column, by the parent of every column."""
    found: set[int] = set()
    fresh = {pk}
    while fresh:
        fresh = {child for child, parent in parents.items() if parent in fresh} - found
        found |= fresh
    return frozenset(found)


def _walk(
    below: dict[int | None, list[ColumnNode]], parent: int | None, path: tuple[str, ...]
) -> Iterator[ColumnNode]:
    for node in below.get(parent, ()):
        own = (*path, node.name)
        yield replace(node, path=own)
        yield from _walk(below, node.pk, own)
