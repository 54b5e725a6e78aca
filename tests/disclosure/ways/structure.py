"""What changes around the items meanwhile: roles, deputies, organs, accounts, routes, hands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from tests.disclosure.ways.world import WAYS, Place, World
from yangguang.organisations.approval.routing import define_route
from yangguang.organisations.kinds import Role, SuccessionKind
from yangguang.organisations.models import Appointment, Deputyship
from yangguang.organisations.open_work import works_of_person
from yangguang.organisations.services.handing_over import hand_over, key_of
from yangguang.organisations.services.organs import create_organ
from yangguang.organisations.services.people import (
    appoint_deputy,
    close_account,
    end_appointment,
    end_deputyship,
    grant,
    reopen_account,
)
from yangguang.organisations.services.reorganising import Reorganisation, reorganise
from yangguang.organisations.viewers import Viewer

GRANTED = (Role.LIAISON, Role.HANDLER, Role.SECRECY_REVIEWER, Role.ORGAN_LEADER, Role.FOI_HEAD)


def _keeper(world: World, place: Place, name: str) -> Viewer:
    return world.viewer(place.county.people[name], place)


def _grant(world: World, place: Place) -> None:
    pick = world.choice.choice
    grant(
        pick(world.people(place)),
        viewer=_keeper(world, place, "安全"),
        organ=pick(place.organs()),
        role=pick(GRANTED),
        from_on=world.today,
    )


def _end(world: World, place: Place) -> None:
    rows = Appointment.objects.filter(organ__government=place.number, role__in=GRANTED, to_on__isnull=True)
    row = world.choice.choice(list(rows.order_by("pk")))
    last = world.today - timedelta(days=1)
    end_appointment(row, viewer=_keeper(world, place, "安全"), last_day=last)
    grant(
        row.user,
        viewer=_keeper(world, place, "安全"),
        organ=row.organ,
        role=Role(row.role),
        from_on=world.today + timedelta(days=1),
    )


def _deputy(world: World, place: Place) -> None:
    rows = Appointment.objects.filter(organ__government=place.number, role__in=GRANTED, to_on__isnull=True)
    appoint_deputy(
        world.choice.choice(list(rows.order_by("pk"))),
        viewer=_keeper(world, place, "安全"),
        deputy=world.choice.choice(world.people(place)),
        from_on=world.today,
        to_on=world.today + timedelta(days=2),
        reason="出差",
    )


def _back(world: World, place: Place) -> None:
    rows = list(Deputyship.objects.filter(appointment__organ__government=place.number).order_by("pk"))
    for row in rows[-1:]:
        end_deputyship(row, viewer=_keeper(world, place, "安全"), last_day=world.today)


def _close_and_open(world: World, place: Place) -> None:
    person = world.choice.choice(world.people(place))
    change = close_account if person.is_active and world.choice.random() < 0.4 else reopen_account
    change(type(person).objects.get(pk=person.pk), viewer=_keeper(world, place, "系统"))
    person.refresh_from_db()


def _redefine(world: World, place: Place) -> None:
    thing = world.choice.choice(("disclosure", "disclosure.news"))
    steps = world.choice.choice(WAYS)
    define_route(viewer=_keeper(world, place, "县办"), thing=thing, name="改设", steps=steps)


def _reorganise(world: World, place: Place) -> None:
    """One bureau becomes another with all its people and its work."""
    bureaus = [organ for organ in place.organs() if organ.kind == "department" and organ.to_on is None]
    viewer, old = _keeper(world, place, "县办"), world.choice.choice(bureaus)
    name = world.fresh("新局")
    new = create_organ(viewer=viewer, name=name, code=name, kind=old.kind, from_on=world.today)
    plan = Reorganisation(SuccessionKind.MERGED, world.today, "示编1号", (old.pk,), (new.pk,))
    reorganise(plan, viewer=viewer)


def _hand_over(world: World, place: Place) -> None:
    leaver, taker = world.choice.sample(world.people(place), 2)
    works = works_of_person(leaver.pk, place.number)
    hand_over(leaver, viewer=_keeper(world, place, "县办"), to=taker, listed=[key_of(one) for one in works])


CHANGES: dict[str, Callable[[World, Place], Any]] = {
    "structure.grant": _grant,
    "structure.end": _end,
    "structure.deputy": _deputy,
    "structure.back": _back,
    "structure.close": _close_and_open,
    "structure.redefine": _redefine,
    "structure.reorganise": _reorganise,
    "structure.hand_over": _hand_over,
}
