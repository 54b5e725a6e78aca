"""What does a report say? From a document to a Reading: who, when, and every figure with its evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from yangguang.annualreport.form.editions import Edition, edition
from yangguang.annualreport.reading import identity
from yangguang.annualreport.reading.disclosure_table import Surroundings, read_disclosure
from yangguang.annualreport.reading.disputes_table import read_disputes
from yangguang.annualreport.reading.folding import squeeze
from yangguang.annualreport.reading.gathering import gather
from yangguang.annualreport.reading.leaked import leaked_markup
from yangguang.annualreport.reading.model import Reading
from yangguang.annualreport.reading.outcome import Outcome
from yangguang.annualreport.reading.regions import Regions, regions_of
from yangguang.annualreport.reading.requests_table import read_requests
from yangguang.annualreport.reading.running_text import Script, paragraphs, script_of
from yangguang.annualreport.reading.sections import Heading, headings, narrative, report_sections
from yangguang.annualreport.reading.statistics import read_statistics
from yangguang.documents.model import Document, Grid

_ABOUT = re.compile(r"标题:|发布时间:|发布日期:|栏目:|原文链接:|来源:|=+正文")


_NAMED = re.compile(r"公开.{0,12}(?:报告|年报)")
LAST = 40
"""So many lines at the end are searched for the signature; web pages print more behind it."""


class NotAReport(Exception):
    """A file that can be read but is no annual report; the message is one Chinese sentence."""


@dataclass(frozen=True, slots=True)
class Page:
    """A document taken apart: its running text, headings, tables in it, and the lines that may be titles."""

    script: Script
    heads: tuple[Heading, ...]
    regions: Regions
    title_lines: list[str]
    last_lines: list[str]

    @property
    def tables(self) -> list[tuple[int, int]]:
        """The stretches of running text that are tables."""
        return [
            found
            for found in (self.regions.disclosure, self.regions.requests, self.regions.disputes)
            if found
        ]


def read_report(document: Document, previous: Reading | None = None) -> Reading:
    """Read an annual report of any edition; `previous` is last year's report of the same body, if known.

    Raises `NotAReport` when nothing of the form is found in the document.
    """
    page = _taken_apart(document)
    text = page.script.text.text
    period = identity.period_of(text)
    year = identity.year_of(page.title_lines, text, period)
    form = edition(_edition_name(document, page, year))
    sections = report_sections(page.script.text, page.heads, page.tables)
    told = "".join("".join(section.text for section in sections).split())
    outcome = _read_form(form, document, page, Surroundings(told, previous))
    body = identity.body_of(page.title_lines, text, year, page.last_lines)
    first = page.heads[0].start if page.heads else len(text)
    return Reading(
        body=body,
        kind=identity.kind_of(body, text),
        year=year,
        edition=form.id,
        period=period,
        sections=sections,
        cells=outcome.cells,
        evidence=outcome.evidence,
        missing=_missing(form, outcome),
        uncertain=outcome.uncertain,
        filed_on=identity.filed_on(text, page.last_lines),
        preamble=narrative(page.script.text, 0, first, page.tables),
        leaked=leaked_markup(document),
        notes=(*document.notes, *outcome.notes),
    )


def _taken_apart(document: Document) -> Page:
    script = script_of(document.blocks)
    heads = headings(script.text)
    regions = regions_of(script, heads)
    said = list(paragraphs(document.blocks))
    lines = [line for block in said for part in block.text.split("\n") if (line := squeeze(part))]
    marked = [squeeze(block.text) for block in said if block.level == 1]
    titles = _title_lines(lines, marked, squeeze(document.title or ""))
    page = Page(script, heads, regions, titles, lines[-LAST:])
    outside = tuple(
        head
        for head in heads
        if head.part or not any(first <= head.start < behind for first, behind in page.tables)
    )
    return replace(page, heads=outside)


def _edition_name(document: Document, page: Page, year: int | None) -> str:
    everything = page.script.text.text + "".join(_grid_words(document))
    titled = any(identity.titled_year(line) for line in page.title_lines)
    name = identity.edition_of(everything, year, "本年新收政府信息公开申请" in everything, titled)
    if name is None:
        raise NotAReport("这不是政府信息公开工作年度报告：没有找到年度报告格式规定的表格")
    return name


def _grid_words(document: Document) -> Iterable[str]:
    for block in document.blocks:
        if isinstance(block, Grid):
            for cell in block.cells:
                yield "".join(cell.text.split())


def _title_lines(lines: list[str], marked: list[str], title: str) -> list[str]:
    """Squeezed stretches of text in which a title may stand, best first: headings, then the first lines.

    What a web page says about itself (标题:, 栏目:) comes last: the report's own title is better.
    """
    about = [line for line in lines[:40] if _ABOUT.match(line)]
    first = [line[:300] for line in lines[:80] if not _ABOUT.match(line)]
    joined = ["".join(first[n : n + 2]) for n in range(min(len(first), 40))]
    triple = ["".join(first[n : n + 3]) for n in range(3)]
    named = [line for line in lines[80:] if len(line) < 60 and _NAMED.search(line)]
    return [*marked, *first[:1], *joined[:3], *triple, *first, *joined, *named, title, *about]


def _read_form(form: Edition, document: Document, page: Page, around: Surroundings) -> Outcome:
    if not form.tables:
        return read_statistics(document, page.script, around.previous)
    outcome = Outcome()
    found = gather(form, document, page.script, page.regions)
    outcome.take(read_disclosure(form, found.disclosure, around))
    outcome.take(read_requests(form, found.requests, around.previous))
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
