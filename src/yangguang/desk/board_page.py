"""Who is missing, late, returned? The reports of one year, organ by organ, and how they are begun."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from yangguang.annualreport.filing.board import Board, BoardRow, board
from yangguang.annualreport.filing.machine import DRAFTERS
from yangguang.annualreport.filing.services.opening import open_filing, open_year
from yangguang.annualreport.filing.states import Standing
from yangguang.annualreport.models import ReportKind
from yangguang.desk.access import at_desk, no_administrator
from yangguang.desk.listing import Column, Filter, Held, Listing
from yangguang.desk.lists import show_list
from yangguang.organisations.kinds import Kind, Role
from yangguang.organisations.selectors import organs_visible_to
from yangguang.organisations.viewers import Viewer
from yangguang.workflow.machine import Refused

FIRST_YEAR = 2019
"""The year of the first statutory form; older reports are looked up on the portal."""
TONES = {
    Standing.MISSING: "flat",
    Standing.RETURNED: "bad",
    Standing.SUBMITTED: "",
    Standing.IN_REVIEW: "",
    Standing.PUBLISHED: "ok",
    Standing.CORRECTING: "sun",
    Standing.DRAFTING: "sun",
    Standing.OUTSIDE: "flat",
}
LATE, IN_TIME = "late", "in_time"


class YearForm(forms.Form):
    """Which year's reports."""

    year = forms.IntegerField(min_value=FIRST_YEAR, max_value=9000, required=False)


def listing_for(year: int) -> Listing:
    """The board as a list."""
    return Listing(
        key="board",
        title=f"{year}年度报告",
        columns=(
            Column("name", "机关", lambda row: row.name, link=_link),
            Column("kind", "类别", lambda row: row.kind.label),
            Column("standing", "进度", lambda row: row.standing.label, tone=lambda row: TONES[row.standing]),
            Column("due", "期限", lambda row: row.due.on if row.due else None),
            Column(
                "late", "逾期", lambda row: f"逾期 {row.days_late} 天" if row.is_late else "", tone=_late_tone
            ),
            Column("submitted", "报送", lambda row: row.submitted_on),
            Column("published", "公布", lambda row: row.published_on),
            Column("reason", "退回理由", lambda row: row.return_reason),
            Column("organ_kind", "机构类别", lambda row: row.organ_kind.label, hidden=True),
        ),
        filters=(
            Filter("standing", "进度", tuple(Standing.choices), of=lambda row: row.standing.value),
            Filter("kind", "报告类别", tuple(ReportKind.choices), of=lambda row: row.kind.value),
            Filter("organ_kind", "机构类别", tuple(Kind.choices), of=lambda row: row.organ_kind.value),
            Filter("late", "期限", ((LATE, "逾期"), (IN_TIME, "未逾期")), of=_lateness),
        ),
        row_class=lambda row: "late" if row.is_late and row.published_on is None else "",
    )


@require_safe
@at_desk(no_administrator)
def show_board(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The board of a year: figures above, one row an organ, the county's own two first."""
    year = _year(request, viewer)
    found = board(viewer, year)
    return show_list(
        request,
        viewer,
        listing_for(year),
        Held(found.rows),
        at="reports",
        template="desk/board.html",
        board=found,
        tiles=_tiles(found),
        year=year,
        years=range(viewer.today.year, FIRST_YEAR, -1),
        own=_to_begin(found, viewer),
        opens_year=viewer.standing(Role.COUNTY_OFFICE) is not None and bool(_missing(found)),
    )


@require_POST
@at_desk(no_administrator)
def begin_year(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Begin every report of a year that nobody has begun (the county office)."""
    year = _year(request, viewer)
    try:
        begun = open_year(viewer=viewer, year=year)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"已布置{year}年度报告：新建{len(begun)}份")
    return redirect(f"{reverse('desk:board')}?year={year}")


@require_POST
@at_desk(no_administrator)
def begin_report(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Begin one organ's report of a year and go to it."""
    year = _year(request, viewer)
    number = request.POST.get("organ", "")
    organs = organs_visible_to(viewer)
    organ = get_object_or_404(organs, pk=int(number) if number.isascii() and number.isdigit() else 0)
    try:
        filing = open_filing(viewer=viewer, body=organ, year=year)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(f"{reverse('desk:board')}?year={year}")
    return redirect("desk:filing", number=filing.pk)


def _year(request: HttpRequest, viewer: Viewer) -> int:
    """The year asked for; the last full one when none, or none that can be, was."""
    form = YearForm(request.POST if request.method == "POST" else request.GET)
    asked = form.cleaned_data["year"] if form.is_valid() else None
    return asked or viewer.today.year - 1


def _tiles(found: Board) -> list[tuple[str, int, str, str]]:
    """(label, figure, tone, filter) of each figure above the board."""
    late = [row for row in found.late if row.published_on is None]
    counted = [
        ("未开始", Standing.MISSING, ""),
        ("起草中", Standing.DRAFTING, ""),
        ("本机关审核", Standing.IN_REVIEW, ""),
        ("已退回", Standing.RETURNED, "sun"),
        ("已报送", Standing.SUBMITTED, "main"),
        ("已公布", Standing.PUBLISHED, "ok"),
    ]
    tiles = [(label, found.count(one), tone, f"standing={one.value}") for label, one, tone in counted]
    return [("逾期未公布", len(late), "bad" if late else "", "late=late"), *tiles]


def _missing(found: Board) -> list[BoardRow]:
    """The duties for which no report was opened yet."""
    return [row for row in found.rows if row.standing is Standing.MISSING and row.filing is None]


def _to_begin(found: Board, viewer: Viewer) -> list[BoardRow]:
    """The reports this viewer may begin now."""
    county = viewer.standing(Role.COUNTY_OFFICE) is not None
    return [
        row
        for row in _missing(found)
        if viewer.standing(*DRAFTERS, organ=row.organ) or (county and row.kind is not ReportKind.AGENCY)
    ]


def _link(row: BoardRow) -> str | None:
    return reverse("desk:filing", args=[row.filing]) if row.filing else None


def _late_tone(row: BoardRow) -> str:
    return "bad" if row.is_late else ""


def _lateness(row: BoardRow) -> str:
    return LATE if row.is_late else IN_TIME
