"""What does a report under work show? Its facts, line of steps, figures, moves and history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from yangguang.annualreport.filing.board import due_of_filing
from yangguang.annualreport.filing.content import reading_of_filing
from yangguang.annualreport.filing.examining import examined
from yangguang.annualreport.filing.machine import route_of
from yangguang.annualreport.filing.models import Filing
from yangguang.annualreport.filing.selectors import buttons, decisions_on, filings_visible_to
from yangguang.annualreport.filing.states import EDITABLE, ON_THE_WAY, State
from yangguang.annualreport.form.editions import edition
from yangguang.annualreport.models import ReportKind
from yangguang.annualreport.showing.figures import Marks, tables_of
from yangguang.annualreport.showing.findings import tally, tell
from yangguang.desk.access import at_desk, no_administrator
from yangguang.desk.shell import show
from yangguang.desk.tasks import left_until
from yangguang.organisations.approval.models import Decision, Slip
from yangguang.organisations.approval.selectors import course_of, slips_visible_to
from yangguang.organisations.approval.states import State as CourseState
from yangguang.organisations.approval.states import Verdict
from yangguang.organisations.viewers import Viewer
from yangguang.workflow.machine import Choice
from yangguang.workflow.selectors import history

AGREEING = {"pass_on", "approve", "pass_at_county", "publish"}
NEEDS_REASON = {
    "return_to_author": "退回理由",
    "return_to_organ": "退回理由",
    "withdraw": "撤回理由",
    "skip": "跳过理由",
    "skip_to_county": "跳过理由",
    "skip_at_county": "跳过理由",
    "begin_correction": "向社会公布的更正说明",
}
STERN = {"return_to_author", "return_to_organ", "withdraw", "drop_correction"}
ON_OTHER_PAGES = {
    "save": "desk:entry",
    "bring_in": "desk:bring_in",
    "bring_from_library": "desk:from_library",
    "compile": "desk:compile",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the line: `mark` is done, now, back or empty; who did it and when, or whose turn it is."""

    name: str
    mark: str
    who: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Button:
    """A move on the page: where it is made, what it asks, and why it cannot be made now, if so."""

    choice: Choice
    page: str
    reason: str
    may_explain: bool
    stern: bool


@require_safe
@at_desk(no_administrator)
def filing(request: HttpRequest, viewer: Viewer, number: int) -> HttpResponse:
    """The page of one report under work."""
    return show_filing(request, viewer, found_filing(viewer, number))


def found_filing(viewer: Viewer, number: int) -> Filing:
    """A filing this viewer may see; `Http404` otherwise, also for numbers nobody has."""
    seen = filings_visible_to(viewer).select_related("body__government", "organ", "handler", "report")
    return get_object_or_404(seen, pk=number)


def show_filing(
    request: HttpRequest,
    viewer: Viewer,
    found: Filing,
    *,
    status: int = 200,
    refusal: str = "",
    written: str = "",
    tried: str = "",
) -> HttpResponse:
    """Answer with the page; `refusal` is the sentence of a move just refused, `written` what came with it."""
    reading = reading_of_filing(found)
    checked = examined(found)
    findings = [one.finding for one in checked]
    due = due_of_filing(found)
    form = edition(found.edition)
    facts: dict[str, Any] = {
        "filing": found,
        "form": form,
        "due": due,
        "left": None if found.published_on else left_until(due.on, viewer.today),
        "steps": steps_of(found),
        "buttons": moves_of(found, viewer),
        "tables": tables_of(reading, form, Marks.of(findings)),
        "sections": [one for one in reading.sections if one.text],
        "found": list(zip(tell(findings, reading, form), checked, strict=True)),
        "tally": tally(findings),
        "events": list(history(found)),
        "decisions": list(decisions_on(found)),
        "aggregate": found.kind == ReportKind.AGGREGATE,
        "editable": found.state in EDITABLE,
        "refusal": refusal,
        "written": written,
        "tried": tried,
        "slips": _slips(found, viewer),
        "deciding": found.state in ON_THE_WAY,
    }
    return show(request, viewer, "desk/filing.html", at="reports", title=str(found), status=status, **facts)


def steps_of(found: Filing) -> list[Step]:
    """The line of steps: writing, each step of the route with who decided when, and publication."""
    course, route = course_of(found), route_of(found)
    current = _decided(found) if course else {}
    running = course is not None and course.state == CourseState.RUNNING
    steps = [_writing(found)]
    names = list(route.steps.select_related("organ").order_by("position")) if route else []
    for row in names:
        decision = current.get(row.position)
        if decision is not None:
            mark = "back" if decision.verdict == Verdict.RETURNED else "done"
            words = f"{decision.by.display_name}{'（跳过）' if decision.verdict == Verdict.SKIPPED else ''}"
            steps.append(Step(row.name, mark, words, decision.at))
        elif running and course is not None and row.position == course.position:
            steps.append(Step(row.name, "now", f"轮到{row.get_role_display()}"))
        else:
            steps.append(Step(row.name, ""))
    public = found.state == State.PUBLISHED
    words = found.published_on.isoformat() if found.published_on else ""
    return [*steps, Step("公布", "done" if public else "", words)]


def moves_of(found: Filing, viewer: Viewer) -> list[Button]:
    """The moves that fit where the report stands, those allowed first, those that undo last."""
    moves = [
        Button(
            choice=choice,
            page=ON_OTHER_PAGES.get(choice.verb, ""),
            reason=NEEDS_REASON.get(choice.verb, ""),
            may_explain=choice.verb in AGREEING,
            stern=choice.verb in STERN,
        )
        for choice in buttons(found, viewer)
    ]
    return sorted(moves, key=lambda move: (move.choice.refusal is not None, move.stern))


def _slips(found: Filing, viewer: Viewer) -> list[Slip]:
    """The slips printed for a report, newest first."""
    course = course_of(found)
    if course is None:
        return []
    mine = slips_visible_to(viewer).filter(version__course=course)
    return list(mine.select_related("step", "version").order_by("-pk"))


def _decided(found: Filing) -> dict[int, Decision]:
    """The decisions on the version that stands, by the position of their step."""
    course = course_of(found)
    if course is None:
        return {}
    rows = course.current.decisions.select_related("step", "by")
    return {row.step.position: row for row in rows}


def _writing(found: Filing) -> Step:
    who = found.handler.display_name if found.handler else "还没有人填写"
    if found.state in {State.DRAFT, State.CORRECTING, State.RETURNED}:
        return Step("更正" if found.state == State.CORRECTING else "起草", "now", who)
    newest = found.versions.order_by("-number").first()
    return Step("起草", "done", who, newest.at if newest else None)
