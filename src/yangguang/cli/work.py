"""Is what falls due being done where no website runs beside it?"""

from __future__ import annotations

import importlib
import os
import signal
import sys
import threading

import django
from django.db import DatabaseError
from django.utils import timezone

from yangguang.cli.parser import Parser, stop


def run(arguments: list[str]) -> int:
    """Do what is due every minute until Ctrl-C or SIGTERM, or once with `--once`; exit status 2: cannot."""
    parser = Parser(prog="yangguang work", description="每分钟办理一次到时的事项：到点发布、到期失效")
    parser.add_argument("--once", action="store_true", help="只办理一次，打印办了几件")
    chosen = parser.parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yangguang.settings")
    django.setup()
    working = importlib.import_module("yangguang.web.working")  # only now: its models need the settings
    try:
        if chosen.once:
            print(f"办理了{working.work_off(timezone.now())}件")
            return 0
    except DatabaseError as error:
        stop(f"数据库无法使用：{' '.join(str(error).split())}")
    stopped = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.set())
    print("正在等候到时的事项，按 Ctrl-C 停止", flush=True)
    working.work_until(stopped)
    print("已停止", file=sys.stdout, flush=True)
    return 0
