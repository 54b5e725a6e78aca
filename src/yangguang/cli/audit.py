"""Is the record of everything that was done still whole?"""

from __future__ import annotations

import os

import django
from django.core.management import CommandError, call_command
from django.db import DatabaseError

from yangguang.cli.parser import Parser, stop


def run(arguments: list[str]) -> int:
    """Run `yangguang audit verify|head`; exit status 0 whole, 1 broken, 2 cannot be asked."""
    parser = Parser(prog="yangguang audit", description="核对记录链，或导出链头存放在系统之外")
    parser.add_argument("action", choices=["verify", "head"], help="verify：核对；head：导出链头")
    parser.add_argument("--government", type=int, help="只看一个政府的记录链（编号）")
    parser.add_argument("--head", help="从前导出的链头：能发现被截去的尾部")
    chosen = parser.parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yangguang.settings")
    try:
        django.setup()
        call_command("audit", chosen.action, government=chosen.government, head=chosen.head)
    except CommandError as error:
        stop(str(error))
    except (DatabaseError, OSError) as error:
        stop(f"记录读不出来（{error}）")
    return 0
