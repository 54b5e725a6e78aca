"""What moves a thing along its route? Put forward, agreed to, sent back, skipped, renewed, withdrawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import models
from django.utils import timezone

from yangguang.accounts.models import User
from yangguang.organisations.approval.machine import COURSE, STALE, place_of, works_on_it
from yangguang.organisations.approval.models import Course, Decision, RouteStep, Version
from yangguang.organisations.approval.routes import standing_for
from yangguang.organisations.approval.selectors import content_hash, route_for
from yangguang.organisations.approval.states import Scope, State, Verdict
from yangguang.organisations.fields import refusal_of_fields
from yangguang.organisations.kinds import Role
from yangguang.organisations.models import Organ
from yangguang.organisations.services.locking import living_organ
from yangguang.organisations.viewers import Acting, Standing, Viewer, actor_of
from yangguang.workflow.acts import acts
from yangguang.workflow.machine import Move, Refused


def start_course(
    subject: models.Model,
    *,
    viewer: Viewer,
    thing: str,
    organ: Organ,
    title: str,
    content: Any,
    authors: Iterable[User],
    handler: User | None = None,
) -> Course:
    """Put a thing forward on the route that its organ's government keeps for `thing`.

    `content` is JSON-able and complete: what is not in it may change without a new decision. Raises `Refused`
    when there is no route, the organ has ended or the thing is on its way already.
    """
    written_by = _need_authors(authors)
    with acts():
        held = living_organ(organ.pk, viewer.government, viewer.today)
        route = route_for(thing, held)
        if route is None:
            raise Refused(f"“{held.name}”没有这类事项的审批路线，请先在“目录与机构”里设定")
        course = Course(
            government_id=viewer.government,
            subject=subject._meta.label_lower,
            subject_id=str(subject.pk),
            title=title.strip(),
            organ=held,
            handler=handler,
            route=route,
        )
        actor = _own_actor(course, viewer)
        if sentence := refusal_of_fields(course) or _refusal_of_start(course, actor):
            raise Refused(sentence)
        digest = content_hash(content)
        with COURSE.start(course, "start", actor=actor, route=route.pk, version=1, hash=digest):
            pass
        _freeze(course, digest, written_by)
    return course


def agree(course: Course, *, viewer: Viewer, version: int, position: int, reason: str = "") -> Course:
    """Agree to the version and step one has seen; at the last step the course is approved."""
    verb = "finish" if course.position + 1 >= len(course.steps) else "agree"
    with _deciding(course, verb, viewer, version, position, reason=reason) as (held, standing):
        write_decision(held, Verdict.AGREED, viewer, standing, reason)
        held.position += 1
    return held


def send_back(course: Course, *, viewer: Viewer, version: int, position: int, reason: str) -> Course:
    """Send the version back with reasons; only a changed one can be put forward again."""
    _need(reason, "退回须写明理由")
    with _deciding(course, "send_back", viewer, version, position, reason=reason) as (held, standing):
        write_decision(held, Verdict.RETURNED, viewer, standing, reason)
    return held


def skip_step(course: Course, *, viewer: Viewer, version: int, position: int, reason: str) -> Course:
    """Leave out a step that the route allows to be left out, saying why; secrecy review never is one."""
    _need(reason, "跳过须写明理由")
    with _deciding(course, "skip", viewer, version, position, reason=reason) as (held, standing):
        write_decision(held, Verdict.SKIPPED, viewer, standing, reason)
        held.position += 1
    return held


def renew(course: Course, *, viewer: Viewer, content: Any, authors: Iterable[User]) -> Course:
    """Put forward changed content: a new version, on which decisions start again; `Refused` if unchanged."""
    written_by, digest = _need_authors(authors), content_hash(content)
    with COURSE.step(
        course, "renew", actor=_own_actor(course, viewer), version=course.version + 1, hash=digest
    ) as held:
        if held.version != course.version:
            raise Refused(STALE)
        if held.current.hash == digest:
            raise Refused("内容没有变化，不必提交新版本")
        held.version += 1
        held.position = 0
        _freeze(held, digest, written_by)
    return held


def withdraw(course: Course, *, viewer: Viewer, reason: str) -> Course:
    """Take a thing off its route; it may be put forward anew as another course."""
    _need(reason, "撤回须写明理由")
    with COURSE.step(course, "withdraw", actor=_own_actor(course, viewer), reason=reason) as held:
        pass
    return held


@contextmanager
def _deciding(
    course: Course, verb: str, viewer: Viewer, version: int, position: int, *, reason: str
) -> Iterator[tuple[Course, Standing]]:
    standing = deciding_standing(course, viewer)
    actor = actor_of(viewer, standing)
    facts = {"version": version, "position": position, "hash": course.current.hash, "reason": reason.strip()}
    with COURSE.step(course, verb, actor=actor, **facts) as held:
        if standing is None or held.current.hash != facts["hash"]:
            raise Refused(STALE)
        yield held, standing


def deciding_standing(course: Course, viewer: Viewer) -> Standing | None:
    """In which role a viewer would decide at the present step, or skip it as head of the organ's office."""
    row = course.step_now
    if row is None:
        return None
    step = row.step()
    head = viewer.standing(Role.FOI_HEAD, organ=course.organ_id)
    return standing_for(step, place_of(course, step), viewer) or head


def write_decision(
    held: Course, verdict: Verdict, viewer: Viewer, standing: Standing, reason: str, *, on_paper: bool = False
) -> Decision:
    """Keep a decision on the present step of the current version, inside the step of the machine."""
    row: RouteStep | None = held.step_now
    if row is None:
        raise Refused(STALE)
    decision = Decision(
        version=held.current,
        step=row,
        verdict=verdict,
        by_id=viewer.user,
        appointment_id=standing.appointment,
        role=standing.label,
        reason=reason.strip(),
        on_paper=on_paper,
        at=timezone.now(),
    )
    if sentence := refusal_of_fields(decision):
        raise Refused(sentence)
    decision.save(force_insert=True)
    return decision


def _refusal_of_start(course: Course, actor: Acting) -> str | None:
    if sentence := works_on_it(Move(course, "start", actor)):
        return sentence
    same = Course.objects.filter(subject=course.subject, subject_id=course.subject_id)
    if same.exclude(state=State.WITHDRAWN).exists():
        return "这件事项已经在审批或已经通过，内容有变化请提交新版本"
    if course.organ.superior_id is None and any(row.scope == Scope.SUPERIOR for row in course.steps):
        return f"“{course.organ.name}”没有上级机构，不能走“{course.route.name}”"
    return None


def _freeze(course: Course, digest: str, authors: list[User]) -> None:
    version = Version.objects.create(course=course, number=course.version, hash=digest, at=timezone.now())
    version.authors.set(authors)
    course.current = version


def _own_actor(course: Course, viewer: Viewer) -> Acting:
    own = next((one for one in viewer.standings if one.organ == course.organ_id), None)
    return actor_of(viewer, own or next(iter(viewer.standings), None))


def _need_authors(authors: Iterable[User]) -> list[User]:
    written_by = list(authors)
    if not written_by:
        raise Refused("须写明起草人")
    return written_by


def _need(reason: str, sentence: str) -> None:
    if not reason.strip():
        raise Refused(sentence)
