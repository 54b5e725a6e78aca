"""The release log of a month: what went out, by whom decided, what was late, put right and taken down."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.disclosure.making import (
    EDUCATION,
    FINANCE,
    decide,
    make_publishing_county,
    make_released,
    organ_of,
    put_forward,
    review_secrecy,
    seen,
)
from tests.disclosure.register.making import decided_on, reviewed
from tests.organisations.making import County
from yangguang.disclosure.content import draft_of
from yangguang.disclosure.log import WITHHELD, Log, release_log
from yangguang.disclosure.log_paper import sheet_of, summary_of, tables_of, title_of, written
from yangguang.disclosure.models import Item
from yangguang.disclosure.services.correcting import begin_correction
from yangguang.disclosure.services.drafting import save_draft
from yangguang.disclosure.services.taking_down import restore, take_down
from yangguang.documents.reading import read_bytes
from yangguang.documents.writing.html import html
from yangguang.documents.writing.pdf import pdf

pytestmark = pytest.mark.django_db

STATEMENTS = 10


@pytest.fixture
def county() -> County:
    return make_publishing_county()


def this_month() -> date:
    return timezone.localdate()


def log_of(county: County, who: str = "县办", organ: str = "") -> Log:
    chosen = organ_of(county, organ) if organ else None
    return release_log(viewer=county.seen_by(who), month=this_month(), organ=chosen)


def correct(county: County, item: Item) -> Item:
    drafter = seen(county, "联络员")
    item = begin_correction(item, viewer=drafter, revision=item.revision, note="更正比赛日期")
    draft = draft_of(item).changed(body="<p>运动会改在十二月八日举行。</p>")
    item = save_draft(item, viewer=drafter, revision=item.revision, draft=draft)
    return decide(county, review_secrecy(county, put_forward(county, item)))


def test_a_release_is_logged_with_everybody_who_had_a_hand_in_it(county: County) -> None:
    item = make_released(county)
    found = log_of(county)
    one = found.released[0]
    assert (one.index_no, one.title, one.organ, one.columns, one.drafters, one.due_on) == (
        item.index_no,
        "关于秋季运动会的通知",
        EDUCATION,
        ("通知公告",),
        ("教育局联络员",),
        item.due_on,
    )
    assert [(review.step, review.name, review.verdict) for review in one.reviews] == [
        ("保密审查", "教育局保密员", "同意"),
        ("分管领导审定", "教育局领导", "同意"),
    ]
    assert (len(found.released), found.corrected, found.removed) == (1, (), ())


def test_late_is_counted_by_the_day_and_another_month_is_another_log(county: County) -> None:
    in_time, late = reviewed(county), reviewed(county)
    assert in_time.due_on is not None
    decided_on(county, in_time, in_time.due_on)
    decided_on(county, late, in_time.due_on + timedelta(days=1))
    months = {day.replace(day=1) for day in (in_time.due_on, in_time.due_on + timedelta(days=1))}
    logs = [release_log(viewer=county.seen_by("县办"), month=month) for month in sorted(months)]
    lateness = {one.item: one.late for log in logs for one in log.released}
    assert lateness == {in_time.pk: False, late.pk: True}
    before = release_log(viewer=county.seen_by("县办"), month=date(2020, 1, 31))
    assert (before.released, summary_of(before)) == ((), "本月发布0件；更正0件，撤下和恢复0件。")


def test_a_correction_and_a_take_down_that_was_taken_back_stay_in_the_log(county: County) -> None:
    item = correct(county, make_released(county))
    chief = seen(county, "主任")
    item = take_down(item, viewer=chief, revision=item.revision, ground="wrong", reason="附表有误")
    item = restore(item, viewer=chief, revision=item.revision, reason="附表已核对")
    found = log_of(county)
    correction = found.corrected[0]
    assert (correction.note, [one.name for one in correction.reviews]) == (
        "更正比赛日期",
        ["教育局保密员", "教育局领导"],
    )
    assert len(found.released[0].reviews) == 2
    assert [(one.what, one.ground, one.reason, one.name) for one in found.removed] == [
        ("撤下", "内容有误", "附表有误", "教育局主任"),
        ("恢复", "", "附表已核对", "教育局主任"),
    ]


def test_a_title_that_had_to_go_is_not_printed(county: County) -> None:
    item = make_released(county)
    take_down(
        item, viewer=seen(county, "主任"), revision=item.revision, ground="privacy", reason="含有联系方式"
    )
    found = log_of(county)
    assert [found.released[0].title, found.removed[0].title] == [WITHHELD, WITHHELD]
    assert "运动会" not in html(written(found, printed_on=this_month())).decode()


def test_an_organ_sees_its_own_log_and_the_county_every_one(county: County) -> None:
    mine, other = make_released(county), make_released(county, organ=FINANCE)
    neighbour = make_publishing_county("邻县", "371398")
    make_released(neighbour)

    def items(who: str, organ: str = "") -> list[int]:
        return [one.item for one in log_of(county, who, organ).released]

    assert items("县办") == [mine.pk, other.pk]
    assert items("县办", FINANCE) == [other.pk]
    assert items("教育局联络员") == [mine.pk]
    assert items("教育局联络员", FINANCE) == []
    assert items("审计") == []


def test_the_log_is_printed_and_written_as_a_sheet(county: County) -> None:
    item = correct(county, make_released(county))
    take_down(item, viewer=seen(county, "主任"), revision=item.revision, ground="other", reason="重复发布")
    found = log_of(county, organ=EDUCATION)
    month = this_month()
    assert title_of(found) == f"教育局{month.year}年{month.month}月信息发布日志"
    assert summary_of(found).startswith("本月发布1件")
    assert [len(rows) for _, rows in tables_of(found)] == [1, 1, 1]
    headings, rows = sheet_of(found)
    assert {len(row) for row in rows} == {len(headings)}
    assert [row[0] for row in rows] == ["发布", "更正", "撤下"]
    paper = written(found, printed_on=date(2026, 12, 1))
    assert pdf(paper) == pdf(paper)
    text = read_bytes(html(paper)).text
    for words in ("关于秋季运动会的通知", "更正比赛日期", "重复发布", "打印日期：2026年12月1日"):
        assert words in text


def test_a_longer_month_costs_no_more_statements(county: County) -> None:
    make_released(county)
    with CaptureQueriesContext(connection) as few:
        log_of(county)
    for _ in range(4):
        correct(county, make_released(county))
    with CaptureQueriesContext(connection) as many:
        log_of(county)
    assert (len(few), len(many)) == (STATEMENTS, STATEMENTS)
