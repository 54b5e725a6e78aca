"""Does `./run` say in one line what keeps it from running, and begin anew what was broken off?"""

from __future__ import annotations

import ast
import errno
import importlib.machinery
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.architecture.sources import ROOT

UNUSABLE = 2
PACKAGE = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"


@pytest.fixture
def run(tmp_path: Path) -> ModuleType:
    """The script as a module, standing in a folder of its own with the locks beside it."""
    for name in ("run", "requirements.txt", "requirements-dev.txt"):
        shutil.copy(ROOT / name, tmp_path / name)
    loader = importlib.machinery.SourceFileLoader("run_script", str(tmp_path / "run"))
    spec = importlib.util.spec_from_loader("run_script", loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


@pytest.fixture
def made(run: ModuleType) -> ModuleType:
    """The same after an installation that came to its end."""
    run.PYTHON.parent.mkdir(parents=True)
    run.PYTHON.symlink_to(sys.executable)
    state = {"python": os.path.realpath(sys.executable), **run.wanted(dev=False)}
    run.STATE.write_text(json.dumps(state), "utf-8")
    return run


def say(folder: Path, *words: str, **more: str) -> tuple[int, str]:
    """Exit status and the one line that the script in `folder` prints on standard error."""
    done = subprocess.run(
        [sys.executable, str(folder / "run"), *words],
        env={**os.environ, **more},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.stderr.count("\n") == 1, done.stderr
    return done.returncode, done.stderr.strip()


def test_the_script_is_executable() -> None:
    assert os.access(ROOT / "run", os.X_OK)


def test_an_old_python_can_read_it_as_far_as_the_line_that_turns_it_away() -> None:
    ast.parse((ROOT / "run").read_text("utf-8"), feature_version=(3, 6))


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["dance"], "没有“dance”这个命令，可用的有：setup、test、lint、bench；./run --help 看用法"),
        (["setup", "now"], "./run setup 不需要参数"),
        (["lint", "now"], "./run lint 不需要参数"),
    ],
)
def test_what_it_does_not_know_is_refused(words: list[str], line: str, run: ModuleType) -> None:
    assert say(run.ROOT, *words) == (UNUSABLE, line)


def test_without_ensurepip_it_names_the_package_and_leaves_nothing(run: ModuleType, tmp_path: Path) -> None:
    stub = tmp_path / "stub"
    stub.mkdir()
    (stub / "ensurepip.py").write_text("raise ImportError('split off')\n", "utf-8")
    code, line = say(run.ROOT, "setup", PYTHONPATH=str(stub), PATH="/nowhere")
    advice = f"请先安装系统软件包 {PACKAGE}（例如 apt install {PACKAGE}），再运行 ./run"
    assert (code, line) == (UNUSABLE, f"这个 Python 缺少 ensurepip，建不了虚拟环境：{advice}")
    assert not run.VENV.exists()


def test_a_finished_installation_is_complete_for_running_but_not_for_testing(made: ModuleType) -> None:
    assert made.complete(dev=False)
    assert not made.complete(dev=True)


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_a_changed_lock_is_installed_again(name: str, made: ModuleType) -> None:
    made.STATE.write_text(json.dumps({"python": os.path.realpath(sys.executable), **made.wanted(dev=True)}))
    with (made.ROOT / name).open("a") as lock:
        lock.write("\n")
    assert not made.complete(dev=True)


def test_a_broken_off_installation_is_not_complete(made: ModuleType) -> None:
    made.STATE.unlink()
    assert not made.complete(dev=False)


def test_half_a_state_is_none(made: ModuleType) -> None:
    made.STATE.write_text(made.STATE.read_text("utf-8")[:40], "utf-8")
    assert not made.complete(dev=False)


def test_another_python_under_the_same_name_is_installed_for_again(made: ModuleType) -> None:
    made.PYTHON.unlink()
    made.PYTHON.symlink_to("/usr/bin/env")
    assert not made.complete(dev=False)


def test_a_python_that_has_gone_is_installed_for_again(made: ModuleType) -> None:
    made.PYTHON.unlink()
    assert not made.complete(dev=False)


@pytest.mark.parametrize(
    ("log", "reason"),
    [
        (
            "WARNING: Retrying after connection broken\nERROR: No matching distribution found for x",
            "连不上软件包仓库，或仓库里没有适合这台机器的版本，请检查网络",
        ),
        (
            "error: Failed to fetch: `simple/django/`",
            "连不上软件包仓库，或仓库里没有适合这台机器的版本，请检查网络",
        ),
        (
            "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.",
            "下载的软件包与锁定的校验值不符，已拒绝安装",
        ),
        ("  × Hash mismatch for `django==5.2`", "下载的软件包与锁定的校验值不符，已拒绝安装"),
        ("Collecting x\nERROR: something new", "ERROR: something new"),
        ("", "原因见记录"),
    ],
)
def test_the_reason_is_taken_from_the_installer_s_log(log: str, reason: str, run: ModuleType) -> None:
    run.VENV.mkdir()
    run.LOG.write_text(log, "utf-8")
    assert run.why_failed() == reason


@pytest.mark.parametrize(
    ("number", "line"),
    [
        (errno.EROFS, "没有写入权限：/a/b。请把项目放到可以写入的文件夹，或改正它的权限"),
        (errno.EACCES, "没有写入权限：/a/b。请把项目放到可以写入的文件夹，或改正它的权限"),
        (errno.ENOSPC, "磁盘已满，写不下 /a/b"),
        (errno.EIO, "读写 /a/b 时出错：Input/output error"),
    ],
)
def test_a_failing_disk_is_put_in_words(number: int, line: str, run: ModuleType) -> None:
    assert run.sentence(OSError(number, os.strerror(number), "/a/b")) == line
