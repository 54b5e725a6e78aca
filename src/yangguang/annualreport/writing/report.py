"""What does a whole annual report look like? Title, period, the parts in order, each with its table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from yangguang.annualreport.chart_facts import by_applicant, by_outcome
from yangguang.annualreport.charts import picture
from yangguang.annualreport.form.editions import Section, edition
from yangguang.annualreport.reading.model import ReportSection
from yangguang.annualreport.reading.sections import part_named
from yangguang.annualreport.writing.facts import BEFORE_2019, ReportFacts
from yangguang.annualreport.writing.layout import written_table
from yangguang.annualreport.writing.statistics import statistics_table
from yangguang.documents.writing.model import Align, Heading, Paragraph, Picture, Piece, Title, Written

NAME = "政府信息公开工作年度报告"
STATISTICS_NAME = "政府信息公开情况统计表"
UNDATED = date(2000, 1, 1)
"""The date of a file about a year that nobody stated."""


def written_report(facts: ReportFacts, pictures: tuple[Picture, ...] = ()) -> Written:
    """The report as a document in its edition; `pictures` follow the text as an annex."""
    heading = f"{facts.year}年{NAME}" if facts.year else NAME
    lines = (facts.body, heading) if facts.body else (heading,)
    pieces: list[Piece] = [Title(lines)]
    pieces.extend(_paragraphs(facts.preamble or _period_sentence(facts)))
    pieces.extend(_before_2019(facts) if facts.edition == BEFORE_2019 else _statutory(facts))
    if pictures:
        pieces.append(Heading("附：图示"))
        pieces.extend(
            replace(drawn, caption=f"图{number}　{drawn.description}")
            for number, drawn in enumerate(pictures, 1)
        )
    return Written(f"{facts.body}{heading}", facts.body, _dated(facts), tuple(pieces))


def report_pictures(facts: ReportFacts) -> tuple[Picture, ...]:
    """The charts of one report: how its requests ended and who made them; none before 2019."""
    if facts.edition == BEFORE_2019:
        return ()
    return tuple(picture(chart) for chart in (by_outcome(facts.cells), by_applicant(facts.cells)))


def _statutory(facts: ReportFacts) -> Iterator[Piece]:
    """The parts of the form in order, each with text and table; parts the form does not know come last."""
    form = edition(facts.edition)
    tables = {table.section: table for table in form.tables}
    for section in form.sections:
        yield Heading(_numbered(section))
        for given in facts.sections:
            if _place(given, form.sections) == section.number:
                yield from _paragraphs(given.text)
        if section.number in tables:
            yield written_table(tables[section.number], facts.cells, facts.collapsed, section.title)
    yield from _parts(given for given in facts.sections if _place(given, form.sections) is None)
    yield from _signature(facts)


def _place(given: ReportSection, sections: tuple[Section, ...]) -> str | None:
    """The number of the form's part that a given one is: by its own number, else by its title (“2、…”)."""
    if any(given.number == section.number for section in sections):
        return given.number
    part = part_named(given.title)
    named = (section.number for section in sections if part and part_named(section.title) == part)
    return next(named, None)


def _before_2019(facts: ReportFacts) -> Iterator[Piece]:
    """The parts as they were given, the signature, and the statistics as an annex."""
    yield from _parts(iter(facts.sections))
    yield from _signature(facts)
    if facts.cells:
        yield Heading(f"附件：{facts.body}{f'{facts.year}年' if facts.year else ''}{STATISTICS_NAME}")
        yield statistics_table(facts.cells, facts.units, STATISTICS_NAME)


def _parts(sections: Iterator[ReportSection]) -> Iterator[Piece]:
    for section in sections:
        if section.number or section.title:
            yield Heading(_numbered(section))
        yield from _paragraphs(section.text)


def _numbered(section: Section | ReportSection) -> str:
    return "、".join(part for part in (section.number, section.title) if part)


def _paragraphs(text: str) -> Iterator[Paragraph]:
    for line in text.splitlines():
        if line.strip():
            yield Paragraph(line.strip())


def _period_sentence(facts: ReportFacts) -> str:
    if facts.period is None:
        return ""
    first, last = in_letters(facts.period.first), in_letters(facts.period.last)
    return f"本报告所列数据的统计期限自{first}起至{last}止。"


def _signature(facts: ReportFacts) -> Iterator[Paragraph]:
    if facts.filed_on is None:
        return
    if facts.body:
        yield Paragraph(facts.body, Align.RIGHT)
    yield Paragraph(in_letters(facts.filed_on), Align.RIGHT)


def _dated(facts: ReportFacts) -> date:
    """The day the report was filed, else the last day that it covers."""
    if facts.filed_on is not None:
        return facts.filed_on
    if facts.period is not None:
        return facts.period.last
    return date(facts.year, 12, 31) if facts.year else UNDATED


def in_letters(day: date) -> str:
    """A day as letters write it: 2026年11月20日."""
    return f"{day.year}年{day.month}月{day.day}日"
