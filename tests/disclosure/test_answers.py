"""Is every kind of answer kept in one way, or refused with its own sentence?"""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.disclosure.type_files import MADE_TYPES
from yangguang.disclosure.definitions import definition

# 字段, 所填, 所存
VALID = [
    ("words", "  整治　方案 ", "整治 方案"),
    ("words", "机\u200b密\x07事", "机密事"),
    ("words", "12345", "12345"),
    ("story", " 一\r\n二 \n\n三 ", "一\n二\n\n三"),
    ("organ", "甲县教育局", "甲县教育局"),
    ("day", " 2024-02-29 ", "2024-02-29"),
    ("year", "２０２６年", "2026"),
    ("year", 2026, "2026"),
    ("count", "1", "1"),
    ("count", 99, "99"),
    ("count", "007", "7"),
    ("area", "1,234.50公顷", "1234.50"),
    ("area", 0.5, "0.5"),
    ("area", "-0", "0"),
    ("change", "-49.9", "-49.9"),
    ("price", "１２３．４５元", "123.45"),
    ("price", "0", "0"),
    ("progress", "85％", "85"),
    ("progress", "100", "100"),
    ("one", "diagram", "diagram"),
    ("one", " 图解 ", "diagram"),
    ("several", ["company", "个人", "company"], ["person", "company"]),
    ("several", "company", ["company"]),
    ("several", ["", "company"], ["company"]),
    ("theme", "zh-wugk.01", "zh-wugk.01"),
    ("link", "https://example.invalid/a?b=1", "https://example.invalid/a?b=1"),
    ("phone", "（0000）2100001", "0000-2100001"),
    ("phone", "0000—2100001-8；0000-12345 / 400-000-0000", "0000-2100001-8、0000-12345、400-000-0000"),
    ("duty", "13000000000", "13000000000"),
    ("is_open", False, False),
    ("is_open", "是", True),
    ("is_open", "no", False),
    (
        "people",
        [{"name": "某丙", "from_on": "2026-01-02", "to_on": "2026-01-02"}, {}, {"name": " "}, None],
        [{"name": "某丙", "from_on": "2026-01-02", "to_on": "2026-01-02"}],
    ),
]

# 字段, 所填, 表格里的第几行哪一列, 整句
INVALID = [
    ("words", "一二三四五六", "", "《事项》最多5个字，现在有6个字"),
    ("words", 12, "", "《事项》应当是文字"),
    ("words", {"a": "b"}, "", "《事项》应当是文字"),
    ("story", "一\n二\n三\n四\n五\n六", "", "《经过》最多9个字，现在有11个字"),
    ("organ", ["甲"], "", "《机关》应当是文字"),
    ("day", "2026/1/2", "", "《日期》“2026/1/2”写法不对，应写成 2025-01-20 这样的年-月-日"),
    ("day", "2026-02-29", "", "《日期》“2026-02-29”不存在，日历上没有这一天"),
    ("day", 20260102, "", "《日期》“20260102”写法不对，应写成 2025-01-20 这样的年-月-日"),
    ("year", "26", "", "《年度》“26”写法不对，应写成 2026 这样的四位年份"),
    ("count", "0", "", "《名额》不能小于1"),
    ("count", "100", "", "《名额》不能大于99"),
    ("count", "1.5", "", "《名额》应当是整数"),
    ("count", "三", "", "《名额》“三”不是可用的数字"),
    ("count", "1e3", "", "《名额》“1e3”不是可用的数字"),
    ("count", True, "", "《名额》“”不是可用的数字"),
    ("count", 10**30, "", "《名额》“”不是可用的数字"),
    ("area", "1.234", "", "《面积》最多保留2位小数"),
    ("area", "1,23", "", "《面积》“1,23”不是可用的数字"),
    ("area", float("nan"), "", "《面积》“”不是可用的数字"),
    ("change", "-50.1", "", "《增减》不能小于-50"),
    ("price", "-1", "", "《金额》不能小于0"),
    ("price", "1万", "", "《金额》“1万”不是可用的数字"),
    ("progress", "100.01", "", "《进度》不能大于100"),
    ("one", "video", "", "《形式》没有“video”这一项，可选：文字、图解"),
    ("several", ["person", "other"], "", "《对象》没有“other”这一项，可选：个人、企业"),
    ("theme", "a b", "", "《主题》应从词表中选择"),
    ("link", "javascript:alert(1)", "", "《网址》应当是以 http:// 或 https:// 开头的完整网址"),
    ("link", "example.invalid", "", "《网址》应当是以 http:// 或 https:// 开头的完整网址"),
    ("link", "https://a b/", "", "《网址》应当是以 http:// 或 https:// 开头的完整网址"),
    (
        "link",
        "https://u:p@example.invalid",
        "",
        "《网址》应当是以 http:// 或 https:// 开头的完整网址",
    ),
    ("link", "http://[::1", "", "《网址》应当是以 http:// 或 https:// 开头的完整网址"),
    ("phone", "13000000000", "", "《电话》应填写对外公开的办公电话，不填手机号码"),
    ("phone", "未定", "", "《电话》“未定”不是可用的电话号码，应写成“区号-号码”，多个号码用顿号分开"),
    ("phone", "、", "", "《电话》“、”不是可用的电话号码，应写成“区号-号码”，多个号码用顿号分开"),
    ("is_open", "也许", "", "《是否公开》应选“是”或者“否”"),
    ("people", "某丙", "", "《代表》应当是一行一行的表"),
    ("people", [{"name": "甲"}] * 4, "", "《代表》最多3行，现在有4行"),
    ("people", [{"name": "甲"}, "乙"], "2", "《代表》第2行无法读出"),
    ("people", [{}, {"from_on": "2026-01-02"}], "2.name", "《代表》第2行《姓名》没有填写"),
    ("people", [{"name": "甲", "age": "9"}], "1.age", "《代表》第1行没有“age”这一列"),
    (
        "people",
        [{"name": "甲", "from_on": "2026-01-02", "to_on": "2026-01-01"}],
        "1.to_on",
        "《代表》第1行《结束》不能早于《开始》",
    ),
]


