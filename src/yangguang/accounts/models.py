"""Who may sign in? One row a person; what they may do stands in their appointments, never here."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class UserManager(BaseUserManager["User"]):
    """Finds people by sign-in name, whatever width or case it was typed in."""

    def get_by_natural_key(self, username: str | None) -> User:
        """The user with that sign-in name; `User.DoesNotExist` when there is none."""
        name = normal_name(username or "")
        if not name.isprintable():  # no account has such a name, and a database may choke on NUL
            raise User.DoesNotExist
        return self.get(sign_in_name=name)


class User(AbstractBaseUser):
    """A person who may sign in. There is no superuser: every power is an appointment with dates."""

    sign_in_name = models.CharField("登录名", max_length=60, unique=True)
    display_name = models.CharField("姓名", max_length=40)
    email = models.EmailField("电子邮箱", blank=True)
    is_active = models.BooleanField("可以登录", default=True)

    USERNAME_FIELD = "sign_in_name"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["display_name"]

    objects = UserManager()

    class Meta:
        verbose_name = "账号"

    def __str__(self) -> str:
        return self.display_name


def normal_name(typed: str) -> str:
    """A sign-in name as it is kept: compatibility characters folded, no spaces around, lower case."""
    return User.normalize_username(typed).strip().lower()
