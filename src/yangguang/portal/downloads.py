"""In which forms may a report be taken home? As Word, PDF, JSON and csv, made from the same figures."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from yangguang.annualreport.chart_facts import by_applicant, by_outcome
from yangguang.annualreport.charts import picture
from yangguang.annualreport.models import PublishedReport
from yangguang.annualreport.reading.model import Reading
from yangguang.annualreport.selectors import find_report, reading_of
from yangguang.annualreport.showing.figures import form_of
from yangguang.annualreport.writing.data_files import as_csv, as_json
from yangguang.annualreport.writing.facts import facts_of
from yangguang.annualreport.writing.report import written_report
from yangguang.documents.writing.files import FORMATS
from yangguang.documents.writing.model import Picture, Written

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
AN_HOUR = "public, max-age=3600"


def _written(reading: Reading) -> Written:
    pictures: tuple[Picture, ...] = ()
    if form_of(reading.edition):
        pictures = (picture(by_outcome(reading.cells)), picture(by_applicant(reading.cells)))
    return written_report(facts_of(reading), pictures)


MAKERS: dict[str, tuple[str, Callable[[Reading], bytes]]] = {
    "docx": (WORD, lambda reading: FORMATS["docx"](_written(reading))),
    "pdf": ("application/pdf", lambda reading: FORMATS["pdf"](_written(reading))),
    "json": ("application/json", lambda reading: as_json(facts_of(reading))),
    "csv": ("text/csv; charset=utf-8", lambda reading: as_csv(reading.cells, reading.edition)),
}
"""For each ending its media type, and what makes the file."""


@require_safe
def download(request: HttpRequest, body: str, year: int, ending: str) -> HttpResponse:
    """One report as a file named for its body and year; equal figures give equal bytes."""
    report: PublishedReport | None = find_report(body, year)
    if report is None or ending not in MAKERS:
        raise Http404("没有这份文件")
    media, make = MAKERS[ending]
    answer = HttpResponse(make(reading_of(report)), content_type=media)
    disposition = content_disposition_header(True, f"{report}.{ending}")
    answer["Content-Disposition"] = disposition or "attachment"
    answer["Cache-Control"] = AN_HOUR
    return answer
