"""Which rules about figures in words are there? All of them, over every part of the report."""

from __future__ import annotations

from collections.abc import Iterator

from yangguang.annualreport.checking.model import Finding
from yangguang.annualreport.reading.model import Reading


def check_narrative(reading: Reading, previous: Reading | None = None) -> Iterator[Finding]:
    """Figures tied to cells, parts against wholes, percentages and changes, claims such as 均获维持."""
    yield from ()
