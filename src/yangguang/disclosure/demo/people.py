"""Who does it? The people of the invented county, seen as they were on the day of the act."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from yangguang.accounts.models import User
from yangguang.organisations.kinds import COUNTY_ROLES, Role
from yangguang.organisations.models import Appointment
from yangguang.organisations.viewers import Viewer, viewer_of


class People:
    """The people of one county; in the demo nobody's appointment changes, so each is asked for once."""

    def __init__(self, government: int) -> None:
        self._government = government
        self._holders: dict[tuple[int, Role], User] = {}
        self._county: dict[Role, User] = {}
        self._seen: dict[int, Viewer] = {}
        rows = Appointment.objects.filter(organ__government=government)
        for one in rows.select_related("user", "organ").order_by("pk"):
            role = Role(one.role)
            self._holders.setdefault((one.organ_id, role), one.user)
            if role in COUNTY_ROLES:
                self._county.setdefault(role, one.user)

    def someone(self, role: Role, organ: int, day: date) -> Viewer | None:
        """Whoever holds a role at an organ, or a role of the county, as seen on `day`; None without one."""
        user = self._county.get(role) or self._holders.get((organ, role))
        return None if user is None else self._as_seen(user, day)

    def of(self, role: Role, organ: int, day: date) -> Viewer:
        """The same where there is somebody; `LookupError` otherwise."""
        found = self.someone(role, organ, day)
        if found is None:
            raise LookupError(f"nobody is {role} at organ {organ}")
        return found

    def _as_seen(self, user: User, day: date) -> Viewer:
        if user.pk not in self._seen:
            self._seen[user.pk] = viewer_of(user, day, government=self._government)
        return replace(self._seen[user.pk], today=day)
