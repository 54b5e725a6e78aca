"""Accounts: what a sign-in name and a password must be, and what the record keeps of signing in."""

from __future__ import annotations

import json

import pytest
from django.contrib.auth import authenticate, login, logout
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.http import HttpRequest

from yangguang.accounts.models import User
from yangguang.accounts.services import (
    Unacceptable,
    create_user,
    deactivate,
    reactivate,
    set_password,
)
from yangguang.workflow.models import Event

GOOD = "向阳花木早逢春 2026"


@pytest.mark.django_db
def test_a_sign_in_name_is_kept_in_one_form() -> None:
    user = create_user(sign_in_name="  ＺＨＡＮＧ.san ", display_name=" 示例甲 ")
    assert (user.sign_in_name, user.display_name) == ("zhang.san", "示例甲")
    assert User.objects.get_by_natural_key("Zhang.SAN") == user
    assert not user.has_usable_password()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"sign_in_name": ""}, "登录名只能用小写字母、数字和 . _ -，并以字母或数字开头"),
        ({"sign_in_name": "张三"}, "登录名只能用小写字母、数字和 . _ -，并以字母或数字开头"),
        ({"sign_in_name": ".a"}, "登录名只能用小写字母、数字和 . _ -，并以字母或数字开头"),
        ({"sign_in_name": "a\x00b"}, "登录名只能用小写字母、数字和 . _ -，并以字母或数字开头"),
        ({"sign_in_name": "a" * 61}, "登录名不能超过60个字符"),
        ({"display_name": "  "}, "姓名不能为空"),
        ({"display_name": "甲" * 41}, "姓名不能超过40个字符"),
        ({"email": "没有这样的地址"}, "电子邮箱的写法不对"),
        ({"sign_in_name": "TAKEN"}, "登录名“taken”已经有人使用"),
        ({"password": "短"}, "密码至少要10个字符"),
        ({"password": "98237492374"}, "密码不能只有数字"),
        ({"password": "qwertyuiop"}, "密码不能是很多人用的常见密码"),
        ({"password": "example.one1"}, "密码不能与登录名、姓名或电子邮箱相近"),
        ({"password": "12345678"}, "密码至少要10个字符；密码不能只有数字；密码不能是很多人用的常见密码"),
    ],
)
def test_an_account_that_cannot_be_is_refused_whole(facts: dict[str, str], sentence: str) -> None:
    create_user(sign_in_name="taken", display_name="示例乙")
    with pytest.raises(Unacceptable) as refused:
        create_user(**{"sign_in_name": "example.one", "display_name": "示例甲", **facts})
    assert str(refused.value) == sentence
    assert User.objects.count() == 1


@pytest.mark.django_db
def test_only_an_open_account_with_the_right_password_signs_in() -> None:
    user = create_user(sign_in_name="example", display_name="示例甲")
    set_password(user, GOOD)
    assert authenticate(None, username="EXAMPLE", password=GOOD) == user
    assert authenticate(None, username="example", password="错") is None
    deactivate(user)
    assert authenticate(None, username="example", password=GOOD) is None
    with pytest.raises(Unacceptable, match="账号“example”已经停用"):
        deactivate(user)
    reactivate(user)
    assert authenticate(None, username="example", password=GOOD) == user
    with pytest.raises(Unacceptable, match="账号“example”没有停用"):
        reactivate(user)


def recorded() -> list[tuple[str, str, str, dict[str, object]]]:
    rows = Event.objects.filter(machine="sign_in").order_by("sequence")
    return [(row.verb, row.actor_id, row.actor_name, json.loads(row.facts)) for row in rows]


@pytest.mark.django_db
def test_signing_in_and_out_is_recorded_with_who_it_was() -> None:
    user = create_user(sign_in_name="example", display_name="示例甲", password=GOOD)
    request = HttpRequest()
    request.session, request.user = SessionStore(), user
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    logout(request)
    logout(request)
    assert recorded() == [
        ("signed_in", str(user.pk), "示例甲", {}),
        ("signed_out", str(user.pk), "示例甲", {}),
    ]
    assert Event.objects.first().government == 0


@pytest.mark.django_db
@pytest.mark.parametrize("typed", [GOOD, "nobody", "a\x00b", ""])
def test_a_failed_sign_in_is_recorded_without_anything_that_was_typed(typed: str) -> None:
    user = create_user(sign_in_name="example", display_name="示例甲", password=GOOD)
    assert authenticate(None, username="Example", password="typed by mistake") is None
    assert authenticate(None, username=typed, password="typed by mistake") is None
    assert recorded() == [
        ("failed", str(user.pk), "示例甲", {"active": True}),
        ("failed", "", "未知账号", {}),
    ]
    kept = "".join(str(value) for row in Event.objects.values() for value in row.values())
    assert "mistake" not in kept
    assert "nobody" not in kept
    assert GOOD not in kept
