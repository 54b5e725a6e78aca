"""How does somebody come in and go? By name and password; strangers learn nothing of who has an account."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from yangguang.accounts.models import User
from yangguang.desk.access import GOVERNMENT, STANDING, at_desk, places_of, signed_in, to_sign_in, viewer_at
from yangguang.desk.forms import DeskForm
from yangguang.desk.limits import TOO_MANY, give_back, take_try
from yangguang.desk.shell import office_name, show
from yangguang.organisations.models import Government
from yangguang.organisations.services.people import change_password
from yangguang.organisations.viewers import Viewer
from yangguang.workflow.machine import Refused

WRONG = "登录名或密码不对"
LONGEST = 200
PASSWORD = forms.PasswordInput


class SignInForm(DeskForm):
    """Name and password."""

    name = forms.CharField(
        label="登录名",
        max_length=LONGEST,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = forms.CharField(
        label="密码",
        max_length=LONGEST,
        strip=False,
        widget=PASSWORD(attrs={"autocomplete": "current-password"}),
    )


class PasswordForm(DeskForm):
    """The password one has, and the new one twice."""

    old = forms.CharField(
        label="现在的密码",
        max_length=LONGEST,
        strip=False,
        widget=PASSWORD(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label="新密码",
        max_length=LONGEST,
        strip=False,
        help_text="至少10个字符，不能只有数字，不能是常见密码或与姓名相近。",
        widget=PASSWORD(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label="再输入一次新密码",
        max_length=LONGEST,
        strip=False,
        widget=PASSWORD(attrs={"autocomplete": "new-password"}),
    )

    def clean_again(self) -> str:
        """The second time must be the same."""
        again: str = self.cleaned_data["again"]
        if again != self.cleaned_data.get("new"):
            raise forms.ValidationError("两次输入的新密码不一样")
        return again


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for name and password; the same answer, whatever of the two was wrong."""
    if not Government.objects.exists():
        return redirect("desk:first_run")
    form = SignInForm(request.POST or None)
    status = 200
    if request.method == "POST":
        user, status = _recognised(request, form)
        if user is not None:
            login(request, user)
            return HttpResponseRedirect(_next(request))
    facts: dict[str, Any] = {"form": form, "next": request.POST.get("next") or request.GET.get("next", "")}
    return render(
        request, "desk/sign_in.html", {**facts, "office": office_name(_only_government())}, status=status
    )


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave; the session is gone."""
    logout(request)
    return redirect("desk:sign_in")


@sensitive_post_parameters("old", "new", "again")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Change one's own password; other sessions of the account end."""
    user = signed_in(request)
    if user is None:
        return to_sign_in(request)
    form = PasswordForm(request.POST or None)
    changed = request.method == "POST" and form.is_valid() and _changed(request, user, form)
    status = 200 if changed or request.method != "POST" else 400
    facts: dict[str, Any] = {"form": None if changed else form, "title": "修改密码"}
    viewer = viewer_at(request, user)
    if viewer.government:
        return show(request, viewer, "desk/password.html", at="", status=status, **facts)
    return render(request, "desk/password.html", facts, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk()
def standing(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Choose the government, and the one role acted in; none chosen: everything one holds."""
    user = signed_in(request)
    assert user is not None
    places = places_of(user, viewer)
    if request.method == "POST":
        _choose(request, places)
        return redirect("desk:home")
    facts: dict[str, Any] = {"places": places, "chosen": request.session.get(STANDING)}
    return show(request, viewer, "desk/standing.html", at="", title="选择身份", **facts)


def _recognised(request: HttpRequest, form: SignInForm) -> tuple[User | None, int]:
    """The account whose name and password were given, else None with the status of the answer."""
    if not form.is_valid():
        return None, 400
    name = form.cleaned_data["name"]
    if not take_try(request, name):
        form.refuse(TOO_MANY)
        return None, 429
    user = authenticate(request, username=name, password=form.cleaned_data["password"])
    if not isinstance(user, User):
        form.refuse(WRONG)
        return None, 400
    give_back(request, name)
    return user, 200


def _changed(request: HttpRequest, user: User, form: PasswordForm) -> bool:
    """Whether the password was changed; otherwise the form says why not."""
    if not take_try(request, user.sign_in_name):
        form.refuse(TOO_MANY)
        return False
    given = form.cleaned_data
    try:
        change_password(user, old=given["old"], new=given["new"], viewer=viewer_at(request, user))
    except Refused as refused:
        form.refuse(str(refused))
        return False
    give_back(request, user.sign_in_name)
    update_session_auth_hash(request, User.objects.get(pk=user.pk))
    return True


def _choose(request: HttpRequest, places: list[tuple[Government, Viewer]]) -> None:
    """Keep the choice in the session; one that is not the person's own is no choice."""
    government, _, appointment = request.POST.get("as", "").partition(":")
    for place, seen in places:
        own = {str(one.appointment): one.appointment for one in seen.standings}
        if government != str(place.pk):
            continue
        request.session[GOVERNMENT] = place.pk
        if appointment in own:
            request.session[STANDING] = own[appointment]
        else:
            request.session.pop(STANDING, None)


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    own = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None, require_https=request.is_secure())
    return wanted if own and wanted.startswith("/") else reverse("desk:home")


def _only_government() -> Government | None:
    """The government of an installation that has one; where there are several, none is named to strangers."""
    found = list(Government.objects.all()[:2])
    return found[0] if len(found) == 1 else None
