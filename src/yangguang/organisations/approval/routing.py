"""Which way shall a kind of thing take? Set by the county office; a new version retires the one before."""

from __future__ import annotations

from collections.abc import Sequence

from yangguang.organisations.approval.models import Route, RouteStep
from yangguang.organisations.approval.routes import Step, refusal_of_route
from yangguang.organisations.fields import refusal_of_fields
from yangguang.organisations.kinds import Kind, Role
from yangguang.organisations.models import Organ
from yangguang.organisations.services.locking import locked_government, locked_organ
from yangguang.organisations.viewers import Viewer, acting_as
from yangguang.workflow.acts import acts, note
from yangguang.workflow.machine import Refused


def define_route(
    *,
    viewer: Viewer,
    thing: str,
    name: str,
    steps: Sequence[Step],
    organ: Organ | None = None,
    kind: Kind | None = None,
) -> Route:
    """Set the route of `thing` for one organ, one kind of organ, or the whole government.

    What is on its way keeps the version with which it began. Raises `Refused`.
    """
    actor = acting_as(viewer, (Role.COUNTY_OFFICE,), "设定审批路线")
    if organ is not None and kind is not None:
        raise Refused("审批路线只能限于一个机构或一类机构")
    if sentence := refusal_of_route(steps):
        raise Refused(sentence)
    with acts():
        locked_government(viewer.government)
        held = locked_organ(organ.pk, viewer.government) if organ is not None else None
        bound_to = f"organ:{held.pk}" if held else f"kind:{kind.value}" if kind else ""
        before = _retire(viewer, thing, bound_to)
        route = Route(
            government_id=viewer.government,
            thing=thing,
            organ=held,
            kind=kind or "",
            bound_to=bound_to,
            name=name.strip(),
            version=before + 1,
        )
        if sentence := refusal_of_fields(route):
            raise Refused(sentence)
        route.save(force_insert=True)
        _write_steps(route, steps, viewer)
        facts = {"thing": thing, "bound_to": bound_to, "version": route.version, "steps": len(steps)}
        note("route", "defined", route, actor, facts=facts)
    return route


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


def _retire(viewer: Viewer, thing: str, bound_to: str) -> int:
    """Retire the route in use, if any; returns the newest version number there was (0: none)."""
    rows = Route.objects.filter(government=viewer.government, thing=thing, bound_to=bound_to)
    rows.filter(retired_on__isnull=True).update(retired_on=viewer.today)
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
