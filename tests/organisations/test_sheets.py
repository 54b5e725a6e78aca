"""Lists as files: what is read, which cell is wrong and why, and that nothing dangerous is believed."""

from __future__ import annotations

import io
import random
import zipfile
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook

from yangguang.documents.model import Unreadable
from yangguang.organisations.kinds import Kind, Role
from yangguang.organisations.sheets.cells import SHEET_BYTES, rows_of
from yangguang.organisations.sheets.columns import APPOINTMENTS, ORGANS, day
from yangguang.organisations.sheets.reading import Sheet, read_sheet
from yangguang.organisations.sheets.writing import written_csv, written_xlsx

HEADS = ["机构编码", "名称", "类别", "成立日期", "联系电话"]
ROW = ["001", "示例局", "部门", "2026-01-01", "0000-0000000"]


def xlsx(*rows: list[Any]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def csv_of(*rows: list[Any], encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    return "\r\n".join(delimiter.join(str(cell) for cell in row) for row in rows).encode(encoding)


def read(data: bytes) -> Sheet:
    return read_sheet(data, ORGANS, keys=("code",))


def faults(data: bytes) -> list[str]:
    return [str(fault) for fault in read(data).faults]


@pytest.mark.parametrize(
    "data",
    [
        xlsx(HEADS, ROW),
        xlsx(["全县机构表"], [], HEADS, ROW),
        xlsx(list(reversed(HEADS)), list(reversed(ROW))),
        xlsx(HEADS, [*ROW[:3], date(2026, 1, 1), ROW[4]]),
        csv_of(HEADS, ROW),
        csv_of(HEADS, ROW, encoding="utf-8-sig"),
        csv_of(HEADS, ROW, encoding="gb18030"),
        csv_of(HEADS, ROW, encoding="utf-16"),
        csv_of(HEADS, ROW, delimiter="\t"),
        csv_of(HEADS, ROW, delimiter=";"),
        csv_of(HEADS, [], ["", "", "", "", ""], [*ROW[:3], "2026年1月1日", " 0000-0000000 "]),
    ],
)
def test_the_same_list_in_many_files(data: bytes) -> None:
    sheet = read(data)
    assert sheet.faults == ()
    assert [dict(line.values) for line in sheet.lines] == [
        {
            "code": "001",
            "name": "示例局",
            "kind": Kind.DEPARTMENT,
            "from_on": date(2026, 1, 1),
            "phone": "0000-0000000",
        }
    ]


@pytest.mark.parametrize("text", ["2026-01-31", "2026/1/31", "2026.1.31", "2026年1月31日", "20260131"])
def test_days_in_many_hands(text: str) -> None:
    assert day(text) == date(2026, 1, 31)


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (["", *ROW[1:]], ["第2行“机构编码”：不能为空"]),
        ([1, *ROW[1:]], ["第2行“机构编码”：“1”是数值格式，前面的零可能已经丢失，请把这一列设为文本后重填"]),
        (
            ["001", "示例局", "司局", "2026-02-30"],
            [
                "第2行“类别”：没有“司局”这一项，应是：县人民政府、县政府办公室、部门、乡镇、街道、开发区、"
                "派出机构、公共企事业单位、党的工作机关加挂牌子",
                "第2行“成立日期”：“2026-02-30”不是日期，应写成 2026-01-31 的样子",
            ],
        ),
        (
            ["001", '=CONCATENATE("示例","局")', "部门", "2026-01-01"],
            ["第2行“名称”：是公式，请改为数值或文字（复制后“选择性粘贴—数值”）"],
        ),
        (["", *ROW], ["第2行：整行像是向右错开了一列，请对齐表头后再导入"]),
        (ROW[1:], ["第2行：整行像是向左错开了一列，请对齐表头后再导入"]),
        ([*ROW, "多余"], ["第2行：第6列没有表头，却有内容"]),
    ],
)
def test_what_is_wrong_is_said_with_row_and_column(row: list[Any], found: list[str]) -> None:
    assert faults(xlsx(HEADS, row)) == found


