"""What happens to what is public: put right, taken down, put back, related to others, interpreted."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.utils.timezone import localdate

from tests.disclosure.making import (
    FINANCE,
    INTERPRETATION,
    OTHER_POLICY,
    decide,
    make_draft,
    make_item,
    make_publishing_county,
    make_released,
    put_forward,
    review_secrecy,
    seen,
)
from tests.disclosure.standing_still import stays
from tests.organisations.making import County
from yangguang.disclosure.content import draft_of
from yangguang.disclosure.models import InterpretationDuty, Item, Placement, Publication, Relation
from yangguang.disclosure.selectors import public_in
from yangguang.disclosure.services.correcting import begin_correction, drop_correction
from yangguang.disclosure.services.deciding import approve, send_back
from yangguang.disclosure.services.drafting import drop, save_draft
from yangguang.disclosure.services.putting_forward import submit, withdraw
from yangguang.disclosure.services.taking_down import restore, take_down
from yangguang.disclosure.showing.lines import Wanted, lines_in_column, lines_of_government
from yangguang.disclosure.states import SENSITIVE_GROUNDS, Ending, Ground, Standing, State
from yangguang.organisations.approval.selectors import course_of
from yangguang.organisations.models import Organ

pytestmark = pytest.mark.django_db
DEAD = "有1条相关信息不存在或者没有公开，请重新选择"
CIRCLE = "文件之间不能循环修改、替代或者废止"


@pytest.fixture
def county(db: None) -> County:
    return make_publishing_county()


def look(item: Item) -> Item:
    return Item.objects.get(pk=item.pk)


def correct(county: County, item: Item, note: str = "更正数字", **changes: Any) -> Item:
    """Open for correction, written anew, put forward; the reviewers have not looked yet."""
    liaison = seen(county, "联络员")
    begun = begin_correction(look(item), viewer=liaison, revision=look(item).revision, note=note)
    draft = draft_of(begun).changed(**changes)
    saved = save_draft(begun, viewer=liaison, revision=begun.revision, draft=draft)
    return submit(saved, viewer=liaison, revision=saved.revision)


def through(county: County, item: Item) -> Item:
    return decide(county, review_secrecy(county, look(item)))


def down(county: County, item: Item, ground: str = "wrong", **changes: Any) -> Item:
    facts = {"viewer": seen(county, "主任"), "revision": look(item).revision, "reason": "内容有误", **changes}
    return take_down(look(item), ground=ground, **facts)


def up(county: County, item: Item) -> Item:
    return restore(look(item), viewer=seen(county, "主任"), revision=look(item).revision, reason="核实无误")


# --- corrections


def test_the_released_version_stays_until_the_corrected_one_is(county: County) -> None:
    out = make_released(county)
    under_way = correct(county, out, title="更正后的标题")
    assert Publication.objects.get().title == "关于秋季运动会的通知"
    done = through(county, under_way)
    publication = Publication.objects.get()
    assert (publication.title, publication.version.number) == ("更正后的标题", 2)
    assert publication.released_at == out.released_at
    assert [(one["note"], one["version"]) for one in publication.corrections] == [("更正数字", 2)]
    assert (done.state, done.correction_note, Placement.objects.count()) == (State.RELEASED, "", 1)


@pytest.mark.parametrize("stage", ["begun", "returned", "withdrawn"])
def test_a_correction_given_up_leaves_what_is_public(county: County, stage: str) -> None:
    out, liaison = make_released(county), seen(county, "联络员")
    item = correct(county, out, title="更正后的标题")
    if stage == "returned":
        item = send_back(item, viewer=seen(county, "保密员"), revision=item.revision, reason="不必更正")
    if stage == "withdrawn":
        item = withdraw(item, viewer=liaison, revision=item.revision, reason="不必更正")
    if stage == "begun":
        with stays("现在是“审核中”，不能放弃更正"):
            drop_correction(item, viewer=liaison, revision=item.revision)
        item = withdraw(item, viewer=liaison, revision=item.revision, reason="不必更正")
    with stays("已经公开过的信息不能作废，可以撤下"):
        drop(item, viewer=liaison, revision=item.revision, reason="作废")
    left = drop_correction(look(item), viewer=liaison, revision=item.revision)
    assert (left.state, left.title, left.correction_note) == (State.RELEASED, "关于秋季运动会的通知", "")
    assert Publication.objects.get().version.number == 1
    course = course_of(left)
    assert course is None or course.state == "approved"
    assert through(county, correct(county, left, title="后来更正")).publication.title == "后来更正"


def test_who_may_begin_a_correction(county: County) -> None:
    out = make_released(county)
    for viewer in (seen(county, "领导"), seen(county, "联络员", FINANCE)):
        with stays("只有教育局的信息公开联络员、承办人、政府信息公开工作机构负责人可以办理"):
            begin_correction(out, viewer=viewer, revision=out.revision, note="更正")
    begun = begin_correction(out, viewer=county.seen_by("县办"), revision=out.revision, note="更正")
    with stays("现在是“更正中”，不能更正"):
        begin_correction(begun, viewer=county.seen_by("县办"), revision=begun.revision, note="再更正")


# --- taking down


@pytest.mark.parametrize("ground", Ground.values)
def test_what_is_taken_down_leaves_only_what_it_may(county: County, ground: str) -> None:
    out = make_released(county)
    column = Placement.objects.get().column_id
    taken = down(county, out, ground)
    publication = Publication.objects.get()
    expected = Standing.BLANK_TOMBSTONE if ground in SENSITIVE_GROUNDS else Standing.TOMBSTONE
    assert (taken.state, publication.standing, publication.ground) == (State.TAKEN_DOWN, expected, ground)
    assert publication.take_down_reason == "内容有误"
    number = county.government.pk
    assert not public_in(number).exists()
    assert lines_of_government(number, date(2026, 11, 20), Wanted()).rows == ()
    assert lines_in_column(column, date(2026, 11, 20)).rows == ()
    if ground in SENSITIVE_GROUNDS:
        with stays("因涉密或者隐私撤下的信息，须修改后重新审核"):
            up(county, out)
    else:
        assert up(county, out).state == State.RELEASED
        assert Publication.objects.get().standing == Standing.PUBLIC


def test_takings_down_that_are_refused(county: County) -> None:
    out = make_released(county)
    with stays("须选择撤下的原因"):
        down(county, out, "weather")
    for viewer in (seen(county, "联络员"), seen(county, "领导", FINANCE)):
        with stays("只有教育局的政府信息公开工作机构负责人、分管领导和县政务公开科可以办理"):
            down(county, out, viewer=viewer)
    under_way = put_forward(county, make_item(county))
    with stays("这条信息没有公开"):
        down(county, under_way)
    down(county, out)
    with stays("现在是“已撤下”，不能撤下"):
        down(county, out)


@pytest.mark.parametrize("stage", ["review", "approved"])
def test_what_is_taken_down_in_the_middle_of_a_correction_comes_back_as_it_was(
    county: County, stage: str
) -> None:
    out = make_released(county)
    item = correct(county, out, title="更正后的标题")
    if stage == "approved":
        Item.objects.filter(pk=item.pk).update(scheduled_at="2099-01-01T00:00:00Z")
        item = through(county, item)
        assert item.state == State.APPROVED
    down(county, item)
    back = up(county, item)
    assert (back.state, back.title, back.scheduled_at) == (State.RELEASED, "关于秋季运动会的通知", None)
    assert Publication.objects.get().version.number == 1


def test_what_was_taken_down_for_privacy_comes_back_through_review(county: County) -> None:
    out = make_released(county)
    down(county, out, "privacy")
    item = correct(county, out, note="隐去姓名", body="<p>已隐去姓名。</p>")
    assert Publication.objects.get().standing == Standing.BLANK_TOMBSTONE
    through(county, item)
    publication = Publication.objects.get()
    assert (publication.standing, publication.ground, publication.take_down_reason) == (
        Standing.PUBLIC,
        "",
        "",
    )


def test_rework_of_what_was_taken_down_can_be_given_up(county: County) -> None:
    out, liaison = make_released(county), seen(county, "联络员")
    taken = down(county, out)
    begun = begin_correction(taken, viewer=liaison, revision=taken.revision, note="重新整理")
    left = drop_correction(begun, viewer=liaison, revision=begun.revision)
    assert (left.state, Publication.objects.get().standing) == (State.TAKEN_DOWN, Standing.TOMBSTONE)


# --- relations


def policy(county: County, number: int, **changes: Any) -> dict[str, Any]:
    issuer = {"name": "教育局", "organ": Organ.objects.get(government=county.government, name="教育局").pk}
    facts = {"title": f"第{number}号文件", "document_no": f"示教〔2026〕{number}号", "issuers": (issuer,)}
    return {**facts, "fields": {}, "document_kind": "notice", "genre": "notice", **changes}


def document(county: County, number: int, **changes: Any) -> Item:
    return make_released(county, OTHER_POLICY, **policy(county, number, **changes))


def bears(kind: str, *items: Item) -> dict[str, Any]:
    return {"relations": tuple({"kind": kind, "item": item.pk} for item in items)}


@pytest.mark.parametrize(
    ("relations", "sentence"),
    [
        ([("amends", "nobody")], DEAD),
        ([("amends", "draft")], DEAD),
        ([("amends", "abroad")], DEAD),
        ([("amends", "down")], DEAD),
        ([("amends", "down"), ("amends", "abroad")], "有2条相关信息不存在或者没有公开，请重新选择"),
        ([("amends", "one"), ("amends", "one")], "同一条相关信息填写了两次"),
        ([("follows", "one")], "相关信息的关系不在可选范围内"),
        ([("amends", "self")], "不能把信息与它自己关联"),
        ([("repeals", "later")], "不能废止成文日期更晚的文件"),
        ([("repeals", "news")], "“动态要闻”没有有效性，不能废止，请选择文件本身"),
        ([("interprets", "news"), ("replaces", "one")], "“动态要闻”没有有效性，不能替代，请选择文件本身"),
        ([("amends", "news")], "“动态要闻”没有有效性，不能修改，请选择文件本身"),
    ],
)
def test_relations_that_cannot_stand(county: County, relations: list[tuple[str, str]], sentence: str) -> None:
    abroad = make_publishing_county("邻县", "371398")
    numbers = {
        "nobody": 10**6,
        "draft": make_item(county).pk,
        "abroad": make_released(abroad).pk,
        "down": down(county, make_released(county)).pk,
        "one": make_released(county).pk,
        "later": document(county, 9, made_on=date(2026, 11, 18)).pk,
        "news": make_released(county).pk,
    }
    item, liaison = make_item(county), seen(county, "联络员")
    numbers["self"] = item.pk
    wanted = tuple({"kind": kind, "item": numbers[target]} for kind, target in relations)
    saved = save_draft(
        item, viewer=liaison, revision=item.revision, draft=make_draft(county, relations=wanted)
    )
    with stays(sentence):
        submit(saved, viewer=liaison, revision=saved.revision)


@pytest.mark.parametrize("links", [2, 3, 5])
def test_no_circle_is_closed_by_a_correction(county: County, links: int) -> None:
    chain = [document(county, 1)]
    for number in range(2, links + 1):
        chain.append(document(county, number, **bears("amends", chain[-1])))
    liaison, first = seen(county, "联络员"), look(chain[0])
    begun = begin_correction(first, viewer=liaison, revision=first.revision, note="补充依据")
    draft = draft_of(begun).changed(**bears("repeals", chain[-1]))
    saved = save_draft(begun, viewer=liaison, revision=begun.revision, draft=draft)
    with stays(CIRCLE):
        submit(saved, viewer=liaison, revision=saved.revision)


def test_of_two_corrections_that_close_a_circle_the_second_is_not_released(county: County) -> None:
    one, two = document(county, 1), document(county, 2)
    first, second = correct(county, one, **bears("amends", two)), correct(county, two, **bears("amends", one))
    assert through(county, first).state == State.RELEASED
    held = through(county, second)
    assert held.state == State.APPROVED
    assert [(one.source_id, one.target_id) for one in Relation.objects.all()] == [(first.pk, second.pk)]


def test_what_is_taken_down_meanwhile_is_not_related_to(county: County) -> None:
    one = document(county, 1)
    under_way = put_forward(
        county, make_item(county, OTHER_POLICY, **policy(county, 2, **bears("amends", one)))
    )
    down(county, one)
    assert through(county, under_way).state == State.APPROVED
    up(county, one)
    assert Relation.objects.count() == 0


def test_a_repeal_ends_validity_and_its_taking_down_ends_the_repeal(county: County) -> None:
    one = document(county, 1, made_on=date(2026, 11, 3))
    two = document(county, 2, effective_on=date(2026, 12, 1), **bears("repeals", one))
    ended = Publication.objects.get(pk=one.pk)
    assert (ended.in_force_to, ended.ended_how, ended.ended_by_id) == (
        date(2026, 11, 30),
        Ending.REPEALED,
        two.pk,
    )
    down(county, two)
    assert Publication.objects.get(pk=one.pk).in_force_to is None
    up(county, two)
    assert Publication.objects.get(pk=one.pk).in_force_to == date(2026, 11, 30)
    through(county, correct(county, two, relations=()))
    assert Publication.objects.get(pk=one.pk).in_force_to is None


def test_a_replacement_without_any_day_begins_with_its_release(county: County) -> None:
    power = {"name": "示例许可", "kind": "licence", "organ": "教育局", "basis": "示例办法"}
    fields = {"edition": "2026年版", "adjusted_on": "2026-11-16", "powers": [power]}
    lists = {"fields": fields, "made_on": None, "genre": "list"}
    one = document(county, 1)
    two = make_released(county, "powers_list", **lists, **bears("replaces", one))
    released_on = localdate(Publication.objects.get(pk=two.pk).released_at)
    assert Relation.objects.get().effective_on == released_on


def test_what_has_no_validity_gets_none_by_being_named(county: County) -> None:
    news = make_released(county)
    document(county, 1, **bears("based_on", news))
    assert Publication.objects.get(pk=news.pk).in_force_from is None


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        ({"effective_on": date(2026, 12, 1), "expires_on": date(2026, 11, 30)}, "“有效期至”早于“施行日期”"),
        ({"changed_on": date(2026, 11, 15)}, "“变更日期”早于“成文日期”"),
        ({"expires_on": date(2026, 11, 15)}, "“有效期至”早于“成文日期”"),
    ],
)
def test_days_out_of_order_are_not_even_kept(county: County, days: dict[str, date], sentence: str) -> None:
    item = make_item(county)
    with stays(sentence):
        save_draft(
            item, viewer=seen(county, "联络员"), revision=item.revision, draft=make_draft(county, **days)
        )


# --- interpretation


def interpretation(county: County, *items: Item) -> Item:
    fields = {"forms": ["text"], "interpreter": "drafter", "interpreting_organ": "教育局"}
    facts = {"title": "一图读懂", "fields": fields, **bears("interprets", *items)}
    return make_item(county, INTERPRETATION, **facts)


def test_the_duty_begins_is_fulfilled_and_opens_again(county: County) -> None:
    one = document(county, 1, interpretation={"forms": ["text"], "organ": None})
    duty = InterpretationDuty.objects.get()
    assert (duty.publication_id, duty.organ.name, duty.fulfilled_by_id) == (one.pk, "教育局", None)
    told = through(county, put_forward(county, interpretation(county, one)))
    assert InterpretationDuty.objects.get().fulfilled_by_id == told.pk
    down(county, told)
    assert InterpretationDuty.objects.get().fulfilled_by_id is None
    up(county, told)
    assert InterpretationDuty.objects.get().fulfilled_by_id == told.pk
    through(county, correct(county, one, title="更正的标题"))
    assert InterpretationDuty.objects.count() == 1


def test_an_interpretation_of_nothing_is_refused(county: County) -> None:
    item = interpretation(county)
    with stays("须选择所解读的文件"):
        put_forward(county, item)


def test_an_exempt_document_owes_nothing(county: County) -> None:
    document(county, 1, interpretation={"exempt": "内部事务"})
    assert not InterpretationDuty.objects.exists()


def test_agreeing_needs_the_item_to_be_there(county: County) -> None:
    item = put_forward(county, make_item(county))
    gone = look(item)
    gone.pk = 10**6
    with stays("页面打开以后内容已有变化，请重新打开后再办理"):
        approve(gone, viewer=seen(county, "保密员"), revision=1)
