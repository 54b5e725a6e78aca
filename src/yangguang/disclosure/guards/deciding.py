"""May this person decide now, and was secrecy reviewed? Asked of the item's way along its route."""

from __future__ import annotations

from yangguang.disclosure.guards.people import ANSWERING, viewer_in
from yangguang.disclosure.joint import other_issuers
from yangguang.disclosure.models import Item
from yangguang.disclosure.reviewed import NOT_UNDER_REVIEW, newest_version, refusal_of_version
from yangguang.disclosure.route import refusal_of_route
from yangguang.organisations.approval.machine import COURSE
from yangguang.organisations.kinds import Role
from yangguang.workflow.machine import Move


def may_decide(move: Move) -> str | None:
    """Who decides holds the step's role and wrote nothing of it; asked of the course itself."""
    return _asked_of_the_course(move, "send_back_on_paper" if "slip" in move.facts else "send_back")


def may_leave_out(move: Move) -> str | None:
    """The route allows the step to be left out, and this person may say so; asked of the course itself."""
    return _asked_of_the_course(move, "skip")


def steps_remain(move: Move) -> str | None:
    """There is a step after this one."""
    course = move.subject.course
    return None if course is not None and course.position + 1 < len(course.steps) else "这已经是最后一步"


def is_the_last_step(move: Move) -> str | None:
    """No step comes after this one."""
    return None if steps_remain(move) else "后面还有审核步骤"


def is_at_secrecy_review(move: Move) -> str | None:
    """The step that waits is the secrecy review."""
    course = move.subject.course
    row = course.step_now if course is not None else None
    return None if row is not None and row.role == Role.SECRECY_REVIEWER else "现在不是保密审查环节"


def secrecy_was_reviewed(move: Move) -> str | None:
    """Every secrecy review of the route has agreed to the current version (保守国家秘密法第三十五条)."""
    item: Item = move.subject
    if item.course is None:
        return NOT_UNDER_REVIEW
    return refusal_of_version(newest_version(item), item.course, whole=True)


def version_may_pass(move: Move) -> str | None:
    """What is agreed to is the version put forward, examined so far, and without an open doubt.

    A determination belongs to the content it was asked about: a changed version is examined anew.
    """
    item: Item = move.subject
    if item.course is None:
        return NOT_UNDER_REVIEW
    return refusal_of_version(newest_version(item), item.course, whole=False)


def another_examined_it(move: Move) -> str | None:
    """Who orders urgency has not decided on the version already: one examines, another orders."""
    course, viewer = move.subject.course, viewer_in(move)
    if course is None or viewer is None:
        return NOT_UNDER_REVIEW
    return "作过审查的人不能再决定紧急发布" if viewer.user in course.hands.deciders else None


def has_open_doubt(move: Move) -> str | None:
    """A doubt was referred and waits for its determination."""
    waiting = move.subject.referrals.filter(determination="").exists()
    return None if waiting else "没有等待确定的报请事项"


def consents_for_an_issuer(move: Move) -> str | None:
    """Who consents is the leader or head of office of another issuing organ, and wrote none of it."""
    item: Item = move.subject
    viewer = viewer_in(move)
    others = other_issuers(item.issuers, organ=item.organ_id, government=item.government_id)
    answering = [organ for heirs in others.values() for organ in heirs]
    if viewer is None or not any(viewer.standing(*ANSWERING, organ=organ) for organ in answering):
        return "只有其他联合发文机关的分管领导或者政府信息公开工作机构负责人可以会签"
    return "起草人不能会签自己起草的内容" if viewer.user in item.authors else None


def route_reviews_secrecy(move: Move) -> str | None:
    """There is a route for the item, and nobody who decides on openness comes before the secrecy review."""
    return refusal_of_route(move.subject.route)


def _asked_of_the_course(move: Move, verb: str) -> str | None:
    item: Item = move.subject
    if item.course is None:
        return NOT_UNDER_REVIEW
    facts = {name: move.facts[name] for name in ("signer", "signed_on") if name in move.facts}
    return COURSE.refusal(item.course, verb, actor=move.actor, **facts)
