"""Which figures of a report are worth a picture? By outcome, by applicant, and over the years."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from yangguang.annualreport.form.editions import Address, Block, Row, edition, edition_names

Cells = Mapping[Address, Decimal | None]
LATEST = edition_names()[0]


class Tone(StrEnum):
    """What a mark stands for: the disclosing outcomes and applicants, the refusing ones, the rest."""

    MAIN = "main"
    ACCENT = "accent"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class Bar:
    """One quantity; None where the report left it blank."""

    label: str
    value: Decimal | None
    tone: Tone = Tone.MAIN


@dataclass(frozen=True, slots=True)
class BarChart:
    """Quantities beside each other. `id` is unique on its page."""

    id: str
    title: str
    unit: str
    bars: tuple[Bar, ...]

    def table(self) -> tuple[tuple[str, ...], ...]:
        """The same facts as lines of a data table, its headings first."""
        return (("项目", f"数量（{self.unit}）"), *((bar.label, shown(bar.value)) for bar in self.bars))


@dataclass(frozen=True, slots=True)
class Line:
    """A quantity at every point of a chart, None where it is not known."""

    label: str
    values: tuple[Decimal | None, ...]
    tone: Tone = Tone.MAIN


@dataclass(frozen=True, slots=True)
class LineChart:
    """Quantities over `points` (years). `id` is unique on its page."""

    id: str
    title: str
    unit: str
    points: tuple[str, ...]
    lines: tuple[Line, ...]

    def table(self) -> tuple[tuple[str, ...], ...]:
        """The same facts as lines of a data table, its headings first."""
        rows = (
            (point, *(shown(line.values[number]) for line in self.lines))
            for number, point in enumerate(self.points)
        )
        return (("年度", *(line.label for line in self.lines)), *rows)


OUTCOMES = {
    "granted": ("予以公开", Tone.MAIN),
    "partly_granted": ("部分公开", Tone.MAIN),
    "refused": ("不予公开", Tone.ACCENT),
    "unavailable": ("无法提供", Tone.ACCENT),
    "not_processed": ("不予处理", Tone.ACCENT),
    "other": ("其他处理", Tone.QUIET),
}
TREND = {
    "received": ("本年新收", Tone.MAIN),
    "results.total": ("办理结果", Tone.ACCENT),
    "carried_out": ("结转下年", Tone.QUIET),
}


def by_outcome(cells: Cells) -> BarChart:
    """How many requests ended how, from the total column of 表三."""
    rows = {row.path: row for top in _requests().rows for row in top.walk()}
    bars = tuple(
        Bar(label, group_total(cells, rows[f"results.{path}"]), tone)
        for path, (label, tone) in OUTCOMES.items()
    )
    return BarChart("by-outcome", "办理结果构成", "件", bars)


def by_applicant(cells: Cells) -> BarChart:
    """Who asked this year, by the columns of 表三."""
    columns = [column for column in _requests().leaf_columns() if not column.is_sum]
    bars = tuple(
        Bar(
            "其他组织" if column.path == "other_organisation" else column.label,
            cells.get(f"requests/received@{column.path}"),
        )
        for column in columns
    )
    return BarChart("by-applicant", "新收申请的申请人构成", "件", bars)


def over_years(reports: Iterable[tuple[int, Cells]]) -> LineChart:
    """What came in, was finished and was carried on, year by year; years without a report are gaps."""
    by_year = dict(reports)
    years = range(min(by_year), max(by_year) + 1) if by_year else range(0)
    lines = tuple(
        Line(label, tuple(_line_total(by_year.get(year, {}), path) for year in years), tone)
        for path, (label, tone) in TREND.items()
    )
    return LineChart("over-years", "历年依申请公开情况", "件", tuple(f"{year}" for year in years), lines)


def group_total(cells: Cells, row: Row) -> Decimal | None:
    """The total of a row and all below it, blanks left out; None where everything is blank.

    A report that prints the group as one row has its figure there.
    """
    below = [row, *row.leaves()] if row.rows else [row]
    figures = [total for leaf in below if (total := _line_total(cells, leaf.path)) is not None]
    return sum(figures, Decimal(0)) if figures else None


def _line_total(cells: Cells, path: str) -> Decimal | None:
    """The printed total of a row; where it was left blank, its applicants added up."""
    printed = cells.get(f"requests/{path}@total")
    if printed is not None:
        return printed
    parts = [cells.get(f"requests/{path}@{column.path}") for column in _requests().leaf_columns()]
    figures = [part for part in parts if part is not None]
    return sum(figures, Decimal(0)) if figures else None


def _requests() -> Block:
    return edition(LATEST).table("requests").blocks[0]


def shown(value: Decimal | None) -> str:
    """A quantity with separators; blank stays said."""
    return "空白" if value is None else f"{value:,f}"
