"""Columns and words: what a county may add, rename, move and end, who may, and what stands in the record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from tests.catalogue.making import column, local, make_catalogue
from tests.engines import Settings
from tests.organisations.making import TODAY, County, events, make_county
from tests.organisations.refusing import refused
from tests.organisations.test_races import together
from yangguang.catalogue.kinds import PageLevel, Part, Vocabulary
from yangguang.catalogue.models import Column, Term
from yangguang.catalogue.nodes import ColumnNode, below_of, in_tree_order
from yangguang.catalogue.selectors import columns_of, living_successor, path_of, term_names, terms
from yangguang.catalogue.services.columns import add_column, end_column, move_column, rename_column
from yangguang.catalogue.services.terms import add_term, end_term
from yangguang.wording.secrecy_marks import WHAT_TO_DO
from yangguang.workflow.models import Event

TOMORROW = TODAY + timedelta(days=1)
YESTERDAY = TODAY - timedelta(days=1)


def rows() -> list[tuple[Any, ...]]:
    """Every column and word as it stands."""
    return [*Column.objects.order_by("pk").values_list(), *Term.objects.order_by("pk").values_list()]


def stays(act: Callable[[], Any], sentence: str) -> None:
    """The act is refused with the sentence; no row and no event has changed."""
    before = (rows(), events())
    with refused(sentence):
        act()
    assert (rows(), events()) == before


def test_a_local_column_stands_last_below_its_parent_on_its_pages(county: County) -> None:
    made = local(county, "key-areas", "重点领域", below="content")
    assert (made.part, made.level, made.order, made.from_on) == (Part.CONTENT, PageLevel.ANY, 350, TODAY)
    assert columns_of(county.government.pk, TODAY)[-2].path == ("法定主动公开内容", "重点领域")
    assert columns_of(county.government.pk, YESTERDAY)[-2].name == "乡镇社会救助"
    below = local(county, "land", "征地", below="a21-04", order=3, from_on=date(2020, 1, 1))
    assert (below.level, below.order) == (PageLevel.COUNTY_AND_DEPARTMENTS, 3)
    top = local(county, "topics", "专题专栏")
    assert (top.part, top.parent, path_of(top)) == (Part.LOCAL, None, ("专题专栏",))
    event = Event.objects.latest("pk")
    assert (event.machine, event.verb) == ("column", "added")
    assert event.facts == '{"code":"topics","from":"2026-11-20","name":"专题专栏","parent":""}'


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"code": ""}, "“栏目编码”不能为空"),
        ({"code": "Key"}, "栏目编码只能用小写字母、数字和连字符，例如 key-areas"),
        ({"code": "重点"}, "栏目编码只能用小写字母、数字和连字符，例如 key-areas"),
        ({"code": "a20-07"}, "栏目编码“a20-07”已经用过"),
        ({"code": "x" * 41}, "“栏目编码”不能超过40个字符"),
        ({"name": " "}, "“栏目名称”不能为空"),
        ({"name": "财政预决算"}, "同一级里已经有名为“财政预决算”的栏目"),
        ({"name": "甲\n乙"}, "“栏目名称”含有不能保存的控制字符"),
        ({"order": -1}, "排序应在0到1000000之间"),
        ({"from_on": date(2019, 5, 14)}, "上级“法定主动公开内容”在2019-05-14还没有启用"),
        ({"level": "nowhere"}, "“所在页面”没有“nowhere”这一项"),
    ],
)
def test_columns_that_are_not_added(county: County, changes: dict[str, Any], sentence: str) -> None:
    facts = {"code": "key", "name": "重点", "parent": column(county, "content"), **changes}
    stays(lambda: add_column(viewer=county.seen_by("县办"), **facts), sentence)


def test_a_column_stands_on_no_page_on_which_its_parent_does_not(county: County) -> None:
    viewer, township = county.seen_by("县办"), column(county, "a21-14")
    facts: dict[str, Any] = {"viewer": viewer, "code": "labour", "name": "筹劳", "parent": township}
    stays(
        lambda: add_column(**facts, level=PageLevel.ANY),
        "上级栏目“筹资筹劳”只在乡镇、街道页面，下级栏目不能在各级页面",
    )
    assert add_column(**facts).level == PageLevel.TOWNSHIP
    county_only = local(county, "land", "征地", below="a21-04", level=PageLevel.COUNTY)
    assert county_only in Column.objects.filter(level=PageLevel.COUNTY)
    assert county_only.pk not in {
        node.pk for node in columns_of(county.government.pk, TODAY, PageLevel.DEPARTMENT)
    }


def test_local_columns_come_after_the_layout(bare: County) -> None:
    stays(lambda: local(bare, "key", "重点"), "请先建立全国统一的栏目，再增加本地栏目")


def test_only_the_county_office_keeps_the_columns(county: County) -> None:
    made, viewer = local(county, "key", "重点"), county.seen_by("系统")
    who = "只有县政务公开科可以"
    stays(lambda: add_column(viewer=viewer, code="x", name="甲"), f"{who}增加栏目")
    stays(lambda: rename_column(made, viewer=viewer, name="甲"), f"{who}更改栏目名称")
    stays(lambda: move_column(made, viewer=viewer, parent=None, order=1), f"{who}移动栏目")
    stays(lambda: end_column(made, viewer=viewer, on=TODAY, reason="并"), f"{who}停用栏目")


def test_a_column_of_another_county_does_not_exist(county: County) -> None:
    neighbour = make_catalogue(make_county("邻县", "371398"))
    theirs, own, viewer = (
        local(neighbour, "key", "重点"),
        local(county, "own", "本县"),
        county.seen_by("县办"),
    )
    none = "没有这个栏目"
    stays(lambda: add_column(viewer=viewer, code="x", name="甲", parent=theirs), none)
    stays(lambda: rename_column(theirs, viewer=viewer, name="甲"), none)
    stays(lambda: move_column(own, viewer=viewer, parent=theirs, order=1), none)
    stays(lambda: end_column(own, viewer=viewer, on=TODAY, reason="并", successor=theirs), none)


def test_a_renamed_column_keeps_its_place_and_the_record_its_old_name(county: County) -> None:
    renamed = rename_column(column(county, "a20-11"), viewer=county.seen_by("县办"), name="民生保障")
    assert column(county, "a20-11").name == renamed.name == "民生保障"
    event = Event.objects.latest("pk")
    assert (event.verb, event.facts) == ("renamed", '{"code":"a20-11","name":["民生政策和措施","民生保障"]}')


@pytest.mark.parametrize(
    ("code", "name", "sentence"),
    [
        ("guide", "公开指南", "“政府信息公开指南”是全国统一的栏目名称，不能更名"),
        ("a20-07", "财政预决算", "新名称与现在的名称相同"),
        ("a20-07", "统计信息", "同一级里已经有名为“统计信息”的栏目"),
        ("a20-07", "", "“栏目名称”不能为空"),
        ("a20-07", "长" * 61, "“栏目名称”不能超过60个字符"),
    ],
)
def test_names_that_are_not_given(county: County, code: str, name: str, sentence: str) -> None:
    stays(lambda: rename_column(column(county, code), viewer=county.seen_by("县办"), name=name), sentence)


def test_a_column_moves_with_all_below_it(county: County) -> None:
    top, viewer = local(county, "topics", "专题专栏"), county.seen_by("县办")
    local(county, "safety", "安全生产专题", below="topics")
    move_column(top, viewer=viewer, parent=column(county, "content"), order=5)
    tree = [node.path for node in columns_of(county.government.pk, TODAY)]
    assert tree[3:5] == [
        ("法定主动公开内容", "专题专栏"),
        ("法定主动公开内容", "专题专栏", "安全生产专题"),
    ]
    assert column(county, "safety").part == Part.CONTENT
    move_column(top, viewer=viewer, parent=None, order=5)
    assert {column(county, code).part for code in ("topics", "safety")} == {"local"}
    assert Event.objects.latest("pk").facts == '{"code":"topics","order":[5,5],"parent":["content",""]}'


def test_a_column_of_the_ordinance_changes_only_its_order(county: County) -> None:
    viewer, held = county.seen_by("县办"), column(county, "a20-07")
    move_column(held, viewer=viewer, parent=held.parent, order=1)
    assert columns_of(county.government.pk, TODAY)[3].name == "财政预决算"
    stays(
        lambda: move_column(held, viewer=viewer, parent=column(county, "guide"), order=1),
        "“财政预决算”是法定栏目，只能调整排序，不能移到别的栏目之下",
    )
    stays(
        lambda: move_column(column(county, "report"), viewer=viewer, parent=None, order=1),
        "“政府信息公开年报”的位置全国统一，不能移动",
    )


def test_a_column_never_stands_below_itself(county: County) -> None:
    viewer = county.seen_by("县办")
    for code, below in (("one", ""), ("two", "one"), ("three", "two")):
        local(county, code, code, below=below)
    sentence = "栏目不能移到自己或者自己的下级之下"
    for code in ("one", "three"):
        stays(
            lambda code=code: move_column(
                column(county, "one"), viewer=viewer, parent=column(county, code), order=1
            ),
            sentence,
        )


def test_a_move_that_does_not_fit_is_refused(county: County) -> None:
    viewer, top = county.seen_by("县办"), local(county, "topics", "财政预决算")
    stays(
        lambda: move_column(top, viewer=viewer, parent=column(county, "content"), order=1),
        "同一级里已经有名为“财政预决算”的栏目",
    )
    stays(
        lambda: move_column(top, viewer=viewer, parent=column(county, "a21-14"), order=1),
        "上级栏目“筹资筹劳”只在乡镇、街道页面，下级栏目不能在各级页面",
    )
    stays(lambda: move_column(top, viewer=viewer, parent=None, order=1_000_001), "排序应在0到1000000之间")


def test_an_ended_column_stands_in_the_tree_until_its_last_day(county: County) -> None:
    viewer = county.seen_by("县办")
    old, new = local(county, "old", "旧栏"), local(county, "new", "新栏")
    ended = end_column(old, viewer=viewer, on=TODAY, reason="  并入新栏 ", successor=new)
    assert (ended.to_on, ended.succeeded_by) == (TODAY, new)
    names = {
        day: [node.name for node in columns_of(county.government.pk, day)][-2:] for day in (TODAY, TOMORROW)
    }
    assert names == {TODAY: ["旧栏", "新栏"], TOMORROW: ["政府信息公开年报", "新栏"]}
    assert (living_successor(ended, TODAY), living_successor(ended, TOMORROW)) == (ended, new)
    event = Event.objects.latest("pk")
    assert event.facts == '{"code":"old","reason":"并入新栏","successor":"new","to":"2026-11-20"}'


def test_no_mark_of_classification_comes_in_with_columns_and_words(county: County) -> None:
    made, viewer = local(county, "old", "旧栏"), county.seen_by("县办")
    marked = f"第1行标有密级“秘密★5年”，{WHAT_TO_DO}"
    stays(lambda: add_column(viewer=viewer, code="x", name="秘密★5年"), marked)
    stays(lambda: rename_column(made, viewer=viewer, name="秘密★5年"), marked)
    stays(lambda: end_column(made, viewer=viewer, on=TODAY, reason="秘密★5年"), marked)
    stays(lambda: add_term(viewer=viewer, vocabulary=Vocabulary.SUBJECT, code="x", name="秘密★5年"), marked)


def test_an_ended_column_without_heir_leads_nowhere(county: County) -> None:
    ended = end_column(local(county, "old", "旧栏"), viewer=county.seen_by("县办"), on=TODAY, reason="撤销")
    assert living_successor(ended, TOMORROW) is None


def test_the_name_of_an_ended_column_may_be_used_again_its_code_never(county: County) -> None:
    viewer = county.seen_by("县办")
    end_column(local(county, "old", "旧栏"), viewer=viewer, on=TODAY, reason="撤销")
    stays(lambda: local(county, "old", "另栏"), "栏目编码“old”已经用过")
    assert local(county, "again", "旧栏").name == "旧栏"


def test_columns_that_are_not_ended(county: County) -> None:
    viewer = county.seen_by("县办")
    top, below = local(county, "topics", "专题"), local(county, "safety", "安全", below="topics")

    def end(held: Column, on: date = TODAY, reason: str = "撤销", **changes: Any) -> Callable[[], Column]:
        return lambda: end_column(held, viewer=viewer, on=on, reason=reason, **changes)

    stays(end(column(county, "a20-07")), "“财政预决算”是法定栏目，不能停用")
    stays(end(column(county, "guide")), "“政府信息公开指南”是法定栏目，不能停用")
    stays(end(below, YESTERDAY), "停用日期不能早于今天")
    stays(end(local(county, "next", "明天", from_on=TOMORROW)), "停用日期不能早于启用日期2026-11-21")
    stays(end(below, reason=" "), "停用栏目须写明原因")
    stays(end(top), "“专题”之下还有在用的栏目：安全，请先停用")
    stays(end(below, successor=below), "栏目不能由自己接替")
    later = local(county, "later", "后来", from_on=TOMORROW + timedelta(days=1))
    stays(end(below, successor=later), "接替的栏目“后来”在2026-11-20的次日还没有启用")
    end(below, TOMORROW)()
    stays(end(below), "“安全”已定于2026-11-21停用")
    stays(end(top), "“专题”之下还有在用的栏目：安全，请先停用")
    stays(end(later, TOMORROW + timedelta(days=2), successor=below), "接替的栏目“安全”已经停用")
    stays(lambda: rename_column(below, viewer=viewer, name="甲"), "“安全”已定于2026-11-21停用")
    stays(lambda: move_column(below, viewer=viewer, parent=None, order=1), "“安全”已定于2026-11-21停用")
    end(top, TOMORROW)()
    stays(lambda: local(county, "x", "甲", below="topics"), "上级“专题”已定于2026-11-21停用")


def test_a_column_is_never_removed(county: County) -> None:
    assert {field.remote_field.on_delete.__name__ for field in Column._meta.fields if field.remote_field} == {
        "PROTECT"
    }


def add(county: County, **changes: Any) -> Term:
    facts = {"vocabulary": Vocabulary.SUBJECT, "code": "02-1", "name": "政务公开", **changes}
    return add_term(viewer=county.seen_by("县办"), **facts)


def official(name: str) -> Term:
    return Term.objects.get(name=name, government__isnull=True, vocabulary=Vocabulary.SUBJECT)


def test_a_local_word_stands_after_the_official_ones_in_its_own_county(county: County) -> None:
    made = add(county, parent=official("综合政务"))
    found = terms(Vocabulary.SUBJECT, county.government.pk, TODAY)
    last = found[-1]
    assert (last.pk, last.name, last.parent, last.official) == (made.pk, "政务公开", "02", False)
    assert [one.official for one in found].count(True) == 22
    assert len(terms(Vocabulary.SUBJECT, county.government.pk, YESTERDAY)) == 22
    assert len(terms(Vocabulary.SUBJECT, make_county("邻县", "371398").government.pk, TODAY)) == 22
    facts = '{"code":"02-1","from":"2026-11-20","name":"政务公开","vocabulary":"subject"}'
    assert (Event.objects.filter(machine="term").get().facts) == facts


def test_an_ended_word_still_reads(county: County) -> None:
    end_term(add(county), viewer=county.seen_by("县办"), on=TODAY)
    assert len(terms(Vocabulary.SUBJECT, county.government.pk, TOMORROW)) == 22
    assert term_names(county.government.pk)[Vocabulary.SUBJECT]["02-1"] == "政务公开"
    assert Event.objects.latest("pk").verb == "ended"


def test_words_that_are_not_added(county: County) -> None:
    add(county)
    other = Term.objects.get(code="notice")
    stays(lambda: add(county), "词条编码“02-1”已经用过")
    stays(lambda: add(county, code="02"), "词条编码“02”已经用过")
    stays(lambda: add(county, code="02-2"), "词表里已经有“政务公开”")
    stays(lambda: add(county, code="02-2", name="国防"), "词表里已经有“国防”")
    stays(lambda: add(county, code="", name="甲"), "“词条编码”不能为空")
    stays(lambda: add(county, code="x", name=""), "“词条名称”不能为空")
    stays(lambda: add(county, code="x", name="甲", parent=other), "上级词条“通知”不在这个词表里")
    early = {"code": "x", "name": "甲", "parent": official("国防"), "from_on": date(2008, 4, 30)}
    stays(lambda: add(county, **early), "上级“国防”在2008-04-30还没有启用")
    viewer = county.seen_by("审计")
    facts: dict[str, Any] = {"vocabulary": Vocabulary.GENRE, "code": "x", "name": "甲"}
    stays(lambda: add_term(viewer=viewer, **facts), "只有县政务公开科可以增加本地词条")


def test_words_that_are_not_ended(county: County) -> None:
    made, viewer = add(county), county.seen_by("县办")
    theirs = add(make_catalogue(make_county("邻县", "371398")))
    add(county, code="02-1-1", name="政务公开标准化", parent=made)
    stays(lambda: end_term(official("国防"), viewer=viewer, on=TODAY), "“国防”是官方词条，不能由本县停用")
    stays(lambda: end_term(theirs, viewer=viewer, on=TODAY), "没有这个词条")
    stays(lambda: end_term(made, viewer=viewer, on=YESTERDAY), "停用日期不能早于今天")
    stays(
        lambda: end_term(made, viewer=viewer, on=TODAY),
        "“政务公开”之下还有在用的词条：政务公开标准化，请先停用",
    )
    late = add(county, code="y", name="乙", from_on=TOMORROW)
    stays(lambda: end_term(late, viewer=viewer, on=TODAY), "停用日期不能早于启用日期2026-11-21")
    end_term(late, viewer=viewer, on=TOMORROW)
    stays(lambda: end_term(late, viewer=viewer, on=TOMORROW), "“乙”已定于2026-11-21停用")
    stays(lambda: end_term(made, viewer=county.seen_by("系统"), on=TODAY), "只有县政务公开科可以停用本地词条")


def test_two_who_move_two_columns_below_each_other_make_no_circle(scratch_database: Settings) -> None:
    county = make_catalogue(make_county())
    one, two, viewer = local(county, "one", "一"), local(county, "two", "二"), county.seen_by("县办")
    said = together(
        lambda: move_column(one, viewer=viewer, parent=two, order=1),
        lambda: move_column(two, viewer=viewer, parent=one, order=1),
    )
    assert sorted(said) == ["done", "栏目不能移到自己或者自己的下级之下"]
    assert len(columns_of(county.government.pk, TODAY)) == 36


def node(pk: int, parent: int | None, order: int = 0) -> ColumnNode:
    level, part = PageLevel.ANY, Part.LOCAL
    return ColumnNode(pk, parent, f"c{pk}", f"名{pk}", "", level, part, order, TODAY, None)


def test_the_tree_is_read_parents_first_and_drops_what_hangs_in_the_air() -> None:
    nodes = [node(4, 2), node(1, None, 2), node(2, None, 1), node(3, 2, 0), node(5, 9), node(6, 5)]
    assert [(one.pk, one.depth) for one in in_tree_order(nodes)] == [(2, 0), (3, 1), (4, 1), (1, 0)]


def test_what_stands_below_ends_also_where_rows_go_round() -> None:
    assert below_of(1, {1: None, 2: 1, 3: 2, 4: None}) == {2, 3}
    assert below_of(1, {1: 2, 2: 1}) == {1, 2}
