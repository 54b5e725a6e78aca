"""What does one row of a list of appointments do? Grants it, lets it end, or corrects 专职 and 兼职."""

from __future__ import annotations

from datetime import date

from yangguang.accounts.models import User, normal_name
from yangguang.organisations.models import Appointment, Government, Organ
from yangguang.organisations.services.changes import Change, Outcome
from yangguang.organisations.services.people import facts_of, insert_appointment, shorten_appointment
from yangguang.organisations.sheets.reading import Line
from yangguang.organisations.viewers import Acting
from yangguang.workflow.acts import note
from yangguang.workflow.machine import Refused

NO_SUCH_DATE = date.max


class AppointmentRows:
    """The rows of one import, inside an act that holds the government."""

    def __init__(self, actor: Acting, government: Government) -> None:
        self.actor = actor
        self.government = government

    def write(self, line: Line) -> Change:
        """Bring one appointment in line with its row."""
        values = line.values
        user, organ = self._user(line), self._organ(values["code"], values["from_on"])
        name = f"{user.display_name}（{organ.name}，{values['role'].label}）"
        full_time, to_on = bool(values.get("full_time")), values.get("to_on")
        held = Appointment.objects.filter(
            user=user, organ=organ, role=values["role"], from_on=values["from_on"]
        ).first()
        if held is None:
            insert_appointment(
                self.actor,
                user=user,
                organ=organ,
                role=values["role"],
                from_on=values["from_on"],
                to_on=to_on,
                full_time=full_time,
            )
            return Change(line.row, name, Outcome.ADDED)
        details = self._correct(held, full_time) if values.get("full_time") is not None else ()
        if "to_on" in values and to_on != held.to_on:
            self._shorten(held, to_on)
            return Change(line.row, name, Outcome.ENDED, (*details, f"最后一天{to_on}"))
        return Change(line.row, name, Outcome.CHANGED if details else Outcome.UNCHANGED, details)

    def _shorten(self, held: Appointment, to_on: date | None) -> None:
        if to_on is None or to_on > (held.to_on or NO_SUCH_DATE):
            raise Refused(f"任职已定于{held.to_on}终止，只能提前；延长请另行授予")
        shorten_appointment(self.actor, held, to_on)

    def _correct(self, held: Appointment, full_time: bool) -> tuple[str, ...]:
        if held.full_time == full_time:
            return ()
        if str(held.user_id) == self.actor.id:
            raise Refused("不能修改自己的任职")
        held.full_time = full_time
        held.save(update_fields=["full_time"])
        note("appointment", "changed", held, self.actor, facts=facts_of(held))
        return (f"改为{'专职' if full_time else '兼职'}",)

    def _user(self, line: Line) -> User:
        typed = line.values["sign_in_name"]
        user = User.objects.select_for_update(no_key=True).filter(sign_in_name=normal_name(typed)).first()
        if user is None:
            raise Refused(f"“登录名”一栏：没有“{typed}”这个账号，请先由系统管理员开立")
        shown = line.values.get("display_name")
        if shown and shown != user.display_name:
            raise Refused(f"“姓名”一栏：账号“{typed}”的姓名不是“{shown}”")
        return user

    def _organ(self, code: str, day: date) -> Organ:
        """The organ that bears the code on the day the appointment begins; the living one when none does."""
        bearing = Organ.objects.filter(government=self.government, code=code).order_by("from_on")
        for organ in bearing:
            if organ.lives_on(day):
                return organ
        last = bearing.last()
        if last is None:
            raise Refused(f"“机构编码”一栏：没有编码为“{code}”的机构")
        return last
