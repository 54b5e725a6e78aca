"""Does the website start, refuse in one line what it cannot do, and start again when it was killed?"""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT
from yangguang.cli import serve

SERVE = [sys.executable, "-m", "yangguang.cli.main", "serve"]
DONE, UNUSABLE = 0, 2
SHARE = "0.01"
"""Of the demo's items, so that the site starts soon."""


@pytest.fixture
def port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def surroundings(data: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("YANGGUANG_")}
    return {
        **kept,
        "PYTHONPATH": str(ROOT / "src"),
        "YANGGUANG_DATA": str(data),
        "DJANGO_SETTINGS_MODULE": "yangguang.settings",
        "YANGGUANG_DEMO_SHARE": SHARE,
        **more,
    }


def refused(data: Path, *words: str, **more: str) -> str:
    """What `serve` says when it will not start: one line, exit status 2."""
    done = subprocess.run(
        [*SERVE, *words],
        env=surroundings(data, **more),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (UNUSABLE, ""), done.stderr
    assert done.stderr.count("\n") == 1, done.stderr
    return done.stderr.strip()


@contextlib.contextmanager
def running(data: Path, port: int, *words: str) -> Iterator[subprocess.Popen[str]]:
    """A site that has answered its first page."""
    command = [*SERVE, "--port", str(port), *words]
    with subprocess.Popen(
        command, env=surroundings(data), stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as site:
        assert site.stdout is not None
        try:
            assert any(f"http://127.0.0.1:{port}/" in line for line in site.stdout), (
                "it ended without an address"
            )
            yield site
        finally:
            site.kill()


def status(port: int) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    with contextlib.closing(connection):
        connection.request("GET", "/")
        return connection.getresponse().status


@pytest.mark.parametrize("text", ["0", "65536", "80x", "-1", "８０"])
def test_a_port_that_is_none_is_refused(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        serve.run([f"--port={text}"])
    assert left.value.code == UNUSABLE
    assert capsys.readouterr().err == f"端口必须是 1 到 65535 之间的整数，现在是“{text}”\n"


def test_the_port_of_the_environment_is_held_to_the_same(tmp_path: Path) -> None:
    assert refused(tmp_path, YANGGUANG_PORT="http") == "端口必须是 1 到 65535 之间的整数，现在是“http”"
    assert list(tmp_path.iterdir()) == []


def test_a_port_in_use_is_named_with_another(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        said = refused(tmp_path, "--port", str(taken))
    assert said == f"端口 {taken} 已被其他程序占用，请换一个：./run --port {taken % 65535 + 1}"


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path, port: int) -> None:
    (tmp_path / "file").touch()
    said = refused(tmp_path / "file" / "var", "--port", str(port))
    assert said == f"读写 {tmp_path / 'file' / 'var'} 时出错：Not a directory"


def test_a_type_of_the_county_that_cannot_be_used_is_named_with_its_file(tmp_path: Path, port: int) -> None:
    types = tmp_path / "types"
    types.mkdir()
    (types / "promise.yaml").write_text("key: promise\n", "utf-8")
    said = refused(tmp_path, "--port", str(port))
    assert said.startswith(f"信息类型定义不能用，请改正 {types} 里的文件：promise.yaml")


@pytest.mark.long
def test_a_second_site_on_the_same_folder_is_sent_to_the_first(tmp_path: Path, port: int) -> None:
    with running(tmp_path, port) as site:
        assert status(port) < http.HTTPStatus.INTERNAL_SERVER_ERROR
        said = refused(tmp_path, "--port", str(port))
        holder = f"http://127.0.0.1:{port}/（进程 {site.pid}）"
        assert said == f"网站已经在运行：{holder}；数据文件夹 {tmp_path} 一次只能由一个网站使用"


@pytest.mark.long
@pytest.mark.parametrize("asked", [signal.SIGINT, signal.SIGTERM])
def test_a_site_asked_to_stop_stops(asked: signal.Signals, tmp_path: Path, port: int) -> None:
    with running(tmp_path, port) as site:
        site.send_signal(asked)
        assert site.stdout is not None
        assert site.stdout.read().endswith("网站已停止\n")
        assert site.wait(timeout=30) == DONE


@pytest.mark.long
def test_ctrl_c_of_a_terminal_stops_the_site(tmp_path: Path, port: int) -> None:
    """A terminal tells every process of the site at once."""
    with running(tmp_path, port) as site:
        os.killpg(site.pid, signal.SIGINT)
        assert site.wait(timeout=30) == DONE
        assert site.stdout is not None
        assert site.stdout.read().endswith("网站已停止\n")


@pytest.mark.long
def test_a_site_killed_outright_can_start_again_at_once(tmp_path: Path, port: int) -> None:
    with running(tmp_path, port, "--demo") as site:
        site.kill()
        site.wait(timeout=30)
    with running(tmp_path, port, "--demo"):
        assert status(port) == http.HTTPStatus.OK
