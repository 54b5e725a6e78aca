"""Which route does a thing take, what waits for whom, and was exactly this content approved?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q, QuerySet

from yangguang.accounts.models import User
from yangguang.organisations.approval.machine import COURSE
from yangguang.organisations.approval.models import Course, Decision, Route, RouteStep, Slip, Version
from yangguang.organisations.approval.routes import UNDECIDING
from yangguang.organisations.approval.states import Scope, State, Verdict
from yangguang.organisations.kinds import SINGLE_KINDS, SuccessionKind
from yangguang.organisations.lineage import Edge, predecessors, successors
from yangguang.organisations.models import Appointment, Deputyship, Organ, in_force
from yangguang.organisations.selectors import content_seen, edges_of, scope_of
from yangguang.organisations.viewers import Standing, Viewer
from yangguang.workflow.acts import rows_at_hand
from yangguang.workflow.chain import canonical, sm3


def content_hash(content: Any) -> str:
    """The SM3 hash of a JSON-able value's canonical text; `TypeError` or `ValueError` for others."""
    return sm3(canonical(content))


Things = str | Sequence[str]
"""A kind of thing, or several from the most special to the most general: “item.notice”, “item”."""


def route_for(things: Things, organ: Organ) -> Route | None:
    """The route in use that fits best; one statement, its steps (`way`) among it.

    The most special thing for which anything is set goes first: what a county sets for one type is meant for
    it, however it is bound. Within a thing the closest wins: the organ's own, that of its kind, that of its
    government. An organ that was renamed keeps what was set for it under its old name (one statement more).
    """
    names = [things] if isinstance(things, str) else list(things)
    bounds = [f"organ:{organ.pk}", f"kind:{organ.kind}", ""]
    rows = RouteStep.objects.filter(
        Q(route__bound_to__in=bounds) | Q(route__organ__to_on__isnull=False),
        route__government=organ.government_id,
        route__thing__in=names,
        route__retired_on__isnull=True,
    )
    found: dict[int, Route] = {}
    for row in rows.select_related("route").order_by("route", "position"):
        route = found.setdefault(row.route_id, row.route)
        route.way = [*vars(route).get("way", ()), row]
    if any(route.bound_to not in bounds for route in found.values()):
        bounds[1:1] = [f"organ:{pk}" for pk in _older_names(organ)]
    fitting = [route for route in found.values() if route.bound_to in bounds]
    return min(fitting, key=lambda one: (names.index(one.thing), bounds.index(one.bound_to)), default=None)


def course_of(subject: models.Model) -> Course | None:
    """The way of a thing along its route; None before it was put forward and after it was taken back.

    No statement inside an act that holds it already.
    """
    return _course_at_hand(subject) or _courses_of(subject).first()


def held_course(subject: models.Model) -> Course | None:
    """The same under its lock, at hand for the rest of the act: for guards first, then for the decision."""
    return _course_at_hand(subject) or COURSE.lock(_courses_of(subject))


def routes_visible_to(viewer: Viewer) -> QuerySet[Route]:
    """The routes of the viewer's government, retired ones too."""
    return Route.objects.filter(government=viewer.government)


def route_steps_visible_to(viewer: Viewer) -> QuerySet[RouteStep]:
    """The steps of the routes seen."""
    return RouteStep.objects.filter(route__government=viewer.government)


def courses_visible_to(viewer: Viewer) -> QuerySet[Course]:
    """Those of the organs whose content one sees, those one is asked about, and cases opened to one."""
    seen = content_seen(viewer, Course._meta.label_lower)
    for label, number in scope_of(viewer).cases:
        seen |= Q(government=viewer.government, subject=label, subject_id=number)
    edges = edges_of(viewer.government)
    for standing in viewer.standings:
        if standing.role not in UNDECIDING:
            seen |= _asked(standing, edges) & Q(government=viewer.government)
    return Course.objects.filter(seen).distinct()


def versions_visible_to(viewer: Viewer) -> QuerySet[Version]:
    """The versions of the courses seen."""
    return Version.objects.filter(course__in=courses_visible_to(viewer))


