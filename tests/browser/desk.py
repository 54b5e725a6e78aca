"""How does a test sit down at the desk? It signs in as one of the people of the invented county."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import yaml
from playwright.sync_api import Locator, Page, expect

from tests.browser.small_county import PASSWORD as SMALL_PASSWORD

COUNTY = Path(__file__).resolve().parents[2] / "src/yangguang/organisations/demo/county.yaml"
PASSWORD: str = yaml.safe_load(COUNTY.read_text("utf-8"))["password"]
"""The one password of everybody in the invented county."""


def sign_in(page: Page, name: str, password: str = PASSWORD) -> None:
    """Sign in by name and password; whoever sat there before leaves first."""
    page.context.clear_cookies()
    page.goto("/desk/sign-in/")
    page.get_by_label("登录名").fill(name)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()
    expect(page).to_have_url(re.compile(r"/desk/$"))


@dataclass
class Desk:
    """A page of the small county's desk, and who can sit down at it."""

    page: Page
    names: dict[str, str]

    def sit(self, name: str) -> Page:
        """Sit down as a person of the county."""
        sign_in(self.page, self.names[name], SMALL_PASSWORD)
        return self.page

    def report(self, body: str) -> Page:
        """Open the page of a body's report by its link on the board."""
        self.page.goto("/desk/reports/?year=2026")
        self.page.get_by_role("link", name=body, exact=True).click()
        return self.page

    def item(self, title: str) -> Page:
        """Open the page of an item by its title in the list."""
        self.page.goto(f"/desk/items/?q={title}")
        self.page.get_by_role("link", name=title, exact=True).click()
        return self.page

    def press(self, button: str, reason: str = "") -> None:
        """Press a button of a thing's page, with a reason where one is given."""
        named = self.page.get_by_role("button", name=button, exact=True)
        form = self.page.locator("form").filter(has=named)
        if reason:
            form.locator("textarea").fill(reason)
        named.click()

    @property
    def state(self) -> str:
        """The state as the head of the page names it."""
        return self.page.locator("h1 .tag").inner_text()

    @property
    def log(self) -> Locator:
        """The history of the thing."""
        return self.page.locator(".log li")
