"""What was read out of a report: its cells with their evidence, what is missing, what is uncertain."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from yangguang.annualreport.form.editions import Address


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was printed for a cell, and where."""

    raw: str
    where: str


@dataclass(frozen=True, slots=True)
class Period:
    """The days that the report says its figures cover; both ends included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class ReportSection:
    """A part of the report with its heading as printed; `text` is its narrative without the tables."""

    number: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A report once read. A figure is in `cells` (None: printed blank), or in `missing`, or in `uncertain`.

    An uncertain address stands in `cells` too, with None: nothing is guessed.
    """

    body: str | None
    kind: str | None
    """`agency` (department, township), `government_organ` (a government's office), `aggregate` (a place)."""
    year: int | None
    edition: str | None
    """`2021`, `2019`, `before-2019`, or None when the file is no annual report."""
    period: Period | None
    sections: tuple[ReportSection, ...]
    cells: dict[Address, Decimal | None]
    evidence: dict[Address, Evidence]
    missing: tuple[Address, ...] = ()
    uncertain: dict[Address, tuple[Decimal, ...]] = field(default_factory=dict)
    filed_on: date | None = None
    """The day printed under the report, else the day the page says it was published."""
    preamble: str = ""
    """The narrative before section 一."""
    leaked: tuple[str, ...] = ()
    """Markup that leaked into the text, as printed; nothing else of the reading holds it."""
    notes: tuple[str, ...] = ()
    """What the reader wants a person to know, in Chinese sentences."""
