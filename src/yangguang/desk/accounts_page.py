"""Whose accounts are there, and how are they opened, closed, given a new password?"""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yangguang.accounts.models import User
from yangguang.desk.access import at_desk, only
from yangguang.desk.asking import ask
from yangguang.desk.directory import tabs
from yangguang.desk.forms import DeskForm
from yangguang.desk.listing import Column, Filter, Listing, Stored
from yangguang.desk.lists import show_list
from yangguang.desk.sign_in import LONGEST
from yangguang.organisations.kinds import Role
from yangguang.organisations.selectors import people_visible_to
from yangguang.organisations.services.people import (
    close_account,
    open_account,
    reopen_account,
    reset_password,
)
from yangguang.organisations.viewers import Viewer
from yangguang.workflow.machine import Refused

ACCOUNTS = Listing(
    key="accounts",
    title="账号",
    columns=(
        Column(
            "name",
            "姓名",
            lambda row: row.display_name,
            "display_name",
            link=lambda row: reverse("desk:person", args=[row.pk]),
        ),
        Column("sign_in", "登录名", lambda row: row.sign_in_name, "sign_in_name"),
        Column("email", "电子邮箱", lambda row: row.email, "email", hidden=True),
        Column(
            "active",
            "状态",
            lambda row: "可以登录" if row.is_active else "已停用",
            "is_active",
            tone=lambda row: "ok" if row.is_active else "bad",
        ),
        Column("last", "上次登录", lambda row: row.last_login, "last_login"),
    ),
    filters=(
        Filter(
            "active",
            "状态",
            (("yes", "可以登录"), ("no", "已停用")),
            lambda value: Q(is_active=value == "yes"),
        ),
        Filter(
            "held",
            "任职",
            (("none", "从未任职"), ("some", "有过任职")),
            lambda value: Q(appointments__isnull=value == "none"),
        ),
    ),
    search=("display_name", "sign_in_name"),
)


class AccountForm(DeskForm):
    """A new account."""

    display_name = forms.CharField(label="姓名", max_length=60)
    sign_in_name = forms.CharField(
        label="登录名", max_length=60, help_text="小写字母、数字和 . _ -，以字母或数字开头"
    )
    email = forms.EmailField(label="电子邮箱", required=False)
    password = forms.CharField(
        label="初始密码",
        max_length=LONGEST,
        strip=False,
        help_text="至少10个字符，请本人第一次登录后修改",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class ResetForm(DeskForm):
    """A new password for somebody who forgot theirs."""

    password = forms.CharField(
        label="新密码",
        max_length=LONGEST,
        strip=False,
        help_text="至少10个字符，请本人登录后修改",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


@require_safe
@at_desk(only(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN))
def accounts(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The accounts of the government's people, and those nobody has been appointed with yet."""
    return show_list(
        request,
        viewer,
        ACCOUNTS,
        Stored(people_visible_to(viewer).order_by("sign_in_name").distinct()),
        at="organs",
        template="desk/accounts.html",
        tabs=tabs(viewer, "accounts"),
        opens=viewer.standing(Role.SYSTEM_ADMIN) is not None,
    )


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(only(Role.SYSTEM_ADMIN))
def new_account(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Open an account."""

    def act(given: dict[str, str]) -> HttpResponse:
        user = open_account(viewer=viewer, **given)
        messages.success(request, f"已开立账号“{user.sign_in_name}”，请安全管理员授予任职")
        return redirect("desk:person", number=user.pk)

    back = ("账号", reverse("desk:accounts"))
    return ask(request, viewer, AccountForm, act, title="开立账号", button="开立", back=back)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(only(Role.SYSTEM_ADMIN))
def reset(request: HttpRequest, viewer: Viewer, number: int) -> HttpResponse:
    """Give somebody a new password."""
    person = _person(viewer, number)

    def act(given: dict[str, str]) -> HttpResponse:
        reset_password(person, given["password"], viewer=viewer)
        messages.success(request, f"已为{person.display_name}重设密码")
        return redirect("desk:person", number=person.pk)

    title = f"为{person.display_name}重设密码"
    back = (person.display_name, reverse("desk:person", args=[person.pk]))
    return ask(request, viewer, ResetForm, act, title=title, button="重设密码", back=back)


@require_POST
@at_desk(only(Role.SYSTEM_ADMIN))
def close(request: HttpRequest, viewer: Viewer, number: int) -> HttpResponse:
    """Let nobody sign in with an account any more."""
    return _switched(request, viewer, number, close_account, "已停用")


@require_POST
@at_desk(only(Role.SYSTEM_ADMIN))
def reopen(request: HttpRequest, viewer: Viewer, number: int) -> HttpResponse:
    """Let somebody sign in again."""
    return _switched(request, viewer, number, reopen_account, "已恢复")


def _switched(
    request: HttpRequest, viewer: Viewer, number: int, service: Callable[..., None], done: str
) -> HttpResponse:
    person = _person(viewer, number)
    try:
        service(person, viewer=viewer)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"{done}账号“{person.sign_in_name}”")
    return redirect("desk:person", number=person.pk)


def _person(viewer: Viewer, number: int) -> User:
    return get_object_or_404(people_visible_to(viewer), pk=number)
