"""What may be done to accounts and appointments? One administrator opens accounts, another grants roles."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from yangguang.accounts import services as accounts
from yangguang.accounts.models import User
from yangguang.organisations.appointing import Term, refusal_of_term
from yangguang.organisations.fields import refusal_of_fields
from yangguang.organisations.kinds import ADMINISTRATORS, Kind, Role
from yangguang.organisations.models import Appointment, Deputyship, Organ, in_force
from yangguang.organisations.selectors import people_visible_to
from yangguang.organisations.services.locking import (
    locked_appointment,
    locked_government,
    locked_organ,
    locked_user,
)
from yangguang.organisations.viewers import Acting, Viewer, acting_as, actor_of
from yangguang.wording.secrecy_marks import refusal_of_text
from yangguang.workflow.acts import acts, note
from yangguang.workflow.machine import Refused


def open_account(
    *, viewer: Viewer, sign_in_name: str, display_name: str, email: str = "", password: str | None = None
) -> User:
    """Open an account; it can do nothing until the security administrator grants it a role."""
    actor = acting_as(viewer, (Role.SYSTEM_ADMIN,), "开立账号")
    if sentence := refusal_of_text(f"{sign_in_name}\n{display_name}"):
        raise Refused(sentence)
    with acts():
        try:
            user = accounts.create_user(
                sign_in_name=sign_in_name, display_name=display_name, email=email, password=password
            )
        except accounts.Unacceptable as error:
            raise Refused(str(error)) from None
        note("account", "opened", user, actor, facts={})
    return user


def close_account(user: User, *, viewer: Viewer) -> None:
    """Let nobody sign in with an account any more; what it did stays in the record."""
    actor = acting_as(viewer, (Role.SYSTEM_ADMIN,), "停用账号")
    with acts():
        locked_government(viewer.government)
        held = _account_here(user, viewer)
        if held.pk == viewer.user:
            raise Refused("不能停用自己的账号")
        for appointment in held.appointments.filter(in_force(viewer.today)).select_related("organ"):
            _refuse_last_administrator(appointment, viewer.today)
        _apply(accounts.deactivate, held)
        note("account", "closed", held, actor, facts={})


def reopen_account(user: User, *, viewer: Viewer) -> None:
    """Let somebody sign in again with a closed account."""
    actor = acting_as(viewer, (Role.SYSTEM_ADMIN,), "恢复账号")
    with acts():
        held = _account_here(user, viewer)
        _apply(accounts.reactivate, held)
        note("account", "reopened", held, actor, facts={})


def reset_password(user: User, password: str, *, viewer: Viewer) -> None:
    """Give somebody a new password; administrators change their own, else one could act as another."""
    actor = acting_as(viewer, (Role.SYSTEM_ADMIN,), "重设密码")
    with acts():
        held = _account_here(user, viewer)
        if held.appointments.filter(in_force(viewer.today), role__in=sorted(ADMINISTRATORS)).exists():
            raise Refused("管理员的密码只能由本人修改")
        _set_password(held, password)
        note("account", "password_reset", held, actor, facts={})


def change_password(user: User, *, old: str, new: str, viewer: Viewer) -> None:
    """Change one's own password, knowing the old one."""
    if user.pk != viewer.user:
        raise Refused("只能修改自己的密码")
    with acts():
        held = locked_user(user.pk)
        if not held.check_password(old):
            raise Refused("原密码不对")
        _set_password(held, new)
        note("account", "password_changed", held, actor_of(viewer), facts={})


def grant(
    user: User,
    *,
    viewer: Viewer,
    organ: Organ,
    role: Role,
    from_on: date,
    to_on: date | None = None,
    full_time: bool = False,
) -> Appointment:
    """Appoint a person to a role for an organ, from a day to a last day (条例第四条). Raises `Refused`."""
    actor = acting_as(viewer, (Role.SECURITY_ADMIN,), "授予任职")
    with acts():
        locked_government(viewer.government)
        held_organ = locked_organ(organ.pk, viewer.government)
        held = locked_user(user.pk)
        return insert_appointment(
            actor, user=held, organ=held_organ, role=role, from_on=from_on, to_on=to_on, full_time=full_time
        )


def insert_appointment(
    actor: Acting,
    *,
    user: User,
    organ: Organ,
    role: Role,
    from_on: date,
    to_on: date | None,
    full_time: bool,
) -> Appointment:
    """Write an appointment inside an act that holds government and person; `Refused` if it may not be."""
    if str(user.pk) == actor.id:
        raise Refused("不能给自己授予任职")
    if not user.is_active:
        raise Refused(f"账号“{user.sign_in_name}”已经停用")
    if not organ.lives_on(from_on) or (organ.to_on is not None and (to_on is None or to_on > organ.to_on)):
        raise Refused(f"“{organ.name}”在任职的日期里不存在")
    if sentence := refusal_of_term(Term(organ.pk, role, from_on, to_on), Kind(organ.kind), terms_of(user)):
        raise Refused(sentence)
    appointment = Appointment.objects.create(
        user=user, organ=organ, role=role, from_on=from_on, to_on=to_on, full_time=full_time
    )
    note("appointment", "granted", appointment, actor, facts=facts_of(appointment))
    return appointment


def end_appointment(appointment: Appointment, *, viewer: Viewer, last_day: date) -> Appointment:
    """Let an appointment end with `last_day`; work it leaves behind shows until it is handed over."""
    actor = acting_as(viewer, (Role.SECURITY_ADMIN,), "终止任职")
    with acts():
        locked_government(viewer.government)
        held = locked_appointment(appointment.pk, viewer.government)
        shorten_appointment(actor, held, last_day)
    return held


