"""Would a test notice? Each break is made in a copy of the project; the tests it names must fail."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.architecture.sources import ROOT
from tests.shared import SHARED

BREAKS = yaml.safe_load(Path(__file__).with_name("breaks.yaml").read_text("utf-8"))
COPIED = ("src", "tests", "docs", "bench", "pyproject.toml", "run")
TESTS_FAILED = 1
"""pytest's exit status when tests ran and some failed; others mean that nothing was tried."""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the project with the folder of real reports beside it, as here."""
    project = tmp_path / "project"
    project.mkdir()
    for name in COPIED:
        origin = ROOT / name
        if origin.is_dir():
            shutil.copytree(origin, project / name)
        elif origin.is_file():
            shutil.copyfile(origin, project / name)
    if SHARED.is_dir():
        (tmp_path / "shared").symlink_to(SHARED)
    return project


@pytest.mark.parametrize("broken", BREAKS, ids=[entry["break"] for entry in BREAKS])
def test_what_is_to_be_broken_stands_once(broken: dict[str, str]) -> None:
    assert (ROOT / broken["file"]).read_text("utf-8").count(broken["replace"]) == 1
    assert broken["with"] != broken["replace"]


def make(project: Path, broken: dict[str, str]) -> None:
    """Replace what the entry names."""
    path = project / broken["file"]
    path.write_text(path.read_text("utf-8").replace(broken["replace"], broken["with"]), "utf-8")


@pytest.mark.long
@pytest.mark.parametrize("broken", BREAKS, ids=[entry["break"] for entry in BREAKS])
def test_break_is_caught(broken: dict[str, str], copy: Path) -> None:
    make(copy, broken)
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("YANGGUANG_")}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *broken["caught_by"].split()],
        cwd=copy,
        env={**surroundings, "PYTHONPATH": str(copy / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == TESTS_FAILED, done.stdout[-3000:] + done.stderr[-1000:]
