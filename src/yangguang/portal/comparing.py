"""比较两份年报: which figures differ between two reports, and what changed since last year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yangguang.annualreport.comparing import Change, Comparison, Difference, compare
from yangguang.annualreport.reading.model import Reading
from yangguang.annualreport.selectors import find_report, published, reading_of, report_lines
from yangguang.annualreport.showing.figures import spell
from yangguang.portal.page import REPORTS, Page

WORDS = {
    Change.FILLED: "原为空",
    Change.EMPTIED: "改为空",
    Change.UNCERTAIN: "不能确定",
    Change.ONLY_FIRST: "只有前一份有",
    Change.ONLY_SECOND: "只有后一份有",
}
APART = (Change.CHANGED, Change.FILLED, Change.EMPTIED, Change.UNCERTAIN)


@dataclass(frozen=True, slots=True)
class DifferenceView:
    """A line of a comparison: both figures, the change with its sign, and in per cent of the first."""

    table: str
    row: str
    column: str
    first: str
    second: str
    change: str
    percent: str
    direction: str


def lines_of(cells: Iterable[Difference]) -> tuple[DifferenceView, ...]:
    """Cells of a comparison, ready for a template."""
    return tuple(
        DifferenceView(
            table=cell.name.table,
            row=cell.name.row,
            column=cell.name.column,
            first=_shown(cell.first, absent=cell.kind is Change.ONLY_SECOND),
            second=_shown(cell.second, absent=cell.kind is Change.ONLY_FIRST),
            change=WORDS.get(cell.kind) or _signed(cell.change),
            percent=f"{_signed(cell.percent)}%" if cell.percent else "",
            direction=_direction(cell.change),
        )
        for cell in cells
    )


def since_last_year(reading: Reading, previous: Reading) -> tuple[DifferenceView, ...]:
    """What changed in a body's totals: every row total of 表三 and 表四, and all of 表二."""
    compared = compare(previous, reading)
    return lines_of(
        cell
        for cell in compared.of(*APART)
        if cell.address.startswith("disclosure/") or cell.address.endswith("@total")
    )


@require_safe
def comparison(request: HttpRequest) -> HttpResponse:
    """Choose two reports; see where they differ, or every cell."""
    page = Page(
        "比较两份年报",
        "两个机关或者两个年度的年度报告，逐项对照",
        column="disclosure",
        crumbs=(("政府信息公开", "/columns/disclosure/"), REPORTS, ("比较两份年报", "")),
    )
    chosen = (request.GET.get("first", ""), request.GET.get("second", ""))
    every = "every" in request.GET
    choices = [
        (f"{line.year}/{line.body}", f"{line.body} {line.year}年") for line in report_lines(published())
    ]
    readings = [_reading(name) for name in chosen]
    facts = {"page": page, "choices": choices, "first": chosen[0], "second": chosen[1], "every": every}
    if readings[0] and readings[1]:
        facts |= _compared(compare(readings[0], readings[1]), every)
    elif any(chosen):
        facts["refusal"] = "请在两个框里各选一份年报"
    return render(request, "portal/comparison.html", facts)


def _compared(compared: Comparison, every: bool) -> dict[str, object]:
    same = len(compared.of(Change.SAME))
    return {
        "compared": compared,
        "titles": [f"{one.body} {one.year}年" for one in (compared.first, compared.second)],
        "lines": lines_of(compared.cells if every else compared.of(*APART)),
        "same": same,
        "apart": len(compared.of(*APART)),
        "lone": len(compared.cells) - same - len(compared.of(*APART)),
    }


def _reading(name: str) -> Reading | None:
    year, _, body = name.partition("/")
    if not (year.isascii() and year.isdecimal() and len(year) == 4):
        return None
    report = find_report(body, int(year))
    return reading_of(report) if report else None


def _shown(figure: Decimal | None, *, absent: bool) -> str:
    return "—" if absent else spell(figure) or "空"


def _signed(figure: Decimal | None) -> str:
    if figure is None or not figure:
        return "" if figure is None else "0"
    return f"+{spell(figure)}" if figure > 0 else spell(figure)


def _direction(change: Decimal | None) -> str:
    if not change:
        return ""
    return "up" if change > 0 else "down"
