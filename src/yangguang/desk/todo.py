"""What must this viewer do today, what is late, what is about to be? Each with its day and the reasons."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from yangguang.annualreport.filing.board import Board, BoardRow, board, due_of_filing
from yangguang.annualreport.filing.machine import DRAFTERS
from yangguang.annualreport.filing.models import Filing
from yangguang.annualreport.filing.selectors import awaiting_decision, filings_visible_to
from yangguang.annualreport.filing.states import EDITABLE, Standing, State
from yangguang.annualreport.models import ReportKind
from yangguang.desk.item_todo import tasks_of_items
from yangguang.desk.normative_todo import tasks_of_documents
from yangguang.desk.register_todo import tasks_of_register
from yangguang.desk.tasks import SOON, Task, left_until
from yangguang.disclosure.selectors import items_visible_to
from yangguang.organisations.kinds import Role
from yangguang.organisations.viewers import Viewer

REPORT = "年度报告"


@dataclass(frozen=True, slots=True)
class Day:
    """Everything the home page lists, the most pressing first, and the figures above it."""

    mine: tuple[Task, ...]
    others: tuple[Task, ...]
    owed: int
    in_time: int

    @property
    def late(self) -> int:
        """How many of all are past their day."""
        return sum(task.left is not None and task.left.late for task in (*self.mine, *self.others))

    @property
    def soon(self) -> int:
        """How many are about to be."""
        close = (task.left for task in (*self.mine, *self.others) if task.left is not None)
        return sum(not left.late and left.days <= SOON for left in close)

    @property
    def share(self) -> str:
        """How many per cent of the reports of the year are out in time; empty when none is owed."""
        return f"{self.in_time * 100 / self.owed:.1f}%" if self.owed else ""


def day_of(viewer: Viewer) -> Day:
    """The day of somebody who works on content."""
    year = viewer.today.year - 1
    duties = board(viewer, year)
    deciding = {filing.pk: filing for filing in awaiting_decision(viewer).select_related("body__government")}
    mine, others = _by_turn(duties, viewer, frozenset(deciding))
    shown = {row.filing for row in duties.rows}
    seen = items_visible_to(viewer)
    items, others_items = tasks_of_items(viewer, seen)
    register, others_register = tasks_of_register(viewer)
    documents, others_documents = tasks_of_documents(viewer, seen)
    elsewhere = [_to_decide(filing, viewer) for number, filing in deciding.items() if number not in shown]
    owed = [row for row in duties.rows if not row.vertical]
    return Day(
        mine=_pressing([*mine, *elsewhere, *_older_drafts(viewer, year), *items, *register, *documents]),
        others=_pressing([*others, *others_items, *others_register, *others_documents]),
        owed=len(owed),
        in_time=sum(row.published_on is not None and not row.is_late for row in owed),
    )


def _by_turn(duties: Board, viewer: Viewer, deciding: frozenset[int]) -> tuple[list[Task], list[Task]]:
    """The duties of the year that are not done: those this viewer writes or decides, and those of others."""
    mine: list[Task] = []
    others: list[Task] = []
    for row in duties.rows:
        if row.vertical or row.standing is Standing.PUBLISHED:
            continue
        target = mine if row.filing in deciding or _writes(row, viewer) else others
        target.append(_of_row(row, duties.year, viewer, is_mine=target is mine))
    return mine, others


def _writes(row: BoardRow, viewer: Viewer) -> bool:
    """Whether the next move on a duty is the viewer's as one who drafts."""
    open_for_writing = {Standing.MISSING, Standing.DRAFTING, Standing.RETURNED, Standing.CORRECTING}
    if row.standing not in open_for_writing:
        return False
    if row.kind is ReportKind.AGGREGATE:
        return viewer.standing(Role.COUNTY_OFFICE) is not None
    return viewer.standing(*DRAFTERS, organ=row.organ) is not None


def _of_row(row: BoardRow, year: int, viewer: Viewer, *, is_mine: bool) -> Task:
    verbs = {
        Standing.MISSING: "开始编制",
        Standing.DRAFTING: "填写",
        Standing.RETURNED: "按退回意见修改",
        Standing.CORRECTING: "更正",
        Standing.IN_REVIEW: "审核",
    }
    verb = verbs.get(row.standing, "审核公布")
    who = "我" if is_mine else ("主管部门" if row.standing is Standing.SUBMITTED else row.name)
    address = (
        reverse("desk:filing", args=[row.filing]) if row.filing else f"{reverse('desk:board')}?year={year}"
    )
    return Task(
        name=f"{row.name}{year}年度报告",
        address=address,
        sort=REPORT,
        turn=f"{who}（{verb}）",
        left=left_until(row.due.on, viewer.today) if row.due else None,
        reasons=row.due.reasons if row.due else (),
    )


def _to_decide(filing: Filing, viewer: Viewer) -> Task:
    due = due_of_filing(filing)
    return Task(
        name=str(filing),
        address=reverse("desk:filing", args=[filing.pk]),
        sort=REPORT,
        turn="我（审核）",
        left=left_until(due.on, viewer.today),
        reasons=due.reasons,
    )


def _older_drafts(viewer: Viewer, year: int) -> list[Task]:
    """Drafts of other years that this viewer holds: corrections, and one begun before its year ends."""
    held = filings_visible_to(viewer).filter(handler=viewer.user, state__in=EDITABLE).exclude(year=year)
    tasks = []
    for filing in held.select_related("body__government"):
        due = due_of_filing(filing)
        tasks.append(
            Task(
                name=str(filing),
                address=reverse("desk:filing", args=[filing.pk]),
                sort=REPORT,
                turn=f"我（{State(filing.state).label}）",
                left=None if filing.state == State.CORRECTING else left_until(due.on, viewer.today),
                reasons=due.reasons,
            )
        )
    return tasks


def _pressing(tasks: Iterable[Task]) -> tuple[Task, ...]:
    """The earliest day first; what has no day comes last."""
    return tuple(sorted(tasks, key=lambda task: (task.left is None, task.left.on if task.left else date.max)))
