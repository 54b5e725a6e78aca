"""A list from an office system: every fault named, nothing kept that was not confirmed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.disclosure.making import FINANCE, make_publishing_county
from tests.disclosure.register.making import EDUCATION, NUMBER, make_row, seen
from tests.organisations.making import County
from tests.organisations.test_sheets import csv_of, xlsx
from yangguang.catalogue.services.laying_out import lay_out_own
from yangguang.disclosure.register.importing import Preview, import_waiting, preview_list
from yangguang.disclosure.register.models import OfficialDocument
from yangguang.organisations.viewers import Viewer
from yangguang.workflow.machine import Refused
from yangguang.workflow.models import Event

pytestmark = pytest.mark.django_db

HEADS = [
    "序号",
    "发文字号",
    "文件标题",
    "文种",
    "拟稿单位",
    "印发日期",
    "公开方式",
    "不公开原因",
    "说明",
    "公开载体",
]
GOOD = [
    [
        1,
        "阳教发[2026]11号",
        "关于冬训的通知",
        "通知",
        "教育局",
        date(2026, 10, 12),
        "主动公开",
        "",
        "",
        "网站、公报",
    ],
    [
        2,
        "阳教函（2026）12号",
        "关于借用场地的函",
        "函",
        "教育局码",
        "2026年10月13日",
        "不予公开",
        "过程中信息",
        "商请函",
        "",
    ],
    [3, "阳教密〔2026〕1号", "", "", "", "20261014", "不予公开", "国家秘密", "", ""],
]
BAD = [
    [4, "没有号", "关于某事的通知", "", "", "2026-10-15", "主动公开", "", "", ""],
    [5, "阳教发〔2026〕13号", "关于某事的通知", "", "", "十月", "主动公开", "", "", ""],
    [6, "阳教发〔2026〕14号", "关于某事的通知", "便函", "", "2026-10-15", "", "", "", ""],
    [7, "阳教发〔2026〕15号", "", "", "", "2026-10-15", "主动公开", "", "", ""],
    [8, "阳教发〔2026〕16号", "关于某事的通知", "", "财政局", "2026-10-15", "主动公开", "", "", ""],
    [9, "阳教发〔2026〕17号", "关于某事的通知", "", "水利局", "2026-10-15", "主动公开", "", "", ""],
    [10, "阳教发〔2026〕18号", "关于某事的通知", "", "", "2026-10-15", "非政府信息", "", "", ""],
    [11, "阳教发[2026]11号", "关于某事的通知", "", "", "2026-10-15", "主动公开", "", "", ""],
]
FAULTS = [
    "第6行“文号”：发文字号应写成“机关代字〔年份〕序号号”，或者“国务院令第711号”“公告2024年第3号”",
    "第7行“成文日期”：“十月”不是日期，应写成 2026-01-31 的样子",
    "第8行：没有“便函”这一公文种类",
    "第9行：只有不予公开的公文可以不登记标题",
    "第10行：不能登记财政局的公文",
    "第11行：没有名称、别名或编码是“水利局”的机构",
    "第12行“公开属性”：没有“非政府信息”这一项，应是：未认定、主动公开、依申请公开、不予公开",
    "第13行“文号”：与第3行重复",
]


@pytest.fixture
def county() -> County:
    county = make_publishing_county()
    lay_out_own(viewer=county.seen_by("县办"))
    return county


@pytest.fixture
def viewer(county: County) -> Viewer:
    return seen(county, "联络员")


def sheet(*rows: list[Any]) -> bytes:
    return xlsx(["教育局2026年发文登记"], HEADS, *rows)


def previewed(viewer: Viewer, *rows: list[Any]) -> Preview:
    return preview_list(sheet(*rows), "发文登记.xlsx", viewer=viewer)


def test_a_list_under_other_heads_is_previewed_and_kept_as_seen(county: County, viewer: Viewer) -> None:
    found = previewed(viewer, *GOOD)
    assert (len(found.rows), found.known, found.faults) == (3, (), ())
    assert not OfficialDocument.objects.exists()
    assert import_waiting(found.waiting, viewer=viewer, without_faulty=False) == 3
    kept = [
        (
            row.document_no,
            row.title,
            row.document_kind,
            row.attribute,
            row.reason_code,
            row.channels,
            row.source,
        )
        for row in OfficialDocument.objects.order_by("pk")
    ]
    assert kept == [
        (
            "阳教发〔2026〕11号",
            "关于冬训的通知",
            "notice",
            "proactive",
            "",
            ["website", "gazette"],
            "imported",
        ),
        ("阳教函〔2026〕12号", "关于借用场地的函", "letter", "closed", "16.2", [], "imported"),
        ("阳教密〔2026〕1号", "", "", "closed", "14.1", [], "imported"),
    ]
    verbs = list(Event.objects.filter(machine="register").order_by("pk").values_list("verb", flat=True))
    assert verbs == ["imported", "imported", "imported", "list_imported"]


@pytest.mark.parametrize(
    ("said", "attribute"), [("此件公开发布", "proactive"), ("公开", "proactive"), ("此件不公开", "closed")]
)
def test_an_attribute_is_understood_as_documents_say_it(viewer: Viewer, said: str, attribute: str) -> None:
    ground = "国家秘密" if attribute == "closed" else ""
    heads = ["发文字号", "文件标题", "成文时间", "公开方式", "不公开原因"]
    row = ["阳教发〔2026〕31号", "" if ground else "关于冬训的通知", "2026-11-02", said, ground]
    found = preview_list(xlsx(heads, row), "发文登记.xlsx", viewer=viewer)
    assert ([one.entry.decision.attribute for one in found.rows], found.faults) == ([attribute], ())


@pytest.mark.parametrize(
    "foot", [["合计：", "9件"], ["", "总 计", 9], ["填表人：示例甲"], ["注：本表按月导出"]]
)
def test_what_stands_below_the_documents_is_none(viewer: Viewer, foot: list[Any]) -> None:
    assert previewed(viewer, *GOOD, foot).faults == ()


def test_every_fault_is_named_by_its_row_and_column(viewer: Viewer) -> None:
    found = previewed(viewer, *GOOD, *BAD)
    assert [str(fault) for fault in found.faults] == FAULTS
    assert [one.row for one in found.rows] == [3, 4, 5]


def test_nothing_of_a_list_with_faults_is_kept_unless_the_good_rows_are_confirmed(viewer: Viewer) -> None:
    found = previewed(viewer, *GOOD, *BAD)
    assert "阳教发〔2026〕14号" not in found.waiting
    with pytest.raises(Refused, match=r"^表里有8处错误；改好以后重新预览，或者选择只导入没有错误的各行$"):
        import_waiting(found.waiting, viewer=viewer, without_faulty=False)
    assert not OfficialDocument.objects.exists()
    assert import_waiting(found.waiting, viewer=viewer, without_faulty=True) == 3


def test_what_is_registered_already_is_named_and_left_out(county: County, viewer: Viewer) -> None:
    make_row(county)
    again = [1, "阳教发〔2026〕3号", "换了标题", "", "", "2026-10-12", "主动公开", "", "", ""]
    found = previewed(viewer, again, *GOOD)
    assert [str(one) for one in found.known] == [f"第3行“文号”：“{NUMBER}”已经登记，不再导入"]
    assert import_waiting(found.waiting, viewer=viewer, without_faulty=False) == 3
    with pytest.raises(Refused, match=r"^预览以后数据已有变化，请重新预览再导入$"):
        import_waiting(found.waiting, viewer=viewer, without_faulty=False)
    assert OfficialDocument.objects.get(document_no=NUMBER).title == "关于冬季供暖的通知"


def test_a_mark_anywhere_refuses_the_whole_file(viewer: Viewer) -> None:
    marked = [*GOOD[0][:2], "机密★10年 关于某事的通知", *GOOD[0][3:]]
    with pytest.raises(Refused, match=r"标有密级“机密★10年”，涉密内容不得进入本系统"):
        previewed(viewer, marked)
    with pytest.raises(Refused, match=r"^文件名标有密级“秘密”，涉密内容不得进入本系统"):
        preview_list(sheet(*GOOD), "秘密-发文登记.xlsx", viewer=viewer)
    assert not OfficialDocument.objects.exists()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "文件是空的"),
        (
            csv_of(["文号", "标题"], ["阳教发〔2026〕1号", "通知"]),
            "找不到表头：应有一行写着“文号”、“成文日期”",
        ),
        (csv_of(["文号", "成文日期"]), "表头下面没有内容"),
        (
            csv_of(["文号", "成文日期"], *[[f"阳教发〔2026〕{n}号", "2026-10-12"] for n in range(1, 5003)]),
            "表里超过5000行，请分成几个文件导入",
        ),
        (b"PK\x03\x04broken", "文件已损坏或不完整，请重新下载或另存一份再试"),
    ],
)
def test_what_is_no_such_list_is_refused(viewer: Viewer, data: bytes, sentence: str) -> None:
    with pytest.raises(Refused) as caught:
        preview_list(data, "表.csv", viewer=viewer)
    assert str(caught.value) == sentence


def test_the_county_office_names_the_organ_of_every_row(county: County) -> None:
    office = county.seen_by("县办")
    found = preview_list(
        csv_of(
            ["文号", "标题", "成文日期", "制作机关"],
            ["阳教发〔2026〕1号", "甲", "2026-10-12", EDUCATION],
            ["阳财发〔2026〕1号", "乙", "2026-10-12", FINANCE],
            ["阳政发〔2026〕1号", "丙", "2026-10-12", ""],
        ),
        "表.csv",
        viewer=office,
    )
    assert [str(fault) for fault in found.faults] == ["第4行：须写明制作机关"]
    assert import_waiting(found.waiting, viewer=office, without_faulty=True) == 2
    with pytest.raises(Refused, match=r"^只有信息公开联络员、承办人、"):
        preview_list(b"x", "表.csv", viewer=county.seen_by("审计"))