@pytest.fixture
def every_kind():
    return definition("every_kind", MADE_TYPES)


@pytest.mark.parametrize(("name", "given_value", "kept"), VALID)
def test_a_valid_answer_is_kept_in_one_way(every_kind, name, given_value, kept):
    assert every_kind.clean({name: given_value}) == {name: kept}
    assert every_kind.refusals({name: given_value}) == ()
    assert every_kind.clean({name: kept}) == {name: kept}


@pytest.mark.parametrize(("name", "given_value", "place", "sentence"), INVALID)
def test_an_invalid_answer_is_refused_with_its_sentence(every_kind, name, given_value, place, sentence):
    (fault,) = every_kind.refusals({name: given_value})
    assert (fault.sentence, fault.address) == (sentence, f"{name}.{place}" if place else name)


def test_an_unusable_answer_is_not_kept(every_kind):
    unusable = {name: raw for name, raw, place, _ in INVALID if not place}
    assert every_kind.clean(unusable) == {}
    assert every_kind.clean({"words": "", "count": 0, "price": "0", "several": [""]}) == {"price": "0"}


def test_where_a_fault_stands_in_the_form(every_kind):
    (fault,) = every_kind.refusals({"people": [{}, {"from_on": "2026-01-02"}]})
    assert fault.address == "people.2.name"


def test_words_of_kept_values(every_kind):
    kept = {"one": "图解", "several": ["个人", "企业"], "price": "12.5", "is_open": "否", "day": "2026-01-02"}
    values = every_kind.clean(kept)
    words = {name: every_kind.field(name).in_words(value) for name, value in values.items()}
    assert words == {
        "day": "2026-01-02",
        "price": "12.5元",
        "one": "图解",
        "several": "个人、企业",
        "is_open": "否",
    }


def test_text_of_leaves_nothing_out(every_kind):
    values = {
        "words": " 机\u200b密 ",
        "one": "diagram",
        "count": "三",
        "unknown": ["甲", {"乙": "丙"}],
        "people": [{"name": "某丁", "strange": {"x": "戊"}}, "己"],
        "is_open": True,
    }
    assert every_kind.text_of(values).split("\n") == [
        "机密",
        "图解",
        "三",
        "unknown",
        "甲",
        "乙",
        "丙",
        "某丁",
        "strange",
        "x",
        "戊",
        "己",
    ]


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["2026-01-02", "12.5"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


def answers(held):
    """Any JSON under the names of the type, and rows that have its columns."""
    rows = {
        field.name: st.lists(
            st.fixed_dictionaries({}, optional={column.name: JSON for column in field.columns}), max_size=3
        )
        | JSON
        for field in held.fields
        if field.columns
    }
    return st.fixed_dictionaries({}, optional={field.name: JSON for field in held.fields} | rows) | JSON


@pytest.mark.parametrize("key", ["meeting", "interpretation", "procurement", "foi_guide", "statistics"])
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_json_is_read_without_a_fault_of_ours(key, data):
    held = definition(key)
    values = data.draw(answers(held))
    kept = held.clean(values)
    assert held.clean(kept) == kept
    assert [
        fault.sentence for fault in held.refusals(kept, complete=False) if "不能" not in fault.sentence
    ] == []
    assert all(fault.sentence for fault in held.refusals(values))
    assert yaml.safe_load(yaml.safe_dump(kept, allow_unicode=True)) == kept
    held.text_of(values).encode("utf-8")
    held.clock_for(kept)
