"""Figures as data: what is downloaded says the same as the report, and a spreadsheet runs none of it."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal

from hypothesis import given
from openpyxl import load_workbook

from tests.annualreport.lawful import lawful_reports
from yangguang.annualreport.reading.model import Period, ReportSection
from yangguang.annualreport.writing.data_files import as_csv, as_json, as_xlsx
from yangguang.annualreport.writing.facts import ReportFacts, parse_facts


def test_csv_names_every_cell():
    cells = {
        "disclosure/fees@amount": Decimal("4166.241619"),
        "disclosure/rules@made": None,
        "disputes/litigation_direct@pending": Decimal(0),
    }
    content = as_csv(cells, "2021")
    assert content.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(content.decode("utf-8-sig")))) == [
        ["表", "行", "列", "地址", "数值", "单位"],
        [
            "主动公开政府信息情况",
            "行政事业性收费",
            "本年收费金额",
            "disclosure/fees@amount",
            "4166.241619",
            "万元",
        ],
        ["主动公开政府信息情况", "规章", "本年制发件数", "disclosure/rules@made", "", "件"],
        [
            "政府信息公开行政复议、行政诉讼情况",
            "行政诉讼 未经复议直接起诉",
            "尚未审结",
            "disputes/litigation_direct@pending",
            "0",
            "件",
        ],
    ]


def test_csv_holds_no_formula():
    rows = list(csv.reader(io.StringIO(as_csv({"statistics/=1+1@-2": Decimal(1)}, None).decode("utf-8-sig"))))
    assert rows[1] == ["政府信息公开情况统计表", "'=1+1", "'-2", "statistics/=1+1@-2", "1", ""]


def test_json_can_be_written_again():
    facts = ReportFacts(
        body="阳光县",
        year=2024,
        edition="2021",
        cells={"disclosure/fees@amount": Decimal("12345678.12345678"), "disclosure/rules@made": None},
        sections=(ReportSection("一", "总体情况", "第一段。\n“第二段”。"),),
        period=Period(date(2024, 1, 1), date(2024, 12, 31)),
        filed_on=date(2025, 2, 10),
        preamble="按照条例编制。",
        kind="aggregate",
    )
    assert parse_facts(as_json(facts).decode()) == facts


@given(lawful_reports("2019"))
def test_any_json_can_be_written_again(facts):
    assert parse_facts(as_json(facts).decode()) == facts


def test_xlsx_holds_texts_and_numbers():
    rows = [["=1+1", Decimal("2.5"), None], ["本列不平衡\x00", 3, "+4"]]
    content = as_xlsx("检查结果", ["文件", "数", "备注"], rows)
    assert content == as_xlsx("检查结果", ["文件", "数", "备注"], rows)
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["文件", "数", "备注"],
        ["=1+1", 2.5, None],
        ["本列不平衡", 3, "+4"],
    ]
    assert {cell.data_type for cell in sheet["A"]} == {"s"}
    assert sheet.freeze_panes == "A2"
