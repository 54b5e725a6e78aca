"""Makers: a report whose figures hold, changed as a test says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from yangguang.annualreport.form.editions import edition
from yangguang.annualreport.models import PublishedReport, TextHeld
from yangguang.annualreport.reading.model import Period, Reading
from yangguang.annualreport.services import store_report

GRANTED = "requests/results.granted"
RESULTS = "requests/results.total"
RECEIVED = "requests/received"


def make_reading(figures: dict[str, int | str | None] | None = None, **changes: Any) -> Reading:
    """A 2021 report of 示例县 on 2023 with 7 requests of natural persons, all granted; the rest is 0."""
    form = edition(changes.get("edition", "2021"))
    cells: dict[str, Decimal | None] = dict.fromkeys(form.addresses, Decimal(0))
    for row in (RECEIVED, GRANTED, RESULTS):
        cells[f"{row}@natural_person"] = cells[f"{row}@total"] = Decimal(7)
    for address, figure in (figures or {}).items():
        cells[address] = None if figure is None else Decimal(figure)
    made = Reading(
        body="示例县",
        kind="aggregate",
        year=2023,
        edition=form.id,
        period=Period(date(2023, 1, 1), date(2023, 12, 31)),
        sections=(),
        cells=cells,
        evidence={},
    )
    return replace(made, **changes)


def store(figures: dict[str, int | str | None] | None = None, **changes: Any) -> PublishedReport:
    """Store such a report with its figures only."""
    return store_report(make_reading(figures, **changes), text_held=TextHeld.FIGURES, source_note="测试")
