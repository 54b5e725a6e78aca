"""What does the shell around every page need?"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from yangguang.portal.display import COOKIE, display_from
from yangguang.portal.page import COLUMNS
from yangguang.portal.site import site


def shell(request: HttpRequest) -> dict[str, Any]:
    """The site, how the visitor wants it shown, and the address to come back to."""
    return {
        "site": site(),
        "display": display_from(request.COOKIES.get(COOKIE, "")),
        "shell_columns": COLUMNS,
        "path": request.path,
        "here": request.get_full_path() if request.method == "GET" else request.path,
    }
