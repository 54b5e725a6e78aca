"""Is every number of the law dated, cited and tagged, and is it answered for the right day?"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from yangguang.law.documentation import FIELD_TITLES, main, out_of_step, pages
from yangguang.law.errors import NotInForce, Repealed, UnknownParameter
from yangguang.law.open_questions import check_choice, open_questions, setting_default
from yangguang.law.parameters.loading import all_parameters, field_names, load_file, parameter
from yangguang.law.parameters.model import CONFIDENCE_NAMES, UNIT_NAMES, Confidence, MonthDay, Unit

DOCS = Path(__file__).resolve().parents[2] / "docs" / "law"
NAME = re.compile(r"[a-z_]+(\.[a-z_]+)+")

# 名字, 日期, 数值, 单位, 条款, 可信度
VALUES = [
    ("foi.reply", "2019-05-15", 20, "working_day", "第三十三条第二款", "A"),
    ("foi.extension", "2025-01-01", 20, "working_day", "第三十三条第二款", "A"),
    ("foi.extension.times", "2025-01-01", 1, "times", "第三十三条第二款", "I"),
    ("foi.clarification.notice", "2025-01-01", 7, "working_day", "第三十条", "A"),
    ("foi.clarification.period", "2025-01-01", 15, "working_day", "一（二）4", "A"),
    ("foi.third_party.opinion", "2025-01-01", 15, "working_day", "第三十二条", "A"),
    ("foi.co_producer.opinion", "2025-01-01", 15, "working_day", "第三十四条", "A"),
    ("publication.proactive", "2025-01-01", 20, "working_day", "第二十六条", "A"),
    ("publication.budget", "2025-01-01", 20, "day", "第十四条第一款", "A"),
    ("publication.penalty_withdrawal", "2025-01-01", 3, "working_day", "第四十八条第二款、第八十五条", "A"),
    ("publication.procurement_contract", "2025-01-01", 2, "working_day", "第五十条", "A"),
    ("fees.payment", "2021-01-01", 20, "working_day", "第六条", "B"),
    ("disputes.review.apply", "2024-01-01", 60, "day", "第二十条", "A"),
    ("disputes.review.defence_simple", "2024-01-01", 5, "working_day", "第五十四条、第八十八条", "A"),
    ("disputes.review.defence_ordinary", "2024-01-01", 10, "working_day", "第四十八条、第八十八条", "A"),
    ("disputes.review.decision_extension", "2024-01-01", 30, "day", "第六十二条", "A"),
    ("disputes.litigation.direct", "2024-01-01", 6, "month", "第四十六条", "A"),
    ("disputes.litigation.after_review", "2024-01-01", 15, "day", "第四十五条", "A"),
    ("disputes.litigation.performance", "2025-06-01", 20, "working_day", "第十一条", "A"),
    ("annual_report.overview_length", "2022-01-01", 1000, "character", "一（一）", "A"),
    ("local.fujian.site_error", "2019-01-01", 2, "working_day", "第21项", "A-FJ"),
]

YEARLY = [
    ("annual_report.department", "2025-01-31"),
    ("annual_report.township", "2025-01-31"),
    ("annual_report.county", "2025-02-20"),
    ("annual_report.city", "2025-03-10"),
    ("annual_report.province", "2025-03-31"),
    ("annual_report.cut_off", "2025-12-31"),
]

EFFECTS = [
    ("foi.clarification.effect", "restart"),
    ("foi.consultation.effect", "left_out"),
    ("foi.third_party.silence", "agency_decides"),
    ("foi.co_producer.silence", "deemed_consent"),
    ("foi.receipt.internet", "confirmed_by_both"),
    ("fees.payment.effect", "restart"),
]


@pytest.mark.parametrize("case", VALUES, ids=[case[0] for case in VALUES])
def test_the_value_of_a_day(case):
    name, day, *expected = case
    value = parameter(name).at(date.fromisoformat(day))
    assert [value.number, value.unit, value.article, value.confidence] == expected


@pytest.mark.parametrize(("name", "day"), YEARLY)
def test_yearly_days(name, day):
    assert parameter(name).at(date(2022, 1, 1)).month_day.in_year(2025) == date.fromisoformat(day)


@pytest.mark.parametrize(("name", "effect"), EFFECTS)
def test_rules_in_words(name, effect):
    assert parameter(name).at(date(2025, 1, 1)).effect == effect


def test_a_value_before_its_first_day_is_not_in_force():
    with pytest.raises(NotInForce, match="自 2025-06-01 起施行，不适用于 2025-05-31 的事项"):
        parameter("disputes.litigation.performance").at(date(2025, 5, 31))


def test_a_newer_value_takes_over_on_its_day():
    county = parameter("annual_report.county")
    assert "60号" in county.at(date(2021, 9, 25)).source
    assert "30号" in county.at(date(2021, 9, 26)).source


def test_an_unknown_name_is_refused_with_the_nearest_one():
    with pytest.raises(UnknownParameter) as caught:
        parameter("foi.replies")
    assert str(caught.value) == "没有名为“foi.replies”的法定数值，是不是“foi.reply”？"


def test_every_entry_is_whole():
    for held in all_parameters():
        assert NAME.fullmatch(held.name)
        for value in held.values:
            assert value.says.endswith("。"), value.name
            assert value.says.count("。") == 1, value.name
            assert len(value.says) <= 80, value.name
            assert re.search(r"[〔《]|通知|分解表|文件", value.instrument), value.name
            assert re.search(r"第.+[条项]|[一二]|未核对|无编号", value.article), value.name


def test_every_field_unit_and_tag_has_a_title():
    assert set(FIELD_TITLES) == set(field_names())
    assert set(UNIT_NAMES) == set(Unit)
    assert set(CONFIDENCE_NAMES) == set(Confidence)


ENTRY = """
- name: sample.limit
  title: 样例期限
  unit: working_day
  values:
    - {from: 2020-01-01, value: 5, instrument: 甲〔2020〕1号, article: 第一条, says: 五日。, confidence: A}
    - {from: 2022-01-01, value: null, instrument: 甲〔2022〕2号, article: 第二条, says: 废止。, confidence: A}
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "sample.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_null_means_repealed(tmp_path):
    limit = load_file(written(tmp_path, ENTRY))["sample.limit"]
    assert limit.at(date(2021, 12, 31)).number == 5
    gone = limit.at(date(2022, 1, 1))
    assert gone.is_repealed
    with pytest.raises(Repealed, match="“样例期限”自 2022-01-01 起已经废止"):
        _ = gone.number


