"""Who is looking, and as what may they act today?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from yangguang.accounts.models import User
from yangguang.organisations.kinds import ADMINISTRATORS, Kind, Role
from yangguang.organisations.models import Appointment, Deputyship, in_force
from yangguang.workflow.acts import Actor
from yangguang.workflow.machine import Refused


@dataclass(frozen=True, slots=True)
class Standing:
    """One role in which somebody may act today; `deputy_for` names the absent person, if it is theirs."""

    appointment: int
    role: Role
    organ: int
    organ_name: str
    organ_kind: Kind
    deputy_for: str = ""
    deputy_for_user: int | None = None

    @property
    def label(self) -> str:
        """The role as it goes into the record."""
        return f"{self.role.label}（代{self.deputy_for}）" if self.deputy_for else self.role.label


@dataclass(frozen=True, slots=True)
class Viewer:
    """A person in one government on one day, with everything they may act as."""

    user: int
    name: str
    government: int
    today: date
    standings: tuple[Standing, ...] = ()

    def standing(self, *roles: Role, organ: int | None = None) -> Standing | None:
        """The first standing in one of `roles` (for `organ`, if given); own ones before deputised ones."""
        return next(
            (one for one in self.standings if one.role in roles and (organ is None or one.organ == organ)),
            None,
        )

    def acts_for(self, organ: int) -> bool:
        """Whether the person holds any role of content for the organ."""
        return any(one.organ == organ and one.role not in ADMINISTRATORS for one in self.standings)


@dataclass(frozen=True, slots=True)
class Acting(Actor):
    """An actor who is a viewer, so that guards can ask what they may do; `standing` is the role used."""

    viewer: Viewer | None = None
    standing: Standing | None = None


def viewer_of(user: User, today: date, *, government: int | None = None) -> Viewer:
    """What `user` may act as on `today`, deputised roles included.

    Somebody appointed in several governments looks at one at a time: `government`, or the first. A closed
    account, or one without appointment, sees nothing (government 0).
    """
    standings = standings_of(user, today) if user.is_active else []
    places = sorted({place for place, _ in standings})
    chosen = government if government is not None else next(iter(places), 0)
    return Viewer(
        user=user.pk,
        name=user.display_name,
        government=chosen if chosen in places else 0,
        today=today,
        standings=tuple(standing for place, standing in standings if place == chosen),
    )


def governments_of(user: User, today: date) -> list[int]:
    """The governments in which a person may act today."""
    return sorted({government for government, _ in standings_of(user, today)})


def standings_of(user: User, today: date) -> list[tuple[int, Standing]]:
    """(government, standing) of every appointment valid today, own ones first."""
    own = Appointment.objects.filter(in_force(today), in_force(today, prefix="organ__"), user=user)
    lent = Deputyship.objects.filter(
        in_force(today),
        in_force(today, prefix="appointment__"),
        in_force(today, prefix="appointment__organ__"),
        deputy=user,
    )
    held = [(one, None) for one in own.select_related("organ").order_by("pk")]
    deputised = [
        (one.appointment, one.appointment.user)
        for one in lent.select_related("appointment__organ", "appointment__user").order_by("pk")
    ]
    return [(one.organ.government_id, _standing(one, absent)) for one, absent in [*held, *deputised]]


def actor_of(viewer: Viewer, standing: Standing | None = None) -> Acting:
    """The actor of an event: the name, role and organ of the moment are copied in."""
    return Acting(
        id=str(viewer.user),
        name=viewer.name,
        role=standing.label if standing else "",
        organ=standing.organ_name if standing else "",
        government=viewer.government,
        viewer=viewer,
        standing=standing,
    )


def acting_as(viewer: Viewer, roles: Iterable[Role], what: str, *, organ: int | None = None) -> Acting:
    """The actor for something only `roles` may do; `Refused` says who may when the viewer holds none."""
    wanted = tuple(roles)
    standing = viewer.standing(*wanted, organ=organ)
    if standing is None:
        raise Refused(f"只有{'、'.join(role.label for role in wanted)}可以{what}")
    return actor_of(viewer, standing)


def _standing(appointment: Appointment, absent: User | None) -> Standing:
    organ = appointment.organ
    return Standing(
        appointment=appointment.pk,
        role=Role(appointment.role),
        organ=organ.pk,
        organ_name=organ.name,
        organ_kind=Kind(organ.kind),
        deputy_for=absent.display_name if absent else "",
        deputy_for_user=absent.pk if absent else None,
    )
