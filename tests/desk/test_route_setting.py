"""Setting a way at the desk: asked step by step, shown once more, refused in words, kept as a version."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import reverse

from tests.desk.making import EDUCATION, TODAY, Desks, make_desks
from tests.desk.test_bad_input import nothing_written
from yangguang.organisations.approval.models import Route, RouteStep
from yangguang.organisations.approval.presets import preset
from yangguang.workflow.models import Event

PUBLISHING = "?thing=disclosure&bound=all"
REPORTS = "?thing=annual_report.agency&bound=all"
WAY = {
    "name": "公开信息",
    "replacing": "0",
    "step1_name": "保密审查",
    "step1_role": "secrecy_reviewer",
    "step1_scope": "own",
    "step2_name": "分管领导审签",
    "step2_role": "organ_leader",
    "step2_scope": "own",
}
"""What somebody enters for a way of two steps; the other six rows are left empty."""


@pytest.fixture
def desks(db: None) -> Iterator[Desks]:
    with override_settings(PRACTICE_DAY=TODAY):
        yield make_desks()


@pytest.fixture
def office(desks: Desks, client: Client) -> Client:
    """The county office at its desk."""
    return desks.at(client, "县办")


def sent(client: Client, query: str = PUBLISHING, **changes: str) -> HttpResponse:
    answer: HttpResponse = client.post(reverse("desk:route_steps") + query, {**WAY, **changes})
    return answer


def in_use(thing: str = "disclosure") -> list[tuple[str, str, int]]:
    rows = Route.objects.filter(thing=thing, retired_on__isnull=True).order_by("pk")
    return list(rows.values_list("bound_to", "name", "version"))


def test_first_comes_what_it_is_for(office: Client, desks: Desks) -> None:
    bureau = desks.filings[EDUCATION].body_id
    text = office.get(reverse("desk:new_route")).content.decode()
    assert "公开信息（全部类型）" in text
    assert "年度报告：部门、乡镇（街道）" in text
    answer = office.post(reverse("desk:new_route"), {"thing": "disclosure", "bound": f"organ:{bureau}"})
    assert answer.headers["Location"] == f"/desk/routes/steps/?thing=disclosure&bound=organ%3A{bureau}"
    with nothing_written():
        wrong = office.post(reverse("desk:new_route"), {"thing": "别的", "bound": "organ:0"})
    assert wrong.status_code == 400
    assert wrong.content.decode().count("没有这一项，请从列出的选项中选择") == 4  # at the top and beside each


def test_the_steps_begin_with_a_ready_made_way(office: Client) -> None:
    address = reverse("desk:route_steps") + PUBLISHING
    form = office.get(address).context["form"]
    assert [form[f"step{row}_name"].value() for row in (1, 2, 3)] == ["保密审查", "分管领导审签", None]
    form = office.get(address + "&preset=three_reviews").context["form"]
    assert [form[f"step{row}_name"].value() for row in range(1, 7)] == [
        step.name for step in preset("three_reviews").steps
    ]
    assert (form["name"].value(), form["step1_skip"].value()) == ("三审三校", True)


def test_a_way_is_looked_at_before_it_is_set(office: Client) -> None:
    with nothing_written():
        looked = sent(office)
        changed = sent(office, stage="edit")
    text = looked.content.decode()
    assert "保密审查：本机关 · 保密审查员" in text
    assert "没有，这是第一次设定" in text
    assert 'value="save"' in text
    assert changed.context["form"]["step1_name"].value() == "保密审查"
    answer = sent(office, stage="save")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/desk/routes/")
    assert in_use() == [("", "公开信息", 1)]
    event = Event.objects.latest("pk")
    assert (event.machine, event.verb, event.actor_name) == ("route", "defined", "县办")
    assert "已设定“公开信息”第1版" in office.get("/desk/routes/").content.decode()


def test_what_the_look_sends_back_is_what_was_entered(office: Client) -> None:
    more = {"step2_skip": "on", "step5_name": "复核", "step5_role": "foi_head"}
    form = sent(office, **more).context["form"]
    shown = {name: form[name].value() for name in form.fields}
    hidden = {name: "" if value is None else str(value) for name, value in shown.items()}
    answer = office.post(reverse("desk:route_steps") + PUBLISHING, {**hidden, "stage": "save"})
    assert answer.status_code == 302
    kept = RouteStep.objects.filter(route__thing="disclosure")
    assert list(kept.values_list("position", "name", "may_be_skipped")) == [
        (0, "保密审查", False),
        (1, "分管领导审签", True),
        (2, "复核", False),
    ]


def test_a_second_version_retires_the_first_and_is_for_one_organ_or_kind_too(
    office: Client, desks: Desks
) -> None:
    bureau = desks.filings[EDUCATION].body_id
    sent(office, stage="save")
    first = Route.objects.get(thing="disclosure")
    looked = sent(office, replacing=str(first.pk), name="第二版")
    assert "“公开信息”第 1 版；正在审批的事项仍按原路线办完" in looked.content.decode()
    sent(office, replacing=str(first.pk), name="第二版", stage="save")
    sent(office, f"?thing=disclosure&bound=organ:{bureau}", name="本局", stage="save")
    sent(office, "?thing=disclosure&bound=kind:township", name="乡镇", stage="save")
    assert in_use() == [("", "第二版", 2), (f"organ:{bureau}", "本局", 1), ("kind:township", "乡镇", 1)]
    first.refresh_from_db()
    assert first.retired_on == TODAY


def test_a_named_organ_answers_at_a_step(office: Client, desks: Desks) -> None:
    bureau = str(desks.filings[EDUCATION].body_id)
    named = {"step3_name": "会签", "step3_role": "organ_leader", "step3_scope": "named"}
    assert "“会签”须写明是哪一个机关" in sent(office, **named).content.decode()
    assert f"指定机关 {EDUCATION}" in sent(office, **named, step3_organ=bureau).content.decode()
    sent(office, **named, step3_organ=bureau, stage="save")
    assert RouteStep.objects.get(name="会签").organ_id == int(bureau)


@pytest.mark.parametrize(
    ("query", "changes", "sentence"),
    [
        (PUBLISHING, {"name": ""}, "路线名称：请填写"),
        (PUBLISHING, {"step1_role": "", "step2_role": ""}, "第1步由谁办理：请选择由谁办理"),
        (PUBLISHING, {"step2_name": ""}, "第2步名称：请填写这一步的名称"),
        (
            PUBLISHING,
            {"step1_role": "", "step1_name": "", "step2_role": "", "step2_name": ""},
            "审批路线至少要有一步",
        ),
        (PUBLISHING, {"step1_role": "organ_leader"}, "公开信息的审批路线须有本机关的保密审查"),
        (PUBLISHING, {"step1_skip": "on"}, "保密审查不能设为可以跳过"),
        (PUBLISHING, {"step1_scope": "superior"}, "公开信息的审批路线须有本机关的保密审查"),
        (PUBLISHING, {"step2_skip": "on"}, "最后一步不能设为可以跳过：总要有人决定"),
        (PUBLISHING, {"step2_role": "county_office"}, "“县政务公开科”的步骤须设为县级"),
        (PUBLISHING, {"step2_role": "audit_admin"}, "没有这一项，请从列出的选项中选择"),
        (PUBLISHING, {"step2_organ": "999999"}, "没有这一项，请从列出的选项中选择"),
        (PUBLISHING, {"step1_name": "审" * 61}, "最多60个字"),
        (PUBLISHING, {"replacing": "999999"}, "页面打开以后内容已有变化，请重新打开后再办理"),
        (PUBLISHING, {"replacing": "-1"}, "不能小于0"),
        (REPORTS, {"replacing": "in use"}, "须先由本机关审核，最后由主管部门审核"),
    ],
)
def test_what_cannot_be_set(office: Client, query: str, changes: dict[str, str], sentence: str) -> None:
    if changes.get("replacing") == "in use":
        changes = {"replacing": str(Route.objects.get(thing="annual_report.agency").pk)}
    for stage in ("", "save"):
        with nothing_written():
            answer = sent(office, query, **{"stage": stage, **changes})
        assert answer.status_code == 400
        assert sentence in answer.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?thing=disclosure&bound=",
        "?thing=别的&bound=all",
        "?thing=disclosure&bound=organ:0",
        "?thing=disclosure&bound=kind:none",
    ],
)
def test_ways_of_nothing_are_not_there(office: Client, query: str) -> None:
    address = reverse("desk:route_steps") + query
    with nothing_written():
        assert [office.get(address).status_code, office.post(address, WAY).status_code] == [404, 404]


def test_a_way_is_stopped_once(office: Client) -> None:
    sent(office, stage="save")
    found = Route.objects.get(thing="disclosure")
    address = reverse("desk:stop_route", args=[found.pk])
    assert "停用“公开信息”第1版" in office.get(address).content.decode()
    assert office.post(address).status_code == 302
    assert in_use() == []
    with nothing_written():
        again = office.post(address)
    assert again.status_code == 409
    assert "这条审批路线已于2027-01-12停用" in again.content.decode()


def test_only_the_county_office_is_offered_it(office: Client, desks: Desks) -> None:
    sent(office, stage="save")
    assert "设定审批路线" in office.get("/desk/routes/").content.decode()
    text = desks.at(office, f"{EDUCATION}领导").get("/desk/routes/").content.decode()
    assert "公开信息（全部类型），适用于全部机构" in text
    assert "设定审批路线" not in text
    assert "停用公开信息" not in text
