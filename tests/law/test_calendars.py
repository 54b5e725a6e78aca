"""Does the calendar agree with the yearly notices of the State Council, and say why each day counts?"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml

from yangguang.law.calendars import Calendar, Overlay, OverlayDay
from yangguang.law.days import parse_day
from yangguang.law.errors import ImpossibleDay, LawError
from yangguang.law.overlay import load_overlay

# 国务院办公厅历年放假通知：放假的起止，调休上班的日子（人工抄录，不取自日历包）
NOTICES = yaml.safe_load(Path(__file__).with_name("holiday_notices.yaml").read_text("utf-8"))
NATIONAL = Calendar()


def span(first: date, last: date) -> set[date]:
    return {first + timedelta(days=offset) for offset in range((last - first).days + 1)}


@pytest.mark.parametrize("year", sorted(NOTICES))
def test_agrees_with_the_notice_of_the_year(year):
    notice = NOTICES[year]
    off = set().union(*(span(first, last) for first, last in notice["rest"]))
    made_up = set(notice["work"])
    for on in span(date(year, 1, 1), date(year, 12, 31)):
        expected = on in made_up or (on.isoweekday() <= 5 and on not in off)
        assert NATIONAL.day(on).is_working == expected, on


REASONS = [
    ("2025-01-20", True, "周一，工作日"),
    ("2025-01-25", False, "周六"),
    ("2025-01-26", True, "周日，春节调休上班"),
    ("2025-01-28", False, "周二，春节放假"),
    ("2025-02-03", False, "周一，春节调休放假"),
    ("2025-02-08", True, "周六，春节调休上班"),
    ("2025-10-06", False, "周一，中秋节放假"),
    ("2025-10-11", True, "周六，国庆节调休上班"),
    ("2015-09-03", False, "周四，抗战胜利纪念日放假"),
    ("2027-01-01", False, "周五，元旦放假（当年放假安排尚未公布，暂定）"),
    ("2027-01-02", False, "周六（当年放假安排尚未公布，暂定）"),
    ("2027-02-05", True, "周五，工作日（当年放假安排尚未公布，暂定）"),
]


@pytest.mark.parametrize(("on", "works", "reason"), REASONS)
def test_every_day_has_its_reason(on, works, reason):
    day = NATIONAL.day(date.fromisoformat(on))
    assert (day.is_working, day.reason) == (works, reason)


def test_explain_lists_every_day_once():
    days = NATIONAL.explain(date(2025, 1, 25), date(2025, 2, 9))
    assert [day.on.day for day in days] == [*range(25, 32), *range(1, 10)]
    assert [day.on.day for day in days if day.is_working] == [26, 27, 5, 6, 7, 8]


def test_working_days_between_leaves_out_the_first_and_takes_the_last():
    assert NATIONAL.working_days_between(date(2026, 10, 23), date(2026, 10, 30)) == 5
    assert NATIONAL.working_days_between(date(2026, 10, 30), date(2026, 10, 23)) == 0
    assert NATIONAL.working_days_between(date(2026, 10, 23), date(2026, 10, 23)) == 0


FESTIVAL = date(2026, 4, 20)  # a Monday
OVERLAY = Overlay(
    {
        FESTIVAL: OverlayDay(False, "地方节日放假"),
        date(2026, 4, 25): OverlayDay(True, "地方节日调休上班"),
        date(2027, 2, 8): OverlayDay(False, "春节放假"),
    },
    frozenset({2027}),
)


def test_the_county_has_the_last_word():
    county = Calendar(OVERLAY)
    assert county.day(FESTIVAL).reason == "地方节日放假"
    assert not county.day(FESTIVAL).is_working
    assert county.day(date(2026, 4, 25)).is_working
    assert county.working_days_between(date(2026, 4, 19), date(2026, 4, 26)) == 5
    assert NATIONAL.day(FESTIVAL).is_working


def test_a_year_that_the_county_gives_whole_is_not_provisional():
    county = Calendar(OVERLAY)
    assert not county.day(date(2027, 2, 9)).provisional
    assert not county.provisional_between(date(2026, 12, 1), date(2027, 3, 1))
    assert NATIONAL.provisional_between(date(2026, 12, 1), date(2027, 3, 1))
    assert county.provisional_between(date(2027, 12, 1), date(2028, 1, 4))


def test_no_day_means_nothing_is_provisional():
    assert not NATIONAL.provisional_between(date(2026, 12, 31), date(2026, 12, 31))
    assert NATIONAL.provisional_between(date(2026, 12, 31), date(2027, 1, 1))


def test_days_out_of_reach_are_refused():
    for on in (date(2003, 12, 31), date(2100, 1, 1)):
        with pytest.raises(ImpossibleDay, match=f"日期 {on} 超出了能够计算的范围"):
            NATIONAL.day(on)


def test_an_overlay_file_is_read(tmp_path):
    path = tmp_path / "county.yaml"
    path.write_text(
        "complete_years: [2027]\ndays:\n  2026-04-20: {working: false, reason: 地方节日放假}\n", "utf-8"
    )
    overlay = load_overlay(path)
    assert overlay.days == {FESTIVAL: OverlayDay(False, "地方节日放假")}
    assert overlay.complete_years == {2027}


UNUSABLE = [
    ("", "应只有 days 和 complete_years 两项"),
    ("[1, 2]", "应只有 days 和 complete_years 两项"),
    ("holidays: {}", "应只有 days 和 complete_years 两项"),
    ("days: [1]", "的 days 应是“日期: 说明”"),
    ("days: {soon: {working: true, reason: 补班}}", "日历文件里“soon”不是 2026-04-15 这样的日期"),
    ("days: {2026-04-20: true}", "日历文件里 2026-04-20 应写明 working"),
    ("days: {2026-04-20: {working: maybe, reason: 补班}}", "的 working 应是 true 或 false"),
    ("days: {2026-02-30: {working: true, reason: 补班}}", "读不了，应是 UTF-8 编码的 YAML 文件"),
    ("complete_years: [next]", "里有不是年份的内容"),
    ("days: {", "读不了，应是 UTF-8 编码的 YAML 文件"),
    ("[" * 5000, "读不了，应是 UTF-8 编码的 YAML 文件"),
    ("#" * 300_000, "太大，不是一份日历"),
]


@pytest.mark.parametrize(("text", "sentence"), UNUSABLE, ids=range(len(UNUSABLE)))
def test_an_unusable_overlay_is_refused_with_a_sentence(tmp_path, text, sentence):
    path = tmp_path / "county.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(LawError) as caught:
        load_overlay(path)
    assert sentence in str(caught.value)


WRONG_DAYS = [
    ("2025-02-30", "日期“2025-02-30”不存在，日历上没有这一天"),
    ("2025-13-01", "日期“2025-13-01”不存在，日历上没有这一天"),
    ("0000-01-01", "日期“0000-01-01”不存在，日历上没有这一天"),
    ("20250120", "日期“20250120”写法不对，应写成 2025-01-20 这样的年-月-日"),
    ("2025-W03-1", "日期“2025-W03-1”写法不对，应写成 2025-01-20 这样的年-月-日"),
    ("２０２５-01-20", "日期“２０２５-01-20”写法不对，应写成 2025-01-20 这样的年-月-日"),
    ("2025-01-20\n", "日期“2025-01-20”写法不对，应写成 2025-01-20 这样的年-月-日"),
    (20250120, "日期“20250120”写法不对，应写成 2025-01-20 这样的年-月-日"),
    ("x" * 100_000, f"日期“{'x' * 30}”写法不对，应写成 2025-01-20 这样的年-月-日"),
    ("", "日期“”写法不对，应写成 2025-01-20 这样的年-月-日"),
]


@pytest.mark.parametrize(("words", "sentence"), WRONG_DAYS, ids=range(len(WRONG_DAYS)))
def test_impossible_days_are_refused_with_a_sentence(words, sentence):
    with pytest.raises(ImpossibleDay) as caught:
        parse_day(words)
    assert str(caught.value) == sentence
