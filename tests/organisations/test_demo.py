"""The invented county: as large as a real one, every role there, and nobody real."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from django.contrib.auth import authenticate

from tests.organisations.making import TODAY, events
from yangguang.accounts.models import User
from yangguang.organisations.approval.selectors import route_for
from yangguang.organisations.demo.loading import demo_sign_ins, load_demo_county
from yangguang.organisations.kinds import Kind, Role
from yangguang.organisations.models import Appointment, Organ
from yangguang.organisations.selectors import foi_subjects, unattended_work
from yangguang.workflow.models import Event
from yangguang.workflow.selectors import verify_chain


@pytest.mark.django_db
def test_the_county_has_every_organ_every_role_and_loads_once() -> None:
    assert demo_sign_ins() == []
    sign_ins = load_demo_county(TODAY)
    assert Counter(Organ.objects.values_list("kind", flat=True)) == {
        Kind.GOVERNMENT.value: 1,
        Kind.OFFICE.value: 1,
        Kind.DEPARTMENT.value: 51,
        Kind.TOWNSHIP.value: 14,
        Kind.SUBDISTRICT.value: 4,
        Kind.ZONE.value: 1,
        Kind.ENTERPRISE.value: 73,
    }
    here = Organ.objects.get(kind=Kind.OFFICE).government_id
    assert Organ.objects.filter(vertical=True).count() == 6
    assert foi_subjects(here, TODAY).count() == 72
    assert {one.role for one in sign_ins} == {role.label for role in Role}
    assert all(name.startswith("示例") for name in User.objects.values_list("display_name", flat=True))
    assert authenticate(None, username="county", password=sign_ins[0].password) is not None
    subjects = set(foi_subjects(here, TODAY).exclude(kind=Kind.GOVERNMENT).values_list("pk", flat=True))
    led = Appointment.objects.filter(role=Role.LIAISON).values_list("organ", flat=True)
    assert subjects == set(led)
    for role in (Role.HANDLER, Role.SECRECY_REVIEWER, Role.FOI_HEAD, Role.ORGAN_LEADER):
        assert set(Appointment.objects.filter(role=role).values_list("organ", flat=True)) == subjects
    bureau = Organ.objects.get(code="B01")
    assert str(route_for("annual_report.agency", bureau)) == "部门和乡镇年度报告"
    assert str(route_for(("disclosure.notice", "disclosure"), bureau)) == "信息发布"
    assert str(route_for(("disclosure.normative_document", "disclosure"), bureau)) == "规范性文件发布"
    assert str(route_for(("disclosure.news", "disclosure"), Organ.objects.get(code="B16"))) == "三审三校"
    assert unattended_work(here, TODAY) == []
    assert verify_chain(here).whole
    assert set(Event.objects.filter(government=here).values_list("at__date", flat=True)) == {date(2020, 1, 1)}
    before = len(events())
    assert (load_demo_county(TODAY), len(events())) == (sign_ins, before)
