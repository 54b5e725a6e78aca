"""Which of the report commands was asked for? Each is a file of its own, loaded when called."""

from __future__ import annotations

import importlib

from yangguang.cli.parser import stop

COMMANDS = {
    "read": "读出一份年度报告的全部数字",
    "check": "检查年度报告的勾稽关系和内容",
    "write": "按法定格式生成年度报告",
    "compare": "逐格比较两份年度报告",
    "batch": "检查一个文件夹里的全部年度报告",
}


def run(arguments: list[str]) -> int:
    """Run `yangguang report COMMAND …`; returns the exit status of the command."""
    if not arguments or arguments[0] in {"-h", "--help"}:
        print("用法：yangguang report 命令 …\n")
        print("\n".join(f"  {name:<10}{what}" for name, what in COMMANDS.items()))
        return 0
    name, rest = arguments[0], arguments[1:]
    if name not in COMMANDS:
        stop(f"没有“report {name}”这个命令，可用的有：{'、'.join(COMMANDS)}")
    command = importlib.import_module(f"yangguang.cli.report_{name}")  # only now: each loads much
    status: int = command.run(rest)
    return status
