"""Is the reply due on the day a clerk counts by hand, and on the day a walk through the calendar finds?"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random

import chinese_calendar
import pytest
import yaml
from chinese_calendar import constants

from yangguang.law.calendars import Calendar
from yangguang.law.deadline import Consultation, ReplyFacts, reply_deadline
from yangguang.law.errors import ImpossibleDay, ImpossibleFacts, NotInForce, UnknownParameter

CASES = yaml.safe_load(Path(__file__).with_name("counted_by_hand.yaml").read_text("utf-8"))

ALL_YEARS = Calendar()
SPRING = "Spring Festival"
REPLY_RULE = "《政府信息公开条例》（国务院令第711号）第三十三条第二款"
RANGE = "超出了能够计算的范围（2004-01-01 至 2099-12-31）"


def facts_of(received, clarified=None, consulted=(), extended=0) -> ReplyFacts:
    spans = (span.split(":") for span in consulted)
    return ReplyFacts(
        date.fromisoformat(received),
        date.fromisoformat(clarified) if clarified else None,
        tuple(Consultation(date.fromisoformat(a), date.fromisoformat(b)) for a, b in spans),
        extended,
    )


@pytest.mark.parametrize("case", CASES, ids=[f"{case['received']}, due {case['due']}" for case in CASES])
def test_agrees_with_counting_by_hand(case):
    expected = case["due"]
    facts = facts_of(**{fact: value for fact, value in case.items() if fact != "due"})
    deadline = reply_deadline(facts, ALL_YEARS)
    assert (deadline.due_on.isoformat(), deadline.provisional) == (expected, False)


def test_every_year_is_counted_at_spring_festival_and_at_national_day():
    spans = [(case["received"], case["due"]) for case in CASES]
    for year in range(2020, 2027):
        festival = min(day for day, name in constants.holidays.items() if (day.year, name) == (year, SPRING))
        assert any(received < f"{festival}" < due for received, due in spans), year
    for year in range(2019, 2027):
        assert any(received < f"{year}-10-01" < due for received, due in spans), year


# ---- the oracle: walk day by day; shares nothing with the product but the facts


@cache
def works(day: date) -> bool:
    return chinese_calendar.is_workday(day)


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
        counted += works(day) and day not in left_out
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
     f"“答复期限”的规定（{REPLY_RULE}）自 2019-05-15 起施行，不适用于 2019-05-14 的事项"),
    (facts_of("2025-01-20", extended=21), ImpossibleFacts,
     f"延长的工作日数不合规定，应在 0 至 20 之间（{REPLY_RULE}）"),
    (facts_of("2025-01-20", extended=-1), ImpossibleFacts,
     f"延长的工作日数不合规定，应在 0 至 20 之间（{REPLY_RULE}）"),
    (facts_of("2025-01-20", "2025-01-19"), ImpossibleFacts, "补正日 2025-01-19 早于收到申请之日 2025-01-20"),
    (facts_of("2025-01-20", None, ["2025-01-24:2025-01-22"]), ImpossibleFacts,
     "征求意见收到答复之日 2025-01-22 早于发出之日 2025-01-24"),
    (facts_of("2025-01-20", None, ["2025-01-17:2025-01-22"]), ImpossibleFacts,
     "征求意见发出之日 2025-01-17 早于收到申请之日 2025-01-20"),
    (facts_of("2099-12-20"), ImpossibleDay, f"日期 2100-01-01 {RANGE}"),
    (facts_of("2025-01-20", None, ["2025-01-22:2150-01-01"]), ImpossibleDay,
     f"日期 2150-01-01 {RANGE}"),
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
    with pytest.raises(UnknownParameter, match=r"没有名为“foi\.first”的设置"):
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
