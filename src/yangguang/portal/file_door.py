"""May this visitor have the file, and how is it handed out? As exactly what it is, never as a page."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_safe

from yangguang.disclosure.showing.files import ServedFile, public_file
from yangguang.disclosure.showing.whose import government_shown
from yangguang.documents.attachments import headers_of, kept_as
from yangguang.portal.ranges import Span, Unsatisfiable, span_of

BLOCK = 64 * 1024
"""How many bytes of a file are held at a time."""
ASK_EACH_TIME = "no-cache"
"""A browser keeps the file and asks whether it may still: what is taken down is gone at once."""


@require_safe
def file(request: HttpRequest, digest: str, name: str = "") -> HttpResponseBase:
    """The file under the name that its version gives it, whatever the address says; else as if unknown."""
    government = government_shown()
    held = public_file(government.pk, digest, name) if government else None
    if held is None:
        raise Http404("没有这份文件")
    headers = {
        **headers_of(kept_as(held.name, held.media), held.name),
        "Cache-Control": ASK_EACH_TIME,
        "ETag": f'"{held.digest}"',
        "Accept-Ranges": "bytes",
    }
    if _is_known(request, headers["ETag"]):
        return HttpResponse(status=304, headers=headers)
    if request.method == "HEAD":
        return HttpResponse(headers={**headers, "Content-Length": str(held.size)})
    return _sent(request, held, headers)


def _sent(request: HttpRequest, held: ServedFile, headers: dict[str, str]) -> HttpResponseBase:
    whole = Span(0, held.size - 1)
    asked = request.headers.get("Range", "")
    if request.headers.get("If-Range", headers["ETag"]) != headers["ETag"]:
        asked = ""
    try:
        span = span_of(asked, held.size)
    except Unsatisfiable:
        return HttpResponse(status=416, headers={**headers, "Content-Range": f"bytes */{held.size}"})
    part = span or whole
    answer = StreamingHttpResponse(_bytes(held, part), status=206 if span else 200, headers=headers)
    answer["Content-Length"] = str(part.length)
    if span:
        answer["Content-Range"] = f"bytes {span.first}-{span.last}/{held.size}"
    return answer


def _bytes(held: ServedFile, span: Span) -> Iterator[bytes]:
    """The bytes of a part, block by block."""
    left = span.length
    with held.path.open("rb") as opened:
        opened.seek(span.first)
        while left > 0 and (block := opened.read(min(BLOCK, left))):
            left -= len(block)
            yield block


def _is_known(request: HttpRequest, mark: str) -> bool:
    """Whether the visitor has these very bytes already."""
    known = request.headers.get("If-None-Match", "")
    return "*" in known or mark in [one.strip().removeprefix("W/") for one in known.split(",")]
