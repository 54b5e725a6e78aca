"""What a visitor does: follow a finding to its cells, check files, all in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.shared import SHARED, needs_shared

BALANCE = [
    f"requests/{row}@natural_person" for row in ("received", "carried_in", "results.total", "carried_out")
]
FILES = ["洪泽区_2024.pdf", "上海市政府办公厅_2019.html", "政务公开年报模版.docx"]


def test_a_finding_opens_its_cells_and_a_cell_its_finding(page: Page) -> None:
    page.goto("/reports/沂水县/2020/")
    page.locator("#finding-1 details a").first.click()
    lit = page.eval_on_selector_all("td.lit", "cells => cells.map(cell => cell.id)")
    assert lit == BALANCE
    expect(page.locator(f'[id="{BALANCE[0]}"]')).to_be_in_viewport()
    page.locator('[id="requests/carried_out@total"] a').click()
    expect(page.locator("#finding-2")).to_have_class("error lit")


def test_without_a_script_a_finding_opens_its_cells_too(browser: Browser, site: str) -> None:
    visitor = browser.new_context(base_url=site, java_script_enabled=False)
    page = visitor.new_page()
    page.goto("/reports/沂水县/2020/")
    page.locator("#finding-1 details a").first.click()
    lit = [cell.get_attribute("id") for cell in page.locator("td.lit").all()]
    assert lit == BALANCE
    visitor.close()


def test_the_head_of_a_long_table_stays_in_view(page: Page) -> None:
    page.goto("/reports/沂水县/2020/")
    page.locator('[id="requests/results.not_processed.repeated@total"]').scroll_into_view_if_needed()
    expect(page.locator("table.requests thead")).to_be_in_viewport()


@needs_shared
@pytest.mark.parametrize("scripted", [True, False])
def test_files_of_three_kinds_are_checked_together(browser: Browser, site: str, scripted: bool) -> None:
    visitor = browser.new_context(base_url=site, java_script_enabled=scripted, locale="zh-CN")
    page = visitor.new_page()
    page.goto("/reports/check/")
    page.set_input_files("#files", [SHARED / "reports" / name for name in FILES])
    page.get_by_role("button", name="开始检查").click()
    expect(page.locator("h1")).to_have_text("检查结果")
    assert page.locator(".file h2").all_inner_texts() == FILES
    visitor.close()


@needs_shared
def test_files_can_be_dropped(page: Page) -> None:
    """A real drop, as the mouse would make it: files land in the field, the list names them."""
    page.goto("/reports/check/")
    box = page.locator(".well").bounding_box()
    assert box is not None
    mouse = page.context.new_cdp_session(page)
    files = [str(SHARED / "reports" / name) for name in FILES]
    for kind in ("dragEnter", "dragOver", "drop"):
        mouse.send(
            "Input.dispatchDragEvent",
            {
                "type": kind,
                "x": box["x"] + 40,
                "y": box["y"] + 40,
                "data": {"items": [], "files": files, "dragOperationsMask": 1},
            },
        )
    expect(page.locator(".chosen li")).to_have_count(3)
    page.get_by_role("button", name="开始检查").click()
    assert page.locator(".file h2").all_inner_texts() == FILES
