"""Which normative documents wait to be filed, which are about to end? One row a document."""

from __future__ import annotations

from django.urls import reverse

from yangguang.desk.tasks import Task, left_until
from yangguang.disclosure.models import Publication
from yangguang.disclosure.normative.people import OF_AN_ORGAN, keeper
from yangguang.disclosure.normative.selectors import due_of_filing, expiring, filing_days, unfiled
from yangguang.organisations.kinds import Role
from yangguang.organisations.selectors import OVERSEERS
from yangguang.organisations.viewers import Viewer

SORT = "规范性文件"
SHOWN = 20


def tasks_of_documents(viewer: Viewer) -> tuple[list[Task], list[Task]]:
    """(What waits for the viewer, what for others) among the public documents of the organs they see."""
    if not viewer.standing(*OF_AN_ORGAN, *OVERSEERS):
        return [], []
    whole = keeper(viewer) is not None or viewer.standing(Role.COUNTY_LEADER) is not None
    organs = [one.organ for one in viewer.standings if one.role in OF_AN_ORGAN]
    late, ending = unfiled(viewer.government), expiring(viewer.government, viewer.today)
    if not whole:
        late, ending = late.filter(publisher__in=organs), ending.filter(publisher__in=organs)
    days = filing_days(viewer.government, viewer.today)
    found = [
        *((_filing(row, viewer, days), row) for row in late.select_related("publisher")[:SHOWN]),
        *((_ending(row, viewer), row) for row in ending.select_related("publisher")[:SHOWN]),
    ]
    mine = [_task(task, row, "我") for task, row in found if row.publisher_id in organs]
    others = [_task(task, row, row.publisher.name) for task, row in found if row.publisher_id not in organs]
    return mine, others


def _task(task: Task, row: Publication, who: str) -> Task:
    return Task(task.name, task.address, task.sort, f"{who}（{task.turn}）", task.left, task.reasons)


def _filing(row: Publication, viewer: Viewer, days: int) -> Task:
    due = due_of_filing(row, days)
    return Task(
        name=f"{row.title}没有报送备案",
        address=reverse("desk:normative_document", args=[row.pk]),
        sort=SORT,
        turn="报送备案",
        left=left_until(due.on, viewer.today) if due else None,
        reasons=due.reasons if due else (),
    )


def _ending(row: Publication, viewer: Viewer) -> Task:
    last = row.in_force_to
    return Task(
        name=f"{row.title}的有效期将届满",
        address=reverse("desk:normative_document", args=[row.pk]),
        sort=SORT,
        turn="评估是否延续",
        left=left_until(last, viewer.today) if last else None,
        reasons=(f"有效的最后一天是{last}，次日起不再有效",),
    )
