"""Who sits at the desk, and may they open this page? Asked once, before any view runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from yangguang.accounts.models import User
from yangguang.organisations.kinds import ADMINISTRATORS, Role
from yangguang.organisations.models import Government
from yangguang.organisations.viewers import Viewer, governments_of, viewer_of

GOVERNMENT = "government"
STANDING = "standing"
"""Session keys: the government looked at, and the one appointment acted as (absent: all of them)."""

View = Callable[..., HttpResponseBase]
Allowed = Callable[[Viewer], str | None]
"""Named for who may open a page; returns the sentence for everybody else, or nothing."""


def anybody(viewer: Viewer) -> str | None:
    """Everyone with an appointment."""
    return None


def no_administrator(viewer: Viewer) -> str | None:
    """Whoever works on content; the three administrators do not see it."""
    if any(one.role not in ADMINISTRATORS for one in viewer.standings):
        return None
    return "管理员不接触业务内容，这一页由各机关和县政务公开科的人员使用"


def only(*roles: Role) -> Allowed:
    """Whoever holds one of `roles`."""

    def holds(viewer: Viewer) -> str | None:
        if viewer.standing(*roles):
            return None
        return f"这一页由{'、'.join(role.label for role in roles)}使用"

    return holds


def at_desk(allowed: Allowed = anybody) -> Callable[[View], View]:
    """Hand the viewer to a view; others are sent to sign in, or told why the page is not for them."""

    def around(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **named: Any) -> HttpResponseBase:
            response = _answer(request, view, allowed, args, named)
            add_never_cache_headers(response)
            return response

        return answer

    return around


def signed_in(request: HttpRequest) -> User | None:
    """The account of this session; None for strangers."""
    return request.user if isinstance(request.user, User) else None


def viewer_at(request: HttpRequest, user: User) -> Viewer:
    """Who looks, in the government and role chosen for this session; a choice that lapsed is forgotten."""
    today = this_day()
    viewer = viewer_of(user, today, government=request.session.get(GOVERNMENT))
    if not viewer.government and GOVERNMENT in request.session:
        del request.session[GOVERNMENT]
        viewer = viewer_of(user, today)
    chosen = request.session.get(STANDING)
    narrowed = tuple(one for one in viewer.standings if one.appointment == chosen)
    return replace(viewer, standings=narrowed) if narrowed else viewer


def this_day() -> date:
    """The day on which the desk works: today, or the day that a training installation stands on."""
    day: date | None = settings.PRACTICE_DAY
    return day or timezone.localdate()


def places_of(user: User, viewer: Viewer) -> list[tuple[Government, Viewer]]:
    """Every government in which a person may act today, with all they may act as there."""
    numbers = governments_of(user, viewer.today)
    found = Government.objects.in_bulk(numbers)
    return [(found[number], viewer_of(user, viewer.today, government=number)) for number in numbers]


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send a stranger to sign in, and back afterwards; what a stranger sent is not kept."""
    back = request.get_full_path() if request.method in {"GET", "HEAD"} else reverse("desk:home")
    response = HttpResponseRedirect(f"{reverse('desk:sign_in')}?{urlencode({'next': back})}")
    response.status_code = 303
    return response


def _answer(
    request: HttpRequest, view: View, allowed: Allowed, args: tuple[Any, ...], named: dict[str, Any]
) -> HttpResponseBase:
    user = signed_in(request)
    if user is None:
        return to_sign_in(request)
    viewer = viewer_at(request, user)
    if not viewer.government:
        return render(request, "desk/no_appointment.html", {"user": user}, status=403)
    if sentence := allowed(viewer):
        facts = {"title": "这一页不对您开放", "words": sentence}
        return render(request, "desk/notice.html", facts, status=403)
    return view(request, viewer, *args, **named)
