"""What does a report say? From a document to a Reading: identity, narrative, and every figure with its evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable

from yangguang.annualreport.form.editions import Edition, edition
from yangguang.annualreport.reading import identity
from yangguang.annualreport.reading.disclosure_table import Surroundings, read_disclosure
from yangguang.annualreport.reading.disputes_table import read_disputes
from yangguang.annualreport.reading.folding import squeeze
from yangguang.annualreport.reading.gathering import gather
from yangguang.annualreport.reading.model import Reading
from yangguang.annualreport.reading.outcome import Outcome
from yangguang.annualreport.reading.regions import Regions, regions_of
from yangguang.annualreport.reading.requests_table import read_requests
from yangguang.annualreport.reading.running_text import Script, script_of
from yangguang.annualreport.reading.sections import headings, narrative, report_sections
from yangguang.annualreport.reading.statistics import read_statistics
from yangguang.documents.model import Document, Grid, Paragraph

_ABOUT = re.compile(r"标题:|发布时间:|发布日期:|栏目:|原文链接:|来源:|=+正文")


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
    told = "".join(section.text for section in sections)
    if form.tables:
        outcome = _read_form(form, document, script, regions, told, previous)
    else:
        outcome = read_statistics(document, script, previous)
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
    """Squeezed stretches of text in which a title may stand, best first: headings, then the first lines.

    What a web page says about itself (标题:, 栏目:) comes last: the report's own title is better.
    """
    paragraphs = [block for block in document.blocks if isinstance(block, Paragraph)]
    first = [squeeze(block.text)[:300] for block in paragraphs[:40]]
    about = [line for line in first if _ABOUT.match(line)]
    first = [line for line in first if line and not _ABOUT.match(line)]
    joined = ["".join(first[n : n + 2]) for n in range(len(first))]
    triple = ["".join(first[n : n + 3]) for n in range(len(first))]
    marked = [squeeze(block.text) for block in paragraphs if block.level == 1]
    title = squeeze(document.title or "")
    return [*marked, *first[:1], *joined[:3], *triple[:3], *first, *joined, title, *about]


def _read_form(
    form: Edition,
    document: Document,
    script: Script,
    regions: Regions,
    told: str,
    previous: Reading | None,
) -> Outcome:
    outcome = Outcome()
    found = gather(form, document, script, regions)
    outcome.take(read_disclosure(form, found.disclosure, Surroundings("".join(told.split()), previous)))
    outcome.take(read_requests(form, found.requests, previous))
    outcome.take(read_disputes(form, found.disputes))
    return outcome


def _missing(form: Edition, outcome: Outcome) -> tuple[str, ...]:
    """The addresses of the form that were not found; rows that were printed as one are not missing."""
    if not form.tables:
        return ()
    collapsed = {address.split("@")[0]: True for address in outcome.cells if form.places[address][1].rows}
    return tuple(
        address
        for address in form.addresses
        if address not in outcome.cells and not any(address.startswith(f"{one}.") for one in collapsed)
    )
