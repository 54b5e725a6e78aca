"""What may happen to a clean-up? The table of moves, each with what must be true."""

from __future__ import annotations

from yangguang.disclosure.normative.guards import (
    answers_for_the_document,
    drafts_the_result,
    every_document_is_decided,
    form_is_current,
    keeps_the_county,
)
from yangguang.disclosure.normative.models import CleanUp
from yangguang.disclosure.normative.states import UNFINISHED, State
from yangguang.workflow.machine import Machine, Transition

OPEN, DECIDING = (State.OPEN.value,), (State.DECIDING.value,)
LEADING = (form_is_current, keeps_the_county)

CLEAN_UP: Machine[CleanUp] = Machine(
    "clean_up",
    CleanUp,
    State,
    (
        Transition("propose", "提出清理意见", OPEN, None, (answers_for_the_document,)),
        Transition("decide", "审定清理意见", DECIDING, None, (keeps_the_county,)),
        Transition("put_forward", "转入审定", OPEN, State.DECIDING, LEADING),
        Transition("reopen", "退回清理", DECIDING, State.OPEN, LEADING),
        Transition(
            "name_result",
            "起草结果公告",
            (*DECIDING, State.PUBLISHED.value),
            None,
            (form_is_current, drafts_the_result),
        ),
        Transition("publish", "公布结果", DECIDING, State.PUBLISHED, (*LEADING, every_document_is_decided)),
        Transition("drop", "取消这一轮清理", UNFINISHED, State.DROPPED, LEADING),
    ),
)
