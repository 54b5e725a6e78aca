"""How is a page made from facts sent? With a mark of its bytes: an unchanged one is not sent again."""

from __future__ import annotations

import hashlib

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers

from yangguang.portal.display import COOKIE, display_from
from yangguang.portal.rendering.frame import Frame
from yangguang.portal.site import site

ASK_EACH_TIME = "no-cache"
"""A browser keeps the page and asks whether it still holds: what is taken down is gone at once."""


def frame_of(request: HttpRequest) -> Frame:
    """The shell of the page that is asked for."""
    return Frame(
        site=site(),
        path=request.path,
        here=request.get_full_path(),
        display=display_from(request.COOKIES.get(COOKIE, "")),
    )


def sent(
    request: HttpRequest, content: bytes, *, media: str = "text/html; charset=utf-8", status: int = 200
) -> HttpResponseBase:
    """Those bytes, or that nothing changed since they were last sent."""
    answer = HttpResponse(content, content_type=media, status=status)
    answer["Cache-Control"] = ASK_EACH_TIME
    if media.startswith("text/html"):
        patch_vary_headers(answer, ["Cookie"])
    if status != 200:
        return answer
    mark = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    answer["ETag"] = mark
    return get_conditional_response(request, etag=mark, response=answer) or answer
