"""What may this viewer see of governments, organs and appointments, and what needs somebody's care?

Structure (which organs there are) is seen by everybody who acts in the government; people's appointments by
their own organ and by those who oversee; content by those whose role needs it, never by an administrator.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from yangguang.accounts.models import User
from yangguang.organisations.kinds import ADMINISTRATORS, Role, SuccessionKind
from yangguang.organisations.lineage import Edge, predecessors, successors
from yangguang.organisations.local_rules import tighter_value
from yangguang.organisations.models import (
    Appointment,
    CaseOpening,
    Deputyship,
    Government,
    LocalRule,
    Organ,
    OrganAlias,
    SubjectDecision,
    Succession,
    in_force,
)
from yangguang.organisations.open_work import Work, works_of_government
from yangguang.organisations.viewers import Viewer
from yangguang.workflow.acts import INSTALLATION
from yangguang.workflow.models import Event

OVERSEERS = (Role.COUNTY_OFFICE, Role.COUNTY_LEADER)
"""Roles that see the content of every organ of their government."""
READERS_OF_APPOINTMENTS = (*OVERSEERS, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)
OUTSIDERS = frozenset({*ADMINISTRATORS, Role.SUPERVISOR, Role.LEGAL_ADVISER})
"""Roles that give no sight of an organ's unfinished content."""


@dataclass(frozen=True, slots=True)
class Scope:
    """How far content reaches for a viewer: one government, all its organs or some, and single cases."""

    government: int
    every_organ: bool
    organs: frozenset[int]
    cases: frozenset[tuple[str, str]]


def scope_of(viewer: Viewer) -> Scope:
    """Whose content a viewer may see; organs bring their ended predecessors with them."""
    every = viewer.standing(*OVERSEERS) is not None
    own = {one.organ for one in viewer.standings if one.role not in OUTSIDERS}
    edges = [] if every or not own else edges_of(viewer.government)
    older = {old for organ in own for old in predecessors(edges, organ)}
    return Scope(viewer.government, every, frozenset(own | older), _open_cases(viewer))


def content_seen(viewer: Viewer, subject: str, *, organ: str = "organ") -> Q:
    """The filter for a model of content whose organ is in the field `organ`.

    `subject` is the model's label in lower case, by which single cases are opened to legal advisers.
    """
    scope = scope_of(viewer)
    inside = Q(**{f"{organ}__government": scope.government})
    if scope.every_organ:
        return inside
    cases = [int(pk) for label, pk in scope.cases if label == subject and pk.isdigit()]
    return inside & (Q(**{f"{organ}__in": scope.organs}) | Q(pk__in=cases))


def governments_visible_to(viewer: Viewer) -> QuerySet[Government]:
    """The viewer's own government."""
    return Government.objects.filter(pk=viewer.government)


def local_rules_visible_to(viewer: Viewer) -> QuerySet[LocalRule]:
    """The periods of the viewer's government."""
    return LocalRule.objects.filter(government=viewer.government)


def organs_visible_to(viewer: Viewer) -> QuerySet[Organ]:
    """Every organ of the viewer's government, ended ones too."""
    return Organ.objects.filter(government=viewer.government)


def aliases_visible_to(viewer: Viewer) -> QuerySet[OrganAlias]:
    """The aliases of the organs seen."""
    return OrganAlias.objects.filter(organ__government=viewer.government)


def subject_decisions_visible_to(viewer: Viewer) -> QuerySet[SubjectDecision]:
    """The decisions on the organs seen."""
    return SubjectDecision.objects.filter(organ__government=viewer.government)


def successions_visible_to(viewer: Viewer) -> QuerySet[Succession]:
    """The successions among the organs seen."""
    return Succession.objects.filter(successor__government=viewer.government)


def appointments_visible_to(viewer: Viewer) -> QuerySet[Appointment]:
    """One's own, those of the organs one acts for, or all for those who oversee, grant or audit."""
    inside = Appointment.objects.filter(organ__government=viewer.government)
    if viewer.standing(*READERS_OF_APPOINTMENTS):
        return inside
    organs = [one.organ for one in viewer.standings if one.role not in OUTSIDERS]
    return inside.filter(Q(user=viewer.user) | Q(organ__in=organs))


def deputyships_visible_to(viewer: Viewer) -> QuerySet[Deputyship]:
    """Those of the appointments seen, and those one holds."""
    return Deputyship.objects.filter(
        Q(appointment__in=appointments_visible_to(viewer))
        | Q(deputy=viewer.user, appointment__organ__government=viewer.government)
    )


