"""May the website start here, and what must be ready before it does?"""

from __future__ import annotations

import argparse
import contextlib
import errno
import fcntl
import http.client
import importlib
import io
import multiprocessing
import os
import socket
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import django
from django.core.management import call_command
from django.db import DatabaseError
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from yangguang.cli.demo import DEMO
from yangguang.cli.parser import Parser, stop

HOST = "127.0.0.1"
PORT = "8000"
PORTS = range(1, 65536)
WORKERS = 2
THREADS = 3
"""Requests that one worker answers at a time."""
PATIENCE = 60.0
"""Seconds until the first page must have come."""
PAUSE = 0.1
"""Seconds between two tries to get the port, or the first page."""
TRIES = 15
"""Tries to get the port."""
GRACE = 10
"""Seconds that a worker has to end its requests once told to stop."""
INTERRUPTED = 130


def run(arguments: list[str]) -> int:
    """Prepare the data folder and serve until Ctrl-C or SIGTERM; exit status 2 when it cannot start."""
    chosen = _options(arguments)
    port = _port(chosen.port)
    data = Path(os.environ.get("YANGGUANG_DATA") or "var").resolve()
    try:
        with _only_one(data, f"http://{chosen.host}:{port}/"):
            _refuse_taken_port(chosen.host, port)
            _prepare(data, demo=chosen.demo)
            _serve(chosen.host, port, _sign_ins() if chosen.demo else [])
    except OSError as error:
        stop(_in_words(error, data))
    except DatabaseError as error:
        stop(f"数据库无法使用：{' '.join(str(error).split())}")
    except KeyboardInterrupt:
        print("\n已中断", file=sys.stderr)
        return INTERRUPTED
    print("网站已停止", flush=True)
    return 0


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = Parser(prog="yangguang serve", description="启动网站，按 Ctrl-C 停止")
    parser.add_argument(
        "--host", default=HOST, metavar="地址", help=f"监听的地址，默认 {HOST}（只有本机能打开）"
    )
    parser.add_argument(
        "--port",
        default=os.environ.get("YANGGUANG_PORT") or PORT,
        metavar="端口",
        help=f"监听的端口，默认取环境变量 YANGGUANG_PORT，没有则为 {PORT}",
    )
    parser.add_argument("--demo", action="store_true", help="第一次启动时装入演示县")
    return parser.parse_args(arguments)


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) in PORTS):
        stop(f"端口必须是 {PORTS[0]} 到 {PORTS[-1]} 之间的整数，现在是“{text}”")
    return int(text)


@contextlib.contextmanager
def _only_one(data: Path, address: str) -> Iterator[None]:
    """Hold the data folder; the lock is the operating system's, so a killed server leaves nothing stale."""
    data.mkdir(parents=True, exist_ok=True)
    with (data / "serve.lock").open("a+", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            holder = lock.read().strip() or "正在启动"
            stop(f"网站已经在运行：{holder}；数据文件夹 {data} 一次只能由一个网站使用")
        lock.truncate(0)
        lock.write(f"{address}（进程 {os.getpid()}）\n")
        lock.flush()
        yield


def _refuse_taken_port(host: str, port: int) -> None:
    """Stop when the port is taken; workers of a killed server are given a moment to let go of it."""
    left = TRIES
    while (error := _taken(host, port)) and error.errno == errno.EADDRINUSE and left:
        left -= 1
        time.sleep(PAUSE)
    if error is None:
        return
    reasons: dict[int | None, str] = {
        errno.EADDRINUSE: f"端口 {port} 已被其他程序占用，请换一个：./run --port {port % PORTS[-1] + 1}",
        errno.EACCES: f"没有权限使用端口 {port}，请换一个大于 1023 的：./run --port {PORT}",
    }
    stop(reasons.get(error.errno, f"无法监听 {host}:{port}：{error.strerror or error}"))


def _taken(host: str, port: int) -> OSError | None:
    """Try the port as a stranger would: the server itself would share it with another of its kind."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return error
    return None


def _prepare(data: Path, *, demo: bool) -> None:
    """Bring database and static files up to date; load the demo county once if asked to."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yangguang.settings")
    django.setup()
    types = importlib.import_module("yangguang.disclosure.types_in_use")  # only now: it needs the settings
    if sentence := types.refusal_of_own_types():
        stop(sentence)
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    loaded = data / "demo-loaded"
    if demo and not loaded.exists():
        print("正在装入演示县三年的信息，第一次启动约需一两分钟…", flush=True)
        for command in DEMO:
            call_command(command, stdout=io.StringIO())
        loaded.touch()


def _sign_ins() -> list[str]:
    """A line for each account of the invented county that can be tried; none when it is not there."""
    accounts = io.StringIO()
    call_command("demo_sign_ins", stdout=accounts)
    return accounts.getvalue().splitlines()


def _serve(host: str, port: int, sign_ins: list[str]) -> None:
    """Answer requests until told to stop; a worker that dies is started again."""
    multiprocessing.set_start_method("spawn", force=True)  # a forked worker would keep our lock alive
    server = Granian(
        "yangguang.web.worker:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        workers_kill_timeout=GRACE,
        log_level=LogLevels.warning,
    )
    stopped = threading.Event()
    threading.Thread(target=_announce, args=(host, port, stopped, sign_ins), daemon=True).start()
    working = importlib.import_module("yangguang.web.working")  # only now: its models need the settings
    threading.Thread(target=working.work_until, args=(stopped,), daemon=True).start()
    server.on_shutdown(stopped.set)
    server.serve()
    stopped.set()


def _announce(host: str, port: int, stopped: threading.Event, sign_ins: list[str]) -> None:
    """Print the addresses, and who may be tried, once a page really comes back."""
    tries = int(PATIENCE / PAUSE)
    for _ in range(tries):
        connection = http.client.HTTPConnection(host, port, timeout=PATIENCE)
        try:
            connection.request("GET", "/")
            connection.getresponse()
        except OSError:
            if stopped.wait(PAUSE):
                return
        else:
            print(f"网站已启动，请用浏览器打开 http://{host}:{port}/ ，按 Ctrl-C 停止", flush=True)
            print(f"The site is running at http://{host}:{port}/ (Ctrl-C stops it)", flush=True)
            print(f"工作台（desk）：http://{host}:{port}/desk/", flush=True)
            print("\n".join(sign_ins), flush=True)
            return
        finally:
            connection.close()
    print(f"网站启动后没有回应 http://{host}:{port}/ ，请查看上面的错误", file=sys.stderr, flush=True)


def _in_words(error: OSError, data: Path) -> str:
    place = error.filename or data
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return f"没有写入权限：{place}。请改正权限，或用环境变量 YANGGUANG_DATA 指定另一个数据文件夹"
    if error.errno == errno.ENOSPC:
        return f"磁盘已满，写不下 {place}"
    return f"读写 {place} 时出错：{error.strerror or error}"
