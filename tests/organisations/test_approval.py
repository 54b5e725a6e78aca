"""Things on their route: who may decide on which version, what starts again, what is never evaded."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from tests.organisations.making import TODAY, events, make_county
from tests.organisations.offices import COUNTY, Office, R
from tests.organisations.refusing import refused
from yangguang.organisations.approval.machine import COURSE, STALE
from yangguang.organisations.approval.models import Course, Decision, RouteStep, Version
from yangguang.organisations.approval.paper import print_slip
from yangguang.organisations.approval.routes import Step
from yangguang.organisations.approval.routing import define_route
from yangguang.organisations.approval.selectors import (
    approved_hash,
    awaiting,
    content_hash,
    courses_visible_to,
    decisions_visible_to,
    slips_visible_to,
    versions_visible_to,
)
from yangguang.organisations.approval.services import (
    agree,
    renew,
    send_back,
    skip_step,
    withdraw,
)
from yangguang.organisations.approval.states import Scope
from yangguang.organisations.services.cases import close_case, open_case
from yangguang.organisations.services.organs import change_organ
from yangguang.organisations.services.people import appoint_deputy
from yangguang.organisations.viewers import actor_of
from yangguang.wording.secrecy_marks import WHAT_TO_DO
from yangguang.workflow.models import Event
from yangguang.workflow.selectors import history, verify_chain


def test_every_state_is_reached_from_the_first() -> None:
    reached = {"running"}
    for _ in COURSE.states:
        reached |= {row.target or "running" for row in COURSE.transitions if reached & set(row.sources)}
    assert reached == set(COURSE.states.values)


def test_a_thing_goes_step_by_step_to_its_approval(office: Office) -> None:
    course = office.start()
    for who, state, position in (
        ("保密", "running", 1),
        ("法制", "running", 2),
        ("领导", "running", 3),
        ("县办", "approved", 4),
    ):
        assert [one.pk for one in awaiting(office.county.seen_by(who))] == [course.pk]
        course = office.act(agree, course, who)
        assert (course.state, course.position) == (state, position)
        assert not awaiting(office.county.seen_by(who)).exists()
    assert approved_hash("organisations.organ", str(office.bureau.pk)) == content_hash("一")
    assert [(event.verb, event.actor_name, event.actor_role) for event in history(course)] == [
        ("start", "起草", "承办人"),
        ("agree", "保密", "保密审查员"),
        ("agree", "法制", "法制审核员"),
        ("agree", "领导", "分管领导"),
        ("finish", "县办", "县政务公开科"),
    ]
    assert verify_chain(office.county.government.pk).whole


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        ("起草", "这一步由本机关的“保密审查员”办理"),
        ("领导", "这一步由本机关的“保密审查员”办理"),
        ("县办", "这一步由本机关的“保密审查员”办理"),
        ("审计", "这一步由本机关的“保密审查员”办理"),
    ],
)
def test_only_the_holder_of_the_step_decides(office: Office, who: str, sentence: str) -> None:
    course, before = office.start(), len(events())
    with refused(sentence):
        office.act(agree, course, who)
    assert Decision.objects.count() == 0
    assert (Course.objects.get().position, len(events())) == (0, before)


def test_the_same_role_in_another_organ_or_government_decides_nothing(office: Office) -> None:
    other = office.county.organ("他局")
    office.county.appoint("他局保密", R.SECRECY_REVIEWER, other)
    abroad = make_county("邻县", "371398")
    abroad.appoint("邻县保密", R.SECRECY_REVIEWER, abroad.office)
    course = office.start()
    with refused("这一步由本机关的“保密审查员”办理"):
        office.act(agree, course, "他局保密")
    with refused("只有任职人员可以办理"):
        agree(course, viewer=abroad.seen_by("邻县保密"), version=1, position=0)
    assert not courses_visible_to(abroad.seen_by("县办")).exists()
    assert not courses_visible_to(office.county.seen_by("他局保密")).exists()


def test_an_author_never_decides_whatever_the_role(office: Office) -> None:
    office.county.appoint("起草", R.SECRECY_REVIEWER, office.bureau)
    course = office.start()
    with refused("起草人不能审批自己起草的内容"):
        office.act(agree, course, "起草")
    assert not awaiting(office.county.seen_by("起草")).exists()


def test_an_author_never_decides_as_a_deputy(office: Office) -> None:
    absent = office.county.people["领导"].appointments.get()
    appoint_deputy(
        absent,
        viewer=office.county.seen_by("安全"),
        deputy=office.county.person("起草"),
        from_on=TODAY,
        to_on=TODAY + timedelta(days=7),
        reason="休假",
    )
    course = office.act(agree, office.act(agree, office.start(), "保密"), "法制")
    with refused("起草人不能审批自己起草的内容"):
        office.act(agree, course, "起草")


def test_an_author_of_an_earlier_version_does_not_decide_on_a_later_one(office: Office) -> None:
    office.county.appoint("起草", R.SECRECY_REVIEWER, office.bureau)
    course = office.start()
    renew(
        course,
        viewer=office.county.seen_by("负责人"),
        content="二",
        authors=[office.county.person("负责人")],
    )
    with refused("起草人不能审批自己起草的内容"):
        office.act(agree, course, "起草")


def test_a_deputy_decides_and_the_record_says_for_whom(office: Office) -> None:
    absent = office.county.people["保密"].appointments.get()
    appoint_deputy(
        absent,
        viewer=office.county.seen_by("安全"),
        deputy=office.county.person("负责人"),
        from_on=TODAY,
        to_on=TODAY,
        reason="出差",
    )
    course = office.act(agree, office.start(), "负责人")
    assert history(course).last().actor_role == "保密审查员（代保密）"
    assert Decision.objects.get().role == "保密审查员（代保密）"


def test_one_person_does_not_decide_twice_on_a_version(office: Office) -> None:
    office.county.appoint("保密", R.LEGAL_REVIEWER, office.bureau)
    course = office.act(agree, office.start(), "保密")
    with refused("同一人不能在同一版本上作两次决定"):
        office.act(agree, course, "保密")
    assert not awaiting(office.county.seen_by("保密")).exists()


def test_changed_content_starts_again_and_old_decisions_stay_with_their_version(office: Office) -> None:
    course = office.act(agree, office.start(), "保密")
    author = office.county.person("起草")
    with refused("内容没有变化，不必提交新版本"):
        renew(course, viewer=office.county.seen_by("起草"), content="一", authors=[author])
    course = renew(course, viewer=office.county.seen_by("起草"), content="二", authors=[author])
    assert (course.version, course.position, course.current.hash) == (2, 0, content_hash("二"))
    assert [version.decisions.count() for version in Version.objects.order_by("number")] == [1, 0]
    with refused(STALE):
        agree(course, viewer=office.county.seen_by("保密"), version=1, position=0)
    assert office.act(agree, course, "保密").position == 1


def test_what_was_approved_is_open_again_when_its_content_changes(office: Office) -> None:
    course = office.start()
    for who in ("保密", "法制", "领导", "县办"):
        course = office.act(agree, course, who)
    renew(course, viewer=office.county.seen_by("起草"), content="二", authors=[office.county.person("起草")])
    assert approved_hash("organisations.organ", str(office.bureau.pk)) is None


def test_sending_back_needs_reasons_and_a_new_version_to_go_on(office: Office) -> None:
    course = office.start()
    with refused("退回须写明理由"):
        office.act(send_back, course, "保密", reason=" ")
    course = office.act(send_back, course, "保密", reason="缺附件")
    assert course.state == "returned"
    with refused("现在是“已退回”，不能同意"):
        office.act(agree, course, "保密")
    renew(course, viewer=office.county.seen_by("起草"), content="二", authors=[office.county.person("起草")])
    assert office.act(agree, course, "保密").position == 1


def test_a_step_is_skipped_by_its_own_verb_with_a_reason_and_secrecy_never(office: Office) -> None:
    course = office.start()
    with refused("“保密审查”不能跳过"):
        office.act(skip_step, course, "负责人", reason="不涉密")
    course = office.act(agree, course, "保密")
    with refused("跳过须写明理由"):
        office.act(skip_step, course, "负责人", reason="")
    with refused("只有这一步的“法制审核员”和本机关的“政府信息公开工作机构负责人”可以跳过"):
        office.act(skip_step, course, "领导", reason="不是规范性文件")
    course = office.act(skip_step, course, "负责人", reason="不是规范性文件")
    assert (course.position, history(course).last().verb) == (2, "skip")
    with refused("“分管领导审签”不能跳过"):
        office.act(skip_step, course, "负责人", reason="不在")


def test_an_author_does_not_skip_a_step_of_their_own_content(office: Office) -> None:
    office.county.appoint("起草", R.FOI_HEAD, office.bureau)
    course = office.act(agree, office.start(), "保密")
    with refused("起草人不能跳过自己内容的审批"):
        office.act(skip_step, course, "起草", reason="不必")


def test_what_cannot_start(office: Office) -> None:
    office.start()
    with refused("这件事项已经在审批或已经通过，内容有变化请提交新版本"):
        office.start()
    other = office.county.organ("他局")
    with refused("只有本机关和县政务公开科的人员可以办理"):
        office.start(organ=other)
    define_route(
        viewer=office.county.seen_by("县办"),
        thing="item",
        name="上级",
        steps=[Step("上级审核", R.ORGAN_LEADER, Scope.SUPERIOR)],
        organ=other,
    )
    with refused("“他局”没有上级机构，不能走“上级”"):
        office.start(organ=other, authors="县办")
    change_organ(other, viewer=office.county.seen_by("县办"), superior=office.bureau)
    other.refresh_from_db()
    course = office.start(organ=other, authors="县办")
    assert office.act(agree, course, "领导").state == "approved"
    assert Course.objects.count() == 2


def test_no_reason_carries_a_mark_of_classification(office: Office) -> None:
    course, viewer, before = office.start(), office.county.seen_by("起草"), events()
    marked = f"第1行标有密级“机密★1年”，{WHAT_TO_DO}"
    with refused(marked):
        withdraw(course, viewer=viewer, reason="机密★1年")
    assert (Course.objects.get(pk=course.pk).state, events()) == ("running", before)


def test_a_withdrawn_thing_may_start_anew(office: Office) -> None:
    course = office.start()
    withdraw(course, viewer=office.county.seen_by("起草"), reason="重写")
    assert office.start().pk != course.pk


def test_a_named_organ_is_answered_for_by_its_office(office: Office) -> None:
    other = office.county.organ("他局")
    office.county.appoint("他局领导", R.ORGAN_LEADER, other)
    define_route(
        viewer=office.county.seen_by("县办"),
        thing="item",
        name="会签",
        steps=[Step("会签", R.ORGAN_LEADER, Scope.NAMED, organ=other.pk), COUNTY],
    )
    course = office.start()
    assert courses_visible_to(office.county.seen_by("他局领导")).get() == course
    with refused("这一步由指定机关的“分管领导”办理"):
        office.act(agree, course, "领导")
    assert office.act(agree, course, "他局领导").position == 1


def test_buttons_say_why_they_cannot_be_pressed(office: Office) -> None:
    course = office.start()
    viewer = office.county.seen_by("保密")
    refusals = {one.label: one.refusal for one in COURSE.choices(course, actor_of(viewer))}
    assert refusals == {
        "同意": None,
        "同意并办结": "后面还有步骤",
        "退回": None,
        "跳过这一步": "“保密审查”不能跳过",
        "录入纸质签批": None,
        "录入纸质签批并办结": "后面还有步骤",
        "录入纸质退回": None,
        "提交新版本": None,
        "撤回": None,
    }


def test_who_sees_a_course(office: Office) -> None:
    course = office.start()
    office.act(agree, course, "保密")
    print_slip(course, viewer=office.county.seen_by("起草"))
    adviser = office.county.appoint("顾问", R.LEGAL_ADVISER, office.bureau)
    office.county.appoint("监督", R.SUPERVISOR, office.county.office)
    seen = {
        name: courses_visible_to(office.county.seen_by(name)).count()
        for name in ("起草", "领导", "县办", "系统", "安全", "审计", "顾问", "监督")
    }
    assert seen == {
        "起草": 1,
        "领导": 1,
        "县办": 1,
        "系统": 0,
        "安全": 0,
        "审计": 0,
        "顾问": 0,
        "监督": 0,
    }
    for visible in (versions_visible_to, decisions_visible_to, slips_visible_to):
        assert visible(office.county.seen_by("县办")).count() == 1
        assert visible(office.county.seen_by("系统")).count() == 0
    opening = open_case(office.bureau, viewer=office.county.seen_by("法制"), adviser=adviser, reason="诉讼")
    assert courses_visible_to(office.county.seen_by("顾问")).get() == course
    close_case(opening, viewer=office.county.seen_by("县办"))
    assert courses_visible_to(office.county.seen_by("顾问", TODAY + timedelta(days=1))).count() == 0


@pytest.mark.parametrize("change", ["plan = '[]'", "route_id = route_id + 1", "subject_id = '0'"])
def test_the_database_lets_no_course_change_its_route_or_thing(office: Office, change: str) -> None:
    course = office.start()
    with (
        pytest.raises(DatabaseError, match="审批中的事项不能改换路线"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE approval_course SET {change}")
    assert Course.objects.get().plan == course.plan


def test_a_version_exchanged_behind_its_back_is_not_decided_on(office: Office) -> None:
    course = office.start()
    Course.objects.update(hash=content_hash("另一份"))
    with refused(STALE):
        office.act(agree, course, "保密")
    assert Decision.objects.count() == 0


@pytest.mark.parametrize("model", [RouteStep, Version, Decision])
@pytest.mark.parametrize("verb", ["UPDATE", "DELETE"])
def test_the_database_keeps_what_decisions_rest_on(office: Office, model: Any, verb: str) -> None:
    office.act(agree, office.start(), "保密")
    table = model._meta.db_table
    statement = f"UPDATE {table} SET id = id" if verb == "UPDATE" else f"DELETE FROM {table}"
    before = model.objects.count()
    with (
        pytest.raises(DatabaseError, match="已经冻结，不能修改或删除"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert model.objects.count() == before > 0
    assert Event.objects.count() > 0
