"""The national layout and the official words: what the data holds, and what a government gets of it."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.core.management import call_command

from tests.catalogue.making import column, make_catalogue
from tests.organisations.making import TODAY, County, events, make_county
from tests.organisations.refusing import refused
from yangguang.catalogue.kinds import PageLevel, Part, Vocabulary, page_level
from yangguang.catalogue.layout import laid_out, layout
from yangguang.catalogue.models import Column, Term
from yangguang.catalogue.official_terms import official_terms
from yangguang.catalogue.selectors import columns_of, path_of, term_names, terms
from yangguang.catalogue.services.columns import rename_column
from yangguang.catalogue.services.laying_out import Laid, lay_out, lay_out_own
from yangguang.law.parameters.model import Confidence
from yangguang.organisations.kinds import Kind, Role
from yangguang.workflow.acts import SYSTEM
from yangguang.workflow.models import Event

FOUR_PARTS = ["政府信息公开指南", "政府信息公开制度", "法定主动公开内容", "政府信息公开年报"]
ARTICLE_20 = [f"20.{number}" for number in range(1, 16)]
COUNTY_21 = [f"21.{number}" for number in range(1, 8)]
TOWNSHIP_21 = [f"21.{number}" for number in range(8, 16)]
NEW = Laid(columns=34, terms=59)


def articles(county: County, level: PageLevel | None) -> list[str]:
    tree = columns_of(county.government.pk, TODAY, level)
    return [node.article for node in tree if node.part == Part.CONTENT and node.depth == 1]


def test_the_layout_has_four_parts_and_thirty_items_of_the_ordinance() -> None:
    assert [one.name for one in layout() if not one.parent] == FOUR_PARTS
    assert [one.article for one in layout() if one.parent] == ARTICLE_20 + COUNTY_21 + TOWNSHIP_21
    assert {one.confidence for one in layout() if one.parent} == {Confidence.FULL_TEXT}
    assert {one.part for one in layout() if one.parent} == {Part.CONTENT}


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        (PageLevel.COUNTY, ARTICLE_20 + COUNTY_21),
        (PageLevel.DEPARTMENT, ARTICLE_20 + COUNTY_21),
        (PageLevel.TOWNSHIP, ARTICLE_20 + TOWNSHIP_21),
        (None, ARTICLE_20 + COUNTY_21 + TOWNSHIP_21),
    ],
)
def test_each_level_has_its_items(county: County, level: PageLevel | None, expected: list[str]) -> None:
    assert articles(county, level) == expected


def test_the_parts_stand_on_every_page_in_their_order(county: County) -> None:
    for level in (PageLevel.COUNTY, PageLevel.DEPARTMENT, PageLevel.TOWNSHIP):
        tree = columns_of(county.government.pk, TODAY, level)
        assert [node.name for node in tree if node.depth == 0] == FOUR_PARTS


def test_the_columns_begin_with_the_ordinance_in_force(county: County) -> None:
    assert columns_of(county.government.pk, date(2019, 5, 14)) == ()
    assert len(columns_of(county.government.pk, date(2019, 5, 15))) == 34


def test_a_path_holds_every_name_from_the_top(county: County) -> None:
    assert path_of(column(county, "a20-07")) == ("法定主动公开内容", "财政预决算")
    assert path_of(column(county, "guide")) == ("政府信息公开指南",)


def test_laying_out_twice_changes_and_records_nothing(bare: County) -> None:
    before = events()
    assert lay_out(bare.government, actor=SYSTEM) == NEW
    assert events() == [*before, ("column", "laid_out")]
    assert Event.objects.latest("pk").government == bare.government.pk
    assert lay_out(bare.government, actor=SYSTEM) == Laid(0, 0)
    assert events() == [*before, ("column", "laid_out")]
    assert (Column.objects.count(), Term.objects.count()) == (34, 59)


def test_a_second_government_has_its_own_columns_and_the_same_words(county: County) -> None:
    other = make_county("邻县", "371398")
    assert lay_out(other.government, actor=SYSTEM) == Laid(columns=34, terms=0)
    assert Column.objects.filter(government=county.government).count() == 34


def test_a_renamed_column_keeps_its_name_when_laid_out_again(county: County) -> None:
    rename_column(column(county, "a20-07"), viewer=county.seen_by("县办"), name="预算决算")
    make_catalogue(county)
    assert column(county, "a20-07").name == "预算决算"


def test_the_county_office_lays_out_its_own(bare: County) -> None:
    assert lay_out_own(viewer=bare.seen_by("县办")) == NEW
    assert Event.objects.latest("pk").actor_role == Role.COUNTY_OFFICE.label


def test_nobody_else_lays_out(bare: County) -> None:
    before = events()
    with refused("只有县政务公开科可以建立全国统一的栏目"):
        lay_out_own(viewer=bare.seen_by("系统"))
    assert (Column.objects.count(), events()) == (0, before)


def test_the_command_lays_out_every_government(bare: County) -> None:
    make_county("邻县", "371398")
    said = io.StringIO()
    call_command("lay_out_columns", stdout=said)
    call_command("lay_out_columns", stdout=said)
    assert said.getvalue().splitlines() == [
        "示例县人民政府：新增栏目34个、官方词条59个",
        "邻县人民政府：新增栏目34个、官方词条0个",
        "示例县人民政府：新增栏目0个、官方词条0个",
        "邻县人民政府：新增栏目0个、官方词条0个",
    ]


def test_every_code_stands_once_in_its_vocabulary() -> None:
    codes = [(one.vocabulary, one.code) for one in official_terms()]
    assert len(codes) == len(set(codes)) == NEW.terms
    assert {one.vocabulary for one in official_terms()} == set(Vocabulary)


def test_subjects_are_marked_as_not_read_in_the_original() -> None:
    subjects = {one.name: one.confidence for one in official_terms() if one.vocabulary == Vocabulary.SUBJECT}
    assert len(subjects) == 22  # the twenty-one, and 其他
    assert subjects["国防"] == Confidence.UNVERIFIED
    assert subjects["综合政务"] == Confidence.PUBLISHED_PAGE


KINDS_OF_2000 = "决定 命令（令） 公告 通告 意见 通知 通报 报告 请示 批复 议案 函 会议纪要"
KINDS_OF_2012 = "决议 决定 命令（令） 公报 公告 通告 意见 通知 通报 报告 请示 批复 议案 函 纪要"


@pytest.mark.parametrize(
    ("day", "names"),
    [
        (date(2000, 12, 31), ""),
        (date(2001, 1, 1), KINDS_OF_2000),
        (date(2012, 6, 30), KINDS_OF_2000),
        (date(2012, 7, 1), KINDS_OF_2012),
        (TODAY, KINDS_OF_2012),
    ],
)
def test_document_kinds_are_those_of_their_day(county: County, day: date, names: str) -> None:
    found = terms(Vocabulary.DOCUMENT_KIND, county.government.pk, day)
    assert " ".join(term.name for term in found) == names


def test_the_name_of_an_ended_word_still_reads(county: County) -> None:
    names = term_names(county.government.pk, Vocabulary.DOCUMENT_KIND)
    assert names[Vocabulary.DOCUMENT_KIND]["meeting_minutes"] == "会议纪要"
    assert set(names) == {Vocabulary.DOCUMENT_KIND}
    assert set(term_names(county.government.pk)) == set(Vocabulary)


@pytest.mark.parametrize(
    ("kind", "level"),
    [
        (Kind.GOVERNMENT, PageLevel.COUNTY),
        (Kind.OFFICE, PageLevel.DEPARTMENT),
        (Kind.DEPARTMENT, PageLevel.DEPARTMENT),
        (Kind.TOWNSHIP, PageLevel.TOWNSHIP),
        (Kind.SUBDISTRICT, PageLevel.TOWNSHIP),
    ],
)
def test_an_organ_has_the_pages_of_its_kind(kind: Kind, level: PageLevel) -> None:
    assert page_level(kind) is level


def test_what_is_no_column_of_the_layout() -> None:
    assert laid_out("local") is None
