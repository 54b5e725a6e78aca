"""What may be decided on an item? Agreed to, sent back, a step left out; the last agreement releases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from yangguang.disclosure.guards.people import STALE
from yangguang.disclosure.machine import ITEM
from yangguang.disclosure.models import Item, SecrecyReview
from yangguang.disclosure.secrecy import refusal_of_answers
from yangguang.disclosure.services.releasing import release_if_free
from yangguang.disclosure.services.taking_down import leave_tombstone
from yangguang.disclosure.services.texts import said, unclassified
from yangguang.disclosure.states import Ground, State
from yangguang.organisations.approval import services as approval
from yangguang.organisations.approval.models import Course
from yangguang.organisations.approval.selectors import held_course
from yangguang.organisations.approval.states import Verdict
from yangguang.organisations.kinds import Role
from yangguang.organisations.viewers import Acting, Viewer, actor_of
from yangguang.workflow import moment
from yangguang.workflow.acts import acts
from yangguang.workflow.machine import Refused

Answers = Mapping[str, Mapping[str, str]]


def approve(
    item: Item,
    *,
    viewer: Viewer,
    revision: int,
    reason: str = "",
    answers: Answers | None = None,
    now: datetime | None = None,
) -> Item:
    """Agree at the present step; after the last the item goes out, unless something stands against it.

    At the secrecy review `answers` hold an answer to every question. Raises `Refused`.
    """
    words = unclassified(reason, "意见", may_be_empty=True)
    with acts():
        with deciding(item, Verdict.AGREED, viewer, revision, reason=words) as (held, course, actor):
            if is_at_secrecy(held):
                keep_answers(course, answers or {}, actor)
            held.course = approval.agree(
                course, viewer=viewer, version=course.version, position=course.position, reason=words
            )
        if held.state == State.APPROVED:
            return release_if_free(held, now=now or moment.now())
    return held


def send_back(item: Item, *, viewer: Viewer, revision: int, reason: str) -> Item:
    """Return the version to those who wrote it, with reasons; what was released urgently is taken down.

    Raises `Refused`.
    """
    words = unclassified(reason, "不同意的理由" if item.state == State.URGENT else "退回理由")
    with deciding(item, Verdict.RETURNED, viewer, revision, reason=words) as (held, course, _):
        if held.state == State.URGENT:
            leave_tombstone(held, ground=Ground.OTHER, reason=words)
        held.course = approval.send_back(
            course, viewer=viewer, version=course.version, position=course.position, reason=words
        )
        held.return_reason = words
    return held


def skip(item: Item, *, viewer: Viewer, revision: int, reason: str) -> Item:
    """Leave out a step that the route allows to be left out, saying why. Raises `Refused`."""
    words = said(reason, "跳过理由", "跳过须写明理由")
    with deciding(item, Verdict.SKIPPED, viewer, revision, reason=words) as (held, course, _):
        held.course = approval.skip_step(
            course, viewer=viewer, version=course.version, position=course.position, reason=words
        )
    return held


def _verb(item: Item, verdict: Verdict) -> str:
    """The move that a verdict makes where the item stands; its guards are asked of the locked row."""
    course, urgent = item.course, item.state == State.URGENT
    is_last = course is not None and course.position + 1 >= len(course.steps)
    if verdict is Verdict.SKIPPED:
        return "skip"
    if verdict is Verdict.RETURNED:
        return "refuse_urgent" if urgent else "return_to_author"
    if urgent:
        return "ratify" if is_last else "pass_on_urgent"
    return "approve" if is_last else "pass_on"


def is_at_secrecy(item: Item) -> bool:
    """Whether the step at which the item waits is the secrecy review."""
    row = item.course.step_now if item.course is not None else None
    return row is not None and row.role == Role.SECRECY_REVIEWER


def keep_answers(course: Course, answers: Answers, actor: Acting) -> None:
    """Keep the answers of the secrecy review to the version that is decided on. Raises `Refused`."""
    if sentence := refusal_of_answers(answers):
        raise Refused(sentence)
    kept = {
        key: {
            "answer": given["answer"],
            "note": unclassified(given.get("note", ""), "保密审查说明", may_be_empty=True),
        }
        for key, given in answers.items()
    }
    SecrecyReview.objects.create(
        approval=course.current,
        position=course.position,
        answers=kept,
        by_id=int(actor.id),
        role=actor.role,
        at=moment.now(),
    )


@contextmanager
def deciding(
    item: Item, verdict: Verdict, viewer: Viewer, revision: int, **facts: Any
) -> Iterator[tuple[Item, Course, Acting]]:
    """Lock item and course, ask the guards of both, and let the caller decide."""
    with acts():
        seen = ITEM.lock(Item.objects.filter(pk=item.pk))
        if seen is None:
            raise Refused(STALE)
        seen.course = course = held_course(seen)
        standing = approval.deciding_standing(course, viewer) if course else None
        actor = actor_of(viewer, standing or next(iter(viewer.standings), None))
        with ITEM.step(seen, _verb(seen, verdict), actor=actor, revision=revision, **facts) as held:
            if course is None:
                raise Refused(STALE)
            yield held, course, actor
            held.revision += 1