def test_a_number_is_not_read_as_another_kind():
    value = parameter("foi.reply").at(date(2025, 1, 1))
    with pytest.raises(TypeError):
        _ = value.month_day
    with pytest.raises(TypeError):
        _ = value.tiers
    with pytest.raises(TypeError):
        _ = parameter("annual_report.county").at(date(2025, 1, 1)).number


BROKEN = [
    ("confidence: A}", "confidence: Z}"),
    ("unit: working_day", "unit: fortnight"),
    ("from: 2022-01-01", "from: 2019-01-01"),
    ("from: 2022-01-01", "from: 2020-01-01"),
    ("from: 2020-01-01", "from: soon"),
    ("value: 5", "value: five"),
    ("value: 5", "value: -5"),
    ("value: 5", "value: true"),
    ("says: 五日。", "says: ''"),
    ("article: 第一条, ", ""),
    ("title: 样例期限", "titel: 样例期限"),
    ("name: sample.limit", "name: other.limit"),
    ("value: 5,", "value: 5, colour: red,"),
]


@pytest.mark.parametrize(("right", "wrong"), BROKEN)
def test_an_entry_that_is_not_whole_is_refused(tmp_path, right, wrong):
    with pytest.raises((ValueError, KeyError)):
        load_file(written(tmp_path, ENTRY.replace(right, wrong, 1)))


def test_a_name_stands_once(tmp_path):
    with pytest.raises(ValueError, match="stands twice"):
        load_file(written(tmp_path, ENTRY + ENTRY))


def test_the_last_of_february_in_a_common_year():
    assert MonthDay(2, 29).in_year(2025) == date(2025, 2, 28)


def test_open_questions_are_whole():
    for question in open_questions().values():
        assert question.question.endswith("？"), question.name
        assert question.why.endswith("。"), question.name
        assert question.practice is None or question.practice.endswith("。"), question.name
        assert question.choices or question.practice, question.name
    assert setting_default("foi.first_day") == "day_after"
    assert check_choice("foi.first_day", "same_day") == "same_day"


def test_every_inferred_rule_is_an_open_question():
    inferred = {
        held.name
        for held in all_parameters()
        for value in held.values
        if value.confidence == Confidence.INFERENCE
    }
    assert inferred <= set(open_questions())


def test_docs_are_in_step_with_the_data():
    assert out_of_step(DOCS) == []


def test_docs_out_of_step_are_named(tmp_path, capsys):
    assert main([str(tmp_path)]) == 0
    assert main([str(tmp_path), "--check"]) == 0
    (tmp_path / "parameters.md").write_text("旧", encoding="utf-8")
    assert main([str(tmp_path), "--check"]) == 1
    assert "parameters.md 与数据不一致" in capsys.readouterr().err


def test_every_doubtful_value_is_listed_among_the_open_questions():
    page = pages()["open-questions.md"]
    for held in all_parameters():
        if any(value.confidence != Confidence.FULL_TEXT for value in held.values):
            assert f"`{held.name}`" in page
