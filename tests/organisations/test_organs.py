"""Organs: what each must be, who keeps the list, when the ordinance applies, what stands in the record."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.organisations.making import START, TODAY, County, events, make_county, make_user
from tests.organisations.refusing import refused
from yangguang.law.parameters.loading import parameter
from yangguang.organisations.kinds import Kind, Role
from yangguang.organisations.local_rules import refusal_of_rule, tightenable
from yangguang.organisations.models import Government, LocalRule, Organ, OrganAlias
from yangguang.organisations.open_work import undeclared
from yangguang.organisations.selectors import (
    aliases_visible_to,
    appointments_visible_to,
    binding_value,
    events_visible_to,
    foi_subjects,
    governments_visible_to,
    organs_visible_to,
    people_visible_to,
    subject_decisions_visible_to,
)
from yangguang.organisations.services.founding import Founding, found_government
from yangguang.organisations.services.organs import (
    change_organ,
    create_organ,
    decide_subject,
    set_local_rule,
)
from yangguang.wording.secrecy_marks import WHAT_TO_DO
from yangguang.workflow.models import Event

R = Role
GOOD_CODE = "11441700007280420Y"


def test_every_field_that_points_at_an_organ_or_a_person_says_what_becomes_of_it() -> None:
    assert undeclared() == []


def test_a_field_that_says_nothing_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(OrganAlias, "open_work", ())
    assert undeclared() == ["organisations.OrganAlias.organ"]


def founding(**changes: Any) -> Founding:
    return Founding(**{"name": "新县人民政府", "region_code": "371397", "on": START, **changes})


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": "示例县人民政府"}, "已经有“示例县人民政府”"),
        ({"name": ""}, "“名称”不能为空"),
        ({"region_code": "12"}, "行政区划代码应是6位数字（到乡级9位，到村级12位）"),
        ({"site_code": "12"}, "政府网站标识码应是10位数字，国务院部门的是 bm 加8位数字"),
    ],
)
def test_governments_that_cannot_be_founded(county: County, changes: dict[str, str], sentence: str) -> None:
    three = (R.SYSTEM_ADMIN, R.SECURITY_ADMIN, R.AUDIT_ADMIN)
    people = {role: make_user(role.value, role.label) for role in three}
    before = events()
    with refused(sentence):
        found_government(founding(**changes), administrators=people)
    assert (Government.objects.count(), events()) == (1, before)


def test_the_first_administrators_do_not_work_elsewhere(county: County) -> None:
    roles = (R.SYSTEM_ADMIN, R.SECURITY_ADMIN, R.AUDIT_ADMIN)
    people = {role: make_user(role.value, role.label) for role in roles}
    people[R.AUDIT_ADMIN] = county.people["县办"]
    with refused("“县办”不能任“审计管理员”：此人同期任“县政务公开科”，管理员不得兼任业务身份"):
        found_government(founding(), administrators=people)
    assert Government.objects.count() == 1


@pytest.mark.django_db
def test_the_first_administrators_are_three_people() -> None:
    one, two = make_user("one", "一"), make_user("two", "二")
    with refused("须同时指定系统管理员、安全管理员、审计管理员"):
        found_government(founding(), administrators={R.SYSTEM_ADMIN: one, R.SECURITY_ADMIN: two})
    same = {R.SYSTEM_ADMIN: one, R.SECURITY_ADMIN: two, R.AUDIT_ADMIN: one}
    with refused("系统管理员、安全管理员、审计管理员不得由同一人兼任"):
        found_government(founding(), administrators=same)
    assert not Government.objects.exists()
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"name": "示例局"}, "已经有名为“示例局”的机构"),
        ({"code": "A1"}, "机构编码“A1”已经有机构使用"),
        ({"uscc": GOOD_CODE}, f"统一社会信用代码“{GOOD_CODE}”已经有机构使用"),
        ({"uscc": GOOD_CODE[:-1] + "A"}, "统一社会信用代码的校验码不对，请核对有没有抄错"),
        ({"kind": Kind.OFFICE}, "一个政府只能有一个“县政府办公室”"),
        ({"kind": "bureau"}, "“类别”没有“bureau”这一项"),
        ({"name": ""}, "“名称”不能为空"),
        ({"code": "A2", "name": "局" * 121}, "“名称”不能超过120个字符"),
        ({"code": "A2", "name": "他\x00局"}, "“名称”含有不能保存的控制字符"),
        ({"email": "没有"}, "“电子邮箱”的写法不对"),
        ({"request_url": "javascript:alert(1)"}, "“互联网申请地址”的写法不对"),
        ({"to_on": date(2025, 12, 31)}, "终止日期早于成立日期"),
        ({"aliases": ("甲", "甲")}, "别名有重复"),
    ],
)
def test_organs_that_cannot_be(county: County, facts: dict[str, Any], sentence: str) -> None:
    county.organ("示例局", code="A1", uscc=GOOD_CODE)
    before = events()
    with refused(sentence):
        county.organ(**{"name": "他局", **facts})
    assert (Organ.objects.count(), OrganAlias.objects.count(), events()) == (3, 0, before)


@pytest.mark.parametrize(("who", "may"), [("县办", True), ("系统", True), ("安全", False), ("审计", False)])
def test_who_keeps_the_list_of_organs(county: County, who: str, may: bool) -> None:
    facts = {"code": "A1", "name": "示例局", "kind": Kind.DEPARTMENT, "from_on": START}
    if may:
        create_organ(viewer=county.seen_by(who), **facts)
        return
    with refused("只有县政务公开科、系统管理员可以增加机构"):
        create_organ(viewer=county.seen_by(who), **facts)


def test_changes_are_recorded_and_contact_is_kept_by_the_organ_itself(county: County) -> None:
    organ = county.organ("示例局", aliases=("示例委",))
    county.appoint("甲", R.LIAISON, organ)
    change_organ(organ, viewer=county.seen_by("甲"), phone="0000-0000000", contact_checked_on=TODAY)
    event = Event.objects.last()
    assert (event.verb, event.actor_role) == ("changed", "信息公开联络员")
    assert event.facts == '{"changed":{},"fields":["contact_checked_on","phone"],"reason":""}'
    before = events()
    change_organ(organ, viewer=county.seen_by("甲"), phone="0000-0000000")
    assert events() == before
    with refused("只有县政务公开科、系统管理员可以修改机构"):
        change_organ(organ, viewer=county.seen_by("甲"), order=1)
    with refused("只有县政务公开科、系统管理员可以修改机构"):
        change_organ(county.office, viewer=county.seen_by("甲"), phone="1")
    with refused("更正机构名称须写明原因；正式更名请用机构改革"):
        change_organ(organ, viewer=county.seen_by("县办"), name="示例科")
    for marked in ({"phone": "机密★1年"}, {"aliases": ("机密★1年",)}, {"order": 3, "reason": "机密★1年"}):
        with refused(f"第1行标有密级“机密★1年”，{WHAT_TO_DO}"):
            change_organ(organ, viewer=county.seen_by("县办"), **marked)
    assert events() == before
    with refused("机构没有可以这样修改的内容：to_on"):
        change_organ(organ, viewer=county.seen_by("县办"), to_on=TODAY)
    change_organ(
        organ, viewer=county.seen_by("县办"), name="示范局", reason="误写", aliases=("示委", "示例委")
    )
    assert Event.objects.last().facts == (
        '{"changed":{"name":["示例局","示范局"]},"fields":["aliases","name"],"reason":"误写"}'
    )
    assert list(organ.aliases.order_by("pk").values_list("name", flat=True)) == ["示例委", "示委"]


def test_an_organ_is_not_above_itself(county: County) -> None:
    top = county.organ("上局")
    below = county.organ("下所", superior=top)
    with refused("机构不能直接或间接以自己为上级"):
        change_organ(top, viewer=county.seen_by("县办"), superior=below)
    other = make_county("邻县", "371398")
    with refused("没有这个上级机构"):
        change_organ(top, viewer=county.seen_by("县办"), superior=other.office)
    with refused("没有这个机构"):
        change_organ(other.office, viewer=county.seen_by("县办"), order=9)


def decide(county: County, organ: Organ, passed: str, day: date, who: str = "县办") -> None:
    tests = {"administrative": "行" in passed, "external": "外" in passed, "independent": "独" in passed}
    decide_subject(organ, viewer=county.seen_by(who), from_on=day, basis="示政办〔2026〕1号", **tests)


def test_a_subject_passes_all_three_tests_from_a_day_on(county: County) -> None:
    organ, other = county.organ("示例局"), county.organ("内设科")
    decide(county, organ, "行外独", date(2026, 2, 1))
    decide(county, other, "行独", date(2026, 2, 1))
    assert list(foi_subjects(county.government.pk, date(2026, 1, 31))) == []
    assert list(foi_subjects(county.government.pk, date(2026, 2, 1))) == [organ]
    decide(county, organ, "行", date(2026, 6, 1))
    assert list(foi_subjects(county.government.pk, date(2026, 5, 31))) == [organ]
    assert list(foi_subjects(county.government.pk, TODAY)) == []
    with refused("“示例局”在2026-06-01已有一项认定"):
        decide(county, organ, "行外独", date(2026, 6, 1))
    with refused("“示例局”在2025-12-31不存在"):
        decide(county, organ, "行外独", date(2025, 12, 31))
    with refused("只有县政务公开科可以认定公开主体"):
        decide(county, organ, "行外独", TODAY, who="系统")


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("foi.reply", "15", None),
        ("foi.reply", "20", "“答复期限”的国家规定是20个工作日，本地只能更严，不能设为20"),
        ("foi.reply", "21", "“答复期限”的国家规定是20个工作日，本地只能更严，不能设为21"),
        ("foi.reply", "0", "“答复期限”的本地数值应写成整数"),
        ("foi.reply", "十五", "“答复期限”的本地数值应写成整数"),
        ("foi.clarification.period", "10", "“foi.clarification.period”不是地方可以自行收紧的期限"),
        ("publication.decision_consultation", "45", None),
        (
            "publication.decision_consultation",
            "20",
            "“重大行政决策公开征求意见的最短期限”的国家规定是30日，本地只能更严，不能设为20",
        ),
        ("annual_report.department", "01-20", None),
        (
            "annual_report.department",
            "02-01",
            "“县级以上政府部门公布上一年度报告的最后一天”的国家规定是1月31日，本地只能更严，不能设为02-01",
        ),
        (
            "annual_report.department",
            "13-01",
            "“县级以上政府部门公布上一年度报告的最后一天”的本地数值应写成月-日，例如 01-15",
        ),
        ("没有", "1", "“没有”不是地方可以自行收紧的期限"),
    ],
)
def test_local_rules_only_tighten(name: str, value: str, sentence: str | None) -> None:
    assert refusal_of_rule(name, value, TODAY) == sentence


@pytest.mark.parametrize("name", sorted(tightenable()))
def test_every_tightenable_name_is_a_national_parameter(name: str) -> None:
    assert parameter(name).at(TODAY).name == name


def test_a_local_rule_binds_from_its_day(county: County) -> None:
    day, here = date(2026, 7, 1), county.government.pk
    rule = set_local_rule(
        viewer=county.seen_by("县办"), name="foi.reply", value="15", from_on=day, basis="示政办〔2026〕9号"
    )
    assert [binding_value(here, "foi.reply", on) for on in (day - timedelta(days=1), day)] == ["20", "15"]
    before = events()
    for value, basis, sentence in (
        ("30", "示", "“答复期限”的国家规定是20个工作日，本地只能更严，不能设为30"),
        ("10", "", "“依据”不能为空"),
        ("10", "示", "2026-07-01已经设过这项本地期限"),
    ):
        with refused(sentence):
            set_local_rule(
                viewer=county.seen_by("县办"), name="foi.reply", value=value, from_on=day, basis=basis
            )
    assert (list(LocalRule.objects.all()), events()) == ([rule], before)
    assert binding_value(make_county("邻县", "371398").government.pk, "foi.reply", day) == "20"


def test_nobody_sees_over_the_border_of_a_government(county: County) -> None:
    other = make_county("邻县", "371398")
    organ = county.organ("示例局", aliases=("示例委",))
    decide(county, organ, "行外独", TODAY)
    county.appoint("甲", R.LIAISON, organ)
    here, there = county.seen_by("县办"), other.seen_by("县办")
    counted = {
        visible.__name__: (visible(here).count(), visible(there).count())
        for visible in (
            governments_visible_to,
            organs_visible_to,
            aliases_visible_to,
            subject_decisions_visible_to,
            appointments_visible_to,
            people_visible_to,
        )
    }
    assert counted == {
        "governments_visible_to": (1, 1),
        "organs_visible_to": (3, 2),
        "aliases_visible_to": (1, 0),
        "subject_decisions_visible_to": (1, 0),
        "appointments_visible_to": (5, 4),
        "people_visible_to": (5, 4),
    }
    nobody = county.seen_by("甲", START - timedelta(days=1))
    assert [visible(nobody).count() for visible in (organs_visible_to, people_visible_to)] == [0, 0]


@pytest.mark.parametrize(
    ("who", "appointments", "people", "recorded"),
    [("甲", 2, 6, 0), ("县办", 6, 6, 0), ("安全", 6, 7, 0), ("系统", 1, 7, 0), ("审计", 6, 6, 10)],
)
def test_what_each_sees_of_people_and_of_the_record(
    county: County, who: str, appointments: int, people: int, recorded: int
) -> None:
    organ = county.organ("示例局")
    county.appoint("甲", R.LIAISON, organ)
    county.appoint("乙", R.ORGAN_LEADER, organ)
    make_user("unappointed", "未任职")
    make_county("邻县", "371398")
    viewer = county.seen_by(who)
    assert appointments_visible_to(viewer).count() == appointments
    assert people_visible_to(viewer).count() == people
    assert events_visible_to(viewer).count() == recorded
