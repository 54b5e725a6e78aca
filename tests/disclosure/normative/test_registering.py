"""Makers, unified numbers, own rules, legality reviews: who may, what is refused, what is kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from tests.disclosure.making import NEWS, make_item, organ_of, put_forward, review_secrecy
from tests.disclosure.normative.making import (
    EDUCATION,
    TODAY,
    TOWNSHIP,
    county_reviewer,
    decide_on,
    find_legal,
    make_document,
    make_normative_county,
    office,
    seen,
)
from tests.engines import Settings
from tests.organisations.making import START, County
from tests.organisations.test_races import together
from yangguang.disclosure.content import draft_of
from yangguang.disclosure.judgements import LegalityReview, NormativeRule
from yangguang.disclosure.models import Item, Publication
from yangguang.disclosure.normative.models import Maker, Registration
from yangguang.disclosure.normative.numbering import BadRule, parse_rule
from yangguang.disclosure.normative.rules import rule_on
from yangguang.disclosure.normative.selectors import awaiting_legality, lack_of, makers_on, waiting_documents
from yangguang.disclosure.normative.services.makers import end_maker, list_maker
from yangguang.disclosure.normative.services.registering import register
from yangguang.disclosure.normative.services.reviewing import review_legality, text_hash
from yangguang.disclosure.normative.services.rules import set_rule
from yangguang.disclosure.selectors import items_visible_to
from yangguang.disclosure.services.drafting import drop, save_draft
from yangguang.disclosure.services.putting_forward import submit
from yangguang.disclosure.services.releasing import release, release_urgently
from yangguang.disclosure.states import State
from yangguang.organisations.viewers import Viewer
from yangguang.workflow.machine import Refused
from yangguang.workflow.models import Event

KEEPERS = "县政务公开科和县一级的法制审核员"


@pytest.fixture
def county(db: None) -> County:
    return make_normative_county()


def refused(move: Callable[[], Any], rows: type[Any] = Event) -> str:
    """The sentence of a refusal that wrote neither a row nor an event."""
    before = (Event.objects.count(), rows.objects.count())
    with pytest.raises(Refused) as caught:
        move()
    assert (Event.objects.count(), rows.objects.count()) == before
    return str(caught.value)


@pytest.mark.parametrize(
    ("rule", "number"),
    [
        ("XXFG-{year}-{number}", "XXFG-2026-9"),
        ("GF-{year}-{number:03}", "GF-2026-009"),
        ("示规备字〔{year}〕{number}号", "示规备字〔2026〕9号"),
        ("{year}/{number:06}", "2026/000009"),
    ],
)
def test_a_number_is_made_by_its_rule(rule: str, number: str) -> None:
    assert parse_rule(rule).number(2026, 9) == number


@pytest.mark.parametrize(
    "rule",
    ["", "GF-{number}", "GF-{year}{number}", "GF-{number}-{year}", "GF {year}-{number}", "{year}-1{number}"],
)
def test_a_rule_without_year_or_parting_is_refused(rule: str) -> None:
    with pytest.raises(BadRule) as caught:
        parse_rule(rule)
    words = "统一登记编号规则应有年份{year}，再用不是数字的字符隔开流水号{number}，例如 XXFG-{year}-{number}"
    assert str(caught.value) == words


def test_numbers_run_through_the_year_and_are_never_used_again(county: County) -> None:
    first, second = make_document(county, 1), make_document(county, 2)
    assert register(first, viewer=office(county)).number == "GF-2026-1"
    drop(first, viewer=seen(county, "联络员"), revision=first.revision, reason="不再制定")
    row = register(second, viewer=county_reviewer(county))
    assert (row.number, row.registered_on, row.role) == ("GF-2026-2", TODAY, "法制审核员")
    next_year = office(county, date(2027, 1, 4))
    assert register(make_document(county, 3), viewer=next_year).number == "GF-2027-1"
    events = Event.objects.filter(machine="item", verb="register").order_by("pk")
    assert [event.facts for event in events] == [
        '{"number":"GF-2026-1"}',
        '{"number":"GF-2026-2"}',
        '{"number":"GF-2027-1"}',
    ]


def test_only_a_listed_makers_document_is_registered(county: County) -> None:
    town = make_document(county, 1, organ=TOWNSHIP)
    said = refused(lambda: register(town, viewer=office(county)), Registration)
    assert said == "“向阳镇人民政府”在2026-11-16不在规范性文件制定主体清单内，不能登记"
    joint = make_document(
        county,
        2,
        organ=TOWNSHIP,
        issuers=(
            {"name": EDUCATION, "organ": organ_of(county).pk},
            {"name": TOWNSHIP, "organ": organ_of(county, TOWNSHIP).pk},
        ),
    )
    assert register(joint, viewer=office(county)).number == "GF-2026-1"
    undated = make_document(county, 3, made_on=None)
    assert refused(lambda: register(undated, viewer=office(county))) == "还没有填写成文日期，不能登记"
    news = make_item(county, NEWS)
    assert refused(lambda: register(news, viewer=office(county))) == "这条信息不是规范性文件，不用统一登记"


def test_a_maker_counts_on_its_days_only(county: County) -> None:
    row = Maker.objects.get(organ__name=EDUCATION)
    end_maker(row, viewer=office(county), on=date(2026, 11, 15), reason="机构改革")
    item = make_document(county, 1)
    said = refused(lambda: register(item, viewer=office(county)))
    assert said == "“教育局”在2026-11-16不在规范性文件制定主体清单内，不能登记"
    assert register(make_document(county, 2, made_on=date(2026, 11, 15)), viewer=office(county))
    number = county.government.pk
    names = [maker.organ.name for maker in makers_on(number, date(2026, 11, 15))]
    assert sorted(names) == ["教育局", "财政局"]
    assert [maker.organ.name for maker in makers_on(number, date(2026, 11, 16))] == ["财政局"]
    again = organ_of(county).pk
    said = refused(
        lambda: list_maker(viewer=office(county), organ=again, from_on=date(2026, 11, 1), basis="文件")
    )
    assert said == "“教育局”在2026-11-01或者以后已经在制定主体清单内"
    list_maker(viewer=office(county), organ=again, from_on=date(2026, 11, 16), basis="示政发〔2026〕9号")
    assert register(item, viewer=office(county)).number == "GF-2026-2"


def test_who_keeps_the_list_and_the_numbers(county: County) -> None:
    liaison, reviewer = seen(county, "联络员"), seen(county, "法制员")
    item = make_document(county, 1)
    for viewer in (liaison, reviewer):
        assert (
            refused(lambda viewer=viewer: register(item, viewer=viewer))
            == f"只有{KEEPERS}可以统一登记规范性文件"
        )
    said = refused(
        lambda: list_maker(viewer=liaison, organ=organ_of(county, TOWNSHIP).pk, from_on=START, basis="甲")
    )
    assert said == f"只有{KEEPERS}可以维护制定主体清单"
    assert (
        refused(
            lambda: list_maker(
                viewer=office(county),
                organ=organ_of(county, TOWNSHIP).pk,
                from_on=date(2020, 1, 1),
                basis="甲",
            )
        )
        == "“向阳镇人民政府”在2020-01-01不存在"
    )
    register(item, viewer=office(county))
    assert refused(lambda: register(item, viewer=office(county))) == "已经登记，统一登记编号是GF-2026-1"


def test_another_county_sees_and_registers_nothing(county: County) -> None:
    other = make_normative_county("邻县", "371398")
    item = make_document(county, 1)
    assert refused(lambda: register(item, viewer=office(other))) == "没有这份文件"
    assert not makers_on(other.government.pk, TODAY).filter(organ__government=county.government).exists()
    said = refused(lambda: find_legal_as(other, item), LegalityReview)
    assert said == "只有教育局和县一级的法制审核员可以录入合法性审核意见"


def find_legal_as(county: County, item: Item) -> None:
    review_legality(
        item,
        viewer=county_reviewer(county),
        hash=text_hash(item),
        opinion="legal",
        document_no="邻法审〔2026〕1号",
        reviewed_on=TODAY,
    )


@pytest.mark.long
def test_two_registrations_at_once_get_two_numbers(scratch_database: Settings) -> None:
    county = make_normative_county()
    viewer = office(county)
    for number in range(0, 10, 2):
        pair = [make_document(county, number + place) for place in (1, 2)]
        said = together(*(lambda item=item: register(item, viewer=viewer) for item in pair))
        assert said == ["done", "done"]
    given = Registration.objects.order_by("running").values_list("number", flat=True)
    assert list(given) == [f"GF-2026-{number}" for number in range(1, 11)]
    item = make_document(county, 99)
    said = together(*(lambda: register(item, viewer=viewer) for _ in range(2)))
    assert sorted(said) == ["done", "已经登记，统一登记编号是GF-2026-11"]


def test_the_countys_own_rule_holds_from_its_day(county: County) -> None:
    tomorrow = TODAY + timedelta(days=1)
    facts: dict[str, Any] = {"legality": "release", "remind_days": 60, "basis": "示政办发〔2026〕3号"}
    row = set_rule(viewer=office(county), from_on=tomorrow, pattern="SLFG-{year}-{number:02}", **facts)
    assert register(make_document(county, 1), viewer=office(county)).number == "GF-2026-1"
    assert register(make_document(county, 2), viewer=office(county, tomorrow)).number == "SLFG-2026-01"
    assert (row.remind_days, row.legality) == (60, "release")
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"from_on": tomorrow}, "2026-11-21已经设定过管理规定"),
        ({"from_on": date(2026, 1, 1)}, "管理规定不能从过去的日期施行"),
        ({"remind_days": 1000}, "提醒天数应在0到730之间"),
        ({"legality": "never"}, "“合法性审核”没有“never”这一项"),
        ({"basis": " "}, "“依据”不能为空"),
    ]
    for changes, sentence in wrong:
        entered = {"from_on": date(2026, 12, 1), "pattern": "GF-{year}-{number}", **facts, **changes}
        assert (
            refused(lambda entered=entered: set_rule(viewer=office(county), **entered), NormativeRule)
            == sentence
        )
    said = refused(
        lambda: set_rule(
            viewer=county_reviewer(county), from_on=date(2026, 12, 1), pattern="GF-{year}-{number}", **facts
        )
    )
    assert said == "只有县政务公开科可以设定规范性文件的管理规定"


def approved(county: County, number: int = 1, **changes: Any) -> Item:
    """A document that everybody agreed to and nobody found legal yet."""
    item = review_secrecy(county, put_forward(county, make_document(county, number, **changes)))
    return decide_on(county, item)


def refused_release(county: County, item: Item) -> str:
    viewer = seen(county, "主任")
    said = refused(lambda: release(item, viewer=viewer, revision=item.revision))
    item.refresh_from_db()
    assert (item.state, Publication.objects.filter(pk=item.pk).exists()) == (State.APPROVED, False)
    return said


def test_without_its_legality_review_nothing_goes_out(county: County) -> None:
    item = approved(county)
    assert refused_release(county, item) == "规范性文件须先经合法性审核才能发布"
    find_legal(county, item, opinion="after_changes", words="第三条应当删去")
    assert refused_release(county, item) == (
        "合法性审核意见是“修改后合法”，须按意见修改并经审核确认合法才能发布"
    )
    find_legal(county, item, opinion="illegal", words="没有上位法依据")
    assert refused_release(county, item) == "合法性审核意见是“不合法”，须按意见修改并经审核确认合法才能发布"
    find_legal(county, item)
    assert release(item, viewer=seen(county, "主任"), revision=item.revision).state == State.RELEASED


def test_an_urgent_release_needs_it_too(county: County) -> None:
    item = review_secrecy(county, put_forward(county, make_document(county, 1)))
    viewer = seen(county, "主任")
    facts: dict[str, Any] = {"viewer": viewer, "revision": item.revision, "reason": "汛情紧急"}
    assert refused(lambda: release_urgently(item, **facts)) == "规范性文件须先经合法性审核才能发布"
    find_legal(county, item)
    assert release_urgently(item, **facts).state == State.URGENT


def test_a_changed_text_is_reviewed_again_and_a_keyword_is_no_text(county: County) -> None:
    item = make_document(county, 1)
    find_legal(county, item)
    liaison = seen(county, "联络员")
    draft = draft_of(item).changed(keywords=("示例",), document_no="示规〔2026〕8号")
    item = save_draft(item, viewer=liaison, revision=item.revision, draft=draft)
    item = decide_on(county, review_secrecy(county, put_forward(county, item)))
    assert item.state == State.RELEASED
    other = make_document(county, 2)
    find_legal(county, other)
    changed = draft_of(other).changed(body="<p>第一条 为了示例，另行制定本办法。</p>")
    other = save_draft(other, viewer=liaison, revision=other.revision, draft=changed)
    other = decide_on(county, review_secrecy(county, put_forward(county, other)))
    assert refused_release(county, other) == "合法性审核以后文本有改动，须重新审核才能发布"


def test_a_county_may_want_it_before_review_or_only_note_it(county: County) -> None:
    facts: dict[str, Any] = {
        "pattern": "GF-{year}-{number}",
        "remind_days": 90,
        "basis": "示政办发〔2026〕4号",
    }
    set_rule(viewer=office(county), from_on=TODAY, legality="submit", **facts)
    item = make_document(county, 1)
    liaison = seen(county, "联络员")
    said = refused(lambda: submit(item, viewer=liaison, revision=item.revision))
    assert said == "规范性文件须先经合法性审核才能提交审核"
    find_legal(county, item)
    assert submit(item, viewer=liaison, revision=item.revision).state == State.REVIEW
    tomorrow = TODAY + timedelta(days=1)
    set_rule(viewer=office(county), from_on=tomorrow, legality="noted", **facts)
    noted = submit(make_document(county, 2), viewer=seen(county, "联络员", day=tomorrow), revision=1)
    noted = review_secrecy(county, noted)
    assert decide_on(county, noted).state == State.APPROVED
    noted.refresh_from_db()
    leader = seen(county, "主任", day=tomorrow)
    assert release(noted, viewer=leader, revision=noted.revision).state == State.RELEASED


def awaited(viewer: Viewer) -> dict[int, str]:
    rule = rule_on(viewer.government, viewer.today)
    return {row.pk: str(lack) for row, lack in awaiting_legality(items_visible_to(viewer), rule)}


def test_what_awaits_its_legality_review_is_seen_by_who_reviews_it(county: County) -> None:
    draft, item = make_document(county, 1), put_forward(county, make_document(county, 2))
    viewers = [county_reviewer(county), seen(county, "法制员"), seen(county, "联络员"), office(county)]
    assert [awaited(viewer) for viewer in viewers] == [{item.pk: "没有合法性审核意见"}] * 4
    assert awaited(seen(county, "法制员", "财政局")) == {}
    find_legal(county, item, opinion="illegal", words="没有上位法依据")
    assert awaited(viewers[0]) == {item.pk: "审核意见不是“合法”"}
    find_legal(county, item)
    assert awaited(viewers[0]) == {}
    Item.objects.filter(pk=item.pk).update(body="<p>第一条 另行规定。</p>")
    assert awaited(viewers[0]) == {item.pk: "审核以后文本有改动"}
    assert not items_visible_to(viewers[0]).filter(pk=draft.pk)


def test_where_it_is_wanted_before_review_complete_drafts_await_it_too(county: County) -> None:
    facts = {"pattern": "GF-{year}-{number}", "remind_days": 90, "basis": "示政办发〔2026〕4号"}
    set_rule(viewer=office(county), from_on=TODAY, legality="submit", **facts)
    draft, unfinished = make_document(county, 1), make_document(county, 2, columns=())
    reviewer = county_reviewer(county)
    assert awaited(reviewer) == {draft.pk: "没有合法性审核意见"}
    assert set(items_visible_to(reviewer)) == {draft, unfinished}
    find_legal(county, draft)
    assert awaited(reviewer) == {}


def test_a_review_is_by_a_reviewer_who_wrote_nothing_of_the_text_as_it_stands(county: County) -> None:
    item = make_document(county, 1)
    facts: dict[str, Any] = {"opinion": "legal", "document_no": "示法审〔2026〕1号", "reviewed_on": TODAY}
    digest = text_hash(item)

    def said(**changes: Any) -> str:
        given = {"viewer": county_reviewer(county), "hash": digest, **facts, **changes}
        return refused(lambda: review_legality(item, **given), LegalityReview)

    who = "只有教育局和县一级的法制审核员可以录入合法性审核意见"
    assert said(viewer=seen(county, "联络员")) == who
    assert said(viewer=seen(county, "法制员", "财政局")) == who
    assert said(viewer=office(county)) == who
    assert said(hash="0" * 64) == "页面打开以后文本已有变化，请重新审核"
    assert said(reviewed_on=TODAY + timedelta(days=1)) == "审核日期不能晚于今天"
    assert said(opinion="illegal") == "审核意见不是“合法”的，须写明说明"
    assert said(opinion="fine", words="好") == "“审核意见”没有“fine”这一项"
    assert said(document_no=" ") == "“审核文号”不能为空"
    Item.objects.filter(pk=item.pk).update(authors=[*item.authors, seen(county, "法制员").user])
    assert said(viewer=seen(county, "法制员")) == "起草人不能审核自己起草的文件"


def test_a_review_is_never_changed(county: County) -> None:
    row = find_legal(county, make_document(county, 1))
    row.refresh_from_db()
    assert (row.opinion, row.role, row.organ_id) == ("legal", "法制审核员", county.office.pk)
    for change in (row.save, lambda: LegalityReview.objects.filter(pk=row.pk).delete()):
        with (
            pytest.raises(DatabaseError, match="合法性审核意见已经作出，不能修改或删除"),
            transaction.atomic(),
        ):
            change()
    assert LegalityReview.objects.get(pk=row.pk).document_no == "示法审〔2026〕1号"


def test_what_waits_says_what_it_lacks_and_the_countys_reviewer_sees_what_was_put_forward(
    county: County,
) -> None:
    draft, forward = make_document(county, 1), put_forward(county, make_document(county, 2))
    register(draft, viewer=office(county))
    find_legal(county, forward)
    rows = {row.pk: (row.is_registered, lack_of(row)) for row in waiting_documents(office(county))}
    assert rows == {draft.pk: (True, "没有合法性审核意见"), forward.pk: (False, None)}
    assert [row.pk for row in waiting_documents(county_reviewer(county))] == [forward.pk]
    assert {row.pk for row in waiting_documents(seen(county, "联络员"))} == {draft.pk, forward.pk}
    assert not waiting_documents(seen(county, "联络员", "财政局"))
