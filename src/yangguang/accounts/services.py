"""What may be done to an account? Opened, given a password, closed, reopened; rooms above record it."""

from __future__ import annotations

import re

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from yangguang.accounts.models import User, normal_name

NAME = re.compile(r"[a-z0-9][a-z0-9._-]*", re.ASCII)
TYPED = {"sign_in_name", "display_name", "email"}
NAME_RULE = "登录名只能用小写字母、数字和 . _ -，并以字母或数字开头"


class Unacceptable(Exception):
    """The account cannot be so; the message is the Chinese sentence for the person who tried."""


def create_user(
    *, sign_in_name: str, display_name: str, email: str = "", password: str | None = None
) -> User:
    """Open an account. Without a password nobody can sign in with it until one is set.

    Raises `Unacceptable`; nothing is then written.
    """
    user = User(
        sign_in_name=normal_name(sign_in_name), display_name=display_name.strip(), email=email.strip()
    )
    _check(user)
    if password is None:
        user.set_unusable_password()
    else:
        _check_password(password, user)
        user.set_password(password)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError:
        raise Unacceptable(f"登录名“{user.sign_in_name}”已经有人使用") from None
    return user


def set_password(user: User, password: str) -> None:
    """Give a person a new password; sessions opened with the old one end. Raises `Unacceptable`."""
    _check_password(password, user)
    user.set_password(password)
    user.save(update_fields=["password"])


def deactivate(user: User) -> None:
    """Close an account: it stays in every record, but nobody signs in with it. Raises `Unacceptable`."""
    _set_active(user, False, "已经停用")


def reactivate(user: User) -> None:
    """Open a closed account again. Raises `Unacceptable`."""
    _set_active(user, True, "没有停用")


def _set_active(user: User, active: bool, already: str) -> None:
    held = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if held.is_active is active:
        raise Unacceptable(f"账号“{held.sign_in_name}”{already}")
    user.is_active = active
    user.save(update_fields=["is_active"])


def _check(user: User) -> None:
    for field in (one for one in User._meta.concrete_fields if one.attname in TYPED):
        if field.max_length is not None and len(getattr(user, field.attname)) > field.max_length:
            raise Unacceptable(f"{field.verbose_name}不能超过{field.max_length}个字符")
    if not NAME.fullmatch(user.sign_in_name):
        raise Unacceptable(NAME_RULE)
    if not user.display_name:
        raise Unacceptable("姓名不能为空")
    if user.email:
        try:
            validate_email(user.email)
        except ValidationError:
            raise Unacceptable("电子邮箱的写法不对") from None


def _check_password(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Unacceptable("；".join(error.messages)) from None
