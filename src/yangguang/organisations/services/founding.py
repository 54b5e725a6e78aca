"""How does a government begin? With itself, its office, and three administrators who are three people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from yangguang.accounts.models import User
from yangguang.organisations.appointing import Term, refusal_of_term
from yangguang.organisations.codes import refusal_of_codes
from yangguang.organisations.fields import refusal_of_fields
from yangguang.organisations.kinds import ADMINISTRATORS, Kind, Level, Role
from yangguang.organisations.models import Appointment, Government, Organ
from yangguang.organisations.services.people import terms_of
from yangguang.workflow.acts import SYSTEM, acts, note
from yangguang.workflow.machine import Refused


@dataclass(frozen=True, slots=True)
class Founding:
    """What the first-run page asks for. `on` is the day from which everything in it holds."""

    name: str
    region_code: str
    on: date
    level: Level = Level.COUNTY
    site_code: str = ""
    office_name: str = ""
    government_code: str = "001"
    office_code: str = "002"


def found_government(founding: Founding, *, administrators: Mapping[Role, User]) -> Government:
    """Create a government, 县人民政府 and 县政府办公室, and appoint its three administrators.

    `administrators` names a different person for each of 系统、安全、审计. Raises `Refused`.
    """
    if set(administrators) != ADMINISTRATORS:
        raise Refused("须同时指定系统管理员、安全管理员、审计管理员")
    if len({user.pk for user in administrators.values()}) != len(ADMINISTRATORS):
        raise Refused("系统管理员、安全管理员、审计管理员不得由同一人兼任")
    government = Government(
        name=founding.name.strip(),
        level=founding.level,
        region_code=founding.region_code.strip(),
        site_code=founding.site_code.strip(),
    )
    sentence = refusal_of_fields(government) or refusal_of_codes(
        region_code=government.region_code, site_code=government.site_code
    )
    if sentence:
        raise Refused(sentence)
    with acts():
        try:
            with transaction.atomic():
                government.save(force_insert=True)
        except IntegrityError:  # somebody founded it at the same moment
            raise Refused(f"已经有“{government.name}”") from None
        facts = {"name": government.name, "region_code": government.region_code}
        note("government", "founded", government, SYSTEM, facts=facts, government=government.pk)
        office = _first_organs(government, founding)
        for role, user in administrators.items():
            _appoint(user, role, office, founding.on)
    return government


def _first_organs(government: Government, founding: Founding) -> Organ:
    names = {
        Kind.GOVERNMENT: (founding.government_code, government.name),
        Kind.OFFICE: (founding.office_code, founding.office_name or f"{government.name}办公室"),
    }
    for order, (kind, (code, name)) in enumerate(names.items(), start=1):
        organ = Organ(
            government=government, code=code, name=name, kind=kind, order=order, from_on=founding.on
        )
        if sentence := refusal_of_fields(organ):
            raise Refused(sentence)
        organ.save(force_insert=True)
        facts = {"code": code, "name": name, "kind": kind.value, "from": founding.on.isoformat()}
        note("organ", "created", organ, SYSTEM, facts=facts, government=government.pk)
    return organ


def _appoint(user: User, role: Role, office: Organ, day: date) -> None:
    term = Term(office.pk, role, day, None)
    if sentence := refusal_of_term(term, Kind(office.kind), terms_of(user)):
        raise Refused(f"“{user.display_name}”不能任“{role.label}”：{sentence}")
    appointment = Appointment.objects.create(user=user, organ=office, role=role, from_on=day, full_time=True)
    facts = {"user": user.pk, "role": role.value, "organ": office.code, "from": day.isoformat()}
    note("appointment", "granted", appointment, SYSTEM, facts=facts, government=office.government_id)
