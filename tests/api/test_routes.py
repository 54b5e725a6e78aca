"""What the API answers, and that it says the same as its OpenAPI document."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.portal.makers import make_reading, store
from yangguang.annualreport.demo.loading import load_demo
from yangguang.annualreport.models import PublishedReport

pytestmark = pytest.mark.django_db


def got(client: Client, address: str, status: int = 200) -> Any:
    response = client.get(address)
    assert response.status_code == status, response.content.decode()
    assert response["Content-Type"].startswith("application/json")
    return json.loads(response.content)


def test_the_document_names_every_route(client: Client) -> None:
    document = got(client, "/api/openapi.json")
    assert set(document["paths"]) == {
        "/api/items",
        "/api/items/{number}",
        "/api/items.jsonl",
        "/api/items.csv",
        "/api/columns",
        "/api/types",
        "/api/reports",
        "/api/reports/{body}/{year}",
        "/api/check",
    }
    assert "/api/reports" in client.get("/data/").content.decode()


def test_the_list_says_who_and_when(client: Client) -> None:
    load_demo()
    content = got(client, "/api/reports")
    assert content["count"] == 4
    assert content["reports"][1] == {
        "body": "沂水县",
        "kind": "aggregate",
        "year": 2020,
        "edition": "2019",
        "errors": 2,
        "warnings": PublishedReport.objects.get(body="沂水县").warnings,
    }


NARROWED = [
    ("q=沂源", 2),
    ("year=2019", 2),
    ("kind=government_organ", 1),
    ("kind=aggregate&year=2019", 1),
    ("q=没有", 0),
    ("q=%00沂源", 2),
    ("page=2", 4),
]


@pytest.mark.parametrize(("asked", "count"), NARROWED)
def test_the_list_can_be_narrowed(client: Client, asked: str, count: int) -> None:
    load_demo()
    assert got(client, f"/api/reports?{asked}")["count"] == count


def test_the_list_comes_in_pages_and_costs_two_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    store(body="甲县")
    one = PublishedReport.objects.get()
    PublishedReport.objects.bulk_create(
        PublishedReport(
            body=f"示例{number:03}镇", kind="agency", year=2023, edition=one.edition, cells=one.cells
        )
        for number in range(149)
    )
    with django_assert_num_queries(2):
        assert len(got(client, "/api/reports")["reports"]) == 100
    assert len(got(client, "/api/reports?page=2")["reports"]) == 50


def test_one_report_has_every_figure_and_its_findings(client: Client) -> None:
    store({"disclosure/fees@amount": "5183.25", "disclosure/rules@made": None, "requests/received@total": 8})
    content = got(client, "/api/reports/示例县/2023")
    assert len(content["cells"]) == 200
    assert content["cells"]["disclosure/fees@amount"] == 5183.25
    assert content["cells"]["disclosure/rules@made"] is None
    assert content["period"] == {"first": "2023-01-01", "last": "2023-12-31"}
    errors = {finding["rule"] for finding in content["findings"] if finding["severity"] == "error"}
    assert errors == {"requests.balance", "requests.applicants"}


REFUSED = [
    ("/api/reports/示例县/1999", 404, "没有收录示例县1999年的年度报告"),
    ("/api/reports/示例县/x", 422, "参数有误：year"),
    ("/api/reports/示例县/99999999999999999999", 422, "参数有误：year"),
    ("/api/reports?kind=nobody", 422, "参数有误：kind"),
    ("/api/reports?page=0&year=x", 422, "参数有误：year、page"),
]


@pytest.mark.parametrize(("address", "status", "detail"), REFUSED)
def test_a_refusal_is_a_sentence(client: Client, address: str, status: int, detail: str) -> None:
    assert got(client, address, status) == {"detail": detail}


def sent(client: Client, *files: tuple[str, bytes], status: int = 200) -> Any:
    response = client.post("/api/check", {"files": [SimpleUploadedFile(*file) for file in files]})
    assert response.status_code == status
    return json.loads(response.content)


def test_files_are_checked_and_forgotten(client: Client) -> None:
    """A report that this site wrote, and something that is no report."""
    store({"requests/received@total": 8})
    page = client.get("/reports/示例县/2023/report.docx").content
    PublishedReport.objects.all().delete()
    good, bad = sent(client, ("a.docx", page), ("b.txt", b"\x00\x01"))["files"]
    assert (good["refusal"], good["report"]["body"], good["report"]["year"]) == (None, "示例县", 2023)
    cells = make_reading({"requests/received@total": 8}).cells
    assert good["report"]["cells"] == cells
    assert bad["report"] is None
    assert bad["refusal"]
    assert not PublishedReport.objects.exists()


def test_last_years_report_is_found_among_the_files(client: Client) -> None:
    store(year=2022)
    store({"requests/carried_in@total": 3, "requests/carried_in@natural_person": 3}, year=2023)
    pages = [client.get(f"/reports/示例县/{year}/report.docx").content for year in (2022, 2023)]
    first, second = sent(client, ("前.docx", pages[0]), ("后.docx", pages[1]))["files"]
    assert (first["previous"], second["previous"]) == (None, "前.docx")
    assert "chain.carry_over" in {finding["rule"] for finding in second["report"]["findings"]}


def test_limits_are_said(client: Client) -> None:
    many = [(f"{number}.txt", b"x") for number in range(21)]
    assert sent(client, *many, status=422) == {"detail": "请一次发来 1 至 20 个文件"}
    assert sent(client, status=422) == {"detail": "请一次发来 1 至 20 个文件"}
    response = client.post(
        "/api/check",
        b"",
        "multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(settings.UPLOAD_MAX_BYTES + 1),
    )
    assert response.status_code == 413
    assert json.loads(response.content) == {"detail": "一次提交的文件合计不能超过 64 MB"}
