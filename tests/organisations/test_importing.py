"""Imports: the preview says what will happen, the import does exactly that or nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.organisations.making import START, County, events, make_county
from tests.organisations.offices import Office
from tests.organisations.refusing import refused
from tests.organisations.test_sheets import csv_of, xlsx
from yangguang.organisations.kinds import Role
from yangguang.organisations.models import Appointment, Organ, Succession
from yangguang.organisations.selectors import foi_subjects
from yangguang.organisations.services.exporting import Format, export_appointments, export_organs
from yangguang.organisations.services.importing import (
    Preview,
    import_appointments,
    import_organs,
    preview_appointments,
    preview_organs,
)
from yangguang.organisations.services.organs import change_organ
from yangguang.workflow.models import Event

HEADS = ["机构编码", "名称", "类别", "成立日期", "上级机构编码", "公开主体", "认定日期", "认定依据"]
ENDING = ["机构编码", "名称", "类别", "成立日期", "终止日期", "后继方式", "后继机构编码", "改革依据"]


def shown(preview: Preview) -> list[tuple[int, str, str, tuple[str, ...]]]:
    return [(one.row, one.name, one.outcome.value, one.details) for one in preview.changes]


def wrong(preview: Preview) -> list[str]:
    return [str(fault) for fault in preview.faults]


def bring_in(county: County, data: bytes) -> Preview:
    viewer = county.seen_by("县办")
    return import_organs(data, viewer=viewer, token=preview_organs(data, viewer=viewer).token)


def test_a_list_is_previewed_then_brought_in_whole(county: County) -> None:
    county.organ("旧局", code="A0")
    data = xlsx(
        HEADS,
        ["A2", "下所", "派出机构", "2026-02-01", "A1", "", "", ""],
        ["A1", "上局", "部门", "2026-02-01", "", "是", "2026-03-01", "示政办1号"],
        ["A0", "旧局", "街道", "2026-01-01", "A1", "", "", ""],
        ["002", county.office.name, "县政府办公室", "2026-01-01", "", "", "", ""],
    )
    viewer, before = county.seen_by("县办"), events()
    preview = preview_organs(data, viewer=viewer)
    assert shown(preview) == [
        (2, "下所", "新增", ("上级机构编码：（空） → A1",)),
        (3, "上局", "新增", ()),
        (4, "旧局", "修改", ("类别：部门 → 街道", "上级机构编码：（空） → A1")),
        (5, "示例县人民政府办公室", "不变", ()),
    ]
    assert (Organ.objects.count(), events()) == (3, before)
    import_organs(data, viewer=viewer, token=preview.token)
    assert Organ.objects.get(code="A2").superior == Organ.objects.get(code="A1")
    assert [organ.name for organ in foi_subjects(county.government.pk, date(2026, 3, 1))] == ["上局"]
    assert Event.objects.last().facts == '{"added":2,"changed":1,"ended":0,"unchanged":1}'
    again = preview_organs(data, viewer=viewer)
    assert {outcome for _, _, outcome, _ in shown(again)} == {"不变"}


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (["A0", "新名", "部门", "2026-01-01"], "第2行：机构编码“A0”现有名称是“旧局”，正式更名请用机构改革"),
        (["A0", "旧局", "部门", "2026-01-02"], "第2行：成立日期与现有的2026-01-01不同，不能用导入修改"),
        (["A1", "旧局", "部门", "2026-01-01"], "第2行：已经有名为“旧局”的机构"),
        (["A1", "新办", "县政府办公室", "2026-01-01"], "第2行：一个政府只能有一个“县政府办公室”"),
        (["A1", "新局", "部门", "2026-01-01", "A9"], "第2行：“上级机构编码”一栏：没有编码为“A9”的机构"),
        (["A0", "旧局", "部门", "2026-01-01", "A0"], "第2行：机构不能直接或间接以自己为上级"),
        (["A1", "新局", "部门", "2026-01-01", "", "是"], "第2行：认定公开主体须写明认定日期和认定依据"),
        (["A1", "新局", "部门", "2026-01-01", "", "否"], "第2行：认定不适用条例须逐项写明理由，不能用导入"),
    ],
)
def test_one_wrong_row_stops_all(county: County, row: list[str], sentence: str) -> None:
    county.organ("旧局", code="A0")
    data = xlsx(HEADS, row, ["A8", "好局", "部门", "2026-01-01"])
    viewer, before = county.seen_by("县办"), events()
    preview = preview_organs(data, viewer=viewer)
    assert wrong(preview) == [sentence]
    with refused(f"{sentence}（没有导入）"):
        import_organs(data, viewer=viewer, token=preview.token)
    assert (Organ.objects.count(), events()) == (3, before)


def test_every_fault_is_listed_at_once(county: County) -> None:
    data = csv_of(
        HEADS,
        ["A1", "", "部门", "2026-01-01"],
        ["A2", "示例局", "部门", "昨天"],
        ["002", "他名", "部门", "2026-01-01"],
    )
    viewer = county.seen_by("县办")
    preview = preview_organs(data, viewer=viewer)
    assert wrong(preview) == [
        "第2行“名称”：不能为空",
        "第3行“成立日期”：“昨天”不是日期，应写成 2026-01-31 的样子",
        "第4行：机构编码“002”现有名称是“示例县人民政府办公室”，正式更名请用机构改革",
    ]
    with refused("第2行“名称”：不能为空（共3处错误，全部没有导入）"):
        import_organs(data, viewer=viewer, token=preview.token)


def test_only_what_was_seen_is_brought_in(county: County) -> None:
    organ = county.organ("旧局", code="A0")
    viewer = county.seen_by("县办")
    data = csv_of([*HEADS[:4], "排序"], ["A0", "旧局", "部门", "2026-01-01", "7"])
    token = preview_organs(data, viewer=viewer).token
    change_organ(organ, viewer=viewer, order=6)
    with refused("预览以后数据已有变化，请重新预览再导入"):
        import_organs(data, viewer=viewer, token=token)
    organ.refresh_from_db()
    assert organ.order == 6
    with refused("只有县政务公开科、系统管理员可以导入"):
        preview_organs(data, viewer=county.seen_by("安全"))
    with refused("文件是空的"):
        preview_organs(b"", viewer=viewer)


def test_organs_end_by_a_list_and_go_to_their_successors(office: Office) -> None:
    county = office.county
    course = office.start()
    rows = [
        ["示例局码", "示例局", "部门", "2026-01-01", "2026-10-31", "合并", "B1", "示编1号"],
        ["B1", "新局", "部门", "2026-11-01", "", "", "", ""],
    ]
    data = xlsx(ENDING, *rows)
    preview = preview_organs(data, viewer=county.seen_by("县办"))
    assert shown(preview) == [
        (2, "示例局", "终止", ("合并，由“新局”接续，最后一天2026-10-31",)),
        (3, "新局", "新增", ()),
    ]
    bring_in(county, data)
    course.refresh_from_db()
    assert (course.organ.name, Succession.objects.count()) == ("新局", 1)
    again = preview_organs(data, viewer=county.seen_by("县办"))
    assert [outcome for _, _, outcome, _ in shown(again)] == ["不变", "不变"]
    other = xlsx(ENDING, [*rows[0][:4], "2026-10-30", *rows[0][5:]])
    assert wrong(preview_organs(other, viewer=county.seen_by("县办"))) == [
        "第2行：“示例局”已于2026-10-31终止"
    ]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (
            [["甲码", "甲", "2026-10-31", "合并", "乙码"], ["乙码", "乙", "2026-10-31", "合并", "甲码"]],
            ["第2行：后继关系循环：甲码 → 乙码 → 甲码", "第3行：后继关系循环：乙码 → 甲码 → 乙码"],
        ),
        ([["甲码", "甲", "2026-10-31", "合并", "甲码"]], ["第2行：后继关系循环：甲码 → 甲码"]),
        ([["甲码", "甲", "2026-10-31", "", ""]], ["第2行：终止的机构须写明后继方式和后继机构编码"]),
        ([["甲码", "甲", "", "合并", "乙码"]], ["第2行：写了后继机构，却没有终止日期"]),
        (
            [["甲码", "甲", "2026-10-31", "合并", "丙码"]],
            ["第2行：“后继机构编码”一栏：没有编码为“丙码”的机构"],
        ),
        ([["甲码", "甲", "2026-10-31", "职权划转", "乙码"]], ["第2行：职权划转不终止机构，请用机构改革登记"]),
        (
            [["甲码", "甲", "2027-10-31", "合并", "乙码"]],
            ["第2行：机构改革的生效日期晚于今天，请在生效之日登记"],
        ),
    ],
)
def test_endings_that_cannot_be(county: County, rows: list[list[str]], found: list[str]) -> None:
    county.organ("甲")
    county.organ("乙")
    full = [[code, name, "部门", "2026-01-01", *rest, "示编1号"] for code, name, *rest in rows]
    preview = preview_organs(xlsx(ENDING, *full), viewer=county.seen_by("县办"))
    assert wrong(preview) == found
    assert not Succession.objects.exists()


APPOINTING = ["登录名", "姓名", "机构编码", "身份", "专职或兼职", "起始日期", "终止日期"]


def test_appointments_come_by_list(county: County) -> None:
    county.organ("示例局", code="A1")
    old = county.appoint("甲", Role.LIAISON, Organ.objects.get(code="A1"))
    person, login = county.person("乙"), county.person("甲").sign_in_name
    data = xlsx(
        APPOINTING,
        [person.sign_in_name, "乙", "A1", "承办人", "专职", "2026-03-01", ""],
        [login, "甲", "A1", "信息公开联络员", "兼职", "2026-01-01", "2026-12-31"],
    )
    viewer = county.seen_by("安全")
    preview = preview_appointments(data, viewer=viewer)
    assert shown(preview) == [
        (2, "乙（示例局，承办人）", "新增", ()),
        (3, "甲（示例局，信息公开联络员）", "终止", ("最后一天2026-12-31",)),
    ]
    import_appointments(data, viewer=viewer, token=preview.token)
    old.refresh_from_db()
    assert old.to_on == date(2026, 12, 31)
    assert Appointment.objects.get(user=person).full_time
    assert {one for _, _, one, _ in shown(preview_appointments(data, viewer=viewer))} == {"不变"}


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (["nobody", "", "A1", "承办人"], "第2行：“登录名”一栏：没有“nobody”这个账号，请先由系统管理员开立"),
        (["LOGIN", "乙", "A1", "承办人"], "第2行：“姓名”一栏：账号“LOGIN”的姓名不是“乙”"),
        (["LOGIN", "甲", "A9", "承办人"], "第2行：“机构编码”一栏：没有编码为“A9”的机构"),
        (["LOGIN", "甲", "A1", "县政务公开科"], "第2行：“县政务公开科”只能在县人民政府或县政府办公室任职"),
        (["LOGIN", "甲", "002", "审计管理员"], "第2行：此人同期任“信息公开联络员”，管理员不得兼任业务身份"),
        (["安全", "", "A1", "承办人"], "第2行：不能给自己授予任职"),
    ],
)
def test_appointments_that_cannot_come(county: County, row: list[str], sentence: str) -> None:
    organ = county.organ("示例局", code="A1")
    county.appoint("甲", Role.LIAISON, organ)
    names = {"LOGIN": county.person("甲").sign_in_name, "安全": county.people["安全"].sign_in_name}
    first, *rest = row
    login = names.get(first, first)
    data = xlsx(APPOINTING, [login, *rest, "", "2026-03-01", ""])
    preview = preview_appointments(data, viewer=county.seen_by("安全"))
    assert wrong(preview) == [sentence.replace("LOGIN", login)]


def test_two_rows_that_overlap_are_told(county: County) -> None:
    county.organ("示例局", code="A1")
    login = county.person("甲").sign_in_name
    rows = [[login, "甲", "A1", "承办人", "", first, ""] for first in ("2026-03-01", "2026-04-01")]
    preview = preview_appointments(xlsx(APPOINTING, *rows), viewer=county.seen_by("安全"))
    assert wrong(preview) == ["第3行：此人在同一机关的“承办人”任职与已有的任职日期重叠"]


@pytest.mark.parametrize("file_format", list(Format))
def test_what_goes_out_comes_back_unchanged(county: County, file_format: Format) -> None:
    top = county.organ("上局", code="001A", uscc="11441700007280420Y", aliases=("甲", "乙"), order=9)
    county.organ("下所", superior=top, vertical=True, phone="+86 000", request_url="https://example.gov.cn/a")
    county.appoint("甲", Role.LIAISON, top, full_time=True, to_on=date(2026, 12, 31))
    organs = export_organs(viewer=county.seen_by("县办"), file_format=file_format)
    assert {one for *_, one, _ in shown(preview_organs(organs, viewer=county.seen_by("县办")))} == {"不变"}
    appointed = export_appointments(viewer=county.seen_by("安全"), file_format=file_format)
    back = preview_appointments(appointed, viewer=county.seen_by("安全"))
    assert (len(back.changes), {one for *_, one, _ in shown(back)}, back.faults) == (5, {"不变"}, ())
    assert events()[-2:] == [("export", "organs"), ("export", "appointments")]


def test_lists_do_not_cross_the_border(county: County) -> None:
    other = make_county("邻县", "371398")
    other.organ("邻局", code="A1")
    data = xlsx(HEADS, ["A1", "本局", "部门", START.isoformat()])
    assert shown(preview_organs(data, viewer=county.seen_by("县办"))) == [(2, "本局", "新增", ())]
    exported: Any = export_organs(viewer=county.seen_by("县办"), file_format=Format.CSV)
    assert "邻" not in exported.decode("utf-8")
