"""Does CI stand for every test, rather than let one step aside because a program is missing?"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT

HOOKS = "from tests.conftest import pytest_make_collect_report, pytest_runtest_makereport\n"
FILES = {
    "conftest.py": HOOKS,
    "test_one.py": """
import pytest

@pytest.fixture
def program():
    pytest.skip("no such program")

def test_needs_a_program(program): pass

def test_steps_aside(): pytest.skip("no such program")

@pytest.mark.skipif(True, reason="../shared (real reports) is not here")
def test_needs_real_reports(): pass

@pytest.mark.xfail(reason="known")
def test_is_known_to_fail(): assert False
""",
    "test_two.py": 'import pytest\npytest.importorskip("no_such_package")\n',
}


@pytest.mark.parametrize(
    ("ci", "closing"),
    [("1", "1 failed, 1 skipped, 1 xfailed, 2 errors"), ("", "4 skipped, 1 xfailed")],
)
def test_a_skipped_test_fails_in_ci_unless_it_needs_the_real_reports(
    ci: str, closing: str, tmp_path: Path
) -> None:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, "utf-8")
    options = ["--rootdir", str(tmp_path), "-p", "no:cacheprovider", "--continue-on-collection-errors"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-c", str(ROOT / "pyproject.toml"), *options, "."],
        cwd=tmp_path,
        env={**os.environ, "YANGGUANG_CI": ci, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")])},
        capture_output=True,
        text=True,
        check=False,
    )
    last = done.stdout.strip().splitlines()[-1]
    assert re.sub(r"^=+ | in [\d.]+s =+$", "", last) == closing, done.stdout
