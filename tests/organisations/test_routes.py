"""Which way does a thing take? What makes a route, which of several fits, and what keeps the one it began."""

from __future__ import annotations

from typing import Any

import pytest

from tests.organisations.offices import COUNTY, LEADER, LEGAL, SECRECY, Office, R
from tests.organisations.refusing import refused
from yangguang.organisations.approval.routes import Step, refusal_of_route
from yangguang.organisations.approval.routing import define_route, retire_route
from yangguang.organisations.approval.selectors import route_for
from yangguang.organisations.approval.services import agree
from yangguang.organisations.approval.states import Scope
from yangguang.organisations.kinds import Kind


@pytest.mark.parametrize(
    ("steps", "sentence"),
    [
        ([SECRECY, LEGAL, LEADER, COUNTY], None),
        ([], "审批路线至少要有一步"),
        ([LEADER, LEGAL], "最后一步不能设为可以跳过：总要有人决定"),
        ([Step(" ", R.ORGAN_LEADER)], "每一步都要有名称"),
        (
            [Step("保密审查", R.SECRECY_REVIEWER, may_be_skipped=True), LEADER],
            "保密审查不能设为可以跳过",
        ),
        ([Step("审批", R.SYSTEM_ADMIN, Scope.COUNTY)], "“系统管理员”不能在审批路线上作决定"),
        ([Step("审批", R.LEGAL_ADVISER)], "“法律顾问”不能在审批路线上作决定"),
        ([Step("审批", R.COUNTY_OFFICE)], "“县政务公开科”的步骤须设为县级"),
        ([Step("会签", R.ORGAN_LEADER, Scope.NAMED)], "“会签”须写明是哪一个机关"),
        ([Step("审签", R.ORGAN_LEADER, organ=1)], "“审签”不指定机关"),
    ],
)
def test_which_steps_make_a_route(steps: list[Step], sentence: str | None) -> None:
    assert refusal_of_route(steps) == sentence


def test_a_running_thing_keeps_the_route_it_began_with(office: Office) -> None:
    course = office.start()
    define_route(viewer=office.county.seen_by("县办"), thing="item", name="新路线", steps=[LEADER])
    course = office.act(agree, course, "保密")
    assert [row.name for row in course.steps] == [
        "保密审查",
        "法制审核",
        "分管领导审签",
        "县政务公开科审核",
    ]
    other = office.county.organ("他局")
    office.county.appoint("他局起草", R.HANDLER, other)
    assert [row.name for row in office.start(authors="他局起草", organ=other).steps] == ["分管领导审签"]


def test_the_closest_route_is_taken(office: Office) -> None:
    viewer = office.county.seen_by("县办")
    town = office.county.organ("示例镇", kind=Kind.TOWNSHIP)
    define_route(viewer=viewer, thing="item", name="乡镇", steps=[LEADER], kind=Kind.TOWNSHIP)
    own = define_route(viewer=viewer, thing="item", name="本局", steps=[LEADER], organ=office.bureau)
    assert [route_for("item", organ).name for organ in (office.bureau, town, office.county.office)] == [
        "本局",
        "乡镇",
        "信息发布",
    ]
    assert route_for("other", town) is None
    retire_route(own, viewer=viewer)
    assert route_for("item", office.bureau).name == "信息发布"
    with refused("这条审批路线已于2026-11-20停用"):
        retire_route(own, viewer=viewer)
    with refused("只有县政务公开科可以设定审批路线"):
        define_route(viewer=office.county.seen_by("领导"), thing="item", name="自定", steps=[LEADER])


def test_the_most_special_thing_goes_first_then_the_closest_bound(office: Office) -> None:
    viewer, bureau = office.county.seen_by("县办"), office.bureau
    things = ("item.rule", "item")

    def define(thing: str, name: str, **bound: Any) -> None:
        define_route(viewer=viewer, thing=thing, name=name, steps=[LEADER, COUNTY], **bound)

    assert route_for(things, bureau).name == "信息发布"
    define("item", "本局", organ=bureau)
    define("item.rule", "全县规范性文件")
    assert route_for(things, bureau).name == "全县规范性文件"
    assert route_for("item", bureau).name == "本局"
    define("item.rule", "部门规范性文件", kind=Kind.DEPARTMENT)
    chosen = route_for(things, bureau)
    assert (chosen.name, [step.name for step in chosen.way]) == (
        "部门规范性文件",
        ["分管领导审签", "县政务公开科审核"],
    )
    assert route_for(things, office.county.office).name == "全县规范性文件"
    assert route_for(("other", "another"), bureau) is None
