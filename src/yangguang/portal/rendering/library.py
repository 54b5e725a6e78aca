"""How does the library of documents look? What is in force on a day, narrowed, with its interpretations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from yangguang.disclosure.showing.facts import Line, Party
from yangguang.disclosure.showing.library import Holdings
from yangguang.disclosure.showing.lines import Force
from yangguang.disclosure.showing.paging import Cursor, Slice
from yangguang.portal.page import DISCLOSURE, Page
from yangguang.portal.rendering.frame import Frame, rendered

SHELVES = (
    ("policies", "政策文件库", "/policies/"),
    ("normative", "规范性文件库", "/policies/normative/"),
    ("interpretations", "政策解读", "/policies/interpretations/"),
)
"""The parts of the library: key, name, address."""
FORCES = ((Force.IN_FORCE, "现行有效"), (Force.NOT_YET, "尚未施行"), (Force.OVER, "失效、废止"))


@dataclass(frozen=True, slots=True)
class Asked:
    """What a visitor narrowed the library to, as it was chosen; empty where nothing was."""

    on: str = ""
    type: str = ""
    year: str = ""
    organ: str = ""
    validity: str = ""

    @property
    def query(self) -> str:
        """The same as the query of an address, `&` at its end where it is not empty."""
        chosen = {
            name: held
            for name in ("on", "type", "year", "organ", "validity")
            if (held := getattr(self, name))
        }
        return f"{urlencode(chosen)}&" if chosen else ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A document with what interprets it, or an interpretation with what it interprets."""

    line: Line
    linked: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class LibraryPage:
    """What a page of the library is made from; `day` is the day on which validity is told."""

    frame: Frame
    shelf: str
    day: date
    asked: Asked
    refusal: str
    types: tuple[tuple[str, str], ...]
    organs: tuple[Party, ...]
    holdings: Holdings
    rows: Slice[Entry]
    at_head: bool = True
    makers: tuple[tuple[Party, date], ...] = ()
    """Who may make normative documents on the day, each with the day since when (制定主体清单)."""

    @property
    def years(self) -> tuple[str, ...]:
        """The years of which something may be held, newest first."""
        first = self.holdings.first_year
        return tuple(str(year) for year in range(self.day.year, first - 1, -1)) if first else ()

    @property
    def older(self) -> str:
        """The address of the older rows; empty where there are none."""
        return self._address("before", self.rows.older)

    @property
    def newer(self) -> str:
        """The address of the newer rows."""
        return self._address("after", self.rows.newer)

    def _address(self, name: str, cursor: Cursor | None) -> str:
        return f"?{self.asked.query}{name}={cursor}" if cursor else ""


def entries_of(rows: Slice[Line], linked: Mapping[int, tuple[Line, ...]]) -> Slice[Entry]:
    """A page of lines, each with what is linked to it."""
    found = tuple(Entry(line, linked.get(line.number, ())) for line in rows.rows)
    return Slice(found, rows.older, rows.newer)


def render_library(facts: LibraryPage) -> bytes:
    """A page of the library."""
    title = {key: name for key, name, _ in SHELVES}[facts.shelf]
    page = Page(
        title,
        f"{facts.frame.site.name}{title}：标题、文号、成文日期、有效性和解读",
        column="interpretation" if facts.shelf == "interpretations" else "disclosure",
        crumbs=(DISCLOSURE, (title, "")),
        keywords=f"{title},政府信息公开,有效性",
        own_column=title,
        own_column_type="政府信息公开，政策文件",
    )
    return rendered(
        "portal/library.html", facts.frame, page, facts=facts, title=title, shelves=SHELVES, forces=FORCES
    )
