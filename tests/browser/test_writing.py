"""The editor works in Chromium under the policy that forbids inline scripts and styles, and without."""

from __future__ import annotations

import mimetypes
import threading
from collections.abc import Iterator
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django import forms
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, Page, expect

from yangguang.desk.rich_text import STYLES, RichTextField
from yangguang.web.middleware import POLICY


class Body(forms.Form):
    """A form with a body."""

    body = RichTextField(label="正文", initial="<h2>总则</h2><p>第一条</p>")


class Silent(WSGIRequestHandler):
    """Says nothing of each request."""

    def log_message(self, *words: object) -> None:
        """Nothing."""


def page_of_the_form() -> str:
    sheets = "".join(f'<link rel="stylesheet" href="/static/{name}">' for name in STYLES)
    return (
        f'<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>起草</title>{sheets}'
        f'<script type="module" src="/static/desk/writing.js"></script></head>'
        f'<body><form method="get"><label for="id_body">正文</label>{Body()["body"]}'
        f"<button>保存</button></form></body></html>"
    )


def answer(environ, start_response):
    path = environ["PATH_INFO"]
    found = finders.find(path.removeprefix("/static/")) if path.startswith("/static/") else None
    kind = (mimetypes.guess_type(path)[0] if found else "text/html; charset=utf-8") or "font/woff2"
    start_response("200 OK", [("Content-Type", kind), ("Content-Security-Policy", POLICY)])
    return [Path(str(found)).read_bytes() if found else page_of_the_form().encode()]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = make_server("127.0.0.1", 0, answer, handler_class=Silent)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def said() -> Iterator[list[str]]:
    """What the browser complains of; nothing may be left at the end."""
    complaints: list[str] = []
    yield complaints
    assert complaints == []


@pytest.fixture
def writer(browser: Browser, address: str, said: list[str]) -> Iterator[Page]:
    visitor = browser.new_context()
    page = visitor.new_page()
    page.on("console", lambda one: said.append(one.text))
    page.on("pageerror", lambda one: said.append(str(one)))
    page.goto(address)
    yield page
    visitor.close()


def test_text_is_written_under_the_policy(writer: Page) -> None:
    body = writer.get_by_role("textbox", name="正文")
    expect(body).to_have_text("总则第一条")
    body.click()
    writer.keyboard.press("Control+End")
    writer.keyboard.press("Enter")
    writer.get_by_role("button", name="加粗").click()
    writer.keyboard.type("重点")
    value = writer.locator("textarea")
    assert value.input_value() == "<h2>总则</h2><p>第一条</p><p><strong>重点</strong></p>"
    writer.get_by_role("button", name="项目符号").click()
    assert "<ul><li><p><strong>重点</strong></p></li></ul>" in value.input_value()


def test_a_table_is_put_in_by_a_dialogue_in_chinese(writer: Page) -> None:
    writer.get_by_role("textbox", name="正文").click()
    writer.keyboard.press("Control+End")
    writer.get_by_role("button", name="插入表格").click()
    writer.get_by_label("行数").fill("2")
    writer.get_by_label("列数").fill("2")
    writer.get_by_role("button", name="插入", exact=True).click()
    writer.keyboard.type("甲")
    form = Body({"body": writer.locator("textarea").input_value()})
    assert form.is_valid()
    assert form.cleaned_data["body"] == (
        "<h2>总则</h2><p>第一条</p><table><tbody><tr><td>甲</td><td></td></tr>"
        "<tr><td></td><td></td></tr></tbody></table>"
    )


def test_every_button_has_a_chinese_name(writer: Page) -> None:
    bar = writer.get_by_role("toolbar", name="格式")
    labels = "all => all.map(one => one.getAttribute('aria-label'))"
    names = bar.get_by_role("button").evaluate_all(labels)
    assert names[:4] == ["一级标题", "二级标题", "三级标题", "项目符号"]
    assert [name for name in names if name.isascii()] == []
    assert bar.inner_text().strip() == "", "an icon's name is no word"


def test_what_is_pasted_loses_scripts_and_looks(writer: Page, said: list[str]) -> None:
    writer.get_by_role("textbox", name="正文").click()
    writer.keyboard.press("Control+a")
    pasted = '<p style="color:red" onclick="x()">贴<script>x()</script><b>入</b></p>'
    writer.evaluate(
        """html => {
            const data = new DataTransfer()
            data.setData('text/html', html)
            const event = new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true})
            document.querySelector('.ProseMirror').dispatchEvent(event)
        }""",
        pasted,
    )
    assert writer.locator("textarea").input_value() == "<p>贴<strong>入</strong></p>"
    assert [one for one in said if not one.endswith("The action has been blocked.")] == []
    said.clear()


def test_without_a_script_the_textarea_is_the_form(browser: Browser, address: str) -> None:
    visitor = browser.new_context(java_script_enabled=False)
    page = visitor.new_page()
    page.goto(address)
    page.get_by_label("正文").fill("第一段\n第二段")
    page.get_by_role("button", name="保存").click()
    assert "body=%E7%AC%AC%E4%B8%80%E6%AE%B5%0D%0A%E7%AC%AC%E4%BA%8C%E6%AE%B5" in page.url
    visitor.close()
