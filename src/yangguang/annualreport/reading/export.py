"""How is a Reading handed to other programs? The JSON of `report read --json`, a public contract."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from yangguang.annualreport.reading.model import Reading


def as_number(value: Decimal | None) -> int | float | None:
    """A figure as JSON has it: whole numbers as such, others exact to the printed decimals, blank as null."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def as_json(reading: Reading) -> dict[str, Any]:
    """The reading as plain JSON values; days as ISO dates, uncertain cells null, candidates beside."""
    period = reading.period
    return {
        "body": reading.body,
        "kind": reading.kind,
        "year": reading.year,
        "edition": reading.edition,
        "period": {"first": period.first.isoformat(), "last": period.last.isoformat()} if period else None,
        "filed_on": reading.filed_on.isoformat() if reading.filed_on else None,
        "preamble": reading.preamble,
        "sections": [
            {"number": section.number, "title": section.title, "text": section.text}
            for section in reading.sections
        ],
        "cells": {address: as_number(value) for address, value in reading.cells.items()},
        "evidence": {
            address: {"raw": evidence.raw, "where": evidence.where}
            for address, evidence in reading.evidence.items()
        },
        "missing": list(reading.missing),
        "uncertain": {
            address: [as_number(value) for value in values] for address, values in reading.uncertain.items()
        },
        "notes": list(reading.notes),
    }
