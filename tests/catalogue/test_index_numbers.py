"""Index numbers: which rules can be used, what they print, and that no number is given twice or skipped."""

from __future__ import annotations

import threading
from datetime import date, timedelta

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from tests.catalogue.making import CREDIT_CODE
from tests.engines import Settings
from tests.organisations.making import TODAY, County, events, make_county
from tests.organisations.refusing import refused
from yangguang.catalogue.index_numbers import (
    DEFAULT,
    BadPattern,
    Source,
    parse_pattern,
    refusal_of_pattern,
)
from yangguang.catalogue.models import IndexCounter, IndexPattern
from yangguang.catalogue.services.numbering import (
    next_index_number,
    preview_index_number,
    set_index_pattern,
)
from yangguang.organisations.models import Organ
from yangguang.workflow.acts import acts

DAY = date(2026, 3, 5)
SOURCE = Source("A03", "371399", DAY, CREDIT_CODE, "a20-07")
PLAIN = "{credit_code}/{year}-{number:05}"
BY_COLUMN = "{organ_code}-{column_code}-{number:05}"


@pytest.mark.parametrize(
    ("pattern", "printed"),
    [
        (DEFAULT, "11441700007280420Y/2026-00007"),
        ("{organisation_code}/{year}-{number:05}", "007280420/2026-00007"),
        ("{organisation_code}-{year}-{number}", "007280420-2026-7"),
        ("{credit_code}/{year}{month}-{number:05}", "11441700007280420Y/202603-00007"),
        ("{organ_code}/{year}-{number:07}", "A03/2026-0000007"),
        ("SY{organisation_code}0{year}{number:05}", "SY0072804200202600007"),
        ("{region_code}-{organ_code}-{column_code}-{date}-{number:03}", "371399-A03-a20-07-20260305-007"),
        ("{region_code}{organ_code}{year}{number:06}", "371399A032026000007"),
        ("{region_code}{organ_code}-{column_code}-{year}-{number}", "371399A03-a20-07-2026-7"),
    ],
)
def test_the_shapes_in_use_can_be_written(pattern: str, printed: str) -> None:
    assert parse_pattern(pattern).number(SOURCE, 7) == printed


def test_an_organ_without_credit_code_prints_its_own_code() -> None:
    bare = Source("A03", "371399", DAY)
    assert parse_pattern(DEFAULT).number(bare, 1) == "A03/2026-00001"
    assert parse_pattern("{organisation_code}/{year}-{number}").number(bare, 1) == "A03/2026-1"


PARTS = "credit_code、organisation_code、organ_code、region_code、column_code、year、month、date、number"


@pytest.mark.parametrize(
    ("pattern", "sentence"),
    [
        ("", "索引号规则不能为空"),
        ("{credit_code}/{year}", "索引号规则须有流水号{number}"),
        ("{number:05}-{number}", "{number}在索引号规则里只能出现一次"),
        ("{year}{year}-{number}", "{year}在索引号规则里只能出现一次"),
        ("{year}-{number}-A", "流水号{number}须放在索引号规则的最后"),
        (
            "{region_code}-{number}",
            "索引号规则须有年份（{year}或者{date}）或者机关（{credit_code}等），否则分不清是谁、哪一年的",
        ),
        ("{credit_code}{number}", "流水号前面没有分隔符时须写明位数，例如{number:05}"),
        ("{credit_code}-0{number}", "流水号前面没有分隔符时须写明位数，例如{number:05}"),
        ("{uscc}-{number}", f"{{uscc}}不是索引号规则的组成部分，可用的有：{PARTS}"),
        ("{}-{number}", f"{{}}不是索引号规则的组成部分，可用的有：{PARTS}"),
        ("{year:4}-{number}", "只有流水号可以写明位数，{year}不可以"),
        ("{year}-{number:5}", "流水号的位数应写成{number:02}到{number:09}"),
        ("{year}-{number:}", "流水号的位数应写成{number:02}到{number:09}"),
        ("{year-{number}", "索引号规则的花括号没有成对"),
        ("{year}}-{number}", "索引号规则的花括号没有成对"),
        (
            "{year} {number}",
            "索引号里不能用空格，可以用字母、数字、汉字和 - / _ . 〔〕（）",
        ),
        ("{year}<b>{number}", "索引号里不能用“<”，可以用字母、数字、汉字和 - / _ . 〔〕（）"),
    ],
)
def test_rules_that_make_no_numbers(pattern: str, sentence: str) -> None:
    assert refusal_of_pattern(pattern) == sentence


