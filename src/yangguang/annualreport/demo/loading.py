"""Which real reports does the demonstration show? Those whose figures lie in the files beside this module."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from yangguang.annualreport.form.editions import Address, Table, edition
from yangguang.annualreport.models import TextHeld
from yangguang.annualreport.reading.model import Period, Reading, ReportSection
from yangguang.annualreport.services import store_report

SOURCE_NOTE = "数字据该机关公布的年度报告录入，未收录报告正文"


def demo_readings() -> Iterator[Reading]:
    """The reports of the demonstration, by file name.

    Raises `ValueError` when a row has more or fewer figures than the form has columns.
    """
    for path in sorted(Path(__file__).parent.glob("*.yaml")):
        yield _reading(yaml.safe_load(path.read_text("utf-8")))


def load_demo() -> int:
    """Store every report of the demonstration, over what an earlier load left; the number of reports."""
    readings = tuple(demo_readings())
    for reading in readings:
        store_report(reading, text_held=TextHeld.FIGURES, source_note=SOURCE_NOTE)
    return len(readings)


def _reading(entry: dict[str, Any]) -> Reading:
    form = edition(entry["edition"])
    cells: dict[Address, Decimal | None] = {}
    for table in form.tables:
        cells.update(_figures(table, entry["cells"][table.id]))
    period = entry["period"]
    return Reading(
        body=entry["body"],
        kind=entry["kind"],
        year=entry["year"],
        edition=form.id,
        period=Period(date.fromisoformat(period[0]), date.fromisoformat(period[1])) if period else None,
        sections=tuple(ReportSection(**section) for section in entry["sections"]),
        cells=cells,
        evidence={},
        filed_on=entry["filed_on"],
    )


def _figures(
    table: Table, rows: dict[str, list[int | str | None]]
) -> Iterator[tuple[Address, Decimal | None]]:
    for block in table.blocks:
        for row in block.leaf_rows():
            for column, figure in zip(block.leaf_columns(), rows[row.path], strict=True):
                yield block.address(row, column), None if figure is None else Decimal(figure)
