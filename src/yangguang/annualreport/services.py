"""How does a published report come into the house? Whole or not at all, one a body and year."""

from __future__ import annotations

from django.db import transaction

from yangguang.annualreport.checking.model import Severity
from yangguang.annualreport.inspecting import findings_of
from yangguang.annualreport.models import PublishedReport, TextHeld
from yangguang.annualreport.reading.model import Reading
from yangguang.annualreport.selectors import reading_of, reports_of


class Unstorable(Exception):
    """A reading that cannot stand in the register; the message is one Chinese sentence."""


@transaction.atomic
def store_report(reading: Reading, *, text_held: TextHeld, source_note: str) -> PublishedReport:
    """Keep a published report, replacing what the same body published for the same year (条例第四十九条).

    What the checks count is projected anew, also for the year after, whose figures follow on these.
    Raises `Unstorable` when the reading does not say whose report it is, for which year and in which
    edition.
    """
    if not (reading.body and reading.kind and reading.year and reading.edition):
        raise Unstorable("报告没有写明机关、年度或者格式版本，不能入库")
    report, _ = PublishedReport.objects.update_or_create(
        body=reading.body,
        year=reading.year,
        defaults={
            "kind": reading.kind,
            "edition": reading.edition,
            "period_first": reading.period.first if reading.period else None,
            "period_last": reading.period.last if reading.period else None,
            "filed_on": reading.filed_on,
            "cells": {
                address: None if figure is None else format(figure, "f")
                for address, figure in reading.cells.items()
            },
            "sections": [
                {"number": section.number, "title": section.title, "text": section.text}
                for section in reading.sections
            ],
            "text_held": text_held,
            "source_note": source_note,
        },
    )
    held = {one.year: one for one in reports_of(reading.body)}
    for year in (reading.year, reading.year + 1):
        if year in held:
            _project_counts(held[year], held.get(year - 1))
    report.refresh_from_db(fields=("errors", "warnings"))
    return report


def _project_counts(report: PublishedReport, previous: PublishedReport | None) -> None:
    """Write the numbers of errors and warnings that lists show; the findings themselves are never stored."""
    before = reading_of(previous) if previous else None
    found = findings_of(reading_of(report), before, text_held=TextHeld(report.text_held))
    severities = [finding.severity for finding in found]
    report.errors = severities.count(Severity.ERROR)
    report.warnings = severities.count(Severity.WARNING)
    report.save(update_fields=("errors", "warnings"))
