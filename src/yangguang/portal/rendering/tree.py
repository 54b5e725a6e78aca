"""How does the national layout stand on the left of a page? Its parts in their order, articles in groups."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from yangguang.catalogue.kinds import PageLevel, Part
from yangguang.catalogue.nodes import ColumnNode

ARTICLES = (("20.", "第二十条规定的内容"), ("21.", "第二十一条规定的内容"))
IN_TOWNSHIPS = "第二十一条规定的内容（乡镇、街道）"
OTHERS = "其他主动公开内容"
IN_ORDER = (Part.GUIDE, Part.SYSTEM, Part.CONTENT, Part.REPORT, Part.LOCAL)


@dataclass(frozen=True, slots=True)
class TreeLink:
    """A column in the menu; `depth` counts from the column of its part."""

    name: str
    address: str
    depth: int
    current: bool


@dataclass(frozen=True, slots=True)
class TreeGroup:
    """Columns under one article of the ordinance."""

    name: str
    links: tuple[TreeLink, ...]

    @property
    def is_open(self) -> bool:
        """Whether the page is one of them."""
        return any(link.current for link in self.links)


@dataclass(frozen=True, slots=True)
class TreePart:
    """One of the parts of the layout, with what stands below it in groups."""

    link: TreeLink
    groups: tuple[TreeGroup, ...]

    @property
    def is_open(self) -> bool:
        """Whether the page is this part or stands below it."""
        return self.link.current or any(group.is_open for group in self.groups)


def tree_of(nodes: Iterable[ColumnNode], current: str, address: Callable[[str], str]) -> tuple[TreePart, ...]:
    """The menu over columns in reading order; `current` is the code of the page's own column."""
    every = tuple(nodes)
    return tuple(part for wanted in IN_ORDER for part in _parts(every, wanted, current, address))


def _parts(
    nodes: tuple[ColumnNode, ...], part: Part, current: str, address: Callable[[str], str]
) -> Iterator[TreePart]:
    mine = [node for node in nodes if node.part is part]
    for top in (node for node in mine if node.parent is None):
        groups: dict[str, list[TreeLink]] = {}
        below = [node for node in mine if node.path[0] == top.path[0] and node.depth > 0]
        name = ""
        for node in below:
            name = _group(node) if node.depth == 1 else name
            groups.setdefault(name, []).append(_link(node, current, address))
        found = tuple(TreeGroup(name, tuple(links)) for name, links in groups.items())
        yield TreePart(_link(top, current, address), found)


def _group(node: ColumnNode) -> str:
    if node.part is not Part.CONTENT:
        return ""
    if node.level is PageLevel.TOWNSHIP:
        return IN_TOWNSHIPS
    return next((name for begins, name in ARTICLES if node.article.startswith(begins)), OTHERS)


def _link(node: ColumnNode, current: str, address: Callable[[str], str]) -> TreeLink:
    leads = "/reports/" if node.code == Part.REPORT.value else address(node.code)
    return TreeLink(node.name, leads, node.depth, node.code == current)
