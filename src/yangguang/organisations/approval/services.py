"""What moves a thing along its route? Put forward, agreed to, sent back, skipped, renewed, withdrawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import IntegrityError, models

from yangguang.accounts.models import User
from yangguang.organisations.approval.machine import COURSE, STALE, place_of, works_on_it
from yangguang.organisations.approval.models import Course, Decision, Route, RouteStep, Version
from yangguang.organisations.approval.routes import standing_for
from yangguang.organisations.approval.selectors import Things, content_hash, course_of, route_for
from yangguang.organisations.approval.states import Scope, Verdict
from yangguang.organisations.fields import refusal_of_fields
from yangguang.organisations.kinds import Role
from yangguang.organisations.models import Organ
from yangguang.organisations.services.locking import still_living
from yangguang.organisations.viewers import Acting, Standing, Viewer, actor_of
from yangguang.wording.secrecy_marks import refusal_of_text
from yangguang.workflow import moment
from yangguang.workflow.acts import acts, is_at_hand
from yangguang.workflow.machine import Move, Refused


def start_course(
    subject: models.Model,
    *,
    viewer: Viewer,
    thing: Things,
    organ: Organ,
    title: str,
    content: Any,
    authors: Iterable[User | int],
    handler: User | int | None = None,
    route: Route | None = None,
) -> Course:
    """Put a thing forward on the route that its organ's government keeps for `thing` (see `route_for`).

    `content` is JSON-able and complete: what is not in it may change without a new decision. `route` is what
    `route_for` has just answered in this act; an `organ` that the act has locked is not locked again: five
    statements, three with both. Raises `Refused` when there is no route, the organ has ended or the thing is
    on its way already.
    """
    written_by = _need_authors(authors)
    with acts():
        held = still_living(organ, viewer.government, viewer.today)
        chosen = route if route and _fits(route, thing, held) else route_for(thing, held)
        if chosen is None:
            raise Refused(f"“{held.name}”没有这类事项的审批路线，请先在“目录与机构”里设定")
        course = _along(chosen, subject, held)
        course.title, course.hash = title.strip(), content_hash(content)
        course.handler_id = None if handler is None else _number(handler)
        actor = _own_actor(course, viewer)
        if sentence := refusal_of_fields(course) or _refusal_of_start(course, actor):
            raise Refused(sentence)
        facts = {"route": chosen.pk, "version": 1, "hash": course.hash}
        with _once_a_thing(subject), COURSE.start(course, "start", actor=actor, **facts):
            pass
        _freeze(course, written_by)
    return course


def agree(course: Course, *, viewer: Viewer, version: int, position: int, reason: str = "") -> Course:
    """Agree to the version and step one has seen; at the last step the course is approved.

    Four statements; three of a course that the act has locked (`held_course`).
    """
    with _deciding(course, Verdict.AGREED, viewer, version, position, reason=reason) as held:
        held.position += 1
    return held


def send_back(course: Course, *, viewer: Viewer, version: int, position: int, reason: str) -> Course:
    """Send the version back with reasons; only a changed one can be put forward again."""
    _need(reason, "退回须写明理由")
    with _deciding(course, Verdict.RETURNED, viewer, version, position, reason=reason) as held:
        pass
    return held


def skip_step(course: Course, *, viewer: Viewer, version: int, position: int, reason: str) -> Course:
    """Leave out a step that the route allows to be left out, saying why; secrecy review never is one."""
    _need(reason, "跳过须写明理由")
    with _deciding(course, Verdict.SKIPPED, viewer, version, position, reason=reason) as held:
        held.position += 1
    return held


def renew(course: Course, *, viewer: Viewer, content: Any, authors: Iterable[User | int]) -> Course:
    """Put forward changed content: a new version, on which decisions start again; `Refused` if unchanged.

    Four statements; three of a course that the act has locked. Who renews what was approved gives the organ
    new work, and has to hold the organ first (`living_organ`).
    """
    written_by, digest = _need_authors(authors), content_hash(content)
    with COURSE.step(
        course, "renew", actor=_own_actor(course, viewer), version=course.version + 1, hash=digest
    ) as held:
        if held.version != course.version:
            raise Refused(STALE)
        if held.hash == digest:
            raise Refused("内容没有变化，不必提交新版本")
        held.version += 1
        held.position = 0
        held.hash = digest
        _freeze(held, written_by)
    return held


def withdraw(course: Course, *, viewer: Viewer, reason: str) -> Course:
    """Take a thing off its route; it may be put forward anew as another course."""
    _need(reason, "撤回须写明理由")
    with COURSE.step(course, "withdraw", actor=_own_actor(course, viewer), reason=reason) as held:
        pass
    return held


@contextmanager
def _deciding(
    course: Course, verdict: Verdict, viewer: Viewer, version: int, position: int, *, reason: str
) -> Iterator[Course]:
    """Lock the course, ask the guards of it, keep the decision, and let the caller move it on."""
    with acts():
        seen = course if is_at_hand(course) else _locked(course)
        standing = deciding_standing(seen, viewer)
        facts = {"version": version, "position": position, "hash": seen.hash, "reason": reason.strip()}
        with COURSE.step(seen, _verb(seen, verdict), actor=actor_of(viewer, standing), **facts) as held:
            if standing is None or held.current.hash != held.hash:
                raise Refused(STALE)
            write_decision(held, verdict, viewer, standing, reason)
            yield held


def _locked(course: Course) -> Course:
    seen = COURSE.lock(Course.objects.filter(pk=course.pk))
    if seen is None:
        raise Refused(STALE)
    return seen


def _verb(course: Course, verdict: Verdict) -> str:
    if verdict is Verdict.AGREED:
        return "finish" if course.position + 1 >= len(course.steps) else "agree"
    return {Verdict.RETURNED: "send_back", Verdict.SKIPPED: "skip"}[verdict]


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
        at=moment.now(),
    )
    if sentence := refusal_of_fields(decision):
        raise Refused(sentence)
    decision.save(force_insert=True)
    return decision


def _fits(route: Route, thing: Things, organ: Organ) -> bool:
    """Whether a route found before can still be the one for a thing of this organ."""
    named = [thing] if isinstance(thing, str) else thing
    return route.retired_on is None and route.government_id == organ.government_id and route.thing in named


def _along(route: Route, subject: models.Model, organ: Organ) -> Course:
    """A new course of a thing along a route, whose steps it takes with it."""
    return Course(
        government_id=organ.government_id,
        subject=subject._meta.label_lower,
        subject_id=str(subject.pk),
        organ=organ,
        route=route,
        plan=[step.written() for step in route.way],
    )


def _refusal_of_start(course: Course, actor: Acting) -> str | None:
    if sentence := works_on_it(Move(course, "start", actor)):
        return sentence
    if course.organ.superior_id is None and any(row.scope == Scope.SUPERIOR for row in course.steps):
        return f"“{course.organ.name}”没有上级机构，不能走“{course.route.name}”"
    return None


@contextmanager
def _once_a_thing(subject: models.Model) -> Iterator[None]:
    """The database itself says whether a thing is on its way: nobody slips in between asking and writing."""
    try:
        yield
    except IntegrityError:
        if course_of(subject) is None:
            raise
        raise Refused("这件事项已经在审批或已经通过，内容有变化请提交新版本") from None


def _freeze(course: Course, authors: list[int]) -> None:
    version = Version.objects.create(course=course, number=course.version, hash=course.hash, at=moment.now())
    through = Version.authors.through
    through.objects.bulk_create(through(version=version, user_id=number) for number in authors)
    course.current = version
    vars(course).pop("hands", None)  # those of the version before


def _own_actor(course: Course, viewer: Viewer) -> Acting:
    own = next((one for one in viewer.standings if one.organ == course.organ_id), None)
    return actor_of(viewer, own or next(iter(viewer.standings), None))


def _need_authors(authors: Iterable[User | int]) -> list[int]:
    written_by = sorted({_number(author) for author in authors})
    if not written_by:
        raise Refused("须写明起草人")
    return written_by


def _number(person: User | int) -> int:
    return person if isinstance(person, int) else person.pk


def _need(reason: str, sentence: str) -> None:
    if not reason.strip():
        raise Refused(sentence)
    if marked := refusal_of_text(reason):
        raise Refused(marked)
