"""What may happen to an item? The table of moves, each with what must be true."""

from __future__ import annotations

from yangguang.disclosure.guards.content import (
    content_is_complete,
    guesses_are_confirmed,
    interpretation_is_planned,
    relations_can_stand,
)
from yangguang.disclosure.guards.deciding import (
    another_examined_it,
    consents_for_an_issuer,
    has_open_doubt,
    is_at_secrecy_review,
    is_the_last_step,
    may_decide,
    may_leave_out,
    route_reviews_secrecy,
    secrecy_was_reviewed,
    steps_remain,
    version_may_pass,
)
from yangguang.disclosure.guards.legality import legality_allows_review, legality_was_reviewed
from yangguang.disclosure.guards.people import (
    answers_for_it,
    drafts_for_the_organ,
    form_is_current,
    orders_urgency,
    puts_right_what_is_public,
    releases,
)
from yangguang.disclosure.guards.releasing import (
    approved_as_it_stands,
    document_no_is_free,
    document_no_is_unclaimed,
    is_not_public,
    is_public,
    is_taken_down,
    may_come_back,
    nothing_stands_against_it,
    the_time_has_come,
)
from yangguang.disclosure.models import Item
from yangguang.disclosure.states import EDITABLE, State
from yangguang.workflow.machine import Machine, Transition

DRAFTING = (form_is_current, drafts_for_the_organ)
PUTTING_FORWARD = (
    *DRAFTING,
    guesses_are_confirmed,
    content_is_complete,
    interpretation_is_planned,
    relations_can_stand,
    document_no_is_unclaimed,
    route_reviews_secrecy,
    legality_allows_review,
)
DECIDING = (form_is_current, may_decide)
AGREEING = (*DECIDING, version_may_pass)
GOING_OUT = (nothing_stands_against_it, document_no_is_free, relations_can_stand, legality_was_reviewed)
REVIEWING = (State.REVIEW.value,)
WAITING = (State.APPROVED.value,)
URGENT = (State.URGENT.value,)
DOWN = (State.TAKEN_DOWN.value,)
BEFORE_THE_PUBLIC = tuple(state.value for state in State if state not in {State.TAKEN_DOWN, State.DROPPED})
NOT_DROPPED = (*BEFORE_THE_PUBLIC, *DOWN)

ITEM: Machine[Item] = Machine(
    "item",
    Item,
    State,
    (
        Transition("save", "编辑", EDITABLE, None, DRAFTING),
        Transition("attach", "增删附件", EDITABLE, None, DRAFTING),
        Transition("submit", "提交审核", EDITABLE, State.REVIEW, PUTTING_FORWARD),
        Transition("withdraw", "撤回", (*REVIEWING, *WAITING), State.DRAFT, DRAFTING),
        Transition("pass_on", "同意", REVIEWING, None, (*AGREEING, steps_remain)),
        Transition("approve", "同意并发布", REVIEWING, State.APPROVED, (*AGREEING, is_the_last_step)),
        Transition("return_to_author", "退回", REVIEWING, State.RETURNED, DECIDING),
        Transition("skip", "跳过这一步", REVIEWING, None, (form_is_current, may_leave_out, steps_remain)),
        Transition("refer", "报请确定", REVIEWING, None, (*DECIDING, is_at_secrecy_review)),
        Transition(
            "determine", "录入确定结果", REVIEWING, None, (*DECIDING, is_at_secrecy_review, has_open_doubt)
        ),
        Transition("consult", "协商", (*EDITABLE, *REVIEWING, *WAITING), None, DRAFTING),
        Transition("record_answer", "录入协商答复", (*EDITABLE, *REVIEWING, *WAITING), None, DRAFTING),
        Transition(
            "consent", "会签", (*REVIEWING, *WAITING), None, (form_is_current, consents_for_an_issuer)
        ),
        Transition("schedule", "定时发布", (*EDITABLE, *REVIEWING, *WAITING), None, DRAFTING),
        Transition("hold", "暂缓公开", NOT_DROPPED, None, (form_is_current, answers_for_it)),
        Transition("lift_hold", "解除暂缓", NOT_DROPPED, None, (form_is_current, answers_for_it)),
        Transition(
            "release",
            "发布",
            WAITING,
            State.RELEASED,
            (form_is_current, releases, the_time_has_come, approved_as_it_stands, *GOING_OUT),
        ),
        Transition(
            "release_urgently",
            "紧急发布",
            REVIEWING,
            State.URGENT,
            (form_is_current, orders_urgency, another_examined_it, secrecy_was_reviewed, *GOING_OUT),
        ),
        Transition("pass_on_urgent", "同意", URGENT, None, (*AGREEING, steps_remain)),
        Transition("ratify", "补批同意", URGENT, State.RELEASED, (*AGREEING, is_the_last_step)),
        Transition("refuse_urgent", "不同意并撤下", URGENT, State.TAKEN_DOWN, DECIDING),
        Transition(
            "begin_correction",
            "更正",
            (State.RELEASED.value, *DOWN),
            State.CORRECTING,
            (form_is_current, puts_right_what_is_public),
        ),
        Transition(
            "drop_correction",
            "放弃更正",
            EDITABLE,
            State.RELEASED,
            (form_is_current, puts_right_what_is_public, is_public),
        ),
        Transition(
            "drop_rework",
            "放弃修改",
            EDITABLE,
            State.TAKEN_DOWN,
            (form_is_current, puts_right_what_is_public, is_taken_down),
        ),
        Transition(
            "take_down",
            "撤下",
            BEFORE_THE_PUBLIC,
            State.TAKEN_DOWN,
            (form_is_current, answers_for_it, is_public),
        ),
        Transition(
            "restore",
            "恢复",
            DOWN,
            State.RELEASED,
            (form_is_current, answers_for_it, may_come_back, nothing_stands_against_it, document_no_is_free),
        ),
        Transition("drop", "作废", EDITABLE, State.DROPPED, (*DRAFTING, is_not_public)),
    ),
)
