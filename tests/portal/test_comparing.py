"""Two reports side by side, what changed since last year, and the charts over the years."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.portal.makers import store
from yangguang.annualreport.models import PublishedReport

pytestmark = pytest.mark.django_db

FEES = "disclosure/fees@amount"


def compared(client: Client, first: str, second: str, **more: str) -> str:
    response = client.get("/reports/compare/", {"first": first, "second": second, **more})
    assert response.status_code == 200
    return response.content.decode()


def test_only_differences_are_listed_until_all_are_asked_for(client: Client) -> None:
    store({FEES: 100}, year=2022)
    store({FEES: "62.5"}, year=2023)
    html = compared(client, "2022/示例县", "2023/示例县")
    assert "1 项不同，199 项相同。" in html
    assert html.count('<tr><th scope="row">') == 1
    assert '<td>100</td><td>62.5</td><td class="down">−37.5</td><td>−37.5%</td>' in html
    assert compared(client, "2022/示例县", "2023/示例县", every="1").count('<tr><th scope="row">') == 200


def test_blank_is_told_apart_from_zero(client: Client) -> None:
    store({FEES: None}, year=2022)
    store({FEES: 0}, year=2023)
    html = compared(client, "2022/示例县", "2023/示例县")
    assert '<td>空</td><td>0</td><td class="">原为空</td><td></td>' in html


def test_two_editions_are_compared_where_they_agree(client: Client) -> None:
    store(year=2020, edition="2019", cells={"requests/received@total": None, FEES: None})
    store(year=2021)
    assert "两份年报的格式版本不同" in compared(client, "2020/示例县", "2021/示例县")


@pytest.mark.parametrize("second", ["", "2023/没有的县", "x", "99999999999999/示例县", "2023/\0"])
def test_a_missing_choice_is_said_beside_the_field(client: Client, second: str) -> None:
    store()
    html = compared(client, "2023/示例县", second)
    assert '<a href="#first">请在两个框里各选一份年报</a>' in html


def test_comparing_costs_three_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for year in range(2021, 2026):
        store(year=year)
    with django_assert_num_queries(3):
        compared(client, "2022/示例县", "2023/示例县")


def test_a_report_shows_what_changed_since_last_year(client: Client) -> None:
    store(year=2022)
    assert "没有收录该机关 2021 年的年度报告。" in client.get("/reports/示例县/2022/").content.decode()
    store({FEES: 12}, year=2023)
    html = client.get("/reports/示例县/2023/").content.decode()
    assert '<td>0</td><td>12</td><td class="up">+12</td><td></td>' in html
    assert 'id="over-years-title"' in html
    store({FEES: 12}, year=2024)
    assert "与 2023 年相比，各项合计都没有变化。" in client.get("/reports/示例县/2024/").content.decode()


def test_charts_say_their_figures_in_words_and_in_a_table(client: Client) -> None:
    store()
    html = client.get("/reports/示例县/2023/").content.decode()
    for chart in ("by-outcome", "by-applicant"):
        assert f'aria-labelledby="{chart}-title {chart}-desc"' in html
        assert f'<desc id="{chart}-desc">' in html
    assert '<tr><th scope="row">予以公开</th><td>7</td></tr>' in html
    assert "over-years" not in html, "one year makes no line"


def test_a_report_that_arrives_late_is_checked_against_by_the_year_after(client: Client) -> None:
    """What was carried out of 2022 must be carried into 2023, whichever is stored first."""
    store(year=2023)
    assert PublishedReport.objects.get(year=2023).warnings == 0
    store(
        {
            f"requests/{row}@{column}": 9
            for row in ("received", "carried_out")
            for column in ("natural_person", "total")
        }
        | {
            f"requests/{row}@{column}": 0
            for row in ("results.granted", "results.total")
            for column in ("natural_person", "total")
        },
        year=2022,
    )
    assert PublishedReport.objects.get(year=2023).warnings == 2
    assert "2 处疑点" in client.get("/reports/").content.decode()
