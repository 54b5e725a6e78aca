"""Who signed in, who failed to, who left? Heard from the sign-in library, kept in the chain.

Sign-ins stand in the chain of the installation: who belongs to which government is known only to rooms above.
What was typed is never kept: people type their password into the wrong field.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver

from yangguang.workflow.acts import Actor, acts, note

MACHINE = "sign_in"
UNKNOWN = Actor(id="", name="未知账号")


@receiver(user_logged_in, dispatch_uid="record of sign-ins")
def signed_in(sender: Any, user: AbstractBaseUser, **_: Any) -> None:
    """Keep that a person signed in."""
    _record("signed_in", user)


@receiver(user_logged_out, dispatch_uid="record of sign-outs")
def signed_out(sender: Any, user: AbstractBaseUser | None, **_: Any) -> None:
    """Keep that a person left; a session that had already ended leaves no event."""
    if user is not None:
        _record("signed_out", user)


@receiver(user_login_failed, dispatch_uid="record of failed sign-ins")
def failed(sender: Any, credentials: dict[str, Any], **_: Any) -> None:
    """Keep that a sign-in failed: whose it was when the account exists, else only that it happened."""
    model = get_user_model()
    typed = credentials.get("username") or credentials.get(model.USERNAME_FIELD)
    user = _account(typed) if isinstance(typed, str) else None
    _record("failed", user)


def _account(typed: str) -> AbstractBaseUser | None:
    model = get_user_model()
    try:
        found: AbstractBaseUser = model._default_manager.get_by_natural_key(typed)
    except model.DoesNotExist:
        return None
    return found


def _record(verb: str, user: AbstractBaseUser | None) -> None:
    actor = UNKNOWN if user is None else Actor(id=str(user.pk), name=str(user))
    facts = {"active": user.is_active} if user is not None and verb == "failed" else {}
    with acts():
        note(MACHINE, verb, user, actor, facts=facts)
