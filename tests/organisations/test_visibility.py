"""Who sees which rows: every model has its selector, and every kind of viewer stands in one table."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps

from tests.organisations.making import START, TODAY, make_county
from tests.organisations.offices import Office
from yangguang.accounts.models import User
from yangguang.organisations import selectors as organs
from yangguang.organisations.approval import selectors as approval
from yangguang.organisations.approval.models import Course, Decision, Route, RouteStep, Slip, Version
from yangguang.organisations.approval.paper import print_slip
from yangguang.organisations.approval.services import agree
from yangguang.organisations.kinds import Role, SuccessionKind
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
)
from yangguang.organisations.services.cases import open_case
from yangguang.organisations.services.organs import decide_subject, set_local_rule
from yangguang.organisations.services.people import appoint_deputy
from yangguang.organisations.services.reorganising import Reorganisation, reorganise
from yangguang.workflow.models import Event

R = Role

SELECTORS: dict[Any, Any] = {
    Government: organs.governments_visible_to,
    LocalRule: organs.local_rules_visible_to,
    Organ: organs.organs_visible_to,
    OrganAlias: organs.aliases_visible_to,
    SubjectDecision: organs.subject_decisions_visible_to,
    Succession: organs.successions_visible_to,
    Appointment: organs.appointments_visible_to,
    Deputyship: organs.deputyships_visible_to,
    CaseOpening: organs.openings_visible_to,
    Route: approval.routes_visible_to,
    RouteStep: approval.route_steps_visible_to,
    Course: approval.courses_visible_to,
    Version: approval.versions_visible_to,
    Decision: approval.decisions_visible_to,
    Slip: approval.slips_visible_to,
    User: organs.people_visible_to,
    Event: organs.events_visible_to,
}

TABLE = """
            县办 县领导 领导 他局 系统 安全 审计 顾问 监督 外县 生人
Government     1    1    1    1    1    1    1    1    1    1    0
LocalRule      1    1    1    1    1    1    1    1    1    0    0
Organ          5    5    5    5    5    5    5    5    5    2    0
OrganAlias     1    1    1    1    1    1    1    1    1    0    0
SubjectDecision 1   1    1    1    1    1    1    1    1    0    0
Succession     1    1    1    1    1    1    1    1    1    0    0
Appointment   13   13    6    1    1   13   13    1    1    4    0
Deputyship     1    1    1    0    0    1    1    0    0    0    0
CaseOpening    1    1    1    0    0    1    1    1    0    0    0
Route          1    1    1    1    1    1    1    1    1    0    0
RouteStep      4    4    4    4    4    4    4    4    4    0    0
Course         1    1    1    0    0    0    0    1    0    0    0
Version        1    1    1    0    0    0    0    1    0    0    0
Decision       1    1    1    0    0    0    0    1    0    0    0
Slip           1    1    1    0    0    0    0    1    0    0    0
"""
"""How many rows each kind of viewer sees of a world that holds some of everything."""


def test_every_model_has_its_selector() -> None:
    rooms = {"organisations", "approval", "accounts"}
    models = {model for model in apps.get_models() if model._meta.app_label in rooms} | {Event}
    assert models == set(SELECTORS)


def fill(office: Office) -> None:
    county, bureau = office.county, office.bureau
    viewer, day = county.seen_by("县办"), date(2026, 11, 1)
    set_local_rule(viewer=viewer, name="foi.reply", value="15", from_on=START, basis="示")
    tests = {"administrative": True, "external": True, "independent": True}
    decide_subject(bureau, viewer=viewer, from_on=START, basis="示", **tests)
    other, old = county.organ("他局"), county.organ("旧局", aliases=("老局",))
    for name, role, organ in (
        ("县领导", R.COUNTY_LEADER, county.office),
        ("监督", R.SUPERVISOR, county.office),
        ("他局", R.LIAISON, other),
    ):
        county.appoint(name, role, organ)
    plan = Reorganisation(SuccessionKind.MERGED, day, "示", (old.pk,), (other.pk,))
    reorganise(plan, viewer=viewer)
    course = office.act(agree, office.start(), "保密")
    print_slip(course, viewer=county.seen_by("起草"))
    adviser = county.appoint("顾问", R.LEGAL_ADVISER, bureau)
    open_case(course, viewer=viewer, adviser=adviser, reason="示")
    appoint_deputy(
        county.people["领导"].appointments.get(),
        viewer=county.seen_by("安全"),
        deputy=county.person("负责人"),
        from_on=TODAY,
        to_on=TODAY + timedelta(days=1),
        reason="示",
    )


@pytest.mark.django_db
def test_who_sees_how_many_rows(office: Office) -> None:
    fill(office)
    abroad = make_county("外县", "371398")
    head, *rows = TABLE.strip().splitlines()
    viewers = {name: office.county.seen_by(name) for name in head.split() if name not in {"外县", "生人"}}
    viewers["外县"] = abroad.seen_by("县办")
    viewers["生人"] = office.county.seen_by("县办", START - timedelta(days=1))
    expected = {row.split()[0]: [int(count) for count in row.split()[1:]] for row in rows}
    seen = {
        model.__name__: [SELECTORS[model](viewers[name]).count() for name in head.split()]
        for model in SELECTORS
        if model.__name__ in expected
    }
    assert seen == expected


@pytest.mark.django_db
def test_no_selector_shows_a_row_of_another_government(office: Office) -> None:
    fill(office)
    abroad = make_county("外县", "371398")
    for name in ("系统", "安全", "审计", "县办"):
        foreigner, native = abroad.seen_by(name), office.county.seen_by(name)
        for model, visible in SELECTORS.items():
            both = set(visible(foreigner)) & set(visible(native))
            assert both == set(), (model.__name__, name)
