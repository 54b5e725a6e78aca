"""What a visitor does: follow a finding to its cells, drop files to be checked, take a report home."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.shared import SHARED, needs_shared
from yangguang.annualreport.demo.loading import demo_readings
from yangguang.annualreport.writing.facts import facts_of
from yangguang.annualreport.writing.report import written_report
from yangguang.documents.writing.files import FORMATS

BALANCE = [
    f"requests/{row}@natural_person" for row in ("received", "carried_in", "results.total", "carried_out")
]
WRITTEN = {"沂水县": "docx", "平阴县": "pdf", "沂源县": "html"}
REAL = ["洪泽区_2024.pdf", "上海市政府办公厅_2019.html", "政务公开年报模版.docx"]


@pytest.fixture
def three_files(tmp_path: Path) -> list[Path]:
    """Three published reports as we write them: one docx, one pdf, one html."""
    paths = []
    for reading in demo_readings():
        if reading.body in WRITTEN:
            ending = WRITTEN[reading.body]
            path = tmp_path / f"{reading.body}.{ending}"
            path.write_bytes(FORMATS[ending](written_report(facts_of(reading))))
            paths.append(path)
    return paths


def drop(page: Page, paths: list[Path]) -> None:
    """Drop files on the field as the mouse does: the browser itself hands them to the form."""
    box = page.locator(".well").bounding_box()
    assert box is not None
    mouse = page.context.new_cdp_session(page)
    for kind in ("dragEnter", "dragOver", "drop"):
        mouse.send(
            "Input.dispatchDragEvent",
            {
                "type": kind,
                "x": box["x"] + 40,
                "y": box["y"] + 40,
                "data": {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1},
            },
        )


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
    assert [cell.get_attribute("id") for cell in page.locator("td.lit").all()] == BALANCE
    visitor.close()


def test_the_head_of_a_long_table_stays_in_view(page: Page) -> None:
    page.goto("/reports/沂水县/2020/")
    page.locator('[id="requests/results.not_processed.repeated@total"]').scroll_into_view_if_needed()
    expect(page.locator("table.requests thead")).to_be_in_viewport()


def test_files_of_three_kinds_are_dropped_and_checked(page: Page, three_files: list[Path]) -> None:
    page.goto("/reports/check/")
    drop(page, three_files)
    expect(page.locator(".chosen li")).to_have_count(3)
    page.get_by_role("button", name="开始检查").click()
    expect(page.locator("h1")).to_have_text("检查结果")
    assert page.locator(".file h2").all_inner_texts() == [path.name for path in three_files]
    yishui = page.locator(".file", has_text="沂水县.docx")
    expect(yishui.locator(".tag").first).to_have_text("2 处错误")
    yishui.locator(".findings details a").first.click()
    cell = yishui.locator('[id$="-requests/received@natural_person"]')
    expect(cell).to_be_visible()
    expect(cell).to_have_class("figure hit error lit")
    for clean in ("平阴县.pdf", "沂源县.html"):
        expect(page.locator(".file", has_text=clean).locator(".findings .error")).to_have_count(0)


def test_without_a_script_files_are_checked_too(browser: Browser, site: str, three_files: list[Path]) -> None:
    visitor = browser.new_context(base_url=site, java_script_enabled=False, locale="zh-CN")
    page = visitor.new_page()
    page.goto("/reports/check/")
    page.set_input_files("#files", three_files)
    page.get_by_role("button", name="开始检查").click()
    assert page.locator(".file h2").all_inner_texts() == [path.name for path in three_files]
    with page.expect_download() as download:
        page.get_by_role("button", name="下载检查结果（Excel）").click()
    assert download.value.suggested_filename == "年报检查结果.xlsx"
    visitor.close()


@needs_shared
def test_real_files_of_three_kinds_are_dropped_and_checked(page: Page) -> None:
    page.goto("/reports/check/")
    drop(page, [SHARED / "reports" / name for name in REAL])
    expect(page.locator(".chosen li")).to_have_count(3)
    page.get_by_role("button", name="开始检查").click()
    assert page.locator(".file h2").all_inner_texts() == REAL
    expect(page.locator(".file .tag.bad", has_text="不能读取")).to_have_count(0)


@pytest.mark.parametrize("ending", ["Word", "PDF", "CSV 表格", "JSON 数据"])
def test_a_report_can_be_taken_home(page: Page, ending: str) -> None:
    page.goto("/reports/沂水县/2020/")
    with page.expect_download() as download:
        page.get_by_role("link", name=ending, exact=True).click()
    assert download.value.suggested_filename.startswith("沂水县2020年政府信息公开工作年度报告.")


def test_the_check_results_page_is_accessible_too(page: Page, three_files: list[Path]) -> None:
    axe = (Path(__file__).parent / "vendor" / "axe.min.js").read_text("utf-8")
    page.goto("/reports/check/")
    page.get_by_role("button", name="开始检查").click()
    expect(page.get_by_role("alert")).to_contain_text("请先选择要检查的文件")
    page.evaluate(axe)
    assert page.evaluate("axe.run().then(found => found.violations.map(one => one.id))") == []
    page.set_input_files("#files", three_files)
    page.get_by_role("button", name="开始检查").click()
    for fold in page.locator("details").all():
        fold.evaluate("fold => { fold.open = true }")
    page.evaluate(axe)
    assert page.evaluate("axe.run().then(found => found.violations.map(one => one.id))") == []
