"""Which published reports are there, and what do they say?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from yangguang.annualreport.models import PublishedReport, ReportKind
from yangguang.annualreport.reading.model import Period, Reading, ReportSection

NUL = "\0"
"""The one character that PostgreSQL cannot hold; no name has it."""


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A published report in a list: whose, when, and how many findings; `None` findings are never meant."""

    body: str
    kind: str
    year: int
    edition: str
    errors: int
    warnings: int


@dataclass(frozen=True, slots=True)
class Owed:
    """A report that a body owes the public on a year, published or not."""

    body: str
    kind: str
    year: int

    def answers(self, *, kind: str = "", words: str = "") -> bool:
        """Whether a list narrowed by kind (any when empty or unknown) and words of the name shows it."""
        fits = kind not in ReportKind.values or kind == self.kind
        return fits and all(word.casefold() in self.body.casefold() for word in words.split())


@dataclass(frozen=True, slots=True)
class BodyYears:
    """A body and its reports, one place a year of the matrix; None where no report is held."""

    body: str
    kind: str
    kind_label: str
    reports: tuple[tuple[int, ReportLine | None], ...]
    owed: frozenset[int] = frozenset()
    """The years on which the body owes a report here: a gap there is more than not collected."""

    @property
    def held(self) -> int:
        """How many of the years have a report."""
        return sum(report is not None for _, report in self.reports)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Bodies × years, newest year first; every year between the first and the last stands in it."""

    years: tuple[int, ...]
    rows: tuple[BodyYears, ...]

    @property
    def held(self) -> int:
        """How many reports stand in the matrix."""
        return sum(row.held for row in self.rows)

    @property
    def missing(self) -> int:
        """How many places of the matrix are empty."""
        return len(self.years) * len(self.rows) - self.held

    @property
    def unpublished(self) -> int:
        """How many of the empty places are reports that a body here owes the public."""
        return sum(report is None and year in row.owed for row in self.rows for year, report in row.reports)


def published(*, kind: str = "", words: str = "") -> QuerySet[PublishedReport]:
    """Reports whose kind is `kind` (any when empty) and whose body's name has every one of `words`."""
    found = PublishedReport.objects.all()
    if kind in ReportKind.values:
        found = found.filter(kind=kind)
    for word in words.replace(NUL, "").split():
        found = found.filter(body__icontains=word)
    return found


def report_lines(reports: QuerySet[PublishedReport]) -> tuple[ReportLine, ...]:
    """What a list shows of the reports, in their order, without their figures; one query."""
    return tuple(
        ReportLine(*values)
        for values in reports.values_list("body", "kind", "year", "edition", "errors", "warnings")
    )


def reports_by_body_and_year(lines: Iterable[ReportLine], owed: Sequence[Owed] = ()) -> Matrix:
    """Lay the reports out as bodies × years, so that what is missing shows; who owes one is there without."""
    held: dict[str, dict[int, ReportLine]] = {duty.body: {} for duty in owed}
    kinds = {duty.body: duty.kind for duty in owed}
    duties = {(duty.body, duty.year) for duty in owed}
    for line in lines:
        held.setdefault(line.body, {})[line.year] = line
        kinds[line.body] = line.kind
    found = {year for years in held.values() for year in years} | {year for _, year in duties}
    years = tuple(range(max(found), min(found) - 1, -1)) if found else ()
    rows = (
        BodyYears(
            body=body,
            kind=kinds[body],
            kind_label=ReportKind(kinds[body]).label,
            reports=tuple((year, held[body].get(year)) for year in years),
            owed=frozenset(year for year in years if (body, year) in duties),
        )
        for body in sorted(held)
    )
    return Matrix(years, tuple(rows))


def find_report(body: str, year: int) -> PublishedReport | None:
    """The report of a body on a year, or None."""
    if NUL in body:
        return None
    return PublishedReport.objects.filter(body=body, year=year).first()


def reports_of(body: str) -> tuple[PublishedReport, ...]:
    """Every report of a body, oldest first, with figures; one query."""
    if NUL in body:
        return ()
    return tuple(PublishedReport.objects.filter(body=body).order_by("year"))


def reading_of(report: PublishedReport) -> Reading:
    """The stored report as the reader would give it; evidence is not kept."""
    first, last = report.period_first, report.period_last
    return Reading(
        body=report.body,
        kind=report.kind,
        year=report.year,
        edition=report.edition,
        period=Period(first, last) if first and last else None,
        sections=tuple(ReportSection(**section) for section in report.sections),
        cells={
            address: None if figure is None else Decimal(figure) for address, figure in report.cells.items()
        },
        evidence={},
        filed_on=report.filed_on,
    )
