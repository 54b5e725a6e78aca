"""The annual reports: all of them by body and year, and one with its tables, charts, changes and findings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from yangguang.annualreport.chart_facts import BarChart, LineChart, by_applicant, by_outcome, over_years
from yangguang.annualreport.charts import render as drawn
from yangguang.annualreport.filing.board import owed_to_the_public
from yangguang.annualreport.inspecting import findings_of
from yangguang.annualreport.models import PublishedReport, ReportKind, TextHeld
from yangguang.annualreport.reading.model import Reading
from yangguang.annualreport.selectors import (
    published,
    reading_of,
    report_lines,
    reports_by_body_and_year,
    reports_of,
)
from yangguang.annualreport.showing.figures import Marks, form_of, tables_of
from yangguang.annualreport.showing.findings import tally, tell
from yangguang.portal.comparing import since_last_year
from yangguang.portal.page import REPORTS, Page
from yangguang.portal.site import site

DOWNLOADS = (("docx", "Word"), ("pdf", "PDF"), ("csv", "CSV 表格"), ("json", "JSON 数据"))
"""The endings in which a report may be taken home, and what people call them."""


@dataclass(frozen=True, slots=True)
class ChartView:
    """A chart ready for a template: the drawing, and the same facts as a table, its heads first."""

    id: str
    title: str
    drawing: SafeString
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@require_safe
def report_list(request: HttpRequest) -> HttpResponse:
    """Bodies × years with what is missing, narrowed by kind of body and words of its name."""
    kind, words = request.GET.get("kind", ""), request.GET.get("q", "").strip()[:100]
    owed = [duty for duty in owed_to_the_public(timezone.localdate()) if duty.answers(kind=kind, words=words)]
    matrix = reports_by_body_and_year(report_lines(published(kind=kind, words=words)), owed)
    page = Page(
        "政府信息公开年报",
        f"{site().name}收录的政府信息公开工作年度报告，按机关和年度排列",
        column="disclosure",
        crumbs=(("政府信息公开", "/columns/disclosure/"), ("政府信息公开年报", "")),
    )
    facts = {"page": page, "matrix": matrix, "kinds": ReportKind.choices, "kind": kind, "asked": words}
    return render(request, "portal/report_list.html", facts)


@require_safe
def report(request: HttpRequest, body: str, year: int) -> HttpResponse:
    """One report: its tables as the form has them, what the checks found, and where."""
    held = {report.year: report for report in reports_of(body)}
    if year not in held:
        raise Http404(f"没有收录{body}{year}年的年度报告")
    page = Page(
        str(held[year]),
        f"{body}{year}年政府信息公开工作年度报告的数据表和检查结果",
        column="disclosure",
        crumbs=(("政府信息公开", "/columns/disclosure/"), REPORTS, (f"{body} {year}年", "")),
        is_article=True,
        published_on=held[year].filed_on,
        source=body,
    )
    lit = request.GET.get("finding", "")
    number = int(lit) if lit.isascii() and lit.isdecimal() and len(lit) < 5 else None
    return render(request, "portal/report.html", {"page": page, **_facts(held, year, number)})


def _facts(held: dict[int, PublishedReport], year: int, lit: int | None) -> dict[str, Any]:
    """What the page of one report shows, given every report of its body."""
    shown = held[year]
    readings = {year: reading_of(report) for year, report in held.items()}
    reading, previous = readings[year], readings.get(year - 1)
    form = form_of(reading.edition)
    findings = findings_of(reading, previous, text_held=TextHeld(shown.text_held))
    return {
        "report": shown,
        "downloads": DOWNLOADS,
        "form": form,
        "tables": tables_of(reading, form, Marks.of(findings, lit)),
        "findings": tell(findings, reading, form),
        "tally": tally(findings),
        "lit": lit,
        "years": sorted(held),
        "charts": [_chart(chart) for chart in _charts(readings, year)],
        "previous": held.get(year - 1),
        "changes": since_last_year(reading, previous) if previous else (),
    }


def _charts(readings: dict[int, Reading], year: int) -> Iterator[BarChart | LineChart]:
    """By outcome and by applicant; over the years once there are two in the statutory form."""
    if not form_of(readings[year].edition):
        return
    yield by_outcome(readings[year].cells)
    yield by_applicant(readings[year].cells)
    formed = [(year, reading.cells) for year, reading in readings.items() if form_of(reading.edition)]
    if len(formed) > 1:
        yield over_years(formed)


def _chart(chart: BarChart | LineChart) -> ChartView:
    heads, *rows = chart.table()
    # The drawing is made of our own marks; every label in it has been escaped where it was drawn.
    return ChartView(chart.id, chart.title, mark_safe(drawn(chart)), heads, tuple(rows))