def openings_visible_to(viewer: Viewer) -> QuerySet[CaseOpening]:
    """An adviser's own; all for those who open cases, grant or audit."""
    inside = CaseOpening.objects.filter(adviser__organ__government=viewer.government)
    if viewer.standing(*READERS_OF_APPOINTMENTS):
        return inside
    organs = [one.organ for one in viewer.standings if one.role not in OUTSIDERS]
    return inside.filter(Q(adviser__user=viewer.user) | Q(adviser__organ__in=organs))


def people_visible_to(viewer: Viewer) -> QuerySet[User]:
    """Who has ever been appointed in the viewer's government.

    The two administrators who open accounts and grant roles also see accounts that have no appointment yet.
    """
    here = Appointment.objects.filter(user=OuterRef("pk"), organ__government=viewer.government)
    appointed = Q(Exists(here))
    if viewer.standing(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN):
        appointed |= ~Q(Exists(Appointment.objects.filter(user=OuterRef("pk"))))
    return User.objects.filter(appointed) if viewer.government else User.objects.none()


def events_visible_to(viewer: Viewer) -> QuerySet[Event]:
    """For the auditor: their government's chain, the sign-ins of its people and of nobody known."""
    if not viewer.standing(Role.AUDIT_ADMIN):
        return Event.objects.none()
    people = ["", *(str(pk) for pk in people_visible_to(viewer).values_list("pk", flat=True))]
    return Event.objects.filter(
        Q(government=viewer.government) | Q(government=INSTALLATION, actor_id__in=people)
    )


def organs_called(viewer: Viewer, words: str) -> QuerySet[Organ]:
    """Organs whose name, alias or code holds `words`, ended ones too, with their successors."""
    found = organs_visible_to(viewer).filter(
        Q(name__icontains=words) | Q(aliases__name__icontains=words) | Q(code__iexact=words)
    )
    edges = edges_of(viewer.government)
    heirs = {heir for organ in found for heir in successors(edges, organ.pk)}
    return organs_visible_to(viewer).filter(Q(pk__in=found.values("pk")) | Q(pk__in=heirs))


def foi_subjects(government: int, day: date) -> QuerySet[Organ]:
    """The organs living on `day` to which the ordinance applies by the newest decision until then."""
    newest = SubjectDecision.objects.filter(organ=OuterRef("pk"), from_on__lte=day).order_by("-from_on")
    living = Organ.objects.filter(in_force(day), government=government)
    return living.annotate(foi_subject=Subquery(newest.values("is_subject")[:1])).filter(foi_subject=True)


def edges_of(government: int) -> list[Edge]:
    """Every succession in a government, for the pure questions about lineage."""
    rows = Succession.objects.filter(successor__government=government).order_by("on", "pk")
    return [Edge(row.predecessor_id, row.successor_id, SuccessionKind(row.kind), row.on) for row in rows]


def with_predecessors(organ: Organ) -> frozenset[int]:
    """The organ and every one that ended in it: whose older things are found through it."""
    return predecessors(edges_of(organ.government_id), organ.pk) | {organ.pk}


def with_successors(organ: Organ) -> frozenset[int]:
    """The organ and every one it came to when it ended: who answers for it today."""
    return successors(edges_of(organ.government_id), organ.pk) | {organ.pk}


def unattended_work(government: int, day: date) -> list[Work]:
    """Unfinished work whose holder has no valid appointment for its organ (or, held by nobody, whose organ
    has no one appointed at all): the county's home page lists it.
    """
    valid = Appointment.objects.filter(in_force(day), organ__government=government, user__is_active=True)
    pairs = set(valid.values_list("user", "organ"))
    manned = {organ for _, organ in pairs}
    return [
        work
        for work in works_of_government(government)
        if (work.organ not in manned if work.holder is None else (work.holder, work.organ) not in pairs)
    ]


def binding_value(government: int, name: str, day: date) -> str:
    """What binds a government on `day` for a parameter it may tighten: its own value or the national one."""
    row = (
        LocalRule.objects.filter(government=government, name=name, from_on__lte=day)
        .order_by("-from_on")
        .first()
    )
    return tighter_value(name, row.value if row else None, day)


def binding_values(government: int) -> Callable[[str, date], str]:
    """The same for many questions about one government, answered from one statement."""
    rows = list(LocalRule.objects.filter(government=government).order_by("from_on"))

    def value(name: str, day: date) -> str:
        own = [row.value for row in rows if row.name == name and row.from_on <= day]
        return tighter_value(name, own[-1] if own else None, day)

    return value


def _open_cases(viewer: Viewer) -> frozenset[tuple[str, str]]:
    advising = [one.appointment for one in viewer.standings if one.role is Role.LEGAL_ADVISER]
    if not advising:
        return frozenset()
    rows = CaseOpening.objects.filter(in_force(viewer.today), adviser__in=advising)
    return frozenset(rows.values_list("subject", "subject_id"))
