"""What was released in a month, by whom, and what was late? Read at the desk, printed, handed out as data."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from yangguang.annualreport.writing.data_files import as_xlsx
from yangguang.desk.access import at_desk, no_administrator
from yangguang.desk.lists import EXCEL
from yangguang.desk.register_page import organs_of, tabs
from yangguang.desk.shell import show
from yangguang.disclosure.log import Log, release_log
from yangguang.disclosure.log_paper import SHEETS, sheet_of, summary_of, tables_of, title_of, written
from yangguang.documents.writing.files import FORMATS
from yangguang.organisations.models import Organ
from yangguang.organisations.selectors import organs_visible_to
from yangguang.organisations.viewers import Viewer, actor_of
from yangguang.workflow.acts import acts, note

MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII)
FIRST_YEAR = 2000
MEDIA = {"html": "text/html; charset=utf-8", "pdf": "application/pdf", "xlsx": EXCEL}
SHOWN = 500
"""Rows of a part shown on the page; the files hold them all."""


@require_safe
@at_desk(no_administrator)
def month_log(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The log of a month for all organs seen, or for one."""
    organs = organs_of(viewer)
    log = _log(viewer, request.GET)
    parts = [
        (name, headings, rows[:SHOWN], len(rows))
        for name, (headings, rows) in zip(SHEETS, tables_of(log), strict=True)
    ]
    facts: dict[str, Any] = {
        "log": log,
        "summary": summary_of(log),
        "parts": parts,
        "shown": SHOWN,
        "month": f"{log.month:%Y-%m}",
        "organs": organs,
        "organ": request.GET.get("organ", ""),
        "tabs": tabs(viewer, "release_log"),
    }
    return show(request, viewer, "desk/release_log.html", at="register", title=title_of(log), **facts)


@require_safe
@at_desk(no_administrator)
def log_file(request: HttpRequest, viewer: Viewer, ending: str) -> HttpResponse:
    """The same log to be printed (html, pdf) or as a spreadsheet; that it was taken out is recorded."""
    log = _log(viewer, request.GET)
    if ending == "xlsx":
        headings, rows = sheet_of(log)
        content = as_xlsx(title_of(log), headings, rows)
    else:
        content = FORMATS[ending](written(log, printed_on=viewer.today))
    facts = {"list": "release_log", "month": f"{log.month:%Y-%m}", "organ": log.organ, "format": ending}
    with acts():
        note("list", "exported", None, actor_of(viewer, next(iter(viewer.standings), None)), facts=facts)
    answer = HttpResponse(content, content_type=MEDIA[ending])
    name = f"{title_of(log)}.{ending}"
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return answer


def _log(viewer: Viewer, asked: QueryDict) -> Log:
    return release_log(viewer=viewer, month=_month(viewer, asked), organ=_organ(viewer, asked))


def _month(viewer: Viewer, asked: QueryDict) -> date:
    """The month asked for; this one when none, or none that can be, was."""
    found = MONTH.fullmatch(asked.get("month", ""))
    if found is None or int(found[1]) < FIRST_YEAR:
        return viewer.today
    return date(int(found[1]), int(found[2]), 1)


def _organ(viewer: Viewer, asked: QueryDict) -> Organ | None:
    number = asked.get("organ", "")
    if not (number.isascii() and number.isdigit()) or len(number) > 18:
        return None
    return organs_visible_to(viewer).filter(pk=int(number)).first()
