"""Which route does a thing take, what waits for whom, and was exactly this content approved?"""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q, QuerySet

from yangguang.organisations.approval.models import Course, Decision, Route, RouteStep, Slip, Version
from yangguang.organisations.approval.routes import UNDECIDING
from yangguang.organisations.approval.states import Scope, State, Verdict
from yangguang.organisations.kinds import SINGLE_KINDS, SuccessionKind
from yangguang.organisations.lineage import Edge, predecessors
from yangguang.organisations.models import Organ
from yangguang.organisations.selectors import content_seen, edges_of, scope_of
from yangguang.organisations.viewers import Standing, Viewer
from yangguang.workflow.chain import canonical, sm3


def content_hash(content: Any) -> str:
    """The SM3 hash of a JSON-able value's canonical text; `TypeError` or `ValueError` for others."""
    return sm3(canonical(content))


def route_for(thing: str, organ: Organ) -> Route | None:
    """The route in use that fits an organ most closely: its own, that of its kind, that of its government.

    An organ that was renamed keeps what was set for it under its old name.
    """
    renamed = [edge for edge in edges_of(organ.government_id) if edge.kind is SuccessionKind.RENAMED]
    names = [organ.pk, *sorted(predecessors(renamed, organ.pk), reverse=True)]
    bounds = (*(f"organ:{pk}" for pk in names), f"kind:{organ.kind}", "")
    in_use = Route.objects.filter(
        government=organ.government_id, thing=thing, bound_to__in=bounds, retired_on__isnull=True
    )
    return min(in_use, key=lambda route: bounds.index(route.bound_to), default=None)


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


def approved_hash(subject: str, subject_id: str) -> str | None:
    """The hash of the version of a thing that was approved and stands; None when none does.

    Rooms above publish only what hashes to it.
    """
    course = Course.objects.filter(subject=subject, subject_id=subject_id, state=State.APPROVED).first()
    return course.current.hash if course else None


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
