"""What does a filing say, as a reading to be checked and as content to be frozen?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from yangguang.annualreport.filing.aggregating import Part
from yangguang.annualreport.filing.due import last_day_covered
from yangguang.annualreport.filing.models import Filing, FilingVersion
from yangguang.annualreport.form.editions import Address, Edition, edition
from yangguang.annualreport.models import ReportKind
from yangguang.annualreport.reading.model import Period, Reading, ReportSection
from yangguang.organisations.models import Organ

GOVERNMENT = "人民政府"


def public_name(organ: Organ, kind: ReportKind) -> str:
    """The name under which a report is published: it begins with the place, and the aggregate is the place.

    So two counties on one installation never publish under one name.
    """
    place = organ.government.name.removesuffix(GOVERNMENT)
    if kind is ReportKind.AGGREGATE:
        return place
    return organ.name if organ.name.startswith(place) else f"{place}{organ.name}"


def cells_of(form: Edition, stored: Mapping[Address, str | None]) -> dict[Address, Decimal | None]:
    """Stored figures in the order of the form; what was not entered is absent."""
    return {
        address: None if (figure := stored[address]) is None else Decimal(figure)
        for address in form.addresses
        if address in stored
    }


def stored(cells: Mapping[Address, Decimal | None]) -> dict[Address, str | None]:
    """Figures as they are kept: decimal text, null for a blank."""
    return {address: None if figure is None else format(figure, "f") for address, figure in cells.items()}


def reading_of_filing(filing: Filing) -> Reading:
    """The filing as it stands now."""
    form = edition(filing.edition)
    uncertain = {
        address: tuple(Decimal(candidate) for candidate in candidates)
        for address, candidates in filing.uncertain.items()
    }
    cells = cells_of(form, filing.cells) | dict.fromkeys(uncertain)
    return Reading(
        body=public_name(filing.body, ReportKind(filing.kind)),
        kind=filing.kind,
        year=filing.year,
        edition=form.id,
        period=period_of(filing.year),
        sections=_sections(form, filing.sections),
        cells=cells,
        evidence={},
        missing=tuple(address for address in form.addresses if address not in cells),
        uncertain=uncertain,
    )


def reading_of_version(version: FilingVersion, *, filed_on: date | None = None) -> Reading:
    """The report as it was put forward, for the register of what is public."""
    facts = version.facts
    form = edition(facts["edition"])
    return Reading(
        body=facts["body"],
        kind=facts["kind"],
        year=facts["year"],
        edition=form.id,
        period=period_of(facts["year"]),
        sections=_sections(form, facts["sections"]),
        cells=cells_of(form, facts["cells"]),
        evidence={},
        filed_on=filed_on,
    )


def content_of(filing: Filing) -> dict[str, Any]:
    """Everything that is decided on; what is not in it may change without a new decision."""
    return {
        "body": public_name(filing.body, ReportKind(filing.kind)),
        "kind": filing.kind,
        "year": filing.year,
        "edition": filing.edition,
        "cells": filing.cells,
        "sections": filing.sections,
        "explanations": filing.explanations,
        "parts": filing.parts,
        "correction": filing.correction_note,
    }


def part_of(version: FilingVersion) -> Part:
    """A frozen report as a part of an aggregate."""
    facts = version.facts
    return Part(
        filing=version.filing_id,
        version=version.pk,
        number=version.number,
        hash=version.hash,
        organ=version.filing.body_id,
        name=facts["body"],
        cells=cells_of(edition(facts["edition"]), facts["cells"]),
    )


def period_of(year: int) -> Period:
    """The whole year that a report is about."""
    return Period(date(year, 1, 1), last_day_covered(year))


def _sections(form: Edition, words: Mapping[str, str]) -> tuple[ReportSection, ...]:
    return tuple(
        ReportSection(section.number, section.title, words.get(section.number, ""))
        for section in form.sections
    )
