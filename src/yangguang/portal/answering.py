"""How is a page made from facts sent? With a mark of its bytes: an unchanged one is not sent again."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_vary_headers

from yangguang.portal.display import COOKIE, display_from
from yangguang.portal.fresh import ASK_EACH_TIME, fresh
from yangguang.portal.rendering.frame import Frame
from yangguang.portal.site import site

PAGE = "text/html; charset=utf-8"


def frame_of(request: HttpRequest) -> Frame:
    """The shell of the page that is asked for."""
    return Frame(
        site=site(),
        path=request.path,
        here=request.get_full_path(),
        display=display_from(request.COOKIES.get(COOKIE, "")),
    )


def sent(request: HttpRequest, page: bytes) -> HttpResponseBase:
    """The page, or that nothing changed since it was last sent; shown as each visitor wants it."""
    answer = fresh(request, page, media=PAGE)
    patch_vary_headers(answer, ["Cookie"])
    return answer


def gone(page: bytes) -> HttpResponse:
    """The page of something that was taken down."""
    answer = HttpResponse(page, content_type=PAGE, status=410)
    answer["Cache-Control"] = ASK_EACH_TIME
    return answer
