"""A report as a file, and the findings of a check as a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
import re
from decimal import Decimal
from urllib.parse import unquote

import openpyxl
import pytest
from django.test import Client

from tests.portal.makers import make_reading, store
from yangguang.annualreport.models import TextHeld
from yangguang.annualreport.reading.reader import read_report
from yangguang.annualreport.services import store_report
from yangguang.documents.reading import read_bytes

FIGURES = {"disclosure/fees@amount": "5183.25", "disputes/reconsideration@upheld": None}


@pytest.mark.django_db
@pytest.mark.parametrize("ending", ["docx", "pdf"])
def test_a_written_report_reads_back_the_same(client: Client, ending: str) -> None:
    store(FIGURES)
    response = client.get(f"/reports/示例县/2023/report.{ending}")
    assert response.status_code == 200
    assert unquote(response["Content-Disposition"]).endswith(f"示例县2023年政府信息公开工作年度报告.{ending}")
    again = read_report(read_bytes(response.content))
    assert (again.body, again.year, again.edition) == ("示例县", 2023, "2021")
    assert again.cells == make_reading(FIGURES).cells
    assert again.uncertain == {}
    assert client.get(f"/reports/示例县/2023/report.{ending}").content == response.content


@pytest.mark.django_db
def test_json_keeps_every_address_and_blank(client: Client) -> None:
    store(FIGURES)
    content = json.loads(client.get("/reports/示例县/2023/report.json").content, parse_float=Decimal)
    assert content["cells"] == make_reading(FIGURES).cells
    assert content["cells"]["disputes/reconsideration@upheld"] is None


@pytest.mark.django_db
def test_csv_opens_in_a_spreadsheet(client: Client) -> None:
    store(FIGURES)
    content = client.get("/reports/示例县/2023/report.csv").content
    assert content.startswith(b"\xef\xbb\xbf")
    rows = {row["地址"]: row["数值"] for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig")))}
    assert len(rows) == 200
    assert rows["disclosure/fees@amount"] == "5183.25"
    assert rows["disputes/reconsideration@upheld"] == ""


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["示例县/2022/report.docx", "示例县/2023/report.exe", "别县/2023/report.csv"]
)
def test_a_file_that_is_not_there_is_not_found(client: Client, address: str) -> None:
    store()
    assert client.get(f"/reports/{address}").status_code == 404


@pytest.mark.django_db
def test_findings_come_as_a_spreadsheet_without_being_stored(client: Client) -> None:
    """The file that is checked is one this site wrote, with a figure that breaks row and column."""
    broken = make_reading({"requests/received@total": 8})
    store_report(broken, text_held=TextHeld.WHOLE, source_note="")
    page = client.get("/reports/示例县/2023/report.docx").content
    upload = io.BytesIO(page)
    upload.name = "=示例县.docx"
    html = client.post("/reports/check/", {"files": [upload]}).content.decode()
    sealed = re.search(r'name="findings" value="([^"]+)"', html)
    assert sealed is not None
    response = client.post("/reports/check/findings.xlsx", {"findings": sealed[1]})
    assert response.status_code == 200
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == ("文件", "机关", "年度", "程度", "说明", "涉及的数字", "原文", "依据", "规则")
    errors = [row for row in rows if row[3] == "错误"]
    assert {row[8] for row in errors} == {"requests.balance", "requests.applicants"}
    assert {row[:3] for row in errors} == {("=示例县.docx", "示例县", 2023)}
    assert {cell.data_type for cell in sheet["A"]} == {"s"}, "a file's name is never a formula"


@pytest.mark.parametrize("forged", ["", "x", "eyJ4IjoxfQ:1:2"])
def test_a_sheet_is_only_made_from_this_sites_own_findings(client: Client, forged: str) -> None:
    response = client.post("/reports/check/findings.xlsx", {"findings": forged})
    assert response.status_code == 400
    assert "<h1>检查结果已经失效</h1>" in response.content.decode()
