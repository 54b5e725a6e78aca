"""Two people at the same moment: one of them is told so, and nothing falls between them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connections

from tests.engines import Settings
from tests.organisations.making import START, TODAY, make_county
from tests.organisations.offices import make_office
from yangguang.organisations.approval.models import Course, Decision
from yangguang.organisations.approval.services import agree
from yangguang.organisations.kinds import Kind, Role, SuccessionKind
from yangguang.organisations.models import Appointment, Organ
from yangguang.organisations.open_work import works_of_organ
from yangguang.organisations.services.organs import create_organ
from yangguang.organisations.services.people import grant
from yangguang.organisations.services.reorganising import Reorganisation, reorganise
from yangguang.workflow.machine import Refused
from yangguang.workflow.selectors import verify_chain

ROUNDS = 5


def together(*acts: Callable[[], Any]) -> list[str]:
    """Run each act in a thread of its own behind one barrier; returns "done" or the refusal of each."""
    barrier, said = threading.Barrier(len(acts)), ["" for _ in acts]

    def run(place: int) -> None:
        barrier.wait()
        try:
            acts[place]()
            said[place] = "done"
        except Refused as refusal:
            said[place] = str(refusal)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said


def test_two_organs_of_one_code_are_never_made(scratch_database: Settings) -> None:
    county = make_county()
    viewer = county.seen_by("县办")
    for number in range(ROUNDS):

        def make(name: str, code: str = f"A{number}") -> None:
            create_organ(viewer=viewer, name=name, code=code, kind=Kind.DEPARTMENT, from_on=START)

        names = (f"甲{number}", f"乙{number}")
        said = together(*(lambda name=name, make=make: make(name) for name in names))
        assert sorted(said) == ["done", f"机构编码“A{number}”已经有机构使用"]
    assert Organ.objects.filter(kind=Kind.DEPARTMENT).count() == ROUNDS
    assert verify_chain(county.government.pk).whole


def test_two_grants_of_one_role_never_overlap(scratch_database: Settings) -> None:
    county = make_county()
    organ, viewer = county.organ("示例局"), county.seen_by("安全")
    for number in range(ROUNDS):
        person = county.person(f"人{number}")

        def give(person: Any = person) -> None:
            grant(person, viewer=viewer, organ=organ, role=Role.LIAISON, from_on=START)

        said = together(give, give)
        assert sorted(said) == ["done", "此人在同一机关的“信息公开联络员”任职与已有的任职日期重叠"]
    assert Appointment.objects.filter(role=Role.LIAISON).count() == ROUNDS


def test_two_presses_of_one_button_make_one_decision(scratch_database: Settings) -> None:
    office = make_office(make_county())
    office.county.appoint("另一保密", Role.SECRECY_REVIEWER, office.bureau)
    viewers = [office.county.seen_by(name) for name in ("保密", "另一保密")]
    course = office.start()

    def press(viewer: Any) -> None:
        agree(Course.objects.get(pk=course.pk), viewer=viewer, version=1, position=0)

    said = together(*(lambda viewer=viewer: press(viewer) for viewer in viewers))
    assert sorted(said) == ["done", "内容或审批进度已有变化，请重新打开后再办理"]
    assert Decision.objects.count() == 1


@pytest.mark.parametrize("turn", range(3))
def test_no_work_begins_behind_the_back_of_a_reorganisation(scratch_database: Settings, turn: int) -> None:
    office = make_office(make_county())
    new = office.county.organ("新局", from_on=date(2026, 11, 1))
    plan = Reorganisation(SuccessionKind.MERGED, date(2026, 11, 1), "示编1号", (office.bureau.pk,), (new.pk,))
    viewer = office.county.seen_by("县办")
    said = together(lambda: reorganise(plan, viewer=viewer), office.start)
    assert said[0] == "done"
    assert said[1] in {"done", f"“示例局”在{TODAY}不存在，不能开始新的工作"}
    assert works_of_organ(office.bureau.pk) == []
    assert Course.objects.filter(organ=new).count() == (said[1] == "done")
