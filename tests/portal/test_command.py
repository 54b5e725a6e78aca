"""`yangguang demo load`, as it is typed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def demo(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "YANGGUANG_DATA": str(data), "PYTHONPATH": str(ROOT / "src")}
    environment["YANGGUANG_DEMO_SHARE"] = "0.01"
    for name in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE"):
        environment.pop(name, None)
    command = [sys.executable, "-m", "yangguang.cli.main", "demo", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_the_demonstration_is_loaded_into_an_empty_folder_and_again(tmp_path: Path) -> None:
    for _ in range(2):
        done = demo(tmp_path, "load")
        lines = done.stdout.splitlines()
        assert (done.returncode, done.stderr) == (0, "")
        assert (lines[0], lines[-1]) == ("已装入 4 份年度报告", "演示县已公布 59 份年度报告")
        assert [line.split("\u3000")[0] for line in lines[1:3]] == ["system", "security"]


@pytest.mark.parametrize("words", [(), ("unload",), ("load", "more")])
def test_a_wrong_command_is_one_line(tmp_path: Path, words: tuple[str, ...]) -> None:
    done = demo(tmp_path, *words)
    assert done.returncode == 2
    assert done.stderr.startswith("命令写法有误")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("entered", [b"name: [", "name: 某某县".encode("gbk"), b"just words", b""])
def test_a_site_file_that_cannot_be_read_is_one_line(tmp_path: Path, entered: bytes) -> None:
    (tmp_path / "site.yaml").write_bytes(entered)
    done = demo(tmp_path, "load")
    assert done.returncode == 2
    assert done.stderr == (
        f"{tmp_path}/site.yaml 写法有误：应当是 UTF-8 编码、每行一项“名称: 内容”的 YAML 文件\n"
    )


def test_a_database_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "yangguang.sqlite3").write_bytes(b"this is no database, only words" * 40)
    done = demo(tmp_path, "load")
    assert done.returncode == 2
    assert done.stderr.startswith("演示数据没有装入")
    assert done.stderr.count("\n") == 1