def shorten_appointment(actor: Acting, held: Appointment, last_day: date) -> None:
    """Write a last day inside an act that holds the government and the appointment."""
    if str(held.user_id) == actor.id:
        raise Refused("不能终止自己的任职")
    if last_day < held.from_on:
        raise Refused("终止日期早于起始日期")
    if held.to_on is not None and last_day >= held.to_on:
        raise Refused(f"这项任职已定于{held.to_on}终止")
    _refuse_last_administrator(held, last_day + timedelta(days=1))
    held.to_on = last_day
    held.save(update_fields=["to_on"])
    note("appointment", "ended", held, actor, facts=facts_of(held))


def appoint_deputy(
    appointment: Appointment, *, viewer: Viewer, deputy: User, from_on: date, to_on: date, reason: str
) -> Deputyship:
    """Let somebody act in another's role while that one is away; what they do is recorded as a deputy's."""
    actor = acting_as(viewer, (Role.SECURITY_ADMIN,), "指定代理")
    with acts():
        locked_government(viewer.government)
        absent = locked_appointment(appointment.pk, viewer.government)
        person = locked_user(deputy.pk)
        row = Deputyship(
            appointment=absent, deputy=person, from_on=from_on, to_on=to_on, reason=reason.strip()
        )
        sentence = refusal_of_fields(row) or _refusal_of_deputy(row, viewer)
        if sentence:
            raise Refused(sentence)
        row.save(force_insert=True)
        noted = {**facts_of(absent), "deputy": person.pk}
        noted |= {"from": from_on.isoformat(), "to": to_on.isoformat()}
        note("appointment", "deputy_appointed", absent, actor, facts=noted)
    return row


def end_deputyship(deputyship: Deputyship, *, viewer: Viewer, last_day: date) -> None:
    """Let a deputyship end earlier: the absent person is back."""
    actor = acting_as(viewer, (Role.SECURITY_ADMIN,), "终止代理")
    with acts():
        locked_government(viewer.government)
        absent = locked_appointment(deputyship.appointment_id, viewer.government)
        held = Deputyship.objects.select_for_update(no_key=True).get(pk=deputyship.pk)
        if not held.from_on <= last_day < held.to_on:
            raise Refused(f"代理的期间是{held.from_on}至{held.to_on}，终止日期须在其中")
        held.to_on = last_day
        held.save(update_fields=["to_on"])
        noted = {**facts_of(absent), "deputy": held.deputy_id, "to": last_day.isoformat()}
        note("appointment", "deputy_ended", absent, actor, facts=noted)


def terms_of(user: User) -> list[Term]:
    """Everything a person holds or has held, deputised roles included, on the whole installation."""
    own = [Term(one.organ_id, Role(one.role), one.from_on, one.to_on) for one in user.appointments.all()]
    lent = [
        Term(one.appointment.organ_id, Role(one.appointment.role), one.from_on, one.to_on)
        for one in user.deputyships.select_related("appointment")
    ]
    return own + lent


def facts_of(appointment: Appointment) -> dict[str, str | int | bool | None]:
    """What the record keeps of an appointment: whom by number, never by name or address."""
    return {
        "user": appointment.user_id,
        "organ": appointment.organ.code,
        "role": appointment.role,
        "full_time": appointment.full_time,
        "from": appointment.from_on.isoformat(),
        "to": appointment.to_on.isoformat() if appointment.to_on else None,
    }


def _refusal_of_deputy(row: Deputyship, viewer: Viewer) -> str | None:
    absent, deputy = row.appointment, row.deputy
    others = absent.deputyships.filter(from_on__lte=row.to_on, to_on__gte=row.from_on)
    here = deputy.appointments.filter(in_force(row.from_on), organ__government=viewer.government)
    beyond = row.from_on < absent.from_on or (absent.to_on is not None and row.to_on > absent.to_on)
    wrongs = {
        "不能指定自己为代理": deputy.pk == viewer.user,
        "本人不能作自己的代理": deputy.pk == absent.user_id,
        f"账号“{deputy.sign_in_name}”已经停用": not deputy.is_active,
        "终止日期早于起始日期": row.to_on < row.from_on,
        "代理的期间超出了被代理人的任职": beyond,
        "这段时间里已经指定过代理": others.exists(),
        "代理人须在本级政府的机关里有任职": not here.exists(),
    }
    if sentence := next((words for words, wrong in wrongs.items() if wrong), None):
        return sentence
    term = Term(absent.organ_id, Role(absent.role), row.from_on, row.to_on)
    return refusal_of_term(term, Kind(absent.organ.kind), terms_of(deputy))


def _refuse_last_administrator(appointment: Appointment, day: date) -> None:
    """A government without one of its administrators could never get one again."""
    if Role(appointment.role) not in ADMINISTRATORS:
        return
    others = Appointment.objects.filter(
        in_force(day),
        role=appointment.role,
        organ__government=appointment.organ.government_id,
        user__is_active=True,
    ).exclude(user=appointment.user_id)
    if not others.exists():
        raise Refused(f"须先任命接任的“{Role(appointment.role).label}”")


def _account_here(user: User, viewer: Viewer) -> User:
    held = locked_user(user.pk)
    if not people_visible_to(viewer).filter(pk=held.pk).exists():
        raise Refused("没有这个账号")
    if held.appointments.exclude(organ__government=viewer.government).exists():
        raise Refused("此人也在别的政府任职，账号须由安装平台的单位处理")
    return held


def _set_password(user: User, password: str) -> None:
    try:
        accounts.set_password(user, password)
    except accounts.Unacceptable as error:
        raise Refused(str(error)) from None


def _apply(change: Callable[[User], None], user: User) -> None:
    try:
        change(user)
    except accounts.Unacceptable as error:
        raise Refused(str(error)) from None
