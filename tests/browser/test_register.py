"""Can a document be registered and assessed by anybody who uses the desk? Its pages hold no barrier."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.browser.test_access import faults

WIDTH = 320
PAGES = (
    "/desk/register/",
    "/desk/register/import/",
    "/desk/register/assessments/",
    "/desk/register/shares/?year=2026",
    "/desk/releases/?month=2026-11",
)


def test_a_document_is_registered_and_assessed_without_a_barrier(desk: Desk) -> None:
    page = desk.sit("教育局联络员")
    page.goto("/desk/register/")
    page.get_by_role("link", name="登记公文").click()
    wrong = {page.url: faults(page)}
    page.get_by_label("文号").fill("示例教发〔2026〕901号")
    page.get_by_label("成文日期").fill("2026-06-01")
    page.get_by_label("不予公开", exact=True).check()
    page.locator("#id_reason_code").select_option("14.1")
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("（不登记标题：国家秘密）")
    wrong[page.url] = faults(page)
    for name in ("评估", "变更公开属性", "更正登记"):
        page.get_by_role("link", name=name, exact=True).click()
        wrong[page.url] = faults(page)
        page.go_back()
    page.get_by_role("link", name="评估", exact=True).click()
    page.get_by_label("继续不予公开").check()
    page.get_by_label("评估意见").fill("尚未解密")
    page.get_by_role("button", name="记下评估").click()
    expect(page.get_by_role("status")).to_contain_text("继续不予公开，下次评估日期是2028-01-12")
    for address in PAGES:
        page.goto(address)
        wrong[address] = faults(page)
    assert {address: found for address, found in wrong.items() if found} == {}


def test_no_page_of_the_register_scrolls_sideways(desk: Desk) -> None:
    page = desk.sit("教育局联络员")
    page.set_viewport_size({"width": WIDTH, "height": 800})
    wide = {}
    for address in (*PAGES, "/desk/register/new/"):
        page.goto(address)
        wide[address] = page.evaluate("document.documentElement.scrollWidth") - WIDTH
    assert {address: over for address, over in wide.items() if over > 0} == {}