def test_a_number_that_nothing_parts_does_not_outgrow_its_width() -> None:
    bounded = parse_pattern("SY{organisation_code}0{year}{number:02}")
    assert bounded.number(SOURCE, 99) == "SY0072804200202699"
    with pytest.raises(BadPattern, match=r"^2位流水号已经用完，请县政务公开科修改索引号规则$"):
        bounded.number(SOURCE, 100)
    assert parse_pattern("{organ_code}/{year}-{number:02}").number(SOURCE, 100) == "A03/2026-100"


def test_a_number_longer_than_is_kept_is_refused() -> None:
    with pytest.raises(BadPattern, match=r"^索引号超过80个字符，请县政务公开科修改索引号规则$"):
        parse_pattern("长" * 77 + "{year}-{number}").number(SOURCE, 1)


def given(organ: Organ, day: date = DAY, **changes: str) -> str:
    with acts():
        return next_index_number(organ, day=day, **changes)


def test_numbers_follow_one_another_and_begin_again_each_year_and_organ(county: County) -> None:
    bureau, other = county.organ("示例局", code="A01", uscc=CREDIT_CODE), county.organ("另局", code="A02")
    assert [given(bureau) for _ in range(3)] == [f"{CREDIT_CODE}/2026-0000{number}" for number in (1, 2, 3)]
    assert given(other) == "A02/2026-00001"
    assert given(bureau, date(2027, 1, 1)) == f"{CREDIT_CODE}/2027-00001"
    assert given(bureau) == f"{CREDIT_CODE}/2026-00004"


def test_two_governments_count_apart(county: County) -> None:
    neighbour = make_county("邻县", "371398")
    here, there = county.organ("甲局", code="A01"), neighbour.organ("甲局", code="A01")
    assert (given(here), given(there), given(here)) == ("A01/2026-00001", "A01/2026-00001", "A01/2026-00002")


def test_an_act_taken_back_takes_its_number_back(county: County) -> None:
    bureau = county.organ("示例局", code="A01")
    with pytest.raises(KeyError), acts():
        raise KeyError(next_index_number(bureau, day=DAY))
    assert given(bureau) == "A01/2026-00001"


def test_a_number_needs_an_act(scratch_database: Settings) -> None:
    bureau = make_county().organ("示例局", code="A01")
    with pytest.raises(RuntimeError, match=r"^an index number needs an act around it$"):
        next_index_number(bureau, day=DAY)
    assert IndexCounter.objects.count() == 0


def test_a_number_costs_three_statements(county: County) -> None:
    bureau = Organ.objects.get(pk=county.organ("示例局", code="A01").pk)
    for _ in range(2):  # the first makes the counter, the second finds it
        with acts(), CaptureQueriesContext(connection) as captured:
            next_index_number(bureau, day=DAY)
        said = [one["sql"] for one in captured if "SAVEPOINT" not in one["sql"]]
        assert len(said) == 3, said


def test_a_rule_holds_from_its_day_and_goes_on_counting(county: County) -> None:
    bureau, viewer = county.organ("示例局", code="A01"), county.seen_by("县办")
    assert given(bureau, TODAY) == "A01/2026-00001"
    set_index_pattern(viewer=viewer, pattern="{organ_code}/{year}-{number:07}", from_on=TODAY)
    assert given(bureau, TODAY) == "A01/2026-0000002"
    later = TODAY + timedelta(days=1)
    set_index_pattern(viewer=viewer, pattern="{region_code}{organ_code}-{date}-{number:03}", from_on=later)
    assert given(bureau, TODAY) == "A01/2026-0000003"
    assert given(bureau, later) == "371399A01-20261121-001"


