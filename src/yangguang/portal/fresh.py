"""Has what a program asks for changed since it asked last? By a mark of the bytes, and by the last change."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

ASK_EACH_TIME = "no-cache"
"""A program keeps the answer and asks whether it still holds: what is taken down is gone at once."""
SETTLED = timedelta(seconds=2)
"""A change younger than this may be followed by another in the same second, and no date tells them apart."""


def fresh(
    request: HttpRequest, content: bytes, *, media: str, changed_at: datetime | None = None
) -> HttpResponseBase:
    """Those bytes, or 304 where the asker has them (RFC 9110 §13)."""
    mark = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {"ETag": mark, "Cache-Control": ASK_EACH_TIME}
    seconds: int | None = None
    if changed_at is not None and timezone.now() - changed_at > SETTLED:
        seconds = int(changed_at.timestamp())
        headers["Last-Modified"] = http_date(seconds)
    answer = HttpResponse(content, content_type=media, headers=headers)
    held = get_conditional_response(request, etag=mark, last_modified=seconds, response=answer)
    return held or answer
