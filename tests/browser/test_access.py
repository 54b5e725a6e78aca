"""Can everyone use the pages: with a screen reader, without a mouse, enlarged, without a script?"""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text("utf-8")
PAGES = [
    "/",
    "/reports/",
    "/reports/check/",
    "/reports/compare/",
    "/columns/affairs/",
    "/columns/disclosure/",
    "/search/?q=沂",
    "/about/",
    "/sitemap/",
    "/data/",
    "/reports/沂水县/2020/",
    "/reports/沂源县/2024/",
    "/nothing/",
]
MODES = ["", "elder.tools", "contrast.tools.ruler", "elder.contrast.size-3"]
NARROW = [(640, "200 % of a screen of 1280"), (390, "a phone"), (320, "400 % of a screen of 1280")]
REPORT_ORDER = [
    "跳到正文",
    "长者模式",
    "无障碍浏览",
    "网站地图",
    "政府网站找错",
    "阳光县人民政府",
    "搜索标题、文号或者机关名称",
    "搜索",
    "首页",
    "政务公开",
    "政府信息公开",
    "解读回应",
    "互动交流",
    "在线服务",
    "首页",
    "政府信息公开",
    "政府信息公开年报",
]
"""What the Tab key meets on a report's page before its content."""


def faults(page: Page) -> list[str]:
    """What axe-core finds, a line a rule and place."""
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [f"{one['id']}: {node['target']}" for one in found["violations"] for node in one["nodes"]]


def remember(context: BrowserContext, site: str, words: str) -> None:
    if words:
        context.add_cookies([{"name": "yg_display", "value": words, "url": site}])


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing(context: BrowserContext, page: Page, site: str, address: str, mode: str) -> None:
    remember(context, site, mode)
    page.goto(address)
    assert faults(page) == []


@pytest.mark.parametrize(("width", "what"), NARROW)
@pytest.mark.parametrize("mode", ["", "elder"])
def test_no_page_scrolls_sideways(browser: Browser, site: str, width: int, what: str, mode: str) -> None:
    visitor = browser.new_context(base_url=site, viewport={"width": width, "height": 800})
    remember(visitor, site, mode)
    page = visitor.new_page()
    wide = {}
    for address in PAGES:
        page.goto(address)
        wide[address] = page.evaluate("document.documentElement.scrollWidth")
    visitor.close()
    assert {address: found for address, found in wide.items() if found > width} == {}, what


def tabbed(page: Page, presses: int) -> list[str]:
    """The accessible names that the Tab key meets, in order."""
    met = []
    for _ in range(presses):
        page.keyboard.press("Tab")
        met.append(
            page.evaluate(
                "(() => { const at = document.activeElement;"
                "return (at.labels?.[0] || at).innerText.trim().split('\\n')[0] })()"
            )
        )
    return met


def test_the_keyboard_meets_things_in_reading_order(page: Page) -> None:
    page.goto("/reports/沂水县/2020/")
    assert tabbed(page, len(REPORT_ORDER)) == REPORT_ORDER


def test_the_keyboard_can_skip_the_head(page: Page) -> None:
    page.goto("/reports/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    assert tabbed(page, 1) == ["首页"]
    assert page.evaluate("document.activeElement.closest('nav').ariaLabel") == "当前位置"


def test_every_stop_of_the_keyboard_can_be_seen(page: Page) -> None:
    """Focus shows an outline, and stands inside the window."""
    page.emulate_media(reduced_motion="reduce")
    page.goto("/reports/沂水县/2020/")
    unseen = []
    page.keyboard.press("Tab")
    while page.evaluate("document.activeElement !== document.body"):
        seen = page.evaluate(
            "(() => { const at = document.activeElement, box = at.getBoundingClientRect();"
            "const style = getComputedStyle(at.type === 'file' ? at.closest('.drop') : at);"
            "return [at.innerText || at.name, style.outlineStyle !== 'none', box.bottom > 0,"
            " box.top < innerHeight] })()"
        )
        if not all(seen[1:]):
            unseen.append(seen)
        page.keyboard.press("Tab")
    assert unseen == []


def test_the_elder_mode_is_remembered_over_pages_and_visits(page: Page, context: BrowserContext) -> None:
    page.goto("/")
    plain = page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
    page.get_by_role("button", name="长者模式").click()
    expect(page.locator("html")).to_have_class("scripted elder")
    assert page.url.endswith("/"), "with a script the page stays where it is"
    page.goto("/reports/沂源县/2024/")
    assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= plain * 1.3
    again = context.new_page()
    again.goto("/reports/")
    expect(again.get_by_role("button", name="长者模式")).to_have_attribute("aria-pressed", "true")
    again.get_by_role("button", name="长者模式").click()
    again.reload()
    expect(again.locator("html")).to_have_class("scripted")


def test_the_bar_of_aids_works(page: Page) -> None:
    page.goto("/reports/")
    expect(page.get_by_role("button", name="高对比度")).to_be_hidden()
    page.get_by_role("button", name="无障碍浏览").click()
    page.get_by_role("button", name="放大文字").click()
    page.get_by_role("button", name="放大文字").click()
    page.get_by_role("button", name="高对比度").click()
    page.get_by_role("button", name="阅读线").click()
    expect(page.locator("html")).to_have_class("scripted tools size-2 contrast ruler")
    expect(page.locator(".reading-line")).to_be_visible()
    page.mouse.move(300, 500)
    box = page.locator(".reading-line").bounding_box()
    assert box is not None
    assert box["y"] <= 500 <= box["y"] + box["height"]
    page.get_by_role("button", name="恢复默认").click()
    expect(page.locator("html")).to_have_class("scripted tools")
    expect(page.locator(".reading-line")).to_have_count(0)


def test_without_a_script_every_choice_still_works(browser: Browser, site: str) -> None:
    visitor = browser.new_context(base_url=site, java_script_enabled=False, locale="zh-CN")
    page = visitor.new_page()
    page.goto("/reports/沂水县/2020/?finding=1")
    page.get_by_role("button", name="长者模式").click()
    expect(page.locator("html")).to_have_class("elder")
    assert page.url.endswith("/2020/?finding=1"), "the visitor comes back to the same page"
    page.get_by_role("button", name="无障碍浏览").click()
    page.get_by_role("button", name="高对比度").click()
    expect(page.locator("html")).to_have_class("elder contrast tools")
    expect(page.get_by_role("button", name="朗读正文")).to_be_hidden()
    page.goto("/reports/")
    page.get_by_label("机关名称", exact=True).fill("沂水")
    page.get_by_role("button", name="筛选").click()
    expect(page.get_by_role("status")).to_contain_text("1 个机关，收录 1 份")
    visitor.close()


def test_no_page_breaks_its_own_policy(page: Page) -> None:
    """The browser reports a refused script or style on its console."""
    heard: list[str] = []
    page.on("console", lambda message: heard.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: heard.append(f"{page.url}: {error}"))
    for address in PAGES[:-1]:
        page.goto(address)
        page.get_by_role("button", name="长者模式").click()
    assert heard == []


def test_a_page_prints_without_the_shell(page: Page) -> None:
    page.goto("/reports/沂水县/2020/")
    page.emulate_media(media="print")
    for part in (".top", ".nav", ".foot", ".crumbs"):
        expect(page.locator(part)).to_be_hidden()
    expect(page.locator("table.requests")).to_be_visible()