def decisions_visible_to(viewer: Viewer) -> QuerySet[Decision]:
    """The decisions on the courses seen."""
    return Decision.objects.filter(version__course__in=courses_visible_to(viewer))


def slips_visible_to(viewer: Viewer) -> QuerySet[Slip]:
    """The slips of the courses seen."""
    return Slip.objects.filter(version__course__in=courses_visible_to(viewer))


def awaiting(viewer: Viewer) -> QuerySet[Course]:
    """What waits for this viewer's decision now: their step, nothing they wrote or have decided on."""
    mine, edges = Q(pk__in=[]), edges_of(viewer.government)
    for standing in viewer.standings:
        mine |= _asked(standing, edges) & Q(route__steps__position=F("position"))
    running = Course.objects.filter(mine, government=viewer.government, state=State.RUNNING)
    written = Course.objects.filter(versions__authors=viewer.user)
    decided = Decision.objects.filter(by=viewer.user, version__number=F("version__course__version")).exclude(
        verdict=Verdict.SKIPPED
    )
    return (
        running.exclude(pk__in=written.values("pk"))
        .exclude(pk__in=decided.values("version__course"))
        .distinct()
    )


def holders_of(step: RouteStep, course: Course, day: date) -> QuerySet[User]:
    """The people whose step it is on a day: who holds its role where the step means it, or acts for them."""
    held = in_force(day) & Q(organ__government=course.government_id, role=step.role)
    holders = Appointment.objects.filter(held, _where(step, course))
    deputies = Deputyship.objects.filter(in_force(day), appointment__in=holders)
    people = Q(pk__in=holders.values("user")) | Q(pk__in=deputies.values("deputy"))
    return User.objects.filter(people, is_active=True)


def _where(step: RouteStep, course: Course) -> Q:
    if step.scope == Scope.COUNTY:
        return Q(organ__kind__in=SINGLE_KINDS)
    if step.scope == Scope.NAMED and step.organ_id is not None:
        return Q(organ__in=successors(course.lineage, step.organ_id) | {step.organ_id})
    return Q(organ=course.organ.superior_id if step.scope == Scope.SUPERIOR else course.organ_id)


def approved_hash(subject: str, subject_id: str) -> str | None:
    """The hash of the version of a thing that was approved and stands; None when none does.

    Rooms above publish only what hashes to it.
    """
    approved = Version.objects.filter(
        course__subject=subject,
        course__subject_id=subject_id,
        course__state=State.APPROVED,
        number=F("course__version"),
    )
    return approved.values_list("hash", flat=True).first()


def _course_at_hand(subject: models.Model) -> Course | None:
    named = (subject._meta.label_lower, str(subject.pk))
    held = (one for one in rows_at_hand(Course) if (one.subject, one.subject_id) == named)
    return next((one for one in held if one.state != State.WITHDRAWN), None)


def _courses_of(subject: models.Model) -> QuerySet[Course]:
    mine = Course.objects.filter(subject=subject._meta.label_lower, subject_id=str(subject.pk))
    return mine.exclude(state=State.WITHDRAWN)


def _older_names(organ: Organ) -> list[int]:
    """The organs that this one was before it was renamed, newest first."""
    renamed = [edge for edge in edges_of(organ.government_id) if edge.kind is SuccessionKind.RENAMED]
    return sorted(predecessors(renamed, organ.pk), reverse=True)


def _asked(standing: Standing, edges: list[Edge]) -> Q:
    """Courses with a step that means this standing; the step's fields are joined once."""
    step = Q(route__steps__role=standing.role)
    named = predecessors(edges, standing.organ) | {standing.organ}
    places = (
        Q(route__steps__scope=Scope.OWN, organ=standing.organ)
        | Q(route__steps__scope=Scope.SUPERIOR, organ__superior=standing.organ)
        | Q(route__steps__scope=Scope.NAMED, route__steps__organ__in=named)
    )
    if standing.organ_kind in SINGLE_KINDS:
        places |= Q(route__steps__scope=Scope.COUNTY)
    return step & places
