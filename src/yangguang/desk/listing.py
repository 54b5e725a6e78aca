"""What does a list show? Filtered, searched, sorted and cut as its address says, in pages of one size."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils import timezone

from yangguang.desk.paging import cut_beside, in_order

PER_PAGE = 50
MOST_PAGES = 2_000
MOST_EXPORTED = 20_000
COUNTED = 1_000
"""Up to this many rows a list says exactly how many there are; beyond it would have to read them all."""
LONGEST_SEARCH = 100
LONGEST_NUMBER = 19
PLACES = ("page", "after", "before")
"""What an address says of the place in a list; a number alone is a jump, counted from the beginning."""

Value = str | int | Decimal | date | datetime | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `order` is the field a database sorts by (empty: rows held in memory, or no sorting)."""

    key: str
    label: str
    value: Callable[[Any], Value]
    order: str = ""
    link: Callable[[Any], str | None] | None = None
    tone: Callable[[Any], str] | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """One choice above the list. `keep` gives the condition for a chosen value (database), `of` the value of
    a row (rows held in memory)."""

    key: str
    label: str
    choices: tuple[tuple[str, str], ...]
    keep: Callable[[str], Q] | None = None
    of: Callable[[Any], str | tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """A list as it is declared; `search` are the fields (database) in which words are looked for."""

    key: str
    title: str
    columns: tuple[Column, ...]
    filters: tuple[Filter, ...] = ()
    search: tuple[str, ...] = ()
    row_class: Callable[[Any], str] | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell ready for a template."""

    label: str
    text: str
    link: str
    tone: str
    numeric: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One row ready for a template."""

    cells: tuple[Cell, ...]
    classes: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's head: the address that sorts by it, and how it is sorted now (`ascending`, `descending`)."""

    label: str
    address: str
    sorted: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """A filter with what is chosen in it."""

    filter: Filter
    value: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A list ready for a template; addresses are query strings."""

    listing: Listing
    headings: tuple[Heading, ...]
    lines: tuple[Line, ...]
    filters: tuple[Chosen, ...]
    columns: tuple[tuple[Column, bool], ...]
    words: str
    sort: str
    count: int
    page: int
    before: str
    after: str
    export: str
    query: str

    @property
    def counted(self) -> str:
        """How many rows there are, in words."""
        return f"{COUNTED} 条以上" if self.count > COUNTED else f"{self.count} 条"


class Rows(Protocol):
    """Rows that can be narrowed, sorted and cut, in the database or in memory."""

    def kept(self, filter: Filter, value: str) -> Rows:
        """Only rows that fit a filter's value."""

    def found(self, listing: Listing, words: str) -> Rows:
        """Only rows that hold every word."""

    def sorted(self, column: Column, *, descending: bool) -> Rows:
        """In the order of a column."""

    def cut(self, first: int, last: int) -> Sequence[Any]:
        """The rows from `first` up to, not including, `last`."""

    def counted(self) -> int:
        """How many rows there are, counted no further than needed."""


@dataclass(frozen=True, slots=True)
class Stored:
    """Rows in the database."""

    rows: QuerySet[Any]

    def kept(self, filter: Filter, value: str) -> Stored:
        """Only rows that fit a filter's value."""
        return Stored(self.rows.filter(filter.keep(value))) if filter.keep else self

    def found(self, listing: Listing, words: str) -> Stored:
        """Only rows that hold every word in one of the fields searched."""
        rows = self.rows
        for word in words.split():
            anywhere = Q()
            for field in listing.search:
                anywhere |= Q(**{f"{field}__icontains": word})
            rows = rows.filter(anywhere)
        return Stored(rows.distinct())  # a row is found once, however many of its names fit

    def sorted(self, column: Column, *, descending: bool) -> Stored:
        """In the order of a column's field; equal rows keep the order of their numbers."""
        if not column.order:
            return self
        sign = "-" if descending else ""
        return Stored(self.rows.order_by(f"{sign}{column.order}", f"{sign}pk"))

    def cut(self, first: int, last: int) -> Sequence[Any]:
        """The rows from `first` up to, not including, `last`."""
        return list(in_order(self.rows)[first:last])

    def counted(self) -> int:
        """How many rows there are, counted no further than needed."""
        return self.rows.order_by()[: COUNTED + 1].count()


@dataclass(frozen=True, slots=True)
class Held:
    """Rows in memory."""

    rows: tuple[Any, ...]

    def kept(self, filter: Filter, value: str) -> Held:
        """Only rows that fit a filter's value."""
        return Held(tuple(row for row in self.rows if filter.of and _fits(filter.of(row), value)))

    def found(self, listing: Listing, words: str) -> Held:
        """Only rows that hold every word in some column."""
        return Held(
            tuple(
                row
                for row in self.rows
                if all(
                    any(word in shown(one.value(row)) for one in listing.columns) for word in words.split()
                )
            )
        )

    def sorted(self, column: Column, *, descending: bool) -> Held:
        """In the order of a column's values; rows without one come last."""
        filled = [row for row in self.rows if column.value(row) not in {None, ""}]
        empty = [row for row in self.rows if column.value(row) in {None, ""}]
        return Held((*sorted(filled, key=column.value, reverse=descending), *empty))  # type: ignore[arg-type]

    def cut(self, first: int, last: int) -> Sequence[Any]:
        """The rows from `first` up to, not including, `last`."""
        return self.rows[first:last]

    def counted(self) -> int:
        """How many rows there are, counted no further than needed."""
        return len(self.rows[: COUNTED + 1])


@dataclass(frozen=True, slots=True)
class Page:
    """The rows of one page, which page it is, and what the addresses of those beside it say."""

    number: int
    rows: Sequence[Any]
    before: dict[str, str] | None
    after: dict[str, str] | None


def sheet_of(listing: Listing, rows: Rows, query: QueryDict) -> Sheet:
    """A page of a list as its address asks for it; what the list does not know is ignored."""
    narrowed, chosen, words, sort = _asked(listing, rows, query)
    columns = _columns(listing, query)
    page = _page(narrowed, rows, query)
    return Sheet(
        listing=listing,
        headings=tuple(_heading(column, sort, query) for column in columns),
        lines=tuple(_line(listing, columns, row) for row in page.rows),
        filters=chosen,
        columns=tuple((column, column in columns) for column in listing.columns),
        words=words,
        sort=sort,
        count=narrowed.counted(),
        page=page.number,
        before=_with(query, **page.before) if page.before is not None else "",
        after=_with(query, **page.after) if page.after is not None else "",
        export=_with(query, export="xlsx"),
        query=_with(query),
    )


def table_of(listing: Listing, rows: Rows, query: QueryDict) -> tuple[list[str], list[list[Value]]]:
    """Headings and values of the whole list as its address asks for it, for a spreadsheet."""
    narrowed, *_ = _asked(listing, rows, query)
    columns = _columns(listing, query)
    values = [[column.value(row) for column in columns] for row in narrowed.cut(0, MOST_EXPORTED)]
    return [column.label for column in columns], values


def shown(value: Value) -> str:
    """A value as the desk writes it; empty where there is none."""
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    if isinstance(value, Decimal | int) and not isinstance(value, bool):
        return f"{value:,}"
    return "" if value is None else str(value)


def _asked(listing: Listing, rows: Rows, query: QueryDict) -> tuple[Rows, tuple[Chosen, ...], str, str]:
    chosen = []
    for one in listing.filters:
        value = query.get(one.key, "")
        known = value in {key for key, _ in one.choices}
        chosen.append(Chosen(one, value if known else ""))
        rows = rows.kept(one, value) if value and known else rows
    words = query.get("q", "").replace("\0", "").strip()[:LONGEST_SEARCH]
    rows = rows.found(listing, words) if words else rows
    sort = query.get("sort", "")
    column = next((one for one in listing.columns if one.key == sort.removeprefix("-")), None)
    if column is not None:
        rows = rows.sorted(column, descending=sort.startswith("-"))
    return rows, tuple(chosen), words, sort if column else ""


def _page(narrowed: Rows, rows: Rows, query: QueryDict) -> Page:
    """The page that an address names: beside a row that is still seen, else by its number."""
    number = _number(query.get("page", ""))
    if isinstance(narrowed, Stored) and isinstance(rows, Stored) and number > 1:
        for name in ("after", "before"):
            if (row := query.get(name, "")) and (page := _beside(narrowed, rows, number, name, row)):
                return page
    first = (number - 1) * PER_PAGE
    cut = narrowed.cut(first, first + PER_PAGE + 1)
    return _paged(narrowed, number, cut[:PER_PAGE], more=len(cut) > PER_PAGE)


def _beside(narrowed: Stored, rows: Stored, number: int, name: str, row: str) -> Page | None:
    """The page behind a row or before it; None where the row is gone, or too few rows come before it."""
    backwards = name == "before"
    if not (row.isascii() and row.isdecimal() and len(row) < LONGEST_NUMBER):
        return None
    cut = cut_beside(narrowed.rows, rows.rows, int(row), backwards=backwards, size=PER_PAGE + 1)
    if cut is None or (backwards and len(cut) < PER_PAGE):
        return None
    if backwards:
        return _paged(narrowed, number, cut[-PER_PAGE:], more=True)
    return _paged(narrowed, number, cut[:PER_PAGE], more=len(cut) > PER_PAGE)


def _paged(rows: Rows, number: int, shown: Sequence[Any], *, more: bool) -> Page:
    before: dict[str, str] = {"page": str(number - 1)} if number > 2 else {}
    after = {"page": str(number + 1)}
    if isinstance(rows, Stored) and shown:
        before |= {"before": str(shown[0].pk)} if before else {}
        after |= {"after": str(shown[-1].pk)}
    return Page(number, shown, before if number > 1 else None, after if more else None)


def _columns(listing: Listing, query: QueryDict) -> tuple[Column, ...]:
    wanted = query.getlist("col")
    chosen = tuple(one for one in listing.columns if one.key in wanted)
    return chosen or tuple(one for one in listing.columns if not one.hidden)


def _heading(column: Column, sort: str, query: QueryDict) -> Heading:
    now = {column.key: "ascending", f"-{column.key}": "descending"}.get(sort, "")
    following = f"-{column.key}" if now == "ascending" else column.key
    return Heading(column.label, _with(query, sort=following), now)


def _line(listing: Listing, columns: tuple[Column, ...], row: Any) -> Line:
    return Line(
        tuple(_cell(column, row) for column in columns), listing.row_class(row) if listing.row_class else ""
    )


def _cell(column: Column, row: Any) -> Cell:
    value = column.value(row)
    return Cell(
        label=column.label,
        text=shown(value),
        link=(column.link(row) or "") if column.link else "",
        tone=column.tone(row) if column.tone else "",
        numeric=isinstance(value, int | Decimal | date),
    )


def _with(query: QueryDict, **changes: str) -> str:
    """The address of the list as it is narrowed, from its first page; `changes` say where else."""
    changed = query.copy()
    for name in (*PLACES, "export"):
        changed.pop(name, None)
    for name, value in changes.items():
        changed[name] = value
    return f"?{changed.urlencode()}"


def _number(text: str) -> int:
    return min(max(int(text), 1), MOST_PAGES) if text.isascii() and text.isdigit() and len(text) < 8 else 1


def _fits(found: str | tuple[str, ...], value: str) -> bool:
    return value in found if isinstance(found, tuple) else found == value
