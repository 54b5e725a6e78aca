"""Stories of a county's January: an organ's report goes its whole way; all file, and the sum is published."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import Desk

WORDS = {
    "一": "全年按要求公开政府信息，答复申请，管理信息，建设平台，开展监督保障。",
    "五": "存在公开内容不够细的问题，下一步按清单补充。",
    "六": "本年度未收取信息处理费。没有其他需要报告的事项。",
}
RECEIVED = "requests/received@total"
LICENCES = "disclosure/licences@decisions"
ALL_GRANTED = ("received", "results.granted", "results.total")
LIAISON, LEADER = "教育局联络员", "教育局领导"


def fill_in(page: Page, received: int, licences: int) -> None:
    """Type a report: `received` requests of natural persons, all granted; no business elsewhere is a zero."""
    page.get_by_role("link", name="填写").click()
    page.locator("td.entry input").evaluate_all(
        "cells => cells.forEach(cell => cell.value = cell.value || '0')"
    )
    for row in ALL_GRANTED:
        for column in ("natural_person", "total"):
            page.locator(f"[name='at.requests/{row}@{column}']").fill(str(received))
    page.locator(f"[name='at.{LICENCES}']").fill(str(licences))
    for number, text in WORDS.items():
        page.locator(f"[name='words.{number}']").fill(text)
    page.get_by_role("button", name="保存", exact=True).click()
    explain(page)
    page.get_by_role("button", name="保存并返回").click()


def explain(page: Page) -> None:
    """One sentence to every doubt."""
    for doubt in page.get_by_label("说明一句").all():
        doubt.fill("已与台账核对，情况属实。")


def file(desk: Desk, body: str, leader: str, decider: str = "县办") -> None:
    """Let a filled-in draft go to the end of its way."""
    desk.press("提交审核")
    desk.sit(leader)
    desk.report(body)
    desk.press("同意并报送")
    desk.sit(decider)
    desk.report(body)
    desk.press("审核通过并公布")


def test_a_report_goes_its_whole_way(desk: Desk) -> None:
    page = desk.sit(LIAISON)
    expect(page.get_by_role("link", name="阳光县教育局2026年度报告")).to_be_visible()
    fill_in(desk.report("阳光县教育局"), received=3, licences=5)
    desk.press("提交审核")
    assert desk.state == "本机关分管领导审核"
    desk.sit(LEADER).get_by_role("link", name="教育局2026年度报告").click()
    desk.press("退回")
    expect(page.get_by_role("alert")).to_contain_text("退回须写明理由")
    desk.press("退回", "许可件数与台账不一致")
    assert desk.state == "已退回"
    desk.sit(LIAISON)
    expect(desk.report("阳光县教育局").locator(".notice.bad")).to_contain_text("许可件数与台账不一致")
    fill_in(page, received=3, licences=6)
    desk.press("提交审核")
    desk.sit(LEADER)
    desk.report("阳光县教育局")
    desk.press("同意并报送")
    assert desk.state == "已报送（主管部门审核）"
    desk.sit("县办").get_by_role("link", name="教育局2026年度报告").click()
    desk.press("退回", "第五部分太简略")
    desk.sit(LIAISON)
    fill_in(desk.report("阳光县教育局"), received=3, licences=7)
    file(desk, "阳光县教育局", LEADER)
    assert desk.state == "已公布"
    assert page.locator(".steps .done").count() == 4
    expect(desk.log.last).to_contain_text("审核通过并公布")
    page.get_by_role("link", name="门户上的公布页").click()
    expect(page.locator(f"[id='{LICENCES}']")).to_have_text("7")


def test_what_was_typed_survives_a_second_tab(desk: Desk) -> None:
    page = desk.sit("河东街道办事处联络员")
    desk.report("阳光县河东街道办事处")
    page.get_by_role("link", name="填写").click()
    other = page.context.new_page()
    other.goto(page.url)
    other.locator(f"[name='at.{LICENCES}']").fill("8")
    other.get_by_role("button", name="保存", exact=True).click()
    expect(other.get_by_role("status")).to_contain_text("已保存")
    page.locator(f"[name='at.{LICENCES}']").fill("9")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("页面打开以后内容已有变化，请重新打开后再办理")
    expect(page.locator(f"[name='at.{LICENCES}']")).to_have_value("9")


def test_the_checks_run_while_one_types(desk: Desk) -> None:
    page = desk.sit("河东街道办事处联络员")
    desk.report("阳光县河东街道办事处")
    page.get_by_role("link", name="填写").click()
    page.locator(f"[name='at.{LICENCES}']").press_sequentially("x")
    expect(page.locator("#findings")).to_contain_text("不是数字")
    page.locator(f"[name='at.{LICENCES}']").fill("4")
    expect(page.locator("#findings")).not_to_contain_text("不是数字")


def test_all_file_and_the_sum_is_published(desk: Desk, tmp_path: Path) -> None:
    page = desk.page
    page.goto("/reports/阳光县教育局/2026/")
    with page.expect_download() as sent:
        page.locator("a[href$='report.docx']").first.click()
    document = tmp_path / "教育局.docx"
    sent.value.save_as(document)
    desk.sit("向阳镇人民政府联络员")
    desk.report("阳光县向阳镇人民政府")
    page.get_by_role("link", name="从文件带入").click()
    page.get_by_label("报告文件").set_input_files(document)
    page.get_by_role("button", name="读入").click()
    expect(page.locator(f"[name='at.{LICENCES}']")).to_have_value("7")
    fill_in(desk.report("阳光县向阳镇人民政府"), received=2, licences=10)
    file(desk, "阳光县向阳镇人民政府", "向阳镇人民政府领导")
    desk.report("阳光县")
    page.get_by_role("link", name="汇总").click()
    page.get_by_role("button", name="汇总").click()
    expect(page.get_by_role("alert")).to_contain_text("还缺2个机关的报告")
    desk.sit("河东街道办事处联络员")
    fill_in(desk.report("阳光县河东街道办事处"), received=0, licences=100)
    file(desk, "阳光县河东街道办事处", "河东街道办事处领导")
    desk.sit("办公室联络员")
    fill_in(desk.report("阳光县人民政府办公室"), received=1, licences=1000)
    file(desk, "阳光县人民政府办公室", "办公室主任", "副县长")
    publish_the_sum(desk)


def publish_the_sum(desk: Desk) -> None:
    page = desk.sit("县办")
    desk.report("阳光县")
    page.get_by_role("link", name="汇总").click()
    page.get_by_role("button", name="汇总").click()
    expect(page.get_by_role("status")).to_contain_text("已由4个机关的报告汇总")
    assert page.locator(f"[id='{LICENCES}']").inner_text() == "1,117"
    assert page.locator(f"[id='{RECEIVED}']").inner_text() == "6"
    page.locator(f"[id='{LICENCES}'] a").click()
    figures = page.locator("tbody td.right").all_inner_texts()
    assert figures == ["1,000", "7", "10", "100", "1,117"]
    desk.report("阳光县")
    page.get_by_role("link", name="填写").click()
    for number, text in WORDS.items():
        page.locator(f"[name='words.{number}']").fill(text)
    page.get_by_role("button", name="保存", exact=True).click()
    explain(page)
    page.get_by_role("button", name="保存并返回").click()
    file(desk, "阳光县", "办公室主任", "副县长")
    page.get_by_role("link", name="门户上的公布页").click()
    expect(page.locator(f"[id='{LICENCES}']")).to_have_text("1,117")


@pytest.fixture(autouse=True)
def patience(desk: Desk) -> None:
    """Two cores are shared by the whole suite."""
    desk.page.set_default_timeout(60_000)
