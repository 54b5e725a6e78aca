"""检查年报: files come in, findings go out, nothing is stored."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yangguang.annualreport.inspecting import MOST_FILES, Busy, Inspected, Inspection, SentFile, inspect
from yangguang.annualreport.showing.figures import Marks, TableView, form_of, tables_of
from yangguang.annualreport.showing.findings import FindingView, Tally, tally, tell
from yangguang.documents.limits import FILE_BYTES
from yangguang.portal.findings_sheet import sealed
from yangguang.portal.page import REPORTS, Page

ACCEPTED = ".docx,.doc,.pdf,.html,.htm,.xlsx,.md,.txt"
MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class FileView:
    """One checked file ready for a template; `prefix` keeps its cells apart from those of other files."""

    prefix: str
    inspection: Inspection
    tally: Tally
    findings: tuple[FindingView, ...]
    tables: tuple[TableView, ...]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Ask for files; check those that came; name what is wrong with the request beside the field."""
    page = Page(
        "检查年报",
        "上传政府信息公开工作年度报告，核对表内勾稽、表文一致和格式",
        column="disclosure",
        crumbs=(("政府信息公开", "/columns/disclosure/"), REPORTS, ("检查年报", "")),
    )
    facts = {
        "page": page,
        "accepted": ACCEPTED,
        "most": MOST_FILES,
        "megabytes": settings.UPLOAD_MAX_BYTES // MEGABYTE,
    }
    if request.method != "POST":
        return render(request, "portal/check.html", facts)
    uploads = request.FILES.getlist("files")
    refusal = _refusal(uploads)
    if refusal:
        return render(request, "portal/check.html", {**facts, "refusal": refusal}, status=400)
    try:
        inspected = inspect([SentFile(upload.name or "未命名", upload.read()) for upload in uploads])
    except Busy as busy:
        return render(request, "portal/check.html", {**facts, "refusal": str(busy)}, status=503)
    return render(request, "portal/checked.html", {**facts, **_told(inspected)})


def _refusal(uploads: list[UploadedFile]) -> str:
    """Why these files are not read at all, or nothing."""
    if not uploads:
        return "请先选择要检查的文件"
    if len(uploads) > MOST_FILES:
        return f"一次最多检查 {MOST_FILES} 个文件，这次选了 {len(uploads)} 个"
    large = [upload.name for upload in uploads if (upload.size or 0) > FILE_BYTES]
    return f"“{large[0]}”超过 {settings.UPLOAD_MAX_BYTES // MEGABYTE} MB，不像一份年报" if large else ""


def _told(inspected: Inspected) -> dict[str, object]:
    files = [_view(number, file) for number, file in enumerate(inspected.files, start=1)]
    every = [finding for file in inspected.files for finding in file.findings]
    every += [together.finding for together in inspected.together]
    return {
        "files": files,
        "sealed": sealed(inspected),
        "together": inspected.together,
        "tally": tally(every),
        "unread": sum(1 for file in inspected.files if file.reading is None),
    }


def _view(number: int, file: Inspection) -> FileView:
    counted = tally(file.findings)
    if file.reading is None:
        return FileView(f"file-{number}-", file, counted, (), ())
    form = form_of(file.reading.edition)
    return FileView(
        prefix=f"file-{number}-",
        inspection=file,
        tally=counted,
        findings=tell(file.findings, file.reading, form),
        tables=tables_of(file.reading, form, Marks.of(file.findings)),
    )
