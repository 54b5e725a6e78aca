"""Which rules about figures in words are there? All of them, over every part of the report."""

from __future__ import annotations

from collections.abc import Iterator

from yangguang.annualreport.checking.model import Finding
from yangguang.annualreport.checking.narrative.changes import (
    check_changes,
    check_publication_changes,
)
from yangguang.annualreport.checking.narrative.claims import check_claims
from yangguang.annualreport.checking.narrative.older import check_older
from yangguang.annualreport.checking.narrative.outcome_shares import check_outcome_shares
from yangguang.annualreport.checking.narrative.outcomes import check_outcomes
from yangguang.annualreport.checking.narrative.parts import check_parts
from yangguang.annualreport.checking.narrative.sentences import sentences
from yangguang.annualreport.checking.narrative.shares import check_shares
from yangguang.annualreport.checking.narrative.ties import check_ties
from yangguang.annualreport.reading.model import Reading


def check_narrative(reading: Reading, previous: Reading | None = None) -> Iterator[Finding]:
    """Figures tied to cells, parts against wholes, percentages and changes, claims such as 均获维持."""
    told_before = sentences(_text(previous)) if previous is not None else ()
    for text in (reading.preamble, *(part.text for part in reading.sections)):
        told = sentences(text)
        yield from check_ties(reading, told)
        yield from check_older(reading, told)
        yield from check_outcomes(reading, told)
        yield from check_parts(told)
        yield from check_shares(reading, told)
        yield from check_changes(reading, previous, told)
        yield from check_publication_changes(reading, previous, told, told_before)
        yield from check_outcome_shares(reading, told)
        yield from check_claims(reading, told)


def _text(reading: Reading) -> str:
    return "\n".join([reading.preamble, *(part.text for part in reading.sections)])
