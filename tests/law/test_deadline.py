"""Is the reply due on the day a clerk counts by hand, and on the day a walk through the calendar finds?"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import chinese_calendar
import pytest

from yangguang.law.calendars import Calendar
from yangguang.law.deadline import Consultation, ReplyFacts, reply_deadline
from yangguang.law.errors import ImpossibleDay, ImpossibleFacts, NotInForce, UnknownParameter

# 逐日手数：received, due, 数法（括号里是累计的工作日数）
COUNTED_BY_HAND = [
    ("2019-05-15", "2019-06-13", "5/16-17(2) 20-24(7) 27-31(12) 6/3-6(16) 端午 10-13(20)"),
    ("2019-09-02", "2019-09-30", "9/3-6(4) 9-12(8) 中秋 16-20(13) 23-27(18) 29日补班(19) 30(20)"),
    ("2019-09-20", "2019-10-23", "9/23-27(5) 29日补班(6) 30(7) 国庆 10/8-11(11) 12日补班(12) 14-18(17) 21-23(20)"),
    ("2019-12-20", "2020-01-19", "12/23-27(5) 30-31(7) 元旦 1/2-3(9) 6-10(14) 13-17(19) 19日补班(20)"),
    ("2020-01-15", "2020-02-19", "1/16-17(2) 19日补班(3) 20-23(7) 春节延长到2/2 2/3-7(12) 10-14(17) 17-19(20)"),
    ("2020-04-20", "2020-05-19", "4/21-24(4) 26日补班(5) 27-30(9) 劳动节 5/6-8(12) 9日补班(13) 11-15(18) 18-19(20)"),
    ("2020-09-16", "2020-10-20", "9/17-18(2) 21-25(7) 27日补班(8) 28-30(11) 国庆 10/9(12) 10日补班(13) 12-16(18) 19-20(20)"),
    ("2021-02-01", "2021-03-04", "2/2-5(4) 7日补班(5) 8-10(8) 春节 18-19(10) 20日补班(11) 22-26(16) 3/1-4(20)"),
    ("2021-09-15", "2021-10-19", "9/16-17(2) 18日补班(3) 中秋 22-24(6) 26日补班(7) 27-30(11) 国庆 10/8(12) 9日补班(13) 11-15(18) 18-19(20)"),
    ("2022-01-17", "2022-02-17", "1/18-21(4) 24-28(9) 29-30日补班(11) 春节 2/7-11(16) 14-17(20)"),
    ("2022-09-20", "2022-10-21", "9/21-23(3) 26-30(8) 国庆 10/8-9日补班(10) 10-14(15) 17-21(20)"),
    ("2023-01-10", "2023-02-10", "1/11-13(3) 16-20(8) 春节 28-29日补班(10) 30-2/3(15) 6-10(20)"),
    ("2023-09-18", "2023-10-20", "9/19-22(4) 25-28(8) 中秋国庆 10/7-8日补班(10) 9-13(15) 16-20(20)"),
    ("2024-01-29", "2024-02-29", "1/30-2/2(4) 4日补班(5) 5-9(10) 春节 18日补班(11) 19-23(16) 26-29(20)"),
    ("2024-09-12", "2024-10-16", "9/13(1) 14日补班(2) 中秋 18-20(5) 23-27(10) 29日补班(11) 30(12) 国庆 10/8-11(16) 12日补班(17) 14-16(20)"),
    ("2025-01-20", "2025-02-21", "1/21-24(4) 26日补班(5) 27(6) 春节 2/5-7(9) 8日补班(10) 10-14(15) 17-21(20)"),
    ("2025-09-19", "2025-10-23", "9/22-26(5) 28日补班(6) 29-30(8) 国庆 10/9-10(10) 11日补班(11) 13-17(16) 20-23(20)"),
    ("2025-12-22", "2026-01-20", "12/23-26(4) 29-31(7) 元旦 1/4日补班(8) 5-9(13) 12-16(18) 19-20(20)"),
    ("2026-02-09", "2026-03-13", "2/10-13(4) 14日补班(5) 春节 24-27(9) 28日补班(10) 3/2-6(15) 9-13(20)"),
    ("2026-09-14", "2026-10-16", "9/15-18(4) 20日补班(5) 21-24(9) 中秋 28-30(12) 国庆 10/8-9(14) 10日补班(15) 12-16(20)"),
]  # fmt: skip

# 有补正、征求意见、延长的：received, clarified, consulted, extended, due, 数法
WITH_EVENTS = [
    ("2026-10-19", None, ["2026-10-23:2026-10-30"], 0, "2026-11-23",
     "10/20-23(4)，26-30不计，11/2-6(9) 9-13(14) 16-20(19) 23(20)"),
    ("2026-10-19", None, ["2026-10-23:2026-10-30", "2026-10-28:2026-11-02"], 0, "2026-11-24",
     "重叠的只扣一次：26-30和11/2不计，11/3-6(8) 9-13(13) 16-20(18) 23-24(20)"),
    ("2026-10-19", None, ["2026-10-23:2026-10-30", "2026-10-26:2026-10-28"], 0, "2026-11-23",
     "后一次整个落在前一次里面，不再扣"),
    ("2025-01-20", None, ["2025-02-21:2025-03-03"], 0, "2025-02-21", "届满当日发出的不影响"),
    ("2025-01-20", None, ["2025-02-20:2025-02-21"], 0, "2025-02-24", "届满前一日发出：21日不计，24(20)"),
    ("2025-01-20", None, ["2025-03-03:2025-03-10"], 0, "2025-02-21", "届满以后发出的不影响"),
    ("2025-01-20", None, ["2025-01-28:2025-02-04"], 0, "2025-02-21", "都在春节放假期间，没有工作日可扣"),
    ("2025-01-20", None, ["2025-01-24:2025-01-26"], 0, "2025-02-24", "26日是补班的工作日，扣1天"),
    ("2025-01-20", None, ["2025-01-20:2025-01-20"], 0, "2025-02-21", "当日发出当日收到，不扣"),
    ("2025-01-20", None, [], 20, "2025-03-21", "2/24-28(5) 3/3-7(10) 10-14(15) 17-21(20)"),
    ("2025-01-20", None, ["2025-02-24:2025-02-26"], 5, "2025-03-04",
     "延长期里征求意见：2/24(1)，25-26不计，27-28(3) 3/3-4(5)"),
    ("2025-01-20", "2025-02-10", [], 0, "2025-03-10", "2/11-14(4) 17-21(9) 24-28(14) 3/3-7(19) 10(20)"),
    ("2025-01-20", "2025-01-20", [], 0, "2025-02-21", "收到当日补正"),
    ("2025-01-20", "2025-02-10", ["2025-01-21:2025-01-27"], 0, "2025-03-10", "补正以前已经答复的不再扣"),
    ("2025-01-20", "2025-02-10", ["2025-02-06:2025-02-12"], 0, "2025-03-12", "跨过补正之日：2/11-12不计"),
    ("2025-01-20", "2025-02-10", ["2025-02-06:2025-02-12"], 3, "2025-03-17", "再延长3天：3/13-14(2) 17(3)"),
]  # fmt: skip

ALL_YEARS = Calendar()


def facts_of(received, clarified=None, consulted=(), extended=0) -> ReplyFacts:
    spans = (span.split(":") for span in consulted)
    return ReplyFacts(
        date.fromisoformat(received),
        date.fromisoformat(clarified) if clarified else None,
        tuple(Consultation(date.fromisoformat(a), date.fromisoformat(b)) for a, b in spans),
        extended,
    )


@pytest.mark.parametrize(("received", "due", "how"), COUNTED_BY_HAND, ids=[c[0] for c in COUNTED_BY_HAND])
def test_agrees_with_counting_by_hand(received, due, how):
    deadline = reply_deadline(facts_of(received), ALL_YEARS)
    assert (deadline.due_on.isoformat(), deadline.provisional) == (due, False), how


@pytest.mark.parametrize(("received", "clarified", "consulted", "extended", "due", "how"), WITH_EVENTS)
def test_events_move_the_date_as_counted_by_hand(received, clarified, consulted, extended, due, how):
    deadline = reply_deadline(facts_of(received, clarified, consulted, extended), ALL_YEARS)
    assert deadline.due_on.isoformat() == due, how


# ---- the oracle: walk day by day; shares nothing with the product but the facts


def walked(facts: ReplyFacts) -> date:
    left_out = set()
    for consultation in facts.consultations:
        day = consultation.sent_on
        while day < consultation.answered_on:
            day += timedelta(days=1)
            left_out.add(day)
    day = facts.clarified_on or facts.received_on
    counted = 0
    while counted < 20 + facts.extended_by:
        day += timedelta(days=1)
        counted += chinese_calendar.is_workday(day) and day not in left_out
    return day


def some_history(dice: Random) -> ReplyFacts:
    received = date(2019, 5, 15) + timedelta(days=dice.randrange(2590))  # through June 2026
    clarified = received + timedelta(days=dice.randrange(40)) if dice.random() < 0.4 else None
    consultations = []
    for _ in range(dice.choice((0, 0, 1, 1, 2, 3))):
        sent = received + timedelta(days=dice.randrange(70))
        consultations.append(Consultation(sent, sent + timedelta(days=dice.randrange(25))))
    return ReplyFacts(received, clarified, tuple(consultations), dice.choice((0, 0, dice.randrange(21))))


def test_agrees_with_the_walk_over_ten_thousand_histories():
    dice = Random(711)
    histories = [some_history(dice) for _ in range(10_000)]
    differing = [facts for facts in histories if reply_deadline(facts, ALL_YEARS).due_on != walked(facts)]
    assert differing == []


def test_left_out_days_of_the_steps_add_up():
    dice = Random(109)
    for facts in (some_history(dice) for _ in range(500)):
        deadline = reply_deadline(facts, ALL_YEARS)
        given = 20 + facts.extended_by
        left_out = sum(step.days or 0 for step in deadline.steps if "征求意见" in step.what)
        counted = sum(
            day.is_working for day in ALL_YEARS.explain(deadline.counted_after, deadline.due_on)[1:]
        )
        assert counted == given + left_out


# ---- refusals

REFUSED = [
    (facts_of("2019-05-14"), NotInForce,
     "“答复期限”的规定（《政府信息公开条例》（国务院令第711号）第三十三条第二款）自 2019-05-15 起施行，不适用于 2019-05-14 的事项"),
    (facts_of("2025-01-20", extended=21), ImpossibleFacts,
     "延长的工作日数不合规定，应在 0 至 20 之间（《政府信息公开条例》（国务院令第711号）第三十三条第二款）"),
    (facts_of("2025-01-20", extended=-1), ImpossibleFacts,
     "延长的工作日数不合规定，应在 0 至 20 之间（《政府信息公开条例》（国务院令第711号）第三十三条第二款）"),
    (facts_of("2025-01-20", "2025-01-19"), ImpossibleFacts, "补正日 2025-01-19 早于收到申请之日 2025-01-20"),
    (facts_of("2025-01-20", None, ["2025-01-24:2025-01-22"]), ImpossibleFacts,
     "征求意见收到答复之日 2025-01-22 早于发出之日 2025-01-24"),
    (facts_of("2025-01-20", None, ["2025-01-17:2025-01-22"]), ImpossibleFacts,
     "征求意见发出之日 2025-01-17 早于收到申请之日 2025-01-20"),
    (facts_of("2099-12-20"), ImpossibleDay, "日期 2100-01-01 超出了能够计算的范围（2004-01-01 至 2099-12-31）"),
    (facts_of("2025-01-20", None, ["2025-01-22:2150-01-01"]), ImpossibleDay,
     "日期 2150-01-01 超出了能够计算的范围（2004-01-01 至 2099-12-31）"),
]  # fmt: skip


@pytest.mark.parametrize(("facts", "error", "sentence"), REFUSED)
def test_impossible_facts_are_refused_with_a_sentence(facts, error, sentence):
    with pytest.raises(error) as caught:
        reply_deadline(facts, ALL_YEARS)
    assert str(caught.value) == sentence


# ---- dates beyond the announced calendars

PROVISIONAL = [
    ("2026-12-02", "2026-12-30", False, "全在已公布的年份里"),
    ("2026-12-03", "2026-12-31", False, "本年最后一天"),
    ("2026-12-04", "2027-01-04", True, "12/7-11(5) 14-18(10) 21-25(15) 28-31(19) 元旦 2027/1/4(20)"),
    ("2027-03-01", "2027-03-29", True, "整段都在尚未公布的年份里"),
]


@pytest.mark.parametrize(("received", "due", "provisional", "why"), PROVISIONAL)
def test_a_day_beyond_the_announced_years_is_provisional(received, due, provisional, why):
    deadline = reply_deadline(facts_of(received), ALL_YEARS)
    assert (deadline.due_on.isoformat(), deadline.provisional) == (due, provisional), why


# ---- what the law leaves open

CHOICES = [
    ("foi.first_day", "same_day", facts_of("2025-01-20"), "2025-02-20"),
    ("foi.first_day", "same_day", facts_of("2025-01-25"), "2025-02-27"),
    ("foi.consultation_before_clarification", "counted",
     facts_of("2025-01-20", "2025-02-10", ["2025-02-06:2025-02-12"]), "2025-03-10"),
    ("foi.consultation_in_extension", "counted",
     facts_of("2025-01-20", None, ["2025-02-24:2025-02-26"], 5), "2025-02-28"),
    ("foi.consultation_reply_day", "counted",
     facts_of("2026-10-19", None, ["2026-10-23:2026-10-30"]), "2026-11-20"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "choice", "facts", "due"), CHOICES)
def test_a_government_may_choose_where_the_law_is_open(name, choice, facts, due):
    assert reply_deadline(facts, ALL_YEARS, {name: choice}).due_on.isoformat() == due


def test_choices_never_make_a_date_later():
    dice = Random(33)
    for facts in (some_history(dice) for _ in range(300)):
        usual = reply_deadline(facts, ALL_YEARS).due_on
        for name, choice, _, _ in CHOICES:
            assert reply_deadline(facts, ALL_YEARS, {name: choice}).due_on <= usual


def test_an_unknown_setting_is_refused():
    with pytest.raises(UnknownParameter, match="没有名为“foi.first”的设置"):
        reply_deadline(facts_of("2025-01-20"), ALL_YEARS, {"foi.first": "same_day"})


def test_the_steps_tell_the_whole_story():
    deadline = reply_deadline(facts_of("2026-10-19", "2026-10-21", ["2026-10-23:2026-10-30"], 5), ALL_YEARS)
    assert [(step.on.isoformat(), step.what, step.days) for step in deadline.steps] == [
        ("2026-10-19", "收到申请", None),
        ("2026-10-21", "收到补正，答复期限重新计算", None),
        ("2026-10-21", "自次日起 20 个工作日内答复", 20),
        ("2026-10-23", "2026-10-23 发出征求意见，2026-10-30 收到意见，其间 5 个工作日不计入期限", 5),
        ("2026-11-25", "原应在 2026-11-25 届满，经批准并告知申请人，延长 5 个工作日", 5),
        ("2026-12-02", "答复期限届满", None),
    ]
    articles = [step.article.partition("号）")[2] for step in deadline.steps]
    assert articles == [
        "第三十一条",
        "第三十条",
        "第三十三条第二款",
        "第三十三条第三款",
        "第三十三条第二款",
        "第三十三条第二款",
    ]