def test_a_formula_in_a_csv_is_one_too_unless_an_apostrophe_unmakes_it() -> None:
    assert faults(csv_of(HEADS, ["001", "=1+1", "部门", "2026-01-01"])) == [
        "第2行“名称”：是公式，请改为数值或文字（复制后“选择性粘贴—数值”）"
    ]
    assert read(csv_of(HEADS, ["001", "'=1+1", "部门", "2026-01-01"])).lines[0].values["name"] == "=1+1"


def test_a_row_that_stands_twice_is_told() -> None:
    assert faults(xlsx(HEADS, ROW, ["002", *ROW[1:]], ROW)) == ["第4行“机构编码”：与第2行重复"]


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (SHEET_BYTES + 1))
    return out.getvalue()


def with_entities() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", '<!DOCTYPE a [<!ENTITY b "c">]><workbook/>')
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "文件是空的"),
        (b"\x00\x01\x02\x03" * 400, "这个文件不是文字，也不是能识别的文档格式，无法读取"),
        (xlsx(HEADS, ROW)[:-60], "文件已损坏或不完整，请重新下载或另存一份再试"),
        (csv_of(["甲", "乙"], ["1", "2"]), "找不到表头：应有一行写着“机构编码”、“名称”、“类别”、“成立日期”"),
        (csv_of(HEADS), "表头下面没有内容"),
        (csv_of([*HEADS, "名称"], [*ROW, "示"]), "第1行表头里“名称”出现了两次"),
        (csv_of(HEADS, ["1"] * 61), "第2行超过60列，不像机构或任职的表格"),
        (csv_of(HEADS, *[ROW] * 5001), "表里超过5000行，请分成几个文件导入"),
        (bomb(), "表格太大，请分成几个文件导入"),
        (with_entities(), "文件里带有实体定义（DTD），为安全起见不予读取"),
    ],
)
def test_files_that_are_no_list(data: bytes, sentence: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read(data)
    assert str(refusal.value) == sentence


def test_an_unknown_head_is_not_dropped_in_silence() -> None:
    with pytest.raises(Unreadable, match="第1行表头有不认识的列“电话”，可用的列：机构编码、名称、类别"):
        read(csv_of([*HEADS, "电话"], [*ROW, "1"]))


def test_another_zip_is_no_workbook() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    with pytest.raises(Unreadable, match="这个文件不是 xlsx 表格，请另存为 xlsx 或 csv 再导入"):
        list(rows_of(out.getvalue()))


@pytest.mark.parametrize("write", [written_csv, lambda *given: written_xlsx(*given, title="任职")])
def test_what_is_written_reads_back_the_same(write: Any) -> None:
    row = {
        "sign_in_name": "-example",
        "display_name": "=示例甲",
        "code": "001",
        "role": Role.LIAISON,
        "full_time": False,
        "from_on": date(2026, 1, 1),
        "to_on": None,
    }
    data = write(APPOINTMENTS, [row])
    sheet = read_sheet(data, APPOINTMENTS, keys=("sign_in_name",))
    assert (sheet.faults, [dict(line.values) for line in sheet.lines]) == ((), [row])


@pytest.mark.parametrize("whole", [xlsx(HEADS, *[ROW] * 20), csv_of(HEADS, *[ROW] * 20, encoding="gb18030")])
def test_damaged_files_are_read_or_refused_and_nothing_else(whole: bytes) -> None:
    chance, answers = random.Random(20261121), {"read": 0, "refused": 0}  # any other exception fails the test
    for _ in range(200):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 12)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        cut = chance.randrange(len(data)) if chance.random() < 0.3 else len(data)
        try:
            read(bytes(data[:cut]))
            answers["read"] += 1
        except Unreadable:
            answers["refused"] += 1
    assert sum(answers.values()) == 200
