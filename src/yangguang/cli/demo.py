"""Is there something to look at? `demo load` brings in real published figures and an invented county."""

from __future__ import annotations

import os

import django
from django.core.management import call_command
from django.db import DatabaseError

from yangguang.cli.parser import Parser, stop

DEMO = ("load_demo", "load_demo_county", "load_demo_columns", "load_demo_items", "load_demo_filings")
"""Real published figures, the invented county, its columns, what it published, its reports under work."""


def run(arguments: list[str]) -> int:
    """Run `yangguang demo load`; loading twice leaves the same reports. Returns the exit status."""
    parser = Parser(
        prog="yangguang demo",
        description="装入演示数据：几份真实年度报告中已经公布的数字，和一个编造的演示县",
    )
    parser.add_argument("action", choices=["load"], help="load：装入（重复装入不会重复）", metavar="load")
    parser.parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yangguang.settings")
    try:
        django.setup()
        call_command("migrate", interactive=False, verbosity=0)
        for command in DEMO:
            call_command(command)
    except (DatabaseError, OSError) as error:
        stop(f"演示数据没有装入，数据库或数据文件夹无法写入（{error}）")
    return 0
