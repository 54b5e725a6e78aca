"""Makers: a county with its first people, further organs and people, each with the fewest words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from yangguang.accounts.models import User
from yangguang.accounts.services import create_user
from yangguang.organisations.kinds import Kind, Role
from yangguang.organisations.models import Appointment, Government, Organ
from yangguang.organisations.services.founding import Founding, found_government
from yangguang.organisations.services.organs import create_organ
from yangguang.organisations.services.people import grant
from yangguang.organisations.viewers import Viewer, viewer_of
from yangguang.workflow.models import Event

START = date(2026, 1, 1)
TODAY = date(2026, 11, 20)


@dataclass
class County:
    """A government with its office, its administrators and one person of the county office."""

    government: Government
    office: Organ
    people: dict[str, User] = field(default_factory=dict)

    def seen_by(self, name: str, day: date = TODAY) -> Viewer:
        return viewer_of(self.people[name], day, government=self.government.pk)

    def person(self, name: str) -> User:
        if name not in self.people:
            self.people[name] = make_user(f"{self.government.region_code}.{len(self.people)}", name)
        return self.people[name]

    def organ(self, name: str, **changes: object) -> Organ:
        facts = {"code": f"{name}码", "kind": Kind.DEPARTMENT, "from_on": START, **changes}
        return create_organ(viewer=self.seen_by("县办"), name=name, **facts)  # type: ignore[arg-type]

    def appoint(self, name: str, role: Role, organ: Organ, **changes: object) -> Appointment:
        days = {"from_on": START, **changes}
        return grant(
            self.person(name),
            viewer=self.seen_by("安全", day=TODAY),
            organ=organ,
            role=role,
            **days,  # type: ignore[arg-type]
        )


def make_user(sign_in_name: str, display_name: str, **changes: str) -> User:
    return create_user(sign_in_name=sign_in_name, display_name=display_name, **changes)


def make_county(name: str = "示例县", region_code: str = "371399") -> County:
    people = {
        title: make_user(f"{region_code}.{role.value}", title)
        for title, role in (
            ("系统", Role.SYSTEM_ADMIN),
            ("安全", Role.SECURITY_ADMIN),
            ("审计", Role.AUDIT_ADMIN),
        )
    }
    roles = dict(
        zip((Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN), people.values(), strict=True)
    )
    government = found_government(
        Founding(name=f"{name}人民政府", region_code=region_code, on=START), administrators=roles
    )
    county = County(government, government.organs.get(kind=Kind.OFFICE), people)
    county.appoint("县办", Role.COUNTY_OFFICE, county.office)
    return county


def events() -> list[tuple[str, str]]:
    """(machine, verb) of every event, oldest first."""
    return list(Event.objects.order_by("pk").values_list("machine", "verb"))
