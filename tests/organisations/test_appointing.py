"""Who may hold which role, when: the rule as a table, and the services that keep it."""

from __future__ import annotations

from datetime import date

import pytest

from tests.organisations.making import START, TODAY, County, events, make_county, make_user
from tests.organisations.refusing import refused
from yangguang.organisations.appointing import Term, refusal_of_term
from yangguang.organisations.kinds import Kind, Role
from yangguang.organisations.models import Appointment, Deputyship
from yangguang.organisations.services.people import (
    appoint_deputy,
    change_password,
    close_account,
    end_appointment,
    end_deputyship,
    grant,
    open_account,
    reopen_account,
    reset_password,
)
from yangguang.organisations.viewers import actor_of, governments_of, viewer_of
from yangguang.wording.secrecy_marks import WHAT_TO_DO
from yangguang.workflow.acts import acts, note
from yangguang.workflow.models import Event
from yangguang.workflow.selectors import verify_chain

R = Role


def day(words: str) -> date:
    return date.fromisoformat(f"2026-{words}")


def term(role: Role, first: str, last: str | None, organ: int = 1) -> Term:
    return Term(organ, role, day(first), day(last) if last else None)


@pytest.mark.parametrize(
    ("sought", "kind", "held", "sentence"),
    [
        (term(R.LIAISON, "01-01", None), Kind.DEPARTMENT, [], None),
        (term(R.LIAISON, "02-02", "02-01"), Kind.DEPARTMENT, [], "终止日期早于起始日期"),
        (term(R.LIAISON, "02-02", "02-02"), Kind.DEPARTMENT, [], None),
        (
            term(R.LIAISON, "03-01", None),
            Kind.DEPARTMENT,
            [term(R.LIAISON, "01-01", "03-01")],
            "此人在同一机关的“信息公开联络员”任职与已有的任职日期重叠",
        ),
        (term(R.LIAISON, "03-02", None), Kind.DEPARTMENT, [term(R.LIAISON, "01-01", "03-01")], None),
        (term(R.LIAISON, "03-01", None), Kind.DEPARTMENT, [term(R.LIAISON, "01-01", None, organ=2)], None),
        (term(R.HANDLER, "03-01", None), Kind.DEPARTMENT, [term(R.LIAISON, "01-01", None)], None),
        (
            term(R.COUNTY_OFFICE, "01-01", None),
            Kind.DEPARTMENT,
            [],
            "“县政务公开科”只能在县人民政府或县政府办公室任职",
        ),
        (term(R.COUNTY_LEADER, "01-01", None), Kind.GOVERNMENT, [], None),
        (
            term(R.AUDIT_ADMIN, "01-01", None),
            Kind.OFFICE,
            [term(R.SYSTEM_ADMIN, "06-01", "06-30", organ=9)],
            "此人同期任“系统管理员”，系统管理员、安全管理员、审计管理员不得由同一人兼任",
        ),
        (term(R.AUDIT_ADMIN, "07-01", None), Kind.OFFICE, [term(R.SYSTEM_ADMIN, "06-01", "06-30")], None),
        (
            term(R.SECURITY_ADMIN, "01-01", None),
            Kind.OFFICE,
            [term(R.LIAISON, "01-01", None, organ=2)],
            "此人同期任“信息公开联络员”，管理员不得兼任业务身份",
        ),
        (
            term(R.LIAISON, "01-01", None, organ=2),
            Kind.DEPARTMENT,
            [term(R.SECURITY_ADMIN, "01-01", None)],
            "此人同期任“安全管理员”，管理员不得兼任业务身份",
        ),
    ],
)
def test_the_rule_of_terms(sought: Term, kind: Kind, held: list[Term], sentence: str | None) -> None:
    assert refusal_of_term(sought, kind, held) == sentence


def test_granting_a_role_is_recorded_by_number_not_by_name(county: County) -> None:
    organ = county.organ("示例局")
    appointment = county.appoint("甲", R.LIAISON, organ, full_time=True)
    event = Event.objects.order_by("sequence").last()
    assert (event.machine, event.verb, event.actor_name, event.actor_role, event.actor_organ) == (
        "appointment",
        "granted",
        "安全",
        "安全管理员",
        "示例县人民政府办公室",
    )
    assert event.subject_id == str(appointment.pk)
    assert event.facts == (
        '{"from":"2026-01-01","full_time":true,"organ":"示例局码","role":"liaison","to":null,'
        f'"user":{appointment.user_id}}}'
    )
    assert verify_chain(county.government.pk).whole


@pytest.mark.parametrize("who", ["系统", "审计", "县办"])
def test_only_the_security_administrator_grants(county: County, who: str) -> None:
    user, before = make_user("new", "新人"), events()
    with refused("只有安全管理员可以授予任职"):
        grant(user, viewer=county.seen_by(who), organ=county.office, role=R.LIAISON, from_on=START)
    assert not user.appointments.exists()
    assert events() == before


