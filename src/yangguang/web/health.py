"""Is the program alive, and does its database answer?"""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse


def health(request: HttpRequest) -> HttpResponse:
    """Answer 200 `ok`, or 503 when the database does not answer; for watchers, never kept by a cache."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except DatabaseError:
        answer = HttpResponse("database", status=503, content_type="text/plain")
    else:
        answer = HttpResponse("ok", content_type="text/plain")
    answer["Cache-Control"] = "no-store"
    return answer
