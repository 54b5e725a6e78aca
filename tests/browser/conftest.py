"""A real site on a free port, with the demonstration loaded, and Chromium to look at it."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.desk import Desk
from tests.browser.small_county import DAY

ROOT = Path(__file__).resolve().parents[2]
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
TRIES = 300
PATIENCE = 20_000
"""Milliseconds that a page may take to show what is expected of it: these machines are busy at times."""
SHARE = "0.05"
"""Of the demo's items: enough for lists of more than one page."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of this folder needs Chromium and belongs to the long ones."""
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.long)
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running site without a closing stroke; stopped by its own process id."""
    environment = surroundings(tmp_path_factory.mktemp("site"))
    command = [sys.executable, "-m", "yangguang.cli.main", "demo", "load"]
    subprocess.run(command, env=environment, check=True, capture_output=True)
    with served(environment) as address:
        yield address


@pytest.fixture(scope="module")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, str]]]:
    """A site of a small county on a January day, when reports are due, and its people's sign-in names."""
    environment = surroundings(tmp_path_factory.mktemp("small"), YANGGUANG_PRACTICE_DAY=DAY)
    command = [sys.executable, "-m", "tests.browser.small_county"]
    entered = subprocess.run(command, env=environment, check=True, capture_output=True, cwd=ROOT)
    with served(environment) as address:
        yield address, json.loads(entered.stdout)


@pytest.fixture
def desk(browser: Browser, small_site: tuple[str, dict[str, str]]) -> Iterator[Desk]:
    """The desk of the small county, with nobody sitting there yet."""
    address, names = small_site
    visitor = browser.new_context(base_url=address, viewport={"width": 1280, "height": 900})
    yield Desk(visitor.new_page(), names)
    visitor.close()


def surroundings(data: Path, **more: str) -> dict[str, str]:
    """The environment of an installation that keeps its data in a folder of its own."""
    environment = {
        **os.environ,
        "YANGGUANG_DATA": str(data),
        "YANGGUANG_DEMO_SHARE": SHARE,
        "DJANGO_SETTINGS_MODULE": "yangguang.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        **more,
    }
    environment.pop("DATABASE_URL", None)
    return environment


@contextmanager
def served(environment: dict[str, str]) -> Iterator[str]:
    """A server on a free port for as long as it is needed."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    granian = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"]
    server = subprocess.Popen(
        [*granian, "--port", str(port), "yangguang.web.wsgi:application"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(f"http://127.0.0.1:{port}/health/", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait(address: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(TRIES):
        assert server.poll() is None, "the site ended before it answered"
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except (urllib.error.URLError, OSError):
            try:
                server.wait(timeout=0.1)
            except subprocess.TimeoutExpired:
                continue
        else:
            return
    pytest.fail("the site did not answer")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium as Debian ships it; the driver ends with the module, as its event loop would upset Django."""
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("Chromium (program: chromium) is not on this machine")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def context(browser: Browser, site: str) -> Iterator[BrowserContext]:
    """A visitor who has never been here, in front of a wide screen."""
    visitor = browser.new_context(base_url=site, viewport={"width": 1280, "height": 900}, locale="zh-CN")
    yield visitor
    visitor.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """That visitor's first page."""
    return context.new_page()