def test_a_rule_by_column_asks_for_the_column(county: County) -> None:
    bureau = county.organ("示例局", code="A01")
    set_index_pattern(viewer=county.seen_by("县办"), pattern=BY_COLUMN, from_on=TODAY)
    with refused("本县的索引号按栏目编制，请先选择栏目"):
        given(bureau, TODAY)
    assert IndexCounter.objects.count() == 0
    assert given(bureau, TODAY, column_code="a20-07") == "A01-a20-07-00001"


def test_a_used_up_rule_refuses_and_counts_nothing(county: County) -> None:
    bureau = county.organ("示例局", code="A01")
    pattern = "{organ_code}{year}{number:02}"
    set_index_pattern(viewer=county.seen_by("县办"), pattern=pattern, from_on=TODAY)
    for _ in range(99):
        given(bureau, TODAY)
    with refused("2位流水号已经用完，请县政务公开科修改索引号规则"):
        given(bureau, TODAY)
    assert IndexCounter.objects.get().last == 99


def test_a_beginning_longer_than_is_kept_is_refused(county: County) -> None:
    bureau = county.organ("示例局", code="A01")
    set_index_pattern(viewer=county.seen_by("县办"), pattern="长" * 85 + "{year}-{number}", from_on=TODAY)
    with refused("索引号超过80个字符，请县政务公开科修改索引号规则"):
        given(bureau, TODAY)
    assert IndexCounter.objects.count() == 0


def test_a_preview_counts_nothing(county: County) -> None:
    bureau = county.organ("示例局", code="A01")
    given(bureau)
    assert preview_index_number(bureau, day=DAY, pattern=DEFAULT) == "A01/2026-00002"
    assert preview_index_number(bureau, day=DAY, pattern="{organ_code}.{date}.{number}") == "A01.20260305.1"
    with refused("索引号规则须有流水号{number}"):
        preview_index_number(bureau, day=DAY, pattern="{year}")
    assert IndexCounter.objects.get().last == 1


@pytest.mark.parametrize(
    ("who", "pattern", "from_on", "sentence"),
    [
        ("系统", PLAIN, TODAY, "只有县政务公开科可以设定索引号规则"),
        ("县办", "{year}", TODAY, "索引号规则须有流水号{number}"),
        ("县办", " ", TODAY, "“索引号规则”不能为空"),
        ("县办", "长" * 121, TODAY, "“索引号规则”不能超过120个字符"),
        ("县办", PLAIN, date(2026, 11, 19), "索引号规则不能从过去的日期施行，已经编定的索引号不会改变"),
        ("县办", PLAIN, date(2026, 12, 1), "2026-12-01已经设过索引号规则"),
    ],
)
def test_rules_that_are_not_set(county: County, who: str, pattern: str, from_on: date, sentence: str) -> None:
    set_index_pattern(viewer=county.seen_by("县办"), pattern=DEFAULT, from_on=date(2026, 12, 1))
    before = events()
    with refused(sentence):
        set_index_pattern(viewer=county.seen_by(who), pattern=pattern, from_on=from_on)
    assert (IndexPattern.objects.count(), events()) == (1, before)


def test_two_threads_get_two_hundred_numbers_none_twice_none_skipped(scratch_database: Settings) -> None:
    bureau = make_county().organ("示例局", code="A01")
    barrier, found = threading.Barrier(2), [[], []]  # type: ignore[var-annotated]

    def take(place: int) -> None:
        barrier.wait()
        try:
            for _ in range(100):
                found[place].append(given(bureau))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=take, args=(place,)) for place in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found[0] + found[1]) == [f"A01/2026-{number:05}" for number in range(1, 201)]
    assert all(numbers == sorted(numbers) for numbers in found)
    assert IndexCounter.objects.get().last == 200
