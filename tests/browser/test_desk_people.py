"""Stories of people and organs: a deputy steps in, a liaison's work is handed over, two organs become one."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.browser.small_county import DAY
from tests.browser.test_desk_stories import fill_in

MONTH_END = "2027-01-31"
TOWN, STREET = "向阳镇人民政府", "河东街道办事处"


def person(desk: Desk, name: str) -> None:
    """Open a person's page by the search."""
    desk.page.goto(f"/desk/search/?q={desk.names[name]}")
    desk.page.get_by_role("link", name=re.compile(name)).first.click()


def test_a_deputy_decides_for_the_absent_leader_and_the_record_says_so(desk: Desk) -> None:
    page = desk.sit("教育局联络员")
    fill_in(desk.report("阳光县教育局"), received=3, licences=5)
    desk.press("提交审核")
    desk.sit("安全")
    person(desk, "教育局领导")
    page.get_by_role("link", name="指定代理").click()
    page.get_by_label("代理人").select_option(label=f"公开办主任（{desk.names['公开办主任']}）")
    page.get_by_label("起始日期").fill(DAY)
    page.get_by_label("终止日期").fill(MONTH_END)
    page.get_by_label("原因").fill("学习")
    page.get_by_role("button", name="指定").click()
    expect(page.get_by_role("status")).to_contain_text("由公开办主任代理")
    desk.sit("公开办主任").get_by_role("link", name="教育局2026年度报告").first.click()
    desk.press("同意并报送")
    assert desk.state == "已报送（主管部门审核）"
    expect(desk.log.last).to_contain_text("分管领导（代教育局领导）")


def test_an_author_does_not_decide_as_a_deputy(desk: Desk) -> None:
    page = desk.sit("安全")
    person(desk, f"{TOWN}领导")
    page.get_by_role("link", name="指定代理").click()
    page.get_by_label("代理人").select_option(label=f"{TOWN}联络员（{desk.names[f'{TOWN}联络员']}）")
    page.get_by_label("终止日期").fill(MONTH_END)
    page.get_by_label("原因").fill("休假")
    page.get_by_role("button", name="指定").click()
    desk.sit(f"{TOWN}联络员")
    fill_in(desk.report(f"阳光县{TOWN}"), received=1, licences=2)
    desk.press("提交审核")
    expect(page.get_by_role("button", name="同意并报送")).to_be_disabled()
    expect(page.locator(".moves")).to_contain_text("起草")


def test_the_work_of_somebody_who_left_is_seen_and_handed_over(desk: Desk) -> None:
    page = desk.sit(f"{STREET}联络员")
    fill_in(desk.report(f"阳光县{STREET}"), received=0, licences=1)
    desk.sit("安全")
    person(desk, f"{STREET}联络员")
    page.get_by_role("link", name="终止").click()
    page.get_by_label("最后一天").fill("2027-01-11")
    page.get_by_role("button", name="终止任职").click()
    desk.sit("县办")
    unattended = page.get_by_role("region", name="没有在岗承办人的工作")
    expect(unattended).to_contain_text(f"{STREET}2026年度报告")
    unattended.get_by_role("link", name=f"{STREET}联络员").click()
    page.get_by_role("link", name="移交全部工作").click()
    expect(page.locator("form.card")).to_contain_text(f"{STREET}2026年度报告")
    page.get_by_label("接手人", exact=True).select_option(
        label=f"{STREET}领导（{desk.names[f'{STREET}领导']}）"
    )
    page.get_by_role("button", name="全部移交").click()
    expect(page.get_by_role("status")).to_contain_text("的工作1件")
    page.goto("/desk/")
    expect(unattended).to_have_count(0)
    expect(desk.report(f"阳光县{STREET}").locator(".facts")).to_contain_text(f"{STREET}领导")
    expect(desk.log.last).to_contain_text("移交")


def test_two_organs_become_one_and_nothing_is_left_behind(desk: Desk) -> None:
    page = desk.sit("县办")
    page.goto("/desk/organs/reorganise/")
    page.get_by_label("方式").select_option(label="合并")
    page.get_by_label("生效日期").fill(DAY)
    page.get_by_label("依据").fill("示例发〔2027〕1号")
    page.get_by_role("group", name="原机构").get_by_label(STREET).check()
    page.get_by_role("group", name="接收的机构").get_by_label("教育局").check()
    page.get_by_role("button", name="登记").click()
    expect(page.get_by_role("status")).to_contain_text("机构改革已登记")
    expect(page.locator(".two")).to_contain_text(f"由 {STREET} 合并而来")
    page.get_by_role("link", name=STREET, exact=True).click()
    expect(page.locator("h1")).to_contain_text("2027-01-11 终止")
    report = desk.report(f"阳光县{STREET}")
    expect(report.locator(".facts")).to_contain_text("现由 教育局 承办")
    expect(page.get_by_role("heading", name="办理记录")).to_be_visible()
