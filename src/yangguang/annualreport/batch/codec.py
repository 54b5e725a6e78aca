"""How is a Reading kept in a line of text between the two passes of a batch? As JSON; figures stay exact."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from yangguang.annualreport.reading.model import Evidence, Period, Reading, ReportSection


def packed(reading: Reading) -> dict[str, Any]:
    """Plain values of a Reading; evidence is kept for blank cells only, where what was printed matters."""
    period = reading.period
    return {
        "body": reading.body,
        "kind": reading.kind,
        "year": reading.year,
        "edition": reading.edition,
        "period": [period.first.isoformat(), period.last.isoformat()] if period is not None else None,
        "sections": [[part.number, part.title, part.text] for part in reading.sections],
        "cells": {place: None if figure is None else str(figure) for place, figure in reading.cells.items()},
        "blank": {
            place: evidence.raw
            for place, evidence in reading.evidence.items()
            if reading.cells.get(place) is None
        },
        "missing": list(reading.missing),
        "uncertain": {
            place: [str(choice) for choice in choices] for place, choices in reading.uncertain.items()
        },
        "filed_on": reading.filed_on.isoformat() if reading.filed_on is not None else None,
        "preamble": reading.preamble,
        "leaked": list(reading.leaked),
        "notes": list(reading.notes),
    }


def unpacked(content: dict[str, Any]) -> Reading:
    """The Reading that `packed` made plain."""
    period = content["period"]
    return Reading(
        body=content["body"],
        kind=content["kind"],
        year=content["year"],
        edition=content["edition"],
        period=Period(*map(date.fromisoformat, period)) if period is not None else None,
        sections=tuple(ReportSection(*part) for part in content["sections"]),
        cells={
            place: None if figure is None else Decimal(figure) for place, figure in content["cells"].items()
        },
        evidence={place: Evidence(raw, "") for place, raw in content["blank"].items()},
        missing=tuple(content["missing"]),
        uncertain={place: tuple(map(Decimal, choices)) for place, choices in content["uncertain"].items()},
        filed_on=date.fromisoformat(content["filed_on"]) if content["filed_on"] is not None else None,
        preamble=content["preamble"],
        leaked=tuple(content["leaked"]),
        notes=tuple(content["notes"]),
    )
