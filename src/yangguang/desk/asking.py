"""How is a question page answered? Show the form, call one service, show its refusal at the top, or go on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from yangguang.desk.forms import DeskForm
from yangguang.desk.shell import show
from yangguang.organisations.viewers import Viewer
from yangguang.workflow.machine import Refused

Act = Callable[[dict[str, Any]], HttpResponse]
"""Called with what was entered; calls the service and says where to go on."""
Back = tuple[str, str]
"""The page one came from: its name and address."""


def ask(
    request: HttpRequest,
    viewer: Viewer,
    form_class: type[DeskForm],
    act: Act,
    *,
    title: str,
    button: str,
    back: Back,
    at: str = "organs",
    template: str = "desk/ask.html",
    initial: dict[str, Any] | None = None,
    form_facts: dict[str, Any] | None = None,
    **facts: Any,
) -> HttpResponse:
    """Answer a page that asks one thing; a refusal stands at the top, the entries are kept (409)."""
    posted = request.method == "POST"
    named = {"initial": initial, **(form_facts or {})}
    form = form_class(request.POST, request.FILES, **named) if posted else form_class(**named)
    status = 200
    if posted:
        status = 400
        if form.is_valid():
            try:
                return act(form.cleaned_data)
            except Refused as refused:
                form.refuse(str(refused))
                status = 409
    shown = {"form": form, "button": button, "back": back}
    return show(request, viewer, template, at=at, title=title, status=status, **shown, **facts)
