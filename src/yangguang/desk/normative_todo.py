"""Which normative documents wait for review or filing or are about to end, which rounds run? A row each."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from yangguang.desk.item_todo import dues_of
from yangguang.desk.tasks import Task, left_until
from yangguang.disclosure.clock import Due
from yangguang.disclosure.guards.legality import Lack
from yangguang.disclosure.guards.people import DRAFTERS
from yangguang.disclosure.judgements import NormativeRule
from yangguang.disclosure.models import Item, Publication
from yangguang.disclosure.normative.models import CleanUp
from yangguang.disclosure.normative.people import OF_AN_ORGAN, keeper, reviewer_for
from yangguang.disclosure.normative.rules import rule_on
from yangguang.disclosure.normative.selectors import (
    awaiting_legality,
    clean_ups_visible_to,
    due_of_filing,
    expiring,
    filing_days,
    unfiled,
)
from yangguang.disclosure.normative.states import UNFINISHED
from yangguang.disclosure.normative.states import State as CleanUpState
from yangguang.disclosure.states import State
from yangguang.organisations.kinds import Role
from yangguang.organisations.selectors import OVERSEERS
from yangguang.organisations.viewers import Viewer

SORT = "规范性文件"
SHOWN = 20


def tasks_of_documents(viewer: Viewer, seen: QuerySet[Item]) -> tuple[list[Task], list[Task]]:
    """(What waits for the viewer, what for others): of the items `seen`, the public documents, the rounds."""
    if not viewer.standing(*OF_AN_ORGAN, *OVERSEERS):
        return [], []
    rule = rule_on(viewer.government, viewer.today)
    mine, others = _of_legality(viewer, seen, rule)
    public, public_of_others = _of_the_public(viewer, rule)
    rounds, rounds_of_others = _of_rounds(viewer)
    return [*mine, *public, *rounds], [*others, *public_of_others, *rounds_of_others]


def _of_rounds(viewer: Viewer) -> tuple[list[Task], list[Task]]:
    """Clean-ups under way: what one's organs have still to say, and what the county has to move on."""
    organs = [one.organ for one in viewer.standings if one.role in OF_AN_ORGAN]
    left = Q(entries__verdict="")
    rows = clean_ups_visible_to(viewer).filter(state__in=UNFINISHED).order_by("to_on", "pk")
    rows = rows.annotate(
        left=Count("entries", filter=left),
        own=Count("entries", filter=left & Q(entries__publication__publisher__in=organs)),
    )
    mine: list[Task] = []
    others: list[Task] = []
    for row in rows:
        is_open = row.state == CleanUpState.OPEN
        if is_open and row.own:
            mine.append(_round(row, viewer, f"有{row.own}件文件没有清理意见", "我（提出清理意见）"))
        elif keeper(viewer) is not None and is_open and row.left:
            others.append(_round(row, viewer, f"有{row.left}件文件没有清理意见", "各机关（提出清理意见）"))
        elif keeper(viewer) is not None:
            what = "的意见已经提齐" if is_open else "等待公布结果"
            mine.append(_round(row, viewer, what, f"我（{'转入审定' if is_open else '审定并公布'}）"))
    return mine, others


def _round(row: CleanUp, viewer: Viewer, what: str, turn: str) -> Task:
    return Task(
        name=f"{row}{what}",
        address=reverse("desk:clean_up", args=[row.pk]),
        sort=SORT,
        turn=turn,
        left=left_until(row.to_on, viewer.today),
        reasons=(f"按{row.basis}，这一轮清理在{row.to_on}以前完成",),
    )


def _of_the_public(viewer: Viewer, rule: NormativeRule) -> tuple[list[Task], list[Task]]:
    """What is to be done about documents that are out."""
    whole = keeper(viewer) is not None or viewer.standing(Role.COUNTY_LEADER) is not None
    organs = [one.organ for one in viewer.standings if one.role in OF_AN_ORGAN]
    late, ending = unfiled(viewer.government), expiring(viewer.government, viewer.today, rule)
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


def _of_legality(viewer: Viewer, seen: QuerySet[Item], rule: NormativeRule) -> tuple[list[Task], list[Task]]:
    """What is to be reviewed, or to be written anew because the review did not find it legal."""
    waiting = awaiting_legality(seen, rule)
    dues = dues_of((row for row, _ in waiting), viewer.government) if waiting else {}
    mine: list[Task] = []
    others: list[Task] = []
    for row, lack in waiting:
        own = _own(row, lack, viewer)
        if own or row.state != State.APPROVED:  # of an approved one its own row says what it waits for
            (mine if own else others).append(_legality(row, lack, viewer, dues.get(row.pk), own=own))
    return mine, others


def _own(row: Item, lack: Lack, viewer: Viewer) -> bool:
    """Whether the viewer reviews the document, who wrote none of it; or rewrites what was not found legal."""
    if lack is Lack.NOT_LEGAL:
        return viewer.standing(*DRAFTERS, organ=row.organ_id) is not None
    return reviewer_for(viewer, row.organ_id) is not None and viewer.user not in row.authors


def _legality(row: Item, lack: Lack, viewer: Viewer, due: Due | None, *, own: bool) -> Task:
    who, what = f"{row.organ.name}或县一级的法制审核员", "合法性审核"
    if lack is Lack.NOT_LEGAL:
        who, what = row.organ.name, "按审核意见修改"
    return Task(
        name=f"{row.title}{lack}",
        address=reverse("desk:normative_document", args=[row.pk]),
        sort=SORT,
        turn=f"{'我' if own else who}（{what}）",
        left=left_until(due.on, viewer.today) if due else None,
        reasons=due.reasons if due else (),
    )


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
