"""A round of clean-up: organs propose, the county decides, it takes effect in one act, as one list."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.disclosure.making import FINANCE, column_of, review_secrecy
from tests.disclosure.normative.making import (
    EDUCATION,
    TODAY,
    county_reviewer,
    decide_on,
    make_normative_county,
    make_public,
    office,
    organ_of,
    repeals,
    seen,
)
from tests.disclosure.normative.test_registering import refused
from tests.engines import Settings
from tests.organisations.making import County
from tests.organisations.test_races import together
from yangguang.disclosure.content import draft_of
from yangguang.disclosure.judgements import Declaration
from yangguang.disclosure.models import Publication
from yangguang.disclosure.normative.models import CleanUp, CleanUpEntry
from yangguang.disclosure.normative.services.cleaning_up import (
    Round,
    begin_clean_up,
    drop,
    let_the_rest_continue,
    reopen,
    say,
)
from yangguang.disclosure.normative.services.cleaning_up import put_forward as to_decide
from yangguang.disclosure.normative.services.publishing_results import draft_results, publish_results
from yangguang.disclosure.normative.tasks import name_results
from yangguang.disclosure.services.drafting import save_draft
from yangguang.disclosure.services.putting_forward import submit
from yangguang.disclosure.standing import standing_of
from yangguang.organisations.kinds import Role
from yangguang.workflow.models import Event

FROM = date(2026, 12, 1)
ENTERED = Round("2026年规范性文件清理", "示政办发〔2026〕8号", TODAY, date(2026, 12, 31), FROM)
OLD = date(2026, 1, 10)
KEEPERS = "县政务公开科和县一级的法制审核员"
STALE = "页面打开以后内容已有变化，请重新打开后再办理"


@pytest.fixture
def county(db: None) -> County:
    county = make_normative_county()
    for number, organ in ((1, EDUCATION), (2, EDUCATION), (3, FINANCE), (4, FINANCE)):
        make_public(county, number, organ=organ, made_on=OLD)
    return county


def entry(clean_up: CleanUp, number: int) -> CleanUpEntry:
    rows = clean_up.entries.select_related("clean_up", "publication__publisher")
    return rows.get(publication__title=f"示例办法之{number}")


def decided(county: County, verdicts: dict[int, tuple[str, str]], entered: Round = ENTERED) -> CleanUp:
    """A round before its publication, with these verdicts; the rest continues."""
    clean_up = begin_clean_up(viewer=office(county), entered=entered)
    for number, (verdict, reason) in verdicts.items():
        say(entry(clean_up, number), viewer=office(county), seen="", verdict=verdict, reason=reason)
    if clean_up.entries.filter(verdict="").exists():
        let_the_rest_continue(clean_up, viewer=office(county))
    return to_decide(clean_up, viewer=office(county), revision=clean_up.revision)


VERDICTS = {
    1: ("repeal", "上位法已经废止"),
    2: ("declare", "适用期已过"),
    3: ("amend", "第三条需要修改"),
}


def test_a_round_holds_every_document_that_has_not_ended(county: County) -> None:
    ended = make_public(county, 5, made_on=OLD, expires_on=date(2026, 10, 31))
    coming = make_public(county, 6, effective_on=date(2027, 1, 1))
    clean_up = begin_clean_up(viewer=county_reviewer(county), entered=ENTERED)
    titles = set(clean_up.entries.values_list("publication__title", flat=True))
    assert titles == {f"示例办法之{number}" for number in (1, 2, 3, 4, 6)}
    assert not clean_up.entries.filter(publication=ended).exists()
    assert coming.pk in clean_up.entries.values_list("publication", flat=True)
    only = replace(ENTERED, organs=(organ_of(county, FINANCE).pk,))
    assert begin_clean_up(viewer=office(county), entered=only).entries.count() == 2


def test_what_is_published_takes_effect_from_its_day_in_one_act(county: County) -> None:
    clean_up = decided(county, VERDICTS)
    first, second, third, fourth = Publication.objects.order_by("pk")
    assert standing_of([first.pk], FROM)[first.pk].in_force
    done = publish_results(clean_up, viewer=office(county), revision=clean_up.revision)
    assert (done.state, done.published_on) == ("published", TODAY)
    before = standing_of([first.pk, second.pk], date(2026, 11, 30))
    assert [before[one.pk].status.value for one in (first, second)] == ["有效", "有效"]
    found = standing_of([first.pk, second.pk, third.pk, fourth.pk], FROM)
    said = [(found[one.pk].status.value, found[one.pk].since, found[one.pk].how) for one in (first, second)]
    assert said == [("废止", FROM, "被废止"), ("失效", FROM, "清理后宣布失效")]
    assert [found[one.pk].status.value for one in (third, fourth)] == ["有效", "有效"]
    rows = Event.objects.filter(machine="validity").order_by("pk")
    assert [(row.verb, row.subject_id, json.loads(row.facts)["reason"]) for row in rows] == [
        ("declared", str(first.pk), "上位法已经废止"),
        ("declared", str(second.pk), "适用期已过"),
    ]


def test_the_list_of_results_is_drafted_and_named_once_public(county: County) -> None:
    county.appoint("县联络员", Role.LIAISON, county.office)
    county.appoint("县办", Role.LIAISON, county.office)
    for title, role in (("保密员", Role.SECRECY_REVIEWER), ("领导", Role.ORGAN_LEADER)):
        county.appoint(f"{county.office.name}{title}", role, county.office)
    clean_up = decided(county, VERDICTS)
    viewer = office(county)
    item = draft_results(clean_up, viewer=viewer, revision=clean_up.revision, organ=county.office.pk)
    assert (item.type, item.title) == ("announcement", "关于公布2026年规范性文件清理结果的公告")
    assert item.body == (
        "<p>依据示政办发〔2026〕8号，现将清理结果公布如下，自2026年12月1日起施行。</p>"
        "<h2>继续有效的规范性文件（1件）</h2><ol><li>示例办法之4（示规〔2026〕4号）</li></ol>"
        "<h2>修改的规范性文件（1件）</h2><ol><li>示例办法之3（示规〔2026〕3号）：第三条需要修改</li></ol>"
        "<h2>废止的规范性文件（1件）</h2><ol><li>示例办法之1（示规〔2026〕1号）：上位法已经废止</li></ol>"
        "<h2>宣布失效的规范性文件（1件）</h2><ol><li>示例办法之2（示规〔2026〕2号）：适用期已过</li></ol>"
    )
    clean_up.refresh_from_db()
    publish_results(clean_up, viewer=viewer, revision=clean_up.revision)
    assert name_results() == 0
    liaison = county.seen_by("县联络员")
    draft = draft_of(item).changed(columns=(column_of(county),))
    item = save_draft(item, viewer=liaison, revision=item.revision, draft=draft)
    item = submit(item, viewer=liaison, revision=item.revision)
    item = decide_on(county, review_secrecy(county, item))
    assert item.state == "released"
    assert (name_results(), name_results()) == (2, 0)
    first = Publication.objects.get(title="示例办法之1")
    by = standing_of([first.pk], FROM)[first.pk].by
    assert by is not None
    assert (by.number, by.title) == (item.pk, "关于公布2026年规范性文件清理结果的公告")


def test_a_list_drafted_after_publication_is_named_too(county: County) -> None:
    county.appoint("县办", Role.LIAISON, county.office)
    clean_up = decided(county, VERDICTS)
    done = publish_results(clean_up, viewer=office(county), revision=clean_up.revision)
    item = draft_results(done, viewer=office(county), revision=done.revision, organ=county.office.pk)
    assert set(Declaration.objects.values_list("result", flat=True)) == {item.pk}
    done.refresh_from_db()
    said = refused(
        lambda: draft_results(done, viewer=office(county), revision=done.revision, organ=county.office.pk)
    )
    assert said == "这一轮清理的结果公告已经起草"


def test_the_list_is_drafted_by_who_drafts_for_the_office(county: County) -> None:
    clean_up = decided(county, VERDICTS)
    sentence = "结果公告由政府办公室的信息公开联络员、承办人、政府信息公开工作机构负责人起草"
    facts = {"revision": clean_up.revision, "organ": county.office.pk}
    for viewer in (office(county), county_reviewer(county), seen(county, "联络员")):
        assert refused(lambda viewer=viewer: draft_results(clean_up, viewer=viewer, **facts)) == sentence
    clean_up.refresh_from_db()
    assert (clean_up.result, clean_up.state) == (None, "deciding")
    county.appoint("办公室联络员二", Role.LIAISON, county.office)
    viewer = county.seen_by("办公室联络员二", TODAY)
    item = draft_results(clean_up, viewer=viewer, **facts)
    assert (item.organ_id, item.handler_id) == (county.office.pk, viewer.user)


def test_an_undecided_document_stops_publication(county: County) -> None:
    clean_up = begin_clean_up(viewer=office(county), entered=ENTERED)
    say(entry(clean_up, 1), viewer=office(county), seen="", verdict="continue")
    clean_up = to_decide(clean_up, viewer=office(county), revision=clean_up.revision)
    given = {"viewer": office(county), "revision": clean_up.revision}
    said = refused(lambda: publish_results(clean_up, **given), Declaration)
    assert said == "还有3件文件没有清理意见，不能公布"
    county.appoint("县办", Role.LIAISON, county.office)
    given["viewer"] = office(county)
    said = refused(lambda: draft_results(clean_up, organ=county.office.pk, **given))
    assert said == "还有文件没有清理意见，不能起草结果公告"
    clean_up.refresh_from_db()
    assert clean_up.state == "deciding"


def test_organs_propose_for_their_own_and_the_county_decides(county: County) -> None:
    clean_up = begin_clean_up(viewer=office(county), entered=ENTERED)
    mine = seen(county, "法制员")
    held = say(entry(clean_up, 1), viewer=mine, seen="", verdict="repeal", reason="不再适用")
    assert (held.verdict, held.reason, held.said_by_id) == ("repeal", "不再适用", mine.user)
    other = f"只有文件的制定机关和{KEEPERS}可以提出清理意见"

    def said(number: int, viewer: Any, **changes: Any) -> str:
        given = {"seen": "", "verdict": "continue", **changes}
        return refused(lambda: say(entry(clean_up, number), viewer=viewer, **given))

    assert said(3, mine) == other
    assert said(2, mine, verdict="perhaps") == "须选择清理意见"
    assert said(2, mine, verdict="amend") == "“理由”不能为空"
    assert said(1, mine, seen="continue") == STALE
    assert (
        refused(lambda: let_the_rest_continue(clean_up, viewer=mine)) == f"只有{KEEPERS}可以统一填写清理意见"
    )
    clean_up = to_decide(clean_up, viewer=office(county), revision=1)
    assert said(2, mine) == f"只有{KEEPERS}可以办理"
    assert (
        say(entry(clean_up, 1), viewer=office(county), seen="repeal", verdict="continue").verdict
        == "continue"
    )
    clean_up = reopen(clean_up, viewer=office(county), revision=clean_up.revision, reason="再核对")
    assert say(entry(clean_up, 2), viewer=mine, seen="", verdict="continue").verdict == "continue"
    assert (
        drop(clean_up, viewer=office(county), revision=clean_up.revision, reason="并入明年").state
        == "dropped"
    )
    assert said(3, office(county)) == "现在是“已取消”，不能提出清理意见"


def test_what_cannot_begin(county: County) -> None:
    def said(viewer: Any = None, **changes: Any) -> str:
        viewer = viewer or office(county)
        return refused(lambda: begin_clean_up(viewer=viewer, entered=replace(ENTERED, **changes)), CleanUp)

    assert said(title=" ") == "“名称”不能为空"
    assert said(to_on=date(2026, 11, 1)) == "“完成日期”早于“开始日期”"
    assert said(effective_on=date(2026, 11, 1)) == "“结果施行日期”早于“开始日期”"
    assert said(viewer=seen(county, "法制员")) == f"只有{KEEPERS}可以开展规范性文件清理"
    town = organ_of(county, "向阳镇人民政府").pk
    assert said(organs=(town,)) == "清理范围内没有现行有效的规范性文件"
    foreign = make_normative_county("邻县", "371398")
    assert said(organs=(organ_of(foreign).pk,)) == "没有这个机构"


def test_a_round_seen_in_an_older_page_is_refused(county: County) -> None:
    clean_up = decided(county, VERDICTS)
    given = {"viewer": office(county), "revision": clean_up.revision}
    publish_results(clean_up, **given)
    again = refused(lambda: publish_results(clean_up, **given), Declaration)
    assert again == "现在是“结果已公布”，不能公布结果"
    other = decided(county, {})
    assert refused(lambda: publish_results(other, viewer=office(county), revision=1), Declaration) == STALE


def test_what_ended_before_keeps_its_end(county: County) -> None:
    clean_up = decided(county, VERDICTS)
    first = Publication.objects.get(title="示例办法之1")
    make_public(county, 7, made_on=date(2026, 11, 16), relations=repeals(first))
    publish_results(clean_up, viewer=office(county), revision=clean_up.revision)
    found = standing_of([first.pk], FROM)[first.pk]
    assert (found.status.value, found.since) == ("废止", date(2026, 11, 16))


def test_publishing_costs_the_same_for_one_document_and_for_three(county: County) -> None:
    costs = []
    for verdicts in ({1: VERDICTS[1]}, dict.fromkeys((2, 3, 4), ("repeal", "不再适用"))):
        clean_up, viewer = decided(county, verdicts), office(county)
        with CaptureQueriesContext(connection) as captured:
            publish_results(clean_up, viewer=viewer, revision=clean_up.revision)
        costs.append(len([one for one in captured if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]))
    assert costs == [11, 11]


@pytest.mark.long
def test_two_publications_at_once_end_documents_once(scratch_database: Settings) -> None:
    county = make_normative_county()
    make_public(county, 1, made_on=OLD)
    clean_up = decided(county, {1: VERDICTS[1]})
    given = {"viewer": office(county), "revision": clean_up.revision}
    said = together(*(lambda: publish_results(clean_up, **given) for _ in range(2)))
    assert sorted(said) == ["done", "现在是“结果已公布”，不能公布结果"]
    assert Declaration.objects.count() == 1
