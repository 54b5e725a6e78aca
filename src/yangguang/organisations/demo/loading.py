"""What is in the invented county? Everything goes through the services, as people would have entered it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import yaml
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from yangguang.accounts.models import User
from yangguang.accounts.services import create_user
from yangguang.organisations.approval.routes import Step
from yangguang.organisations.approval.routing import define_route
from yangguang.organisations.approval.states import Scope
from yangguang.organisations.kinds import ADMINISTRATORS, Kind, Role
from yangguang.organisations.models import Appointment, Government, Organ
from yangguang.organisations.services.founding import Founding, found_government
from yangguang.organisations.services.organs import create_organ, decide_subject
from yangguang.organisations.services.people import grant, open_account
from yangguang.organisations.viewers import Viewer, viewer_of
from yangguang.workflow.acts import acts
from yangguang.workflow.moment import standing_at

FILE = Path(__file__).with_name("county.yaml")
OPENING = time(9)
"""When an office of the county opens."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """One account to try: its name, password, and what it acts as."""

    sign_in_name: str
    password: str
    name: str
    role: str
    organ: str


def load_demo_county(today: date) -> list[SignIn]:
    """Enter the county unless it is there already, as one act; returns one account for every role.

    It was entered on its first day, long before anything that the demo tells of it.
    """
    county = _county()
    first = datetime.combine(county["government"]["since"], OPENING, timezone.get_default_timezone())
    with standing_at(first), acts():
        if demo_government() is None:
            _Loading(county, today).load()
    return demo_sign_ins()


def demo_government() -> Government | None:
    """The invented county, if it was entered on this installation."""
    return Government.objects.filter(name=_county()["government"]["name"]).first()


def demo_sign_ins() -> list[SignIn]:
    """One account for every role, in the order of the file; empty when the county was never entered."""
    county = _county()
    names = [person["sign_in"] for person in county["people"]]
    held = {
        one.user.sign_in_name: one
        for one in Appointment.objects.filter(user__sign_in_name__in=names).select_related("user", "organ")
    }
    return [
        SignIn(
            name,
            county["password"],
            held[name].user.display_name,
            Role(held[name].role).label,
            held[name].organ.name,
        )
        for name in names
        if name in held
    ]


def _county() -> dict[str, Any]:
    county: dict[str, Any] = yaml.safe_load(FILE.read_text("utf-8"))
    return county


class _Loading:
    """Enters one county; later steps act as the people whom earlier ones appointed."""

    def __init__(self, county: dict[str, Any], today: date) -> None:
        self.county = county
        self.today = today
        self.since: date = county["government"]["since"]
        self.organs: dict[str, Organ] = {}

    def load(self) -> None:
        """Government and administrators, people of the office, organs, people of the organs, routes."""
        people = self.county["people"]
        self._found([person for person in people if Role(person["role"]) in ADMINISTRATORS])
        others = [person for person in people if Role(person["role"]) not in ADMINISTRATORS]
        self._appoint([person for person in others if "organ" not in person])
        subjects = self._create_organs()
        self._appoint([person for person in others if "organ" in person])
        self._appoint(self._everywhere(subjects))
        self._define_routes()
        # one hash for all: making a hundred and fifty takes a minute, and this password is printed anyway
        User.objects.filter(appointments__organ__in=self.organs.values()).update(
            password=make_password(self.county["password"])
        )

    def _found(self, administrators: list[dict[str, Any]]) -> None:
        facts = self.county["government"]
        people = {
            Role(one["role"]): create_user(sign_in_name=one["sign_in"], display_name=one["name"])
            for one in administrators
        }
        founding = Founding(
            name=facts["name"],
            office_name=facts["office"],
            region_code=facts["region_code"],
            on=self.since,
        )
        self.government = found_government(founding, administrators=people)
        self.organs = {organ.name: organ for organ in self.government.organs.all()}
        self.office = self.organs[facts["office"]]
        self.administrators = {role: self._viewer(user) for role, user in people.items()}

    def _viewer(self, user: User) -> Viewer:
        return viewer_of(user, self.today, government=self.government.pk)

    def _keeper(self) -> Viewer:
        return self._viewer(User.objects.get(sign_in_name="county"))

    def _create_organs(self) -> list[Organ]:
        """Every organ of every group; returns those to which the ordinance applies, with the first two."""
        keeper, subjects = self._keeper(), list(self.organs.values())
        for group in self.county["groups"]:
            for order, name in enumerate(group["names"], start=1):
                number = len(self.organs) + 1
                organ = create_organ(
                    viewer=keeper,
                    code=f"{group['prefix']}{order:02}",
                    name=name,
                    kind=Kind(group["kind"]),
                    from_on=self.since,
                    vertical=group.get("vertical", False),
                    superior=self.organs.get(group.get("superior", "")),
                    order=number,
                    **{key: text.format(number=number) for key, text in self.county["contact"].items()},
                )
                self.organs[name] = organ
                subjects += [organ] if group.get("subject") else []
        tests = {"administrative": True, "external": True, "independent": True}
        basis = self.county["government"]["basis"]
        for organ in subjects:
            decide_subject(organ, viewer=keeper, from_on=self.since, basis=basis, **tests)
        return subjects

    def _everywhere(self, subjects: list[Organ]) -> list[dict[str, Any]]:
        """The people of each subject that has none of its own in the file."""
        named = {person.get("organ", self.office.name) for person in self.county["people"]}
        return [
            {
                "sign_in": f"{organ.code.lower()}-{one['suffix']}",
                "name": f"{one['name']}{organ.code}",
                "role": one["role"],
                "organ": organ.name,
            }
            for organ in subjects
            if organ.name not in named and organ.kind != Kind.GOVERNMENT
            for one in self.county["everywhere"]
        ]

    def _appoint(self, people: list[dict[str, Any]]) -> None:
        for person in people:
            user = open_account(
                viewer=self.administrators[Role.SYSTEM_ADMIN],
                sign_in_name=person["sign_in"],
                display_name=person["name"],
            )
            grant(
                user,
                viewer=self.administrators[Role.SECURITY_ADMIN],
                organ=self.organs[person.get("organ", self.office.name)],
                role=Role(person["role"]),
                from_on=self.since,
                full_time=person.get("full_time", False),
            )

    def _define_routes(self) -> None:
        for route in self.county["routes"]:
            steps = [
                Step(
                    name=step["name"],
                    role=Role(step["role"]),
                    scope=Scope(step.get("scope", Scope.OWN)),
                    may_be_skipped=step.get("may_be_skipped", False),
                )
                for step in route["steps"]
            ]
            define_route(
                viewer=self._keeper(),
                thing=route["thing"],
                name=route["name"],
                steps=steps,
                organ=self.organs[route["organ"]] if "organ" in route else None,
            )
