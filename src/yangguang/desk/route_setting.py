"""How does the county office set a way, or stop one? What it is for, its steps, a look at all, then done."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from yangguang.desk.access import at_desk, only
from yangguang.desk.asking import ask
from yangguang.desk.forms import DeskForm
from yangguang.desk.route_forms import Bound, RouteForm, StepsForm, bounds, initial_of
from yangguang.desk.route_things import RouteThing, route_thing, thing_label
from yangguang.desk.shell import show
from yangguang.organisations.approval.models import Route
from yangguang.organisations.approval.routes import Step
from yangguang.organisations.approval.routing import define_route, retire_route, route_in_use
from yangguang.organisations.approval.selectors import routes_visible_to
from yangguang.organisations.kinds import Role
from yangguang.organisations.models import Organ, in_force
from yangguang.organisations.selectors import organs_visible_to
from yangguang.organisations.viewers import Viewer
from yangguang.workflow.machine import Refused

SETTING = only(Role.COUNTY_OFFICE)
SAVE, EDIT = "save", "edit"
"""What the page of all answers sends: set it so, or back to the questions."""


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(SETTING)
def new_route(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Ask for which things and organs a way is set."""

    def act(given: dict[str, Any]) -> HttpResponse:
        return redirect(f"{reverse('desk:route_steps')}?{urlencode(given)}")

    facts: dict[str, Any] = {"form_facts": {"choices": bounds(_living(viewer))}}
    back, title = _back(), "设定审批路线"
    return ask(request, viewer, RouteForm, act, title=title, button="下一步：步骤", back=back, **facts)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(SETTING)
def route_steps(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Ask for the name and the steps, show them all once more, and set the way."""
    organs = list(_living(viewer))
    thing = route_thing(request.GET.get("thing", ""))
    key = request.GET.get("bound", "")
    bound = next((one for one in bounds(organs) if one.key == key), None)
    if thing is None or bound is None:
        raise Http404("没有这类事项或这个范围")
    in_use = route_in_use(viewer.government, thing.thing, bound.bound_to)
    facts: dict[str, Any] = {"thing": thing, "organs": organs, "in_use": in_use}
    if request.method != "POST":
        form = StepsForm(initial=_beginning(request, thing, in_use), **facts)
        return _asked(request, viewer, form, bound)
    form = StepsForm(request.POST, **facts)
    stage = request.POST.get("stage", "")
    if not form.is_valid():
        return _asked(request, viewer, form, bound, status=400)
    if stage == EDIT:
        return _asked(request, viewer, form, bound)
    if stage == SAVE:
        return _saved(request, viewer, form, bound)
    shown = {"steps": _named(form.cleaned_data["steps"], organs), "name": form.cleaned_data["name"]}
    return _shown(request, viewer, form, bound, "desk/route_check.html", **shown)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(SETTING)
def stop_route(request: HttpRequest, viewer: Viewer, number: int) -> HttpResponse:
    """Let nothing more begin on a way."""
    found = get_object_or_404(routes_visible_to(viewer), pk=number)

    def act(_: dict[str, Any]) -> HttpResponse:
        retire_route(found, viewer=viewer)
        messages.success(request, f"已停用“{found.name}”")
        return redirect("desk:routes")

    words = (
        f"用于{thing_label(found.thing)}。停用以后，新的事项改走范围更大的路线；"
        "没有别的路线时不能提交审批。正在审批的事项仍按原路线办完。"
    )
    title = f"停用“{found.name}”第{found.version}版"
    facts: dict[str, Any] = {"words": words, "stern": True}
    return ask(request, viewer, DeskForm, act, title=title, button="停用", back=_back(), **facts)


def _saved(request: HttpRequest, viewer: Viewer, form: StepsForm, bound: Bound) -> HttpResponse:
    given = form.cleaned_data
    try:
        made = define_route(
            viewer=viewer,
            thing=form.thing.thing,
            name=given["name"],
            steps=given["steps"],
            organ=bound.organ,
            kind=bound.kind,
            replacing=given["replacing"],
        )
    except Refused as refused:
        form.refuse(str(refused))
        return _asked(request, viewer, form, bound, status=409)
    messages.success(request, f"已设定“{made.name}”第{made.version}版")
    return redirect("desk:routes")


def _asked(
    request: HttpRequest, viewer: Viewer, form: StepsForm, bound: Bound, *, status: int = 200
) -> HttpResponse:
    return _shown(request, viewer, form, bound, "desk/route_steps.html", status=status)


def _shown(
    request: HttpRequest, viewer: Viewer, form: StepsForm, bound: Bound, template: str, **facts: Any
) -> HttpResponse:
    asked = {"thing": form.thing.thing, "bound": bound.key}
    ways = [
        (one, f"?{urlencode({**asked, 'preset': one.key})}", one.key == request.GET.get("preset"))
        for one in form.thing.presets
    ]
    around = {"form": form, "thing": form.thing, "bound": bound, "in_use": form.in_use, "ways": ways}
    facts |= {**around, "back": _back(), "query": urlencode(asked)}
    title = "设定审批路线：步骤" if template == "desk/route_steps.html" else "设定审批路线：核对"
    return show(request, viewer, template, at="organs", title=title, **facts)


def _beginning(request: HttpRequest, thing: RouteThing, in_use: Route | None) -> dict[str, Any]:
    """The ready-made way that was chosen, else the one in use, else the first ready-made one."""
    chosen = next((one for one in thing.presets if one.key == request.GET.get("preset")), None)
    if chosen is None and in_use is not None:
        return initial_of(in_use.name, (row.step() for row in in_use.way), in_use)
    start = chosen or thing.presets[0]
    return initial_of(start.name, start.steps, in_use)


def _named(steps: list[Step], organs: list[Organ]) -> list[tuple[Step, str]]:
    """Each step with the name of the organ it names."""
    names = {organ.pk: organ.name for organ in organs}
    return [(step, names[step.organ] if step.organ is not None else "") for step in steps]


def _living(viewer: Viewer) -> Any:
    return organs_visible_to(viewer).filter(in_force(viewer.today)).order_by("order", "pk")


def _back() -> tuple[str, str]:
    return "审批路线", reverse("desk:routes")
