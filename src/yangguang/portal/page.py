"""What does a page say of itself? Title, column, way from home, and the tags of the national guide."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

Crumb = tuple[str, str]
"""A step on the way from home: what it is called, and its address (empty for the page itself)."""

COLUMNS = (
    ("affairs", "政务公开"),
    ("disclosure", "政府信息公开"),
    ("interpretation", "解读回应"),
    ("participation", "互动交流"),
    ("services", "在线服务"),
)
"""The five entries of every government portal, with the last part of their address."""

REPORTS: Crumb = ("政府信息公开年报", "/reports/")
"""The step on the way to everything about annual reports."""


DISCLOSURE: Crumb = ("政府信息公开", "/columns/disclosure/")
"""The step on the way to everything in the national layout."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page's own facts; `column` is one of the five entries, empty on the home page."""

    title: str
    description: str
    column: str = ""
    crumbs: tuple[Crumb, ...] = ()
    keywords: str = "政府信息公开,年度报告"
    is_article: bool = False
    published_on: date | None = None
    source: str = ""
    published_at: datetime | None = None
    """To the minute, where it is known; stands before `published_on`."""
    author: str = ""
    own_column: str = ""
    """The column below the entry in which the page stands."""
    own_column_type: str = ""
    own_column_says: str = ""
    """What stands in that column, where it is not what the page itself says."""
    image: str = ""
    feed: str = ""
    """Where the feeds of the page's own column or organ lie: the address before `rss.xml` and `atom.xml`."""

    @property
    def column_name(self) -> str:
        """The column's name as it is printed."""
        return self.own_column or dict(COLUMNS).get(self.column, "首页")

    @property
    def column_type(self) -> str:
        """What kind of column it is, as it is printed."""
        return self.own_column_type or self.column_name

    @property
    def column_description(self) -> str:
        """What stands in the column."""
        return self.own_column_says or self.description

    @property
    def column_keywords(self) -> str:
        """The words by which the column is found; those of an article are its own."""
        return f"政府信息公开,{self.column_name}" if self.own_column_says else self.keywords
