"""How is a published report put right? By a new version on the same route, with a note the public reads."""

from __future__ import annotations

from typing import Any

from yangguang.annualreport.filing.machine import FILING
from yangguang.annualreport.filing.models import Filing
from yangguang.annualreport.filing.services.drafting import drafter
from yangguang.organisations.fields import refusal_of_fields
from yangguang.organisations.viewers import Viewer
from yangguang.workflow.machine import Refused


def begin_correction(filing: Filing, *, viewer: Viewer, revision: int, note: str) -> Filing:
    """Open a published report for correction; `note` says to the public what is put right and why.

    The published version stays public until the corrected one is. Raises `Refused`.
    """
    words = " ".join(note.split())
    if not words:
        raise Refused("更正须写明向社会公布的更正说明")
    with FILING.step(
        filing, "begin_correction", actor=drafter(filing, viewer), revision=revision, note=words
    ) as held:
        held.correction_note = words
        if sentence := refusal_of_fields(held):
            raise Refused(sentence)
        held.revision += 1
    return held


def drop_correction(filing: Filing, *, viewer: Viewer, revision: int) -> Filing:
    """Give a correction up: the draft says again what is published. Raises `Refused`."""
    with FILING.step(filing, "drop_correction", actor=drafter(filing, viewer), revision=revision) as held:
        facts = published_facts(held)
        held.cells, held.sections = facts["cells"], facts["sections"]
        held.explanations, held.parts = facts["explanations"], facts["parts"]
        held.uncertain, held.lacking = {}, []
        held.correction_note = held.returned_by = held.return_reason = ""
        held.revision += 1
    return held


def published_facts(filing: Filing) -> dict[str, Any]:
    """What the published version says; `Refused` where nothing was published yet."""
    if filing.published is None:
        raise Refused("这份报告还没有公布过")
    return filing.published.facts
