"""Do the pages of docs/ that are written from data say what the data says?"""

from __future__ import annotations

import importlib

import pytest

from tests.architecture.sources import ROOT, product

WRITERS = sorted(
    module.name.removeprefix("src/").removesuffix(".py").replace("/", ".")
    for module in product()
    if module.name.endswith("/documentation.py")
)
"""A module of this name in a room writes pages: `main([])` writes them, `main(["--check"])` compares."""


def test_pages_are_in_step(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    behind = {name: importlib.import_module(name).main(["--check"]) for name in WRITERS}
    assert {name for name, status in behind.items() if status} == set(), capsys.readouterr().err
