"""The findings of a check as a spreadsheet, made from what the visitor's own page hands back."""

from __future__ import annotations

from collections.abc import Iterator

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from yangguang.annualreport.inspecting import Inspected, Inspection
from yangguang.annualreport.showing.figures import form_of
from yangguang.annualreport.showing.findings import SEVERITIES, SOURCES, tell
from yangguang.annualreport.writing.data_files import as_xlsx

HEADINGS = ("文件", "机关", "年度", "程度", "说明", "涉及的数字", "原文", "依据", "规则")
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SALT = "yangguang.portal.findings"
A_DAY = 24 * 3600
MOST_CELLS = 12

Row = list[str | int | None]


def sealed(inspected: Inspected) -> str:
    """The rows of the sheet as a signed text that a page can carry."""
    return signing.dumps(list(_rows(inspected)), salt=SALT, compress=True)


@require_POST
def sheet(request: HttpRequest) -> HttpResponse:
    """The sheet of a check that this site has just made; anything else is refused."""
    try:
        rows = signing.loads(request.POST.get("findings", ""), salt=SALT, max_age=A_DAY)
    except signing.BadSignature:
        return render(request, "portal/stale.html", status=400)
    answer = HttpResponse(as_xlsx("检查结果", HEADINGS, rows), content_type=EXCEL)
    answer["Content-Disposition"] = content_disposition_header(True, "年报检查结果.xlsx") or "attachment"
    answer["Cache-Control"] = "no-store"
    return answer


def _rows(inspected: Inspected) -> Iterator[Row]:
    for file in inspected.files:
        yield from _of_file(file)
    for one in inspected.together:
        finding = one.finding
        source = SOURCES.get(finding.source, finding.source)
        word = SEVERITIES[finding.severity]
        yield ["、".join(one.names), "", None, word, finding.message, "", "", source, finding.rule]


def _of_file(file: Inspection) -> Iterator[Row]:
    """A row a finding; a file without any still has its row."""
    if file.reading is None:
        yield [file.name, "", None, "不能读取", file.refusal, "", "", "", ""]
        return
    head: Row = [file.name, file.reading.body or "", file.reading.year]
    for one in tell(file.findings, file.reading, form_of(file.reading.edition)):
        cells = "；".join(f"{cell.label} {cell.text}" for cell in one.cells[:MOST_CELLS])
        more = f" 等 {len(one.cells)} 个" if len(one.cells) > MOST_CELLS else ""
        yield [*head, one.word, one.message, cells + more, one.quote, one.source, one.rule]
    if not file.findings:
        yield [*head, "未发现错误", "", "", "", "", ""]
