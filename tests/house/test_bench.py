"""Does the benchmark runner know what there is, and write a table that says against what?"""

from __future__ import annotations

import importlib

import pytest

from bench import runner


def test_every_benchmark_can_be_measured() -> None:
    for name in runner.names():
        assert callable(importlib.import_module(f"bench.{name}").measure)


def test_table_names_day_machine_and_reference() -> None:
    page = runner.table([("reading", "docx", 1.234, "python-docx")], "2026-11-21", "Python 3.11.7, 2 cores")
    assert page.endswith(
        "Measured on 2026-11-21, Python 3.11.7, 2 cores.\n\n"
        "| benchmark | what | ratio | against |\n"
        "|---|---|---:|---|\n"
        "| reading | docx | 1.23 | python-docx |\n"
    )


def test_runner_refuses_a_name_it_does_not_know(capsys: pytest.CaptureFixture[str]) -> None:
    assert runner.main(["nothing-like-it"]) == 2
    assert capsys.readouterr().err == "没有这个基准测试：nothing-like-it\n"
