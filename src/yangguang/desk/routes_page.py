"""By which steps does each kind of thing go out? The routes in use and those that were."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yangguang.desk.access import at_desk
from yangguang.desk.directory import tabs
from yangguang.desk.shell import show
from yangguang.organisations.approval.models import RouteStep
from yangguang.organisations.approval.selectors import routes_visible_to
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
    facts: dict[str, Any] = {"routes": ordered, "tabs": tabs(viewer, "routes")}
    return show(request, viewer, "desk/routes.html", at="organs", title="审批路线", **facts)
