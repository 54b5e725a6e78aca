"""What may happen to a thing on its route? The table of moves, each with what must be true."""

from __future__ import annotations

from datetime import date

from yangguang.accounts.models import User
from yangguang.organisations.approval.models import Course
from yangguang.organisations.approval.routes import Place, Step, refusal_of_person, standing_for
from yangguang.organisations.approval.states import OPEN, Scope, State
from yangguang.organisations.kinds import Role
from yangguang.organisations.lineage import successors
from yangguang.organisations.selectors import OUTSIDERS, OVERSEERS
from yangguang.organisations.viewers import Acting, Viewer, viewer_of
from yangguang.workflow.machine import Machine, Move, Transition

STALE = "内容或审批进度已有变化，请重新打开后再办理"


def place_of(course: Course, step: Step) -> Place:
    """Which organs a step may mean for a course; its heirs answer for a named organ that has ended.

    What is above the organ, and who came after the named one, is asked only by a step that means them.
    """
    superior = course.organ.superior_id if step.scope is Scope.SUPERIOR else None
    named: frozenset[int] = frozenset()
    if step.scope is Scope.NAMED and step.organ is not None:
        named = successors(course.lineage, step.organ) | {step.organ}
    return Place(course.organ_id, superior, named)


def seen_as_it_stands(move: Move) -> str | None:
    """Who decides has seen the version and step that are current (two tabs, two people)."""
    course: Course = move.subject
    seen = (move.facts.get("version", course.version), move.facts.get("position", course.position))
    return None if seen == (course.version, course.position) else STALE


def holds_the_step(move: Move) -> str | None:
    """Who decides holds the step's role there, wrote nothing of it and decided nothing else on it."""
    return _refusal_at_step(move, _viewer(move))


def signer_holds_the_step(move: Move) -> str | None:
    """Who signed on paper could have decided here; asked only once the signer is known."""
    if "signer" not in move.facts:
        return None
    course: Course = move.subject
    signed_on = date.fromisoformat(move.facts["signed_on"])
    signer = User.objects.get(pk=move.facts["signer"])
    viewer = viewer_of(signer, signed_on, government=course.government_id)
    sentence = _refusal_at_step(move, viewer)
    return f"签批人不符：{sentence}" if sentence else None


def recorder_is_no_author(move: Move) -> str | None:
    """A signed slip is recorded by somebody of the organ or the county office who wrote none of it."""
    viewer = _viewer(move)
    if viewer is None or not _works_on(move.subject, viewer):
        return "只有本机关和县政务公开科的人员可以录入签批件"
    return "起草人不能录入自己内容的签批件" if viewer.user in move.subject.hands.authors else None


def may_leave_out(move: Move) -> str | None:
    """A step is left out only where the route allows it, by its holder or the head of the organ's office."""
    course: Course = move.subject
    row = course.step_now
    if row is None or not row.may_be_skipped:
        return f"“{row.name if row else course.title}”不能跳过"
    viewer, step = _viewer(move), row.step()
    if viewer is None:
        return "只有任职人员可以办理"
    if not standing_for(step, place_of(course, step), viewer) and not viewer.standing(
        Role.FOI_HEAD, organ=course.organ_id
    ):
        return f"只有这一步的“{step.role.label}”和本机关的“{Role.FOI_HEAD.label}”可以跳过"
    return "起草人不能跳过自己内容的审批" if viewer.user in course.hands.authors else None


def steps_remain(move: Move) -> str | None:
    """There is a step after this one."""
    course: Course = move.subject
    return None if course.position + 1 < len(course.steps) else "这已经是最后一步"


def is_the_last_step(move: Move) -> str | None:
    """No step comes after this one."""
    return None if steps_remain(move) else "后面还有步骤"


def works_on_it(move: Move) -> str | None:
    """Who puts forward or takes back acts for the organ, or for the county office."""
    viewer = _viewer(move)
    if viewer is not None and _works_on(move.subject, viewer):
        return None
    return "只有本机关和县政务公开科的人员可以办理"


def _works_on(course: Course, viewer: Viewer) -> bool:
    if viewer.government != course.government_id:
        return False
    own = any(one.organ == course.organ_id and one.role not in OUTSIDERS for one in viewer.standings)
    return own or viewer.standing(*OVERSEERS) is not None


def _viewer(move: Move) -> Viewer | None:
    return move.actor.viewer if isinstance(move.actor, Acting) else None


def _refusal_at_step(move: Move, viewer: Viewer | None) -> str | None:
    course: Course = move.subject
    row = course.step_now
    if viewer is None or viewer.government != course.government_id or row is None:
        return "只有任职人员可以办理"
    step = row.step()
    place, hands = place_of(course, step), course.hands
    return refusal_of_person(step, place, viewer, authors=hands.authors, deciders=hands.deciders)


RUNNING = (State.RUNNING.value,)
BEGUN = tuple(state.value for state in OPEN)
DECIDING = (seen_as_it_stands, holds_the_step)
ON_PAPER = (seen_as_it_stands, recorder_is_no_author, signer_holds_the_step)

COURSE: Machine[Course] = Machine(
    "course",
    Course,
    State,
    (
        Transition("agree", "同意", RUNNING, None, (*DECIDING, steps_remain)),
        Transition("finish", "同意并办结", RUNNING, State.APPROVED, (*DECIDING, is_the_last_step)),
        Transition("send_back", "退回", RUNNING, State.RETURNED, DECIDING),
        Transition("skip", "跳过这一步", RUNNING, None, (seen_as_it_stands, may_leave_out)),
        Transition("agree_on_paper", "录入纸质签批", RUNNING, None, (*ON_PAPER, steps_remain)),
        Transition(
            "finish_on_paper", "录入纸质签批并办结", RUNNING, State.APPROVED, (*ON_PAPER, is_the_last_step)
        ),
        Transition("send_back_on_paper", "录入纸质退回", RUNNING, State.RETURNED, ON_PAPER),
        Transition("renew", "提交新版本", (*BEGUN, State.APPROVED.value), State.RUNNING, (works_on_it,)),
        Transition("withdraw", "撤回", BEGUN, State.WITHDRAWN, (works_on_it,)),
    ),
)
