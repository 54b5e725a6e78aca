"""What may other systems ask? Published information, the list of reports, one report, a check of files."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from ninja import File, NinjaAPI, Path, Query, Status, UploadedFile
from ninja.errors import ValidationError
from ninja.renderers import JSONRenderer

from yangguang.annualreport.inspecting import MOST_FILES, Busy, SentFile, findings_of, inspect
from yangguang.annualreport.models import ReportKind, TextHeld
from yangguang.annualreport.selectors import published, reading_of, report_lines, reports_of
from yangguang.api.items import router as items_router
from yangguang.api.schemas import (
    InspectedOut,
    OneReportOut,
    Problem,
    ReportOut,
    ReportsOut,
    inspected_out,
    report_out,
)
from yangguang.documents.limits import FILE_BYTES

A_PAGE = 100
FIRST_YEAR, LAST_YEAR = 1900, 2999
LONGEST = 120


class Readable(JSONRenderer):
    """JSON in which Chinese can be read as it is."""

    json_dumps_params: dict[str, Any] = {"ensure_ascii": False}


api = NinjaAPI(
    title="阳光：政府信息公开",
    version="1.0.0",
    description="已公开的政府信息，年度报告的目录、数字和检查结果。年报的每个数字有固定的地址，"
    "如 requests/received@natural_person。",
    renderer=Readable(),
    docs_url=None,
    urls_namespace="api",
)
api.add_router("", items_router)

Year = Annotated[int, Query(ge=FIRST_YEAR, le=LAST_YEAR, description="年度")]


@api.exception_handler(ValidationError)
def refuse(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Name the parameters that cannot be used."""
    named = "、".join(dict.fromkeys(str(one["loc"][-1]) for one in error.errors))
    detail = f"请一次发来 1 至 {MOST_FILES} 个文件" if named == "files" else f"参数有误：{named}"
    return api.create_response(request, {"detail": detail}, status=422)


@csrf_exempt
def unknown(request: HttpRequest, rest: str) -> HttpResponse:
    """What stands at every other address below this one: nothing, said so that a program can read it."""
    return api.create_response(request, {"detail": "没有这个接口，说明见 /api/openapi.json"}, status=404)


@api.get("/reports", response={200: ReportsOut, 422: Problem}, summary="年报目录", tags=["年报"])
def reports(
    request: HttpRequest,
    q: Annotated[str, Query(max_length=LONGEST, description="机关名称里的词，用空格隔开")] = "",
    kind: Annotated[ReportKind | None, Query(description="机关类别")] = None,
    year: Year | None = None,
    page: Annotated[int, Query(ge=1, le=10_000, description="第几页，每页 100 份")] = 1,
) -> ReportsOut:
    """Reports by body and year, a hundred a page."""
    found = published(kind=kind.value if kind else "", words=q)
    if year is not None:
        found = found.filter(year=year)
    first = (page - 1) * A_PAGE
    lines = report_lines(found[first : first + A_PAGE])
    return ReportsOut(count=found.count(), page=page, reports=[ReportOut.of(line) for line in lines])


@api.get(
    "/reports/{body}/{year}",
    response={200: OneReportOut, 404: Problem, 422: Problem},
    summary="一份年报",
    tags=["年报"],
)
def report(
    request: HttpRequest,
    body: Annotated[str, Path(max_length=LONGEST, description="机关名称")],
    year: Annotated[int, Path(ge=FIRST_YEAR, le=LAST_YEAR, description="年度")],
) -> Status[OneReportOut | Problem]:
    """Every figure of a report, and what the checks found."""
    held = {report.year: report for report in reports_of(body)}
    if year not in held:
        return Status(404, Problem(detail=f"没有收录{body}{year}年的年度报告"))
    shown, before = held[year], held.get(year - 1)
    previous = reading_of(before) if before else None
    findings = findings_of(reading_of(shown), previous, text_held=TextHeld(shown.text_held))
    return Status(200, report_out(shown, findings))


@api.post(
    "/check",
    response={200: InspectedOut, 413: Problem, 422: Problem, 503: Problem},
    summary="检查年报文件",
    tags=["检查"],
)
def check(
    request: HttpRequest,
    files: Annotated[
        list[UploadedFile], File(min_length=1, max_length=MOST_FILES, description="年报文件，可以有几个")
    ],
) -> Status[InspectedOut | Problem]:
    """Read and check files together; neither the files nor the findings are stored."""
    large = [file.name for file in files if (file.size or 0) > FILE_BYTES]
    if large:
        return Status(413, Problem(detail=f"“{large[0]}”太大，不像一份年报"))
    sent = [SentFile(file.name or "未命名", file.read()) for file in files]
    try:
        return Status(200, inspected_out(inspect(sent)))
    except Busy as busy:
        return Status(503, Problem(detail=str(busy)))
