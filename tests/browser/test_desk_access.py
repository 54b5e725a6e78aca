"""Can everyone use the desk: by screen reader, without a mouse, enlarged, on a phone, without a script?"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.desk import sign_in
from tests.browser.test_access import faults, tabbed

OPEN_PAGES = ["/desk/sign-in/"]
PAGES = {
    "county": [
        "/desk/",
        "/desk/items/",
        "/desk/items/?state=review&sort=-due&col=title&col=due",
        "/desk/items/review/",
        "/desk/reports/",
        "/desk/reports/?standing=returned&sort=-due&col=name&col=due",
        "/desk/organs/",
        "/desk/organs/new/",
        "/desk/organs/reorganise/",
        "/desk/organs/import/",
        "/desk/people/",
        "/desk/columns/",
        "/desk/columns/new/",
        "/desk/columns/numbers/",
        "/desk/terms/new/",
        "/desk/register/",
        "/desk/register/new/",
        "/desk/register/import/",
        "/desk/register/assessments/",
        "/desk/register/shares/",
        "/desk/register/shares/alert/",
        "/desk/releases/",
        "/desk/routes/",
        "/desk/routes/new/",
        "/desk/routes/steps/?thing=disclosure&bound=all",
        "/desk/search/?q=教育",
        "/desk/standing/",
        "/desk/password/",
    ],
    "edu": ["/desk/", "/desk/items/", "/desk/items/new/", "/desk/items/review/", "/desk/reports/"],
    "system": ["/desk/", "/desk/accounts/", "/desk/accounts/new/", "/desk/reports/"],
    "security": ["/desk/", "/desk/people/", "/desk/people/import/"],
    "audit": ["/desk/", "/desk/record/", "/desk/record/verify/"],
}
"""Addresses by who opens them; pages of single things are reached by their links below."""
LINKS = {
    "county": [
        ("/desk/reports/", "阳光县"),
        ("/desk/organs/", "阳光县教育和体育局"),
        ("/desk/people/", "示例癸"),
        ("/desk/columns/", "财政预决算"),
    ],
    "edu": [("/desk/reports/", "阳光县教育和体育局")],
    "audit": [("/desk/record/?machine=appointment", "任职：授予")],
    "security": [("/desk/people/", "示例癸")],
}
NARROW = [(640, "200 % of a screen of 1280"), (390, "a phone"), (320, "400 % of a screen of 1280")]
ORDER = [
    "跳到正文",
    "阳光县政务公开工作台",
    "搜索信息、机构、人员和报告",
    "搜索",
    "切换身份",
    "修改密码",
    "退出",
    "待办",
    "信息发布",
    "公文登记",
    "年度报告",
    "目录与机构",
]
"""What the Tab key meets on every page of the desk before its content."""


@pytest.fixture
def narrow(browser: Browser, site: str) -> Iterator[BrowserContext]:
    visitor = browser.new_context(base_url=site, viewport={"width": 320, "height": 800})
    yield visitor
    visitor.close()


def addresses(page: Page, who: str) -> list[str]:
    """Every address to look at as somebody, with one page of each kind of thing."""
    found = list(PAGES[who])
    for listing, name in LINKS.get(who, []):
        page.goto(listing)
        found.append(page.get_by_role("link", name=name, exact=True).first.get_attribute("href") or "")
    return found


def test_axe_finds_nothing_before_signing_in(page: Page) -> None:
    for address in OPEN_PAGES:
        page.goto(address)
        assert faults(page) == []
    page.get_by_role("button", name="登录").click()
    assert faults(page) == []


@pytest.mark.parametrize("who", PAGES)
def test_axe_finds_nothing(page: Page, who: str) -> None:
    sign_in(page, who)
    wrong = {}
    for address in addresses(page, who):
        page.goto(address)
        wrong[address] = faults(page)
    assert {address: found for address, found in wrong.items() if found} == {}


@pytest.mark.parametrize("who", PAGES)
def test_no_page_scrolls_sideways(narrow: BrowserContext, who: str) -> None:
    page = narrow.new_page()
    sign_in(page, who)
    wide = {}
    for address in addresses(page, who):
        page.goto(address)
        for width, what in NARROW:
            page.set_viewport_size({"width": width, "height": 800})
            wide[address, what] = page.evaluate("document.documentElement.scrollWidth") - width
    assert {place: over for place, over in wide.items() if over > 0} == {}


def test_the_keyboard_meets_things_in_reading_order(page: Page) -> None:
    sign_in(page, "county")
    page.goto("/desk/organs/")
    assert tabbed(page, len(ORDER)) == ORDER


def test_the_keyboard_can_skip_the_head(page: Page) -> None:
    sign_in(page, "county")
    page.goto("/desk/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_refused_form_leads_to_its_field_by_keyboard(page: Page) -> None:
    sign_in(page, "county")
    page.goto("/desk/organs/new/")
    page.get_by_role("button", name="增加").click()
    expect(page.get_by_role("alert")).to_contain_text("机构编码：请填写")
    page.get_by_role("link", name="机构编码：请填写").press("Enter")
    assert page.evaluate("document.activeElement.id") == "id_code"
    expect(page.get_by_label("机构编码")).to_have_attribute("aria-invalid", "true")


def test_everything_works_without_a_script(browser: Browser, site: str) -> None:
    visitor = browser.new_context(base_url=site, java_script_enabled=False)
    page = visitor.new_page()
    sign_in(page, "edu")
    page.goto("/desk/reports/")
    page.get_by_role("link", name="阳光县教育和体育局", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("阳光县教育和体育局")
    page.get_by_role("button", name="退出").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("登录")
    visitor.close()
