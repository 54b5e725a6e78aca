"""Registering, deciding, assessing: what is kept, what is refused with which sentence, what is recorded."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core.management import call_command

from tests.disclosure.making import FINANCE, make_publishing_county, organ_of
from tests.disclosure.register.making import (
    CLOSED,
    DUE,
    EDUCATION,
    MADE,
    NUMBER,
    PROACTIVE,
    TODAY,
    entry,
    fresh,
    make_row,
    publish,
    seen,
)
from tests.organisations.making import County
from yangguang.disclosure.register.entering import Decision
from yangguang.disclosure.register.models import OfficialDocument
from yangguang.disclosure.register.selectors import (
    Duties,
    Duty,
    documents_visible_to,
    due_of,
    duties_visible_to,
    in_progress,
    progress,
    shares_visible_to,
)
from yangguang.disclosure.register.services import (
    change_attribute,
    correct_document,
    keep_closed,
    open_after_assessment,
    register_document,
    set_closed_share_alert,
)
from yangguang.disclosure.register.states import Progress
from yangguang.disclosure.services.taking_down import take_down
from yangguang.organisations.kinds import Kind, Role, SuccessionKind
from yangguang.organisations.services.organs import set_local_rule
from yangguang.organisations.services.reorganising import Reorganisation, reorganise
from yangguang.workflow.machine import Refused
from yangguang.workflow.models import Event

pytestmark = pytest.mark.django_db

CLASSIFIED = "第1行标有密级“机密★10年”，涉密内容不得进入本系统，请停止上传并按保密规定处理"


@pytest.fixture
def county() -> County:
    return make_publishing_county()


@contextmanager
def refused(sentence: str) -> Iterator[None]:
    """The block is refused with that sentence; no row and no event changes."""
    before = _kept()
    with pytest.raises(Refused) as caught:
        yield
    assert (str(caught.value), _kept()) == (sentence, before)


def _kept() -> tuple[list[dict[str, Any]], int]:
    return list(OfficialDocument.objects.order_by("pk").values()), Event.objects.count()


def last_event() -> tuple[str, str, dict[str, Any]]:
    event = Event.objects.order_by("-pk")[0]
    return event.verb, event.actor_name, json.loads(event.facts)


def test_a_document_is_registered_with_its_due_day(county: County) -> None:
    row = make_row(
        county,
        document_no=" 阳教发 [2026] 第003号 ",
        decision=replace(PROACTIVE, open_by=date(2026, 10, 30), channels=("new_media", "website")),
    )
    assert (row.document_no, row.due_on, row.revision) == (NUMBER, DUE, 1)
    assert (row.channels, row.reassess_on, row.assessed_on) == (["website", "new_media"], None, None)
    assert last_event() == (
        "registered",
        "教育局联络员",
        {
            "document_no": NUMBER,
            "attribute": "proactive",
            "open_by": "2026-10-30",
            "channels": ["website", "new_media"],
        },
    )


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"document_no": ""}, "“文号”不能为空"),
        (
            {"document_no": "无号"},
            "发文字号应写成“机关代字〔年份〕序号号”，或者“国务院令第711号”“公告2024年第3号”",
        ),
        ({"title": ""}, "只有不予公开的公文可以不登记标题"),
        ({"title": "一" * 201}, "“标题”不能超过200个字符"),
        ({"title": "机密★10年 关于某事的通知"}, CLASSIFIED),
        ({"made_on": date(2026, 11, 21)}, "“成文日期”晚于今天"),
        ({"made_on": date(2025, 12, 31)}, "“教育局”在2025-12-31不存在"),
        ({"decision": Decision(attribute="secret")}, "“公开属性”没有“secret”这一项"),
        ({"decision": Decision(attribute="closed")}, "不予公开须选择理由"),
        ({"decision": Decision(attribute="closed", reason_code="17")}, "没有“17”这一不予公开理由"),
        (
            {"decision": Decision(attribute="closed", reason_code="16.2")},
            "过程性信息是“可以”不予公开，须写明理由",
        ),
        (
            {"decision": Decision(attribute="closed", reason_code="14.1")},
            "涉及国家秘密的公文不登记标题，请删去标题",
        ),
        ({"decision": Decision(attribute="on_request")}, "依申请公开须写明理由"),
        (
            {"decision": Decision(attribute="on_request", reason="机密★10年")},
            CLASSIFIED,
        ),
        ({"decision": replace(PROACTIVE, reason_code="15")}, "只有不予公开的公文填写不予公开理由"),
        ({"decision": replace(CLOSED, open_by=TODAY)}, "只有主动公开的公文填写公开时间和渠道"),
        ({"decision": replace(PROACTIVE, reassess_on=TODAY)}, "只有不予公开的公文填写下次评估日期"),
        ({"decision": replace(PROACTIVE, open_by=date(2026, 10, 11))}, "“公开时间”早于“成文日期”"),
        ({"decision": replace(PROACTIVE, channels=("moon",))}, "没有“moon”这个公开渠道"),
        ({"decision": replace(CLOSED, reassess_on=date(2027, 10, 13))}, "“下次评估日期”最晚是2027-10-12"),
    ],
)
def test_what_cannot_stand_is_refused(county: County, changes: dict[str, Any], sentence: str) -> None:
    with refused(sentence):
        register_document(entry(county, **changes), viewer=seen(county, "联络员"))


def test_a_number_is_registered_once_a_government(county: County) -> None:
    make_row(county)
    with refused(f"文号“{NUMBER}”已经登记"):
        register_document(
            entry(county, organ=FINANCE, document_no="阳教发（2026）3号"),
            viewer=seen(county, "联络员", FINANCE),
        )
    neighbour = make_publishing_county("邻县", "371398")
    assert make_row(neighbour).document_no == NUMBER


def test_only_the_organ_and_the_county_office_register(county: County) -> None:
    sentence = (
        "只有教育局的信息公开联络员、承办人、政府信息公开工作机构负责人、分管领导和县政务公开科可以登记"
    )
    for viewer in (seen(county, "联络员", FINANCE), seen(county, "保密员"), county.seen_by("审计")):
        with refused(sentence):
            register_document(entry(county), viewer=viewer)
    neighbour = make_publishing_county("邻县", "371398")
    with refused("没有这个机构"):
        register_document(entry(county), viewer=seen(neighbour, "联络员"))
    assert register_document(entry(county), viewer=county.seen_by("县办")).organ.name == EDUCATION


def test_a_row_of_state_secrets_has_no_title(county: County) -> None:
    row = make_row(county, title="", decision=Decision(attribute="closed", reason_code="14.1"))
    assert (row.title, row.shown_title) == ("", "（不登记标题：国家秘密）")
    assert row.reassess_on == date(2027, 10, 12)


def test_what_is_found_to_be_secret_loses_its_title(county: County) -> None:
    row = make_row(county)
    held = change_attribute(
        row,
        viewer=seen(county, "主任"),
        revision=1,
        decision=Decision(attribute="closed", reason_code="14.1"),
        because="经确定属于国家秘密",
    )
    assert (fresh(held).title, held.due_on, held.assessed_on) == ("", None, TODAY)
    assert not Event.objects.filter(facts__contains="冬季供暖").exists()
    with refused("涉及国家秘密的公文不登记标题，请删去标题"):
        correct_document(
            held,
            viewer=seen(county, "主任"),
            revision=2,
            because="补标题",
            document_no=NUMBER,
            title="某通知",
            made_on=MADE,
            document_kind="",
        )


def test_a_change_of_attribute_keeps_its_reason(county: County) -> None:
    row = make_row(county)
    viewer = seen(county, "主任")
    with refused("“变更原因”不能为空"):
        change_attribute(row, viewer=viewer, revision=1, decision=CLOSED, because=" ")
    with refused("公开属性没有变化"):
        change_attribute(row, viewer=viewer, revision=1, decision=PROACTIVE, because="复核")
    held = change_attribute(row, viewer=viewer, revision=1, decision=CLOSED, because="复核后属于内部事务")
    assert (held.attribute, held.revision, held.reassess_on) == ("closed", 2, date(2027, 11, 20))
    assert last_event()[2] == {
        "document_no": NUMBER,
        "attribute": "closed",
        "ground": "16.1",
        "reassess_on": "2027-11-20",
        "before": "proactive",
        "reason": "复核后属于内部事务",
    }
    with refused("页面打开以后内容已有变化，请重新打开后再办理"):
        change_attribute(row, viewer=viewer, revision=1, decision=PROACTIVE, because="又改")


def test_the_first_decision_on_a_document_needs_no_reason(county: County) -> None:
    row = make_row(county, decision=Decision())
    held = change_attribute(row, viewer=seen(county, "主任"), revision=1, decision=PROACTIVE, because="")
    assert (held.attribute, held.due_on) == ("proactive", DUE)


def test_a_closed_document_is_assessed_and_kept_or_opened(county: County) -> None:
    row = make_row(county, decision=CLOSED)
    viewer = seen(county, "主任")
    with refused("“评估意见”不能为空"):
        keep_closed(row, viewer=viewer, revision=1, because="")
    with refused("“下次评估日期”须晚于今天"):
        keep_closed(row, viewer=viewer, revision=1, because="仍属内部事务", reassess_on=TODAY)
    kept = keep_closed(row, viewer=viewer, revision=1, because="仍属内部事务", reassess_on=date(2027, 3, 1))
    assert (kept.attribute, kept.assessed_on, kept.reassess_on) == ("closed", TODAY, date(2027, 3, 1))
    with refused("评估后公开的，须选择主动公开或者依申请公开"):
        open_after_assessment(kept, viewer=viewer, revision=2, because="情势变化", decision=CLOSED)
    opened = open_after_assessment(kept, viewer=viewer, revision=2, because="情势变化", decision=PROACTIVE)
    assert (opened.attribute, opened.opened_on, opened.due_on) == ("proactive", TODAY, date(2026, 12, 18))
    assert (opened.assessed_on, opened.reassess_on, opened.reason_code) == (None, None, "")
    assert [event.verb for event in Event.objects.filter(machine="register").order_by("pk")] == [
        "registered",
        "kept_closed",
        "opened",
    ]
    with refused("只有不予公开的公文需要评估"):
        keep_closed(opened, viewer=viewer, revision=3, because="再评估")


def test_a_wrong_number_or_day_is_corrected(county: County) -> None:
    row = make_row(county)
    held = correct_document(
        row,
        viewer=seen(county, "联络员"),
        revision=1,
        because="文号录错",
        document_no="阳教发〔2026〕4号",
        title=row.title,
        made_on=date(2026, 10, 13),
        document_kind="notice",
    )
    assert (held.document_no, held.due_on) == ("阳教发〔2026〕4号", date(2026, 11, 10))
    assert last_event()[0] == "corrected"


def test_what_is_public_is_found_by_its_number(county: County) -> None:
    row = make_row(county)
    assert progress(row, TODAY) is Progress.LATE
    item = publish(county, on=date(2026, 11, 10))
    assert progress(fresh(row), TODAY) is Progress.PUBLIC_LATE
    visible = documents_visible_to(seen(county, "联络员"))
    for one in Progress:
        found = visible.filter(in_progress(one.value, TODAY)).exists()
        assert found is (one is Progress.PUBLIC_LATE), one
    take_down(item, viewer=seen(county, "主任"), revision=item.revision, ground="wrong", reason="附表有误")
    assert progress(fresh(row), TODAY) is Progress.LATE


def test_duties_are_counted_organ_by_organ(county: County) -> None:
    make_row(county)
    make_row(county, document_no="阳教发〔2026〕4号", made_on=date(2026, 10, 13))
    make_row(county, document_no="阳教发〔2026〕5号", made_on=date(2026, 11, 2))
    make_row(
        county,
        document_no="阳财发〔2026〕1号",
        organ=FINANCE,
        decision=replace(CLOSED, reassess_on=date(2026, 11, 20)),
    )
    education, finance = organ_of(county).pk, organ_of(county, FINANCE).pk
    late, due = Duty(education, EDUCATION, 2, DUE), Duty(finance, FINANCE, 1, TODAY)
    assert duties_visible_to(county.seen_by("县办")) == Duties((late,), (due,))
    assert duties_visible_to(seen(county, "联络员")) == Duties((late,), ())
    assert duties_visible_to(seen(county, "联络员", FINANCE)) == Duties((), (due,))
    assert duties_visible_to(county.seen_by("审计")) == Duties((), ())


def test_the_reasons_of_a_due_day_follow_the_countys_own_period(county: County) -> None:
    row = make_row(county)
    set_local_rule(
        viewer=county.seen_by("县办"),
        name="publication.proactive",
        value="10",
        from_on=date(2026, 10, 1),
        basis="示例县公开规定",
    )
    due = due_of(row)
    assert (due and due.on, row.due_on) == (date(2026, 10, 26), DUE)
    call_command("rebuild_register_days", verbosity=0)
    assert fresh(row).due_on == date(2026, 10, 26)


def test_shares_count_what_is_decided_and_alert(county: County) -> None:
    make_row(county)
    make_row(county, document_no="阳教发〔2026〕4号", decision=CLOSED)
    make_row(county, document_no="阳教发〔2026〕5号", decision=CLOSED)
    make_row(county, document_no="阳教发〔2026〕6号", decision=Decision())
    office = county.seen_by("县办")

    def shown() -> list[tuple[str, int, int, int, str, bool]]:
        return [
            (one.name, one.registered, one.decided, one.closed, str(one.percent), one.alerts)
            for one in shares_visible_to(office, 2026)
        ]

    assert shown() == [(EDUCATION, 4, 3, 2, "66.7", False)]
    set_closed_share_alert(viewer=office, percent=25, from_on=TODAY, basis="示例县考核办法")
    assert shown() == [(EDUCATION, 4, 3, 2, "66.7", True)]
    assert shares_visible_to(office, 2025) == []
    with refused(f"{TODAY}已经设过提醒比例"):
        set_closed_share_alert(viewer=office, percent=30, from_on=TODAY, basis="又一次")
    with refused("提醒比例应是0到99的整数，单位是百分之一"):
        set_closed_share_alert(viewer=office, percent=100, from_on=date(2027, 1, 1), basis="太高")
    with refused("只有县政务公开科可以设定不予公开比例的提醒"):
        set_closed_share_alert(viewer=seen(county, "主任"), percent=1, from_on=TODAY, basis="自设")


def test_an_heir_keeps_the_register_of_an_organ_that_ended(county: County) -> None:
    row = make_row(county)
    new = county.organ("教育体育局", kind=Kind.DEPARTMENT, from_on=date(2026, 11, 1))
    county.appoint("新联络员", Role.LIAISON, new, from_on=date(2026, 11, 1))
    plan = Reorganisation(
        kind=SuccessionKind.MERGED,
        on=date(2026, 11, 20),
        basis="示例县机构改革方案",
        predecessors=(organ_of(county).pk, organ_of(county, FINANCE).pk),
        successors=(new.pk,),
    )
    reorganise(plan, viewer=county.seen_by("县办"))
    viewer = county.seen_by("新联络员")
    assert list(documents_visible_to(viewer)) == [row]
    held = change_attribute(row, viewer=viewer, revision=1, decision=CLOSED, because="复核")
    assert (held.attribute, held.organ.name) == ("closed", EDUCATION)
