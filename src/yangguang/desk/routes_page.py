"""By which steps does each kind of thing go out? The routes in use and those that were."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yangguang.desk.access import at_desk
from yangguang.desk.directory import tabs
from yangguang.desk.route_forms import WHOLE
from yangguang.desk.route_things import route_thing, thing_label
from yangguang.desk.shell import show
from yangguang.organisations.approval.models import Route, RouteStep
from yangguang.organisations.approval.selectors import routes_visible_to
from yangguang.organisations.kinds import Role
from yangguang.organisations.viewers import Viewer


@require_safe
@at_desk()
def routes(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Every route of the government, those in use first."""
    steps = Prefetch("steps", RouteStep.objects.select_related("organ").order_by("position"))
    found = routes_visible_to(viewer).select_related("organ").prefetch_related(steps)
    ordered = sorted(
        found, key=lambda one: (one.retired_on is not None, one.thing, one.bound_to, -one.version)
    )
    rows = [(one, thing_label(one.thing), _query(one)) for one in ordered]
    sets = viewer.standing(Role.COUNTY_OFFICE) is not None
    facts: dict[str, Any] = {"routes": rows, "tabs": tabs(viewer, "routes"), "sets": sets}
    return show(request, viewer, "desk/routes.html", at="organs", title="审批路线", **facts)


def _query(route: Route) -> str:
    """What the page of steps is asked with to change a route; nothing for things that are not set there."""
    if route_thing(route.thing) is None:
        return ""
    return urlencode({"thing": route.thing, "bound": route.bound_to or WHOLE})
