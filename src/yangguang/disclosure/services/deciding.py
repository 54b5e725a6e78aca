"""What may be decided on an item? Agreed to, sent back, a step left out; the last agreement lets it go out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.utils import timezone

from yangguang.disclosure.guards.people import STALE
from yangguang.disclosure.machine import ITEM
from yangguang.disclosure.models import Item, SecrecyReview
from yangguang.disclosure.secrecy import refusal_of_answers
from yangguang.disclosure.services.publishing import newest_version
from yangguang.disclosure.services.releasing import release_if_free
from yangguang.disclosure.services.taking_down import leave_tombstone
from yangguang.disclosure.services.texts import unclassified
from yangguang.disclosure.states import Ground, State
from yangguang.organisations.approval import services as approval
from yangguang.organisations.approval.models import Course
from yangguang.organisations.kinds import Role
from yangguang.organisations.viewers import Acting, Viewer, actor_of
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
    """Agree at the present step; after the last the item goes out at once, unless something stands against it.

    At the secrecy review `answers` hold an answer to every question. Raises `Refused`.
    """
    at_secrecy = _is_at_secrecy(item)
    with acts():
        with _deciding(item, _verb(item), viewer, revision, reason=reason.strip()) as (held, course, actor):
            if _is_at_secrecy(held) != at_secrecy:
                raise Refused(STALE)
            if at_secrecy:
                _keep_answers(held, course, answers or {}, actor)
            held.course = approval.agree(
                course, viewer=viewer, version=course.version, position=course.position, reason=reason
            )
        if held.state == State.APPROVED:
            return release_if_free(held, now=now or timezone.now())
    return held


def send_back(item: Item, *, viewer: Viewer, revision: int, reason: str) -> Item:
    """Return the version to those who wrote it, with reasons. Raises `Refused`."""
    if not reason.strip():
        raise Refused("退回须写明理由")
    with _deciding(item, "return_to_author", viewer, revision, reason=reason.strip()) as (held, course, _):
        held.course = approval.send_back(
            course, viewer=viewer, version=course.version, position=course.position, reason=reason
        )
        held.return_reason = reason.strip()
    return held


def refuse_urgent(item: Item, *, viewer: Viewer, revision: int, reason: str) -> Item:
    """Refuse what was released urgently: it is taken from the public at once, saying why. Raises `Refused`."""
    words = unclassified(reason, "不同意的理由")
    with _deciding(item, "refuse_urgent", viewer, revision, reason=words) as (held, course, _):
        held.course = approval.send_back(
            course, viewer=viewer, version=course.version, position=course.position, reason=words
        )
        leave_tombstone(held.publication, ground=Ground.OTHER, reason=words)
        held.return_reason = words
    return held


def skip(item: Item, *, viewer: Viewer, revision: int, reason: str) -> Item:
    """Leave out a step that the route allows to be left out, saying why. Raises `Refused`."""
    if not reason.strip():
        raise Refused("跳过须写明理由")
    with _deciding(item, "skip", viewer, revision, reason=reason.strip()) as (held, course, _):
        held.course = approval.skip_step(
            course, viewer=viewer, version=course.version, position=course.position, reason=reason
        )
    return held


def _verb(item: Item) -> str:
    """The move that agreeing makes where the item stands; the machine asks again on the locked row."""
    course = item.course
    is_last = course is not None and course.position + 1 >= len(course.steps)
    if item.state == State.URGENT:
        return "ratify" if is_last else "pass_on_urgent"
    return "approve" if is_last else "pass_on"


def _is_at_secrecy(item: Item) -> bool:
    row = item.course.step_now if item.course is not None else None
    return row is not None and row.role == Role.SECRECY_REVIEWER


def _keep_answers(held: Item, course: Course, answers: Answers, actor: Acting) -> None:
    if sentence := refusal_of_answers(answers):
        raise Refused(sentence)
    SecrecyReview.objects.create(
        version=newest_version(held),
        position=course.position,
        answers={key: dict(given) for key, given in answers.items()},
        by_id=int(actor.id),
        role=actor.role,
        at=timezone.now(),
    )


@contextmanager
def _deciding(
    item: Item, verb: str, viewer: Viewer, revision: int, **facts: Any
) -> Iterator[tuple[Item, Course, Acting]]:
    course = item.course
    standing = approval.deciding_standing(course, viewer) if course else None
    actor = actor_of(viewer, standing or next(iter(viewer.standings), None))
    with ITEM.step(item, verb, actor=actor, revision=revision, **facts) as held:
        if held.course is None:
            raise Refused(STALE)
        yield held, held.course, actor
        held.revision += 1
