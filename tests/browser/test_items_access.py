"""Can everyone use the pages of items: on a phone, enlarged, with a screen reader, on paper?"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import ROOT, served, surroundings
from tests.browser.public_county import DAY
from tests.browser.test_access import faults, remember

SCREENS = [
    (1280, "", "a desk"),
    (1280, "contrast", "a desk, in high contrast"),
    (640, "", "200 % of a screen of 1280"),
    (390, "", "a phone"),
    (390, "elder", "a phone, in large type"),
    (320, "", "400 % of a screen of 1280"),
    (320, "elder", "400 % in large type"),
]
Shown = tuple[str, dict[str, str]]


@pytest.fixture(scope="module")
def public_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    """A site that has published an item of every type, and the address of each page by what it shows."""
    environment = surroundings(tmp_path_factory.mktemp("public"), YANGGUANG_PRACTICE_DAY=DAY)
    command = [sys.executable, "-m", "tests.browser.public_county"]
    entered = subprocess.run(command, env=environment, check=True, capture_output=True, cwd=ROOT)
    with served(environment) as address:
        yield address, json.loads(entered.stdout)


@pytest.fixture
def visitor(browser: Browser, public_site: Shown) -> Iterator[Page]:
    """Somebody in front of a wide screen."""
    context = browser.new_context(base_url=public_site[0], viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(("width", "mode", "what"), SCREENS)
def test_axe_finds_nothing_and_nothing_runs_over(
    browser: Browser, public_site: Shown, width: int, mode: str, what: str
) -> None:
    """Every page in turn: an item of each type, tombstones, columns, organs, the library."""
    site, addresses = public_site
    context = browser.new_context(base_url=site, viewport={"width": width, "height": 800}, locale="zh-CN")
    remember(context, site, mode)
    page = context.new_page()
    found: dict[str, list[str]] = {}
    for name, address in addresses.items():
        page.goto(address)
        found[name] = faults(page)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found[name].append("wider than the screen")
    context.close()
    assert {name: some for name, some in found.items() if some} == {}, what


def test_no_page_breaks_its_own_policy(visitor: Page, public_site: Shown) -> None:
    heard: list[str] = []
    visitor.on("console", lambda message: heard.append(f"{visitor.url}: {message.text}"))
    visitor.on("pageerror", lambda error: heard.append(f"{visitor.url}: {error}"))
    gone = {"tombstone", "blank_tombstone"}
    for name, address in public_site[1].items():
        if name not in gone:  # the browser itself reports their status 410
            visitor.goto(address)
    assert heard == []


def test_a_visitor_walks_from_the_column_to_what_repealed_a_document(
    visitor: Page, public_site: Shown
) -> None:
    visitor.goto("/columns/disclosure/")
    menu = visitor.get_by_role("navigation", name="政府信息公开")
    menu.get_by_text("第二十条规定的内容", exact=True).click()
    menu.get_by_role("link", name="法规规章和规范性文件").click()
    visitor.get_by_role("link", name="关于公共租赁住房分配工作的暂行规定").click()
    expect(visitor.get_by_text("本文件被废止，自2026年11月2日起不再有效。")).to_be_visible()
    visitor.locator(".verdict").get_by_role("link").click()
    expect(visitor.locator("h1")).to_have_text("关于废止和调整部分住房保障文件的决定")


def test_the_keyboard_turns_the_pages_of_a_column(visitor: Page, public_site: Shown) -> None:
    visitor.goto(public_site[1]["deep_column"])
    visitor.get_by_role("link", name="较早的").focus()
    visitor.keyboard.press("Enter")
    visitor.get_by_role("link", name="较新的").focus()
    visitor.keyboard.press("Enter")
    expect(visitor.get_by_role("link", name="较早的")).to_be_visible()
    expect(visitor.get_by_role("link", name="较新的")).to_have_count(0)


def test_an_item_prints_without_the_shell(visitor: Page, public_site: Shown) -> None:
    visitor.goto(public_site[1]["policy"])
    visitor.emulate_media(media="print")
    for part in (".top", ".nav", ".foot", ".crumbs", ".downloads", ".ask", ".places"):
        expect(visitor.locator(part)).to_be_hidden()
    for part in ("h1", ".meta >> nth=0", ".doc >> nth=0", ".files", ".qr"):
        expect(visitor.locator(part)).to_be_visible()


@pytest.mark.parametrize("name", ["policy", "column", "tombstone"])
def test_paper_begins_with_what_was_asked_for(visitor: Page, public_site: Shown, name: str) -> None:
    """A part that may not be broken would leave the first sheet empty but for the name of the county."""
    visitor.goto(public_site[1][name])
    title = "".join(visitor.locator("h1").inner_text().split())
    first = pypdfium2.PdfDocument(visitor.pdf(prefer_css_page_size=True))[0]
    assert title in "".join(first.get_textpage().get_text_range().split())


def test_a_phone_shows_the_rows_of_a_column_before_all_columns(browser: Browser, public_site: Shown) -> None:
    site, addresses = public_site
    context = browser.new_context(base_url=site, viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(addresses["column"])
    expect(page.locator(".lines a").first).to_be_in_viewport()
    page.get_by_role("link", name="全部栏目").click()
    expect(page.get_by_role("link", name="政府信息公开指南")).to_be_in_viewport()
    context.close()


def test_an_item_can_be_read_without_a_script(browser: Browser, public_site: Shown) -> None:
    site, addresses = public_site
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto(addresses["policy"])
    expect(page.get_by_role("button", name="打印")).to_be_hidden()
    with page.expect_download() as started:
        page.get_by_role("link", name="公共租赁住房申请表.pdf").click()
    assert started.value.suggested_filename == "公共租赁住房申请表.pdf"
    context.close()