def test_nobody_grants_to_themselves_nor_ends_their_own(county: County) -> None:
    viewer = county.seen_by("安全")
    with refused("不能给自己授予任职"):
        grant(county.people["安全"], viewer=viewer, organ=county.office, role=R.LIAISON, from_on=START)
    with refused("不能终止自己的任职"):
        end_appointment(county.people["安全"].appointments.get(), viewer=viewer, last_day=TODAY)


def test_refused_grants_write_nothing(county: County) -> None:
    organ = county.organ("示例局", from_on=day("03-01"))
    county.appoint("甲", R.LIAISON, organ, from_on=day("03-01"))
    other = make_county("邻县", "371398")
    before = events()
    with refused("此人在同一机关的“信息公开联络员”任职与已有的任职日期重叠"):
        county.appoint("甲", R.LIAISON, organ, from_on=TODAY)
    with refused("“示例局”在任职的日期里不存在"):
        county.appoint("乙", R.LIAISON, organ, from_on=day("02-28"))
    with refused("没有这个机构"):
        county.appoint("乙", R.LIAISON, other.office, from_on=TODAY)
    with refused("此人同期任“审计管理员”，系统管理员、安全管理员、审计管理员不得由同一人兼任"):
        county.appoint("审计", R.SYSTEM_ADMIN, county.office)
    assert events() == before
    assert Appointment.objects.filter(organ__government=county.government).count() == 5


def test_administrators_are_apart_across_governments_too(county: County) -> None:
    other = make_county("邻县", "371398")
    county.people["外人"] = other.people["审计"]
    with refused("此人同期任“审计管理员”，系统管理员、安全管理员、审计管理员不得由同一人兼任"):
        county.appoint("外人", R.SYSTEM_ADMIN, county.office)


def test_an_appointment_holds_through_its_last_day(county: County) -> None:
    organ = county.organ("示例局")
    appointment = county.appoint("甲", R.LIAISON, organ)
    end_appointment(appointment, viewer=county.seen_by("安全"), last_day=day("06-30"))
    assert county.seen_by("甲", day("06-30")).standing(R.LIAISON, organ=organ.pk) is not None
    gone = county.seen_by("甲", day("07-01"))
    assert (gone.government, gone.standings) == (0, ())
    assert events()[-1] == ("appointment", "ended")
    with refused("这项任职已定于2026-06-30终止"):
        end_appointment(appointment, viewer=county.seen_by("安全"), last_day=day("07-01"))
    county.appoint("甲", R.LIAISON, organ, from_on=day("07-01"))
    assert county.seen_by("甲").acts_for(organ.pk)


def test_the_last_administrator_stays_until_another_is_there(county: County) -> None:
    audit = county.people["审计"].appointments.get()
    with refused("须先任命接任的“审计管理员”"):
        end_appointment(audit, viewer=county.seen_by("安全"), last_day=TODAY)
    with refused("须先任命接任的“审计管理员”"):
        close_account(county.people["审计"], viewer=county.seen_by("系统"))
    county.appoint("接任", R.AUDIT_ADMIN, county.office, from_on=day("11-21"))
    end_appointment(audit, viewer=county.seen_by("安全"), last_day=TODAY)
    audit.refresh_from_db()
    assert audit.to_on == TODAY


def test_a_viewer_looks_at_one_government_at_a_time(county: County) -> None:
    other = make_county("邻县", "371398")
    person = county.person("甲")
    county.appoint("甲", R.LIAISON, county.organ("示例局"))
    other.people["甲"] = person
    other.appoint("甲", R.LEGAL_ADVISER, other.office)
    assert governments_of(person, TODAY) == [county.government.pk, other.government.pk]
    assert viewer_of(person, TODAY).government == county.government.pk
    there = viewer_of(person, TODAY, government=other.government.pk)
    assert [one.role for one in there.standings] == [R.LEGAL_ADVISER]
    assert viewer_of(person, TODAY, government=10**9).government == 0


def deputise(county: County, absent: Appointment, name: str, first: str, last: str) -> Deputyship:
    return appoint_deputy(
        absent,
        viewer=county.seen_by("安全"),
        deputy=county.person(name),
        from_on=day(first),
        to_on=day(last),
        reason="休假",
    )


def test_a_deputy_acts_in_the_role_of_the_absent_one_and_is_named_so(county: County) -> None:
    organ = county.organ("示例局")
    leader = county.appoint("甲", R.ORGAN_LEADER, organ)
    county.appoint("乙", R.FOI_HEAD, organ)
    row = deputise(county, leader, "乙", "11-01", "11-30")
    standing = county.seen_by("乙").standing(R.ORGAN_LEADER, organ=organ.pk)
    assert standing is not None
    assert (standing.label, standing.deputy_for_user) == ("分管领导（代甲）", leader.user_id)
    assert county.seen_by("乙", day("12-01")).standing(R.ORGAN_LEADER) is None
    end_deputyship(row, viewer=county.seen_by("安全"), last_day=day("11-19"))
    assert county.seen_by("乙").standing(R.ORGAN_LEADER) is None
    assert events()[-2:] == [("appointment", "deputy_appointed"), ("appointment", "deputy_ended")]


