"""What the pages say, what they carry, and how many queries they may cost."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from django.test import Client, override_settings
from pytest_django import DjangoAssertNumQueries

from tests.portal.makers import store
from yangguang.annualreport.demo.loading import load_demo
from yangguang.web.middleware import POLICY

pytestmark = pytest.mark.django_db

ADDRESSES = [
    "/",
    "/reports/",
    "/reports/?kind=agency&q=县",
    "/reports/check/",
    "/reports/compare/",
    "/columns/affairs/",
    "/columns/disclosure/",
    "/columns/interpretation/",
    "/columns/participation/",
    "/columns/services/",
    "/search/",
    "/search/?q=沂",
    "/about/",
    "/sitemap/",
    "/data/",
    "/reports/沂水县/2020/",
    "/reports/沂源县/2024/",
    "/organs/",
    "/policies/",
    "/policies/normative/",
    "/policies/interpretations/",
]
TAGS = (
    "SiteName",
    "SiteDomain",
    "SiteIDCode",
    "ColumnName",
    "ColumnType",
    "ColumnDescription",
    "ColumnKeywords",
)
ARTICLE_TAGS = ("ArticleTitle", "ContentSource", "Author", "Url", "Keywords", "Description")


@pytest.fixture
def demo() -> None:
    load_demo()


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_stands_in_the_shell(client: Client, demo: None, address: str) -> None:
    html = page(client, address)
    assert html.count("<h1") == 1
    assert re.search(r"<title>.+</title>", html)
    assert 'href="#main"' in html
    assert all(f'<meta name="{tag}" content="' in html for tag in TAGS)
    for words in (
        "长者模式",
        "无障碍浏览",
        "主办单位",
        "网站标识码",
        "ICP备案号",
        "公安备案号",
        "联系方式",
        "找错",
    ):
        assert words in html
    for entry in ("政务公开", "政府信息公开", "解读回应", "互动交流", "在线服务"):
        assert f">{entry}</a>" in html


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_page_carries_inline_script_or_style(client: Client, demo: None, address: str) -> None:
    response = client.get(address)
    html = response.content.decode()
    assert response.headers["Content-Security-Policy"] == POLICY
    assert "unsafe" not in POLICY
    assert "Cookie" in response["Vary"], "a cache must not show one visitor's settings to another"
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:", html)
    assert not re.search(r'(?:src|href)="(?:https?:)?//(?!zfwzzc\.www\.gov\.cn)', html)


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_link_within_the_site_leads_somewhere(client: Client, demo: None, address: str) -> None:
    links = set(re.findall(r'(?:href|action)="(/[^"#]*)', page(client, address)))
    gone = [link for link in links if client.get(link.replace("&amp;", "&")).status_code >= 400]
    assert gone == []


@pytest.mark.parametrize(
    ("address", "queries"),
    [("/", 2), ("/reports/", 2), ("/search/?q=县", 2), ("/search/", 0), ("/about/", 0), ("/sitemap/", 1)],
)
def test_lists_cost_the_same_however_many_reports(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, address: str, queries: int
) -> None:
    for year in range(2019, 2026):
        store(year=year, body="甲县")
        store(year=year, body="乙县")
    with django_assert_num_queries(queries):
        client.get(address)


def test_a_report_costs_one_query(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for year in range(2021, 2026):
        store(year=year)
    with django_assert_num_queries(1):
        client.get("/reports/示例县/2023/")


def test_the_list_says_what_is_missing_and_what_is_wrong(client: Client, demo: None) -> None:
    html = page(client, "/reports/")
    assert "4 个机关，收录 4 份；2019 年至 2024 年之间未收录 20 份。" in html
    assert html.count('class="gap">未收录<') == 20
    assert f'href="/reports/{quote("沂水县")}/2020/" class="held bad"' in html


def test_the_list_can_be_narrowed(client: Client, demo: None) -> None:
    assert "1 个机关，收录 1 份" in page(client, "/reports/?kind=government_organ")
    assert "2 个机关，收录 2 份" in page(client, "/reports/?q=沂源")
    assert "没有找到符合条件的年度报告" in page(client, "/reports/?q=不存在的县")


@pytest.mark.parametrize(
    "address",
    [
        "/nothing/",
        "/reports/沂水县/1999/",
        "/reports/无此县/2020/",
        "/reports/沂水县/99999999999999999999/",
        "/reports/沂水县/99999999999999999999/report.csv",
        "/reports/%00/2020/",
        "/reports/%00/2020/report.csv",
        "/columns/none/",
        "/reports/a/b/",
    ],
)
def test_what_is_not_there_is_said_in_chinese(client: Client, demo: None, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert "<h1>没有这个页面</h1>" in response.content.decode()
    assert response.headers["Content-Security-Policy"] == POLICY


def test_what_visitors_type_is_never_markup(client: Client) -> None:
    html = page(client, '/search/?q="><script>alert(1)</script>')
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_a_report_is_an_article_of_its_body(client: Client, demo: None) -> None:
    html = page(client, "/reports/沂源县人民政府办公室/2019/")
    assert all(f'<meta name="{tag}" content="' in html for tag in ARTICLE_TAGS)
    assert '<meta name="ContentSource" content="沂源县人民政府办公室">' in html
    assert '<meta name="PubDate" content="2020-02-20">' in html


def test_health_answers_without_a_page(client: Client) -> None:
    response = client.get("/health/")
    assert (response.status_code, response.content, response["Cache-Control"]) == (200, b"ok", "no-store")


def test_the_style_sheet_stays_small() -> None:
    sheet = Path(__file__).resolve().parents[2] / "src/yangguang/portal/static/portal/portal.css"
    assert sheet.stat().st_size <= 25_000


@override_settings(DEBUG_PROPAGATE_EXCEPTIONS=False)
def test_a_fault_shows_a_page_and_no_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client(raise_request_exception=False)
    monkeypatch.setattr("django.conf.settings.ROOT_URLCONF", "tests.portal.broken_urls")
    response = client.get("/")
    assert response.status_code == 500
    assert "<h1>页面暂时打不开</h1>" in response.content.decode()
