"""How far is an item on its way? Its line of steps: written, decided by whom and when, released."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from yangguang.disclosure.models import Item
from yangguang.disclosure.states import EDITABLE, State
from yangguang.organisations.approval.models import Decision
from yangguang.organisations.approval.states import State as CourseState
from yangguang.organisations.approval.states import Verdict

OUT = (State.RELEASED.value, State.URGENT.value)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the line: `mark` is done, now, back or empty; who did it and when, or whose turn it is."""

    name: str
    mark: str
    who: str = ""
    at: datetime | None = None


def steps_of(found: Item) -> list[Step]:
    """Writing, each step of the route, and the release."""
    return [_writing(found), *_reviewing(found), _release(found)]


def _writing(found: Item) -> Step:
    who = found.handler.display_name if found.handler else ""
    if found.state in EDITABLE:
        return Step("更正" if found.state == State.CORRECTING else "起草", "now", who)
    newest = found.versions.filter(number=found.version).first() if found.version else None
    return Step("起草", "done" if newest else "", who, newest.at if newest else None)


def _reviewing(found: Item) -> list[Step]:
    course = found.course
    if course is None:
        return [Step(row.name, "") for row in (found.route.way if found.route else ())]
    decided = _decided(found)
    return [
        _step(decided[row.position], row.name)
        if row.position in decided
        else _coming(found, row.position, row.name, row.get_role_display())
        for row in course.steps
    ]


def _coming(found: Item, position: int, name: str, role: str) -> Step:
    course = found.course
    waits = course is not None and course.state == CourseState.RUNNING and course.position == position
    return Step(name, "now", f"轮到{role}") if waits and found.state not in EDITABLE else Step(name, "")


def _step(decision: Decision, name: str) -> Step:
    skipped = "（跳过）" if decision.verdict == Verdict.SKIPPED else ""
    paper = "（纸质）" if decision.on_paper else ""
    mark = "back" if decision.verdict == Verdict.RETURNED else "done"
    return Step(name, mark, f"{decision.by.display_name}{skipped}{paper}", decision.at)


def _decided(found: Item) -> dict[int, Decision]:
    """The decisions on the version that stands, by the position of their step."""
    if found.course is None or found.state in {State.DRAFT, State.CORRECTING}:
        return {}
    rows = found.course.current.decisions.select_related("step", "by")
    return {row.step.position: row for row in rows}


def _release(found: Item) -> Step:
    publication = getattr(found, "publication", None)
    if found.state == State.TAKEN_DOWN and publication is not None:
        return Step("已撤下", "back", at=publication.taken_down_at)
    if found.state in OUT and publication is not None:
        return Step("发布", "done", "紧急发布" if found.state == State.URGENT else "", publication.updated_at)
    if found.state == State.APPROVED:
        return Step("发布", "now", "定时" if found.scheduled_at else "等待发布", found.scheduled_at)
    return Step("发布", "")