def test_the_longest_name_and_role_still_fit_the_record(county: County) -> None:
    organ = county.organ("局" * 120, code="A1")
    absent = county.appoint("甲" * 40, R.FOI_HEAD, organ)
    county.appoint("乙" * 40, R.LIAISON, organ)
    deputise(county, absent, "乙" * 40, "11-01", "11-30")
    viewer = county.seen_by("乙" * 40)
    with acts():
        note("test", "noted", None, actor_of(viewer, viewer.standing(R.FOI_HEAD)), facts={})
    event = Event.objects.order_by("sequence").last()
    assert event.actor_role == f"政府信息公开工作机构负责人（代{'甲' * 40}）"


def test_deputies_that_cannot_be(county: County) -> None:
    organ = county.organ("示例局")
    leader = county.appoint("甲", R.ORGAN_LEADER, organ, to_on=day("12-10"))
    county.appoint("乙", R.FOI_HEAD, organ)
    county.appoint("丙", R.ORGAN_LEADER, organ)
    make_county("邻县", "371398")
    deputise(county, leader, "乙", "11-01", "11-30")
    before = events()
    for name, first, last, sentence in (
        ("甲", "12-01", "12-05", "本人不能作自己的代理"),
        ("乙", "11-30", "12-05", "这段时间里已经指定过代理"),
        ("乙", "12-05", "12-11", "代理的期间超出了被代理人的任职"),
        ("乙", "12-05", "12-04", "终止日期早于起始日期"),
        ("丁", "12-01", "12-05", "代理人须在本级政府的机关里有任职"),
        ("丙", "12-01", "12-05", "此人在同一机关的“分管领导”任职与已有的任职日期重叠"),
        ("安全", "12-01", "12-05", "不能指定自己为代理"),
        ("审计", "12-01", "12-05", "此人同期任“审计管理员”，管理员不得兼任业务身份"),
    ):
        with refused(sentence):
            deputise(county, leader, name, first, last)
    audit = county.people["审计"].appointments.get()
    with refused("此人同期任“分管领导”，管理员不得兼任业务身份"):
        deputise(county, audit, "丙", "12-01", "12-05")
    assert events() == before
    assert Deputyship.objects.count() == 1


def test_accounts_are_opened_by_the_system_administrator_only(county: County) -> None:
    user = open_account(viewer=county.seen_by("系统"), sign_in_name="new", display_name="新人")
    assert events()[-1] == ("account", "opened")
    assert viewer_of(user, TODAY).standings == ()
    with refused("只有系统管理员可以开立账号"):
        open_account(viewer=county.seen_by("安全"), sign_in_name="other", display_name="他人")
    with refused(f"第2行标有密级“机密★1年”，{WHAT_TO_DO}"):
        open_account(viewer=county.seen_by("系统"), sign_in_name="third", display_name="机密★1年")
    with refused("登录名“new”已经有人使用"):
        open_account(viewer=county.seen_by("系统"), sign_in_name="NEW", display_name="他人")
    close_account(user, viewer=county.seen_by("系统"))
    with refused("账号“new”已经停用"):
        grant(user, viewer=county.seen_by("安全"), organ=county.office, role=R.LIAISON, from_on=START)
    reopen_account(user, viewer=county.seen_by("系统"))
    with refused("不能停用自己的账号"):
        close_account(county.people["系统"], viewer=county.seen_by("系统"))


def test_a_system_administrator_cannot_become_another_by_a_password(county: County) -> None:
    with refused("管理员的密码只能由本人修改"):
        reset_password(county.people["安全"], "向阳花木早逢春 2026", viewer=county.seen_by("系统"))
    other = make_county("邻县", "371398")
    with refused("没有这个账号"):
        reset_password(other.people["县办"], "向阳花木早逢春 2026", viewer=county.seen_by("系统"))
    reset_password(county.people["县办"], "向阳花木早逢春 2026", viewer=county.seen_by("系统"))
    with refused("原密码不对"):
        change_password(
            county.people["县办"], old="错", new="近水楼台先得月 2026", viewer=county.seen_by("县办")
        )
    change_password(
        county.people["县办"],
        old="向阳花木早逢春 2026",
        new="近水楼台先得月 2026",
        viewer=county.seen_by("县办"),
    )
    county.people["县办"].refresh_from_db()
    assert county.people["县办"].check_password("近水楼台先得月 2026")
    assert events()[-2:] == [("account", "password_reset"), ("account", "password_changed")]
