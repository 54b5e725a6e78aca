"""What does every answer carry, and which requests are too large to be read at all?"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

Answer = Callable[[HttpRequest], HttpResponse]

POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
"""No inline script or style, and nothing from elsewhere."""
BAD_REQUEST, NOT_ALLOWED = 400, 405
REFUSALS = {
    400: "请求有误，说明见 /api/openapi.json",
    403: "不能这样访问，说明见 /api/openapi.json",
    404: "没有这个接口，说明见 /api/openapi.json",
    405: "这个接口不能这样访问",
    500: "服务器出错，没有办成，请稍后再试",
}
"""What is said under /api/ of refusals that came from outside it, by their status."""


class SecurityHeaders:
    """Add the Content-Security-Policy and what else browsers are told to refuse."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request, then set the headers that no view may forget."""
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        )
        if response.headers.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ["Cookie"])  # 长者模式 and the like are remembered in one
        return response


class UploadLimit:
    """Refuse a body larger than the limit before anything reads it (CSRF checking would)."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer 413 with a page that names the limit, or hand the request on."""
        length = request.headers.get("Content-Length", "")
        if length.isdigit() and int(length) > settings.UPLOAD_MAX_BYTES:
            megabytes = settings.UPLOAD_MAX_BYTES // (1024 * 1024)
            if request.path.startswith("/api/"):
                return JsonResponse({"detail": f"一次提交的文件合计不能超过 {megabytes} MB"}, status=413)
            return render(request, "portal/too_large.html", {"limit": str(megabytes)}, status=413)
        return self.get_response(request)


class ApiRefusals:
    """Say every refusal below /api/ in one sentence that a program can read, whoever refused."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request; a refusal that is not JSON becomes JSON, with its status and headers kept."""
        response = self.get_response(request)
        is_page = not response.headers.get("Content-Type", "").startswith("application/json")
        if response.status_code < BAD_REQUEST or not is_page or not request.path.startswith("/api/"):
            return response
        detail = REFUSALS.get(response.status_code, "请求没有成功")
        if response.status_code == NOT_ALLOWED:
            detail = f"{detail}，可以用 {response.headers.get('Allow', 'GET')}"
        answer = JsonResponse(
            {"detail": detail}, status=response.status_code, json_dumps_params={"ensure_ascii": False}
        )
        if "Allow" in response.headers:
            answer.headers["Allow"] = response.headers["Allow"]
        return answer
