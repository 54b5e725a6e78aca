"""The annual reports: all of them by body and year, and one with its tables and findings."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yangguang.annualreport.form.editions import Edition, edition, edition_names
from yangguang.annualreport.inspecting import findings_of
from yangguang.annualreport.models import ReportKind, TextHeld
from yangguang.annualreport.selectors import (
    published,
    reading_of,
    report_lines,
    reports_by_body_and_year,
    reports_of,
)
from yangguang.portal.figures import Marks, tables_of
from yangguang.portal.findings import tally, tell
from yangguang.portal.page import Page
from yangguang.portal.site import site

REPORTS = ("政府信息公开年报", "/reports/")


@require_safe
def report_list(request: HttpRequest) -> HttpResponse:
    """Bodies × years with what is missing, narrowed by kind of body and words of its name."""
    kind, words = request.GET.get("kind", ""), request.GET.get("q", "").strip()[:100]
    matrix = reports_by_body_and_year(report_lines(published(kind=kind, words=words)))
    page = Page(
        "政府信息公开年报",
        f"{site().name}收录的政府信息公开工作年度报告，按机关和年度排列",
        column="disclosure",
        crumbs=(("政府信息公开", "/columns/disclosure/"), ("政府信息公开年报", "")),
    )
    facts = {"page": page, "matrix": matrix, "kinds": ReportKind.choices, "kind": kind, "words": words}
    return render(request, "portal/report_list.html", facts)


@require_safe
def report(request: HttpRequest, body: str, year: int) -> HttpResponse:
    """One report: its tables as the form has them, what the checks found, and where."""
    held = {report.year: report for report in reports_of(body)}
    if year not in held:
        raise Http404(f"没有收录{body}{year}年的年度报告")
    shown = held[year]
    reading = reading_of(shown)
    previous = reading_of(held[year - 1]) if year - 1 in held else None
    form = form_of(reading.edition)
    findings = findings_of(reading, previous, text_held=TextHeld(shown.text_held))
    lit = request.GET.get("finding", "")
    marks = Marks.of(findings, int(lit) if lit.isdecimal() and len(lit) < 5 else None)
    page = Page(
        str(shown),
        f"{body}{year}年政府信息公开工作年度报告的数据表和检查结果",
        column="disclosure",
        crumbs=(("政府信息公开", "/columns/disclosure/"), REPORTS, (f"{body} {year}年", "")),
        is_article=True,
        published_on=shown.filed_on,
        source=body,
    )
    facts = {
        "page": page,
        "report": shown,
        "form": form,
        "tables": tables_of(reading, form, marks),
        "findings": tell(findings, reading, form),
        "tally": tally(findings),
        "lit": marks.lit,
        "years": sorted(held),
    }
    return render(request, "portal/report.html", facts)


def form_of(name: str | None) -> Edition | None:
    """The statutory form called `name`; None for reports older than the forms."""
    return edition(name) if name in edition_names() else None
