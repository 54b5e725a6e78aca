"""How does a column look? The layout on the left, its rows on the right, older and newer ones by a link."""

from __future__ import annotations

from dataclasses import dataclass

from yangguang.disclosure.showing.columns import ColumnNews
from yangguang.disclosure.showing.facts import Line, Party, Place
from yangguang.disclosure.showing.library import Holdings
from yangguang.disclosure.showing.paging import Slice
from yangguang.portal.page import DISCLOSURE, Crumb, Page
from yangguang.portal.rendering.frame import Frame, rendered
from yangguang.portal.rendering.tree import TreePart
from yangguang.portal.rendering.words import column_address, column_says, organ_address


@dataclass(frozen=True, slots=True)
class ColumnPage:
    """What the page of a column is made from; `organ` where it shows the rows of one organ alone.

    `news` are the columns below it that hold something. `at_head`: the newest rows, not a page further down.
    `holdings`: how many normative documents are in force, where the column is the one of those.
    """

    frame: Frame
    tree: tuple[TreePart, ...]
    column: Place
    says: str
    rows: Slice[Line]
    news: tuple[ColumnNews, ...]
    at_head: bool = True
    organ: Party | None = None
    holdings: Holdings | None = None

    @property
    def older(self) -> str:
        """The address of the older rows; empty where there are none."""
        return f"?before={self.rows.older}" if self.rows.older else ""

    @property
    def newer(self) -> str:
        """The address of the newer rows."""
        return f"?after={self.rows.newer}" if self.rows.newer else ""


@dataclass(frozen=True, slots=True)
class LayoutPage:
    """What the opening page of 政府信息公开 is made from."""

    frame: Frame
    tree: tuple[TreePart, ...]
    newest: tuple[Line, ...]
    organs: tuple[tuple[str, tuple[Party, ...]], ...]
    """Each kind of organ with those of it."""


def render_column(facts: ColumnPage) -> bytes:
    """The page of a column, of one organ or of all."""
    column, organ = facts.column, facts.organ
    title = f"{organ.name} {column.name}" if organ else column.name
    page = Page(
        title,
        column_says(title, facts.frame.site.name, facts.says),
        column="disclosure",
        crumbs=_way(column, organ),
        keywords=f"政府信息公开,{column.name}",
        own_column=column.name,
        own_column_type="政府信息公开",
        feed=column_address(column.code),
    )
    return rendered("portal/catalogue.html", facts.frame, page, facts=facts, title=title)


def render_layout(facts: LayoutPage) -> bytes:
    """The opening page of 政府信息公开."""
    page = Page(
        "政府信息公开",
        f"{facts.frame.site.name}政府信息公开：指南、制度、法定主动公开内容、年报和依申请公开",
        column="disclosure",
        crumbs=(("政府信息公开", ""),),
        keywords="政府信息公开,指南,制度,法定主动公开内容,年报,依申请公开",
    )
    return rendered("portal/disclosure.html", facts.frame, page, facts=facts)


def _way(column: Place, organ: Party | None) -> tuple[Crumb, ...]:
    if organ and organ.number is not None:
        return (
            DISCLOSURE,
            ("机构", "/organs/"),
            (organ.name, organ_address(organ.number)),
            (column.name, ""),
        )
    return (DISCLOSURE, *((name, "/columns/disclosure/") for name in column.path[:-1]), (column.name, ""))
