"""What does a report say? From a document to a Reading: identity, narrative, and every figure with its evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable

from yangguang.annualreport.form.editions import Edition, edition
from yangguang.annualreport.reading import identity
from yangguang.annualreport.reading.disclosure_table import Surroundings, read_disclosure
from yangguang.annualreport.reading.disputes_table import disputes_in_text, read_disputes
from yangguang.annualreport.reading.found import FoundRow
from yangguang.annualreport.reading.labels import lexicon
from yangguang.annualreport.reading.model import Reading
from yangguang.annualreport.reading.outcome import Outcome
from yangguang.annualreport.reading.regions import Regions, regions_of
from yangguang.annualreport.reading.requests_table import read_requests
from yangguang.annualreport.reading.running_text import Script, rows_in_text, script_of
from yangguang.annualreport.reading.sections import headings, narrative, report_sections
from yangguang.documents.model import Document, Grid, Paragraph


class NotAReport(Exception):
    """A file that can be read but is no annual report; the message is one Chinese sentence."""


def read_report(document: Document, previous: Reading | None = None) -> Reading:
    """Read an annual report of any edition; `previous` is last year's report of the same body, if known.

    Raises `NotAReport` when nothing of the form is found in the document.
    """
    script = script_of(document.blocks)
    heads = headings(script.text)
    regions = regions_of(script, heads)
    text = script.text.text
    everything = text + "".join(_grid_words(document))
    lines = _title_lines(document)
    period = identity.period_of(text)
    year = identity.year_of(lines, text, period)
    name = identity.edition_of(everything, year, regions.requests is not None)
    if name is None:
        raise NotAReport("这不是政府信息公开工作年度报告：没有找到年度报告格式规定的表格")
    tables = [region for region in (regions.disclosure, regions.requests, regions.disputes) if region]
    heads = tuple(head for head in heads if head.part or not any(a <= head.start < b for a, b in tables))
    sections = report_sections(script.text, heads, tables)
    form = edition(name)
    outcome = _read_form(form, document, script, regions, "".join(section.text for section in sections), previous)
    body = identity.body_of(lines, text, year)
    return Reading(
        body=body,
        kind=identity.kind_of(body, text),
        year=year,
        edition=name,
        period=period,
        sections=sections,
        cells=outcome.cells,
        evidence=outcome.evidence,
        missing=_missing(form, outcome),
        uncertain=outcome.uncertain,
        filed_on=identity.filed_on(text),
        preamble=narrative(script.text, 0, heads[0].start if heads else len(text), tables),
        notes=(*document.notes, *outcome.notes),
    )


def _grid_words(document: Document) -> Iterable[str]:
    for block in document.blocks:
        if isinstance(block, Grid):
            for cell in block.cells:
                yield "".join(cell.text.split())


def _title_lines(document: Document) -> list[str]:
    """Squeezed stretches of text in which a title may stand, best first: headings, title, then the first lines."""
    paragraphs = [block for block in document.blocks if isinstance(block, Paragraph)]
    first = [block.text for block in paragraphs[:40]]
    joined = [one + other for one, other in zip(first, first[1:], strict=False)]
    triple = [a + b + c for a, b, c in zip(first, first[1:], first[2:], strict=False)]
    marked = [block.text for block in paragraphs if block.level == 1]
    candidates = [*marked, *first[:1], *joined[:3], *triple[:3], document.title or "", *first, *joined, *triple]
    return ["".join(line.split())[:200] for line in candidates]


def _read_form(
    form: Edition,
    document: Document,
    script: Script,
    regions: Regions,
    told: str,
    previous: Reading | None,
) -> Outcome:
    outcome = Outcome()
    around = Surroundings(re.sub(r"\s", "", told), previous)
    outcome.take(read_disclosure(form, _in_text(form, "disclosure", script, regions.disclosure), around))
    outcome.take(read_requests(form, _in_text(form, "requests", script, regions.requests), previous))
    if regions.disputes:
        outcome.take(read_disputes(form, disputes_in_text(script, *regions.disputes)))
    return outcome


def _in_text(form: Edition, table: str, script: Script, region: tuple[int, int] | None) -> list[FoundRow]:
    return list(rows_in_text(script, lexicon(form.id, table), *region)) if region else []


def _missing(form: Edition, outcome: Outcome) -> tuple[str, ...]:
    """The addresses of the form that were not found; rows that were printed as one are not missing."""
    collapsed = {
        address.split("@")[0]: True for address in outcome.cells if form.places[address][1].rows
    }
    return tuple(
        address
        for address in form.addresses
        if address not in outcome.cells and not any(address.startswith(f"{one}.") for one in collapsed)
    )
