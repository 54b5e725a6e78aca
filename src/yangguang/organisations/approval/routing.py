"""Which way shall a kind of thing take? Set by the county office; a new version retires the one before."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings

from yangguang.organisations.approval.models import Route, RouteStep
from yangguang.organisations.approval.routes import Step, refusal_of_publishing_route, refusal_of_route
from yangguang.organisations.fields import refusal_of_fields
from yangguang.organisations.kinds import Kind, Role
from yangguang.organisations.models import Organ
from yangguang.organisations.services.locking import locked_government, locked_organ
from yangguang.organisations.viewers import Viewer, acting_as
from yangguang.workflow.acts import acts, note
from yangguang.workflow.machine import Refused

STALE = "页面打开以后这条审批路线已有变化，请重新打开后再设定"


def define_route(
    *,
    viewer: Viewer,
    thing: str,
    name: str,
    steps: Sequence[Step],
    organ: Organ | None = None,
    kind: Kind | None = None,
    replacing: int | None = None,
) -> Route:
    """Set the route of `thing` for one organ, one kind of organ, or the whole government.

    What is on its way keeps the version with which it began. `replacing` is the number of the route in use
    that was shown before (0: there was none). Raises `Refused`, also when another one stands by now.
    """
    actor = acting_as(viewer, (Role.COUNTY_OFFICE,), "设定审批路线")
    if organ is not None and kind is not None:
        raise Refused("审批路线只能限于一个机构或一类机构")
    if sentence := refusal_of_steps(thing, steps):
        raise Refused(sentence)
    with acts():
        locked_government(viewer.government)
        held = locked_organ(organ.pk, viewer.government) if organ is not None else None
        bound_to = bound(held.pk if held else None, kind)
        route = Route(government_id=viewer.government, thing=thing, bound_to=bound_to, name=name.strip())
        route.organ, route.kind = held, kind or ""
        route.version = _retire(viewer, thing, bound_to, replacing) + 1
        if sentence := refusal_of_fields(route):
            raise Refused(sentence)
        route.save(force_insert=True)
        _write_steps(route, steps, viewer)
        facts = {"thing": thing, "bound_to": bound_to, "version": route.version, "steps": len(steps)}
        note("route", "defined", route, actor, facts=facts)
    return route


def define_missing_route(*, viewer: Viewer, thing: str, name: str, steps: Sequence[Step]) -> Route | None:
    """Set the route of `thing` for the whole government unless one is in use; None when there is."""
    if route_in_use(viewer.government, thing, "") is not None:
        return None
    return define_route(viewer=viewer, thing=thing, name=name, steps=steps)


def refusal_of_steps(thing: str, steps: Sequence[Step]) -> str | None:
    """Why steps are no route for `thing`; what is published item by item needs the organ's secrecy review."""
    published = thing.partition(".")[0] in settings.PUBLISHED_THINGS
    return refusal_of_route(steps) or (refusal_of_publishing_route(steps) if published else None)


def route_in_use(government: int, thing: str, bound_to: str) -> Route | None:
    """The route set for exactly this thing and bound; what it falls back to is asked of `route_for`."""
    rows = Route.objects.filter(government=government, thing=thing, bound_to=bound_to)
    return rows.filter(retired_on__isnull=True).first()


def bound(organ: int | None = None, kind: Kind | None = None) -> str:
    """How `Route.bound_to` names one organ, one kind of organ, or neither: the whole government."""
    return f"organ:{organ}" if organ is not None else f"kind:{kind.value}" if kind is not None else ""


def retire_route(route: Route, *, viewer: Viewer) -> None:
    """Let nothing more begin on a route; what is on its way goes on."""
    actor = acting_as(viewer, (Role.COUNTY_OFFICE,), "停用审批路线")
    with acts():
        locked_government(viewer.government)
        held = Route.objects.filter(pk=route.pk, government=viewer.government).first()
        if held is None:
            raise Refused("没有这条审批路线")
        if held.retired_on is not None:
            raise Refused(f"这条审批路线已于{held.retired_on}停用")
        held.retired_on = viewer.today
        held.save(update_fields=["retired_on"])
        note("route", "retired", held, actor, facts={"version": held.version})


def _retire(viewer: Viewer, thing: str, bound_to: str, replacing: int | None) -> int:
    """Retire the route in use, if any; returns the newest version number there was (0: none)."""
    rows = Route.objects.filter(government=viewer.government, thing=thing, bound_to=bound_to)
    in_use = rows.filter(retired_on__isnull=True).first()
    if replacing is not None and replacing != (in_use.pk if in_use else 0):
        raise Refused(STALE)
    if in_use is not None:
        in_use.retired_on = viewer.today
        in_use.save(update_fields=["retired_on"])
    newest = rows.order_by("-version").first()
    return newest.version if newest else 0


def _write_steps(route: Route, steps: Sequence[Step], viewer: Viewer) -> None:
    for position, step in enumerate(steps):
        if step.organ is not None:
            locked_organ(step.organ, viewer.government)
        row = RouteStep(
            route=route,
            position=position,
            name=step.name.strip(),
            role=step.role,
            scope=step.scope,
            organ_id=step.organ,
            may_be_skipped=step.may_be_skipped,
        )
        if sentence := refusal_of_fields(row):
            raise Refused(sentence)
        row.save(force_insert=True)
