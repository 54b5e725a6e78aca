"""Which items wait for this viewer, which are late or stopped, and which interpretations are owed?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models import QuerySet
from django.urls import reverse

from yangguang.desk.tasks import Task, left_until
from yangguang.disclosure.clock import Due
from yangguang.disclosure.guards.people import ANSWERING, DRAFTERS
from yangguang.disclosure.guards.releasing import held_on
from yangguang.disclosure.models import Hold, InterpretationDuty, Item
from yangguang.disclosure.selectors import awaiting_consent, awaiting_decision, courses_of
from yangguang.disclosure.services.drafting import due_of
from yangguang.disclosure.services.interpreting import reasons_of
from yangguang.disclosure.states import EDITABLE, UNFINISHED, State
from yangguang.disclosure.types_in_use import types_in_use
from yangguang.disclosure.waiting import ANSWERED_BY_WRITERS as MINE
from yangguang.disclosure.waiting import stops_of
from yangguang.organisations.approval.models import Course
from yangguang.organisations.selectors import binding_values
from yangguang.organisations.viewers import Viewer

ITEM, INTERPRETATION, HELD = "信息发布", "政策解读", "暂缓公开"
MOST = 100
"""So many of each are read: what presses most comes first, the list has them all."""
WRITING = {State.DRAFT.value: "起草", State.RETURNED.value: "按退回意见修改", State.CORRECTING.value: "更正"}


def tasks_of_items(viewer: Viewer, visible: QuerySet[Item]) -> tuple[list[Task], list[Task]]:
    """(What waits for the viewer, what waits for others) among the items they may see."""
    seen = visible.select_related("organ")
    decide = _first(awaiting_decision(viewer))
    sign = _first(awaiting_consent(viewer))
    write = _first(seen.filter(handler=viewer.user, state__in=(*EDITABLE, State.APPROVED)))
    mine = {item.pk for item in (*decide, *sign, *write)}
    others = _first(seen.filter(state__in=UNFINISHED).exclude(pk__in=mine))
    courses, stops = courses_of([*decide, *others]), stops_of((*write, *others), viewer.today)
    write, waiting = _split(write, stops)
    dues = dues_of((*decide, *sign, *write, *others), viewer.government)
    turns = [
        *((item, f"我（{_step(item, courses)}）") for item in decide),
        *((item, "我（会签）") for item in sign),
        *((item, f"我（{WRITING.get(item.state) or stops[item.pk]}）") for item in write),
    ]
    tasks = [_task(item, viewer, turn, dues) for item, turn in turns]
    rest = [_task(item, viewer, _turn(item, courses, stops), dues) for item in (*waiting, *others)]
    return [*tasks, *_interpretations(viewer)], [*rest, *_holds(viewer, seen)]


def dues_of(items: Iterable[Item], government: int) -> dict[int, Due]:
    """By when each item must be public and why; not those that are public or of a lost type."""
    kinds = {one.key: one for one in types_in_use()}
    binding = binding_values(government)
    found = {
        item.pk: due_of(kinds[item.type], item, binding=binding)
        for item in items
        if item.released_at is None and item.type in kinds
    }
    return {number: due for number, due in found.items() if due is not None}


def _first(rows: QuerySet[Item]) -> list[Item]:
    return list(rows.order_by("due_on", "pk")[:MOST])


def _task(item: Item, viewer: Viewer, turn: str, dues: Mapping[int, Due]) -> Task:
    due = dues.get(item.pk)
    return Task(
        name=item.title,
        address=reverse("desk:item", args=[item.pk]),
        sort=ITEM,
        turn=turn,
        left=left_until(due.on, viewer.today) if due else None,
        reasons=due.reasons if due else (),
    )


def _interpretations(viewer: Viewer) -> Iterable[Task]:
    """The interpretations that the viewer's organs owe for documents already public."""
    organs = {one.organ for one in viewer.standings if one.role in DRAFTERS}
    owed = InterpretationDuty.objects.filter(organ__in=organs, fulfilled_by__isnull=True)
    for duty in owed.select_related("publication").order_by("due_on", "pk")[:MOST]:
        yield Task(
            name=f"解读《{duty.publication.title}》",
            address=reverse("desk:item", args=[duty.pk]),
            sort=INTERPRETATION,
            turn="我（起草解读）",
            left=left_until(duty.due_on, viewer.today),
            reasons=reasons_of(duty),
        )


def _holds(viewer: Viewer, seen: QuerySet[Item]) -> Iterable[Task]:
    """The orders in force that stop something, for those who answer for it."""
    if not viewer.standing(*ANSWERING):
        return
    stopped = Hold.objects.filter(held_on(viewer.today), item__in=seen.values("pk"))
    for hold in stopped.select_related("item").order_by("to_on", "pk")[:MOST]:
        yield Task(
            name=hold.item.title,
            address=reverse("desk:item", args=[hold.item_id]),
            sort=HELD,
            turn=f"{hold.get_kind_display()}（{hold.instrument}）",
            left=left_until(hold.to_on, viewer.today) if hold.to_on else None,
            reasons=(f"自{hold.from_on}起暂缓公开，至{hold.to_on}止",) if hold.to_on else (),
        )


def _step(item: Item, courses: Mapping[int, Course]) -> str:
    course = courses.get(item.pk)
    row = course.step_now if course else None
    return row.name if row else "审核"


def _split(items: Iterable[Item], stops: Mapping[int, str]) -> tuple[list[Item], list[Item]]:
    """(What one's own hand has to do, what only waits: for its minute, or for others)."""
    mine: list[Item] = []
    waiting: list[Item] = []
    for item in items:
        (mine if stops.get(item.pk, MINE[0]) in MINE else waiting).append(item)
    return mine, waiting


def _turn(item: Item, courses: Mapping[int, Course], stops: Mapping[int, str]) -> str:
    words = WRITING.get(item.state) or stops.get(item.pk) or _step(item, courses)
    return f"{item.organ.name}（{words}）"
