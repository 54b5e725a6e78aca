"""Which registered documents are late to be public, which are to be assessed again? A row an organ."""

from __future__ import annotations

from django.urls import reverse

from yangguang.desk.tasks import Task, left_until
from yangguang.disclosure.register.selectors import Duty, duties_visible_to
from yangguang.disclosure.register.services import KEEPERS
from yangguang.disclosure.register.states import Progress
from yangguang.organisations.selectors import OVERSEERS
from yangguang.organisations.viewers import Viewer

REGISTER = "公文登记"


def tasks_of_register(viewer: Viewer) -> tuple[list[Task], list[Task]]:
    """(What waits for the viewer, what waits for others) in the register of the organs they see."""
    duties = duties_visible_to(viewer)
    late = f"{reverse('desk:register')}?progress={Progress.LATE.value}"
    to_assess = f"{reverse('desk:assessments')}?due=due"
    rows = [
        *((one, late, "主动公开的公文超期未公开", "公开或者变更公开属性") for one in duties.late),
        *((one, to_assess, "不予公开的公文到期评估", "评估") for one in duties.to_assess),
    ]
    mine: list[Task] = []
    others: list[Task] = []
    for duty, page, what, act in rows:
        own = _own(duty, viewer)
        turn = f"{'我' if own else duty.name}（{act}）"
        (mine if own else others).append(_task(duty, viewer, page, what, turn))
    return mine, others


def _task(duty: Duty, viewer: Viewer, page: str, what: str, turn: str) -> Task:
    return Task(
        name=f"{duty.name}有{duty.count}件{what}",
        address=f"{page}&organ={duty.organ}",
        sort=REGISTER,
        turn=turn,
        left=left_until(duty.due_on, viewer.today),
        reasons=(f"其中最早的一件应在{duty.due_on}以前办理，逐件的期限和依据见公文登记簿",),
    )


def _own(duty: Duty, viewer: Viewer) -> bool:
    """Whether the viewer keeps the register of that organ, or of the one it ended in."""
    if viewer.standing(*KEEPERS, organ=duty.organ):
        return True
    return viewer.standing(*KEEPERS) is not None and viewer.standing(*OVERSEERS) is None
