"""Which command was asked for? Each stands in a file of its own and is loaded only when called."""

from __future__ import annotations

import importlib
import io
import os
import sys

from yangguang.cli.parser import stop

COMMANDS = {
    "deadline": "算出依申请公开的答复期限，并说明理由",
    "report": "读取、检查、生成、比较政府信息公开工作年度报告",
    "demo": "装入演示数据",
    "serve": "启动网站",
    "work": "每分钟办理一次到时的事项（网站运行时自动办理）",
    "audit": "核对记录链是否完整，导出链头",
    "archive": "核对归档包是否完整、有没有改动",
}


def main(arguments: list[str] | None = None) -> int:
    """Run `yangguang COMMAND …`; returns the exit status (0 done, 1 findings, 2 unusable input)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(
                errors="backslashreplace"
            )  # a terminal without Chinese must not end in a traceback
    words = sys.argv[1:] if arguments is None else arguments
    if not words or words[0] in {"-h", "--help"}:
        print("用法：yangguang 命令 …\n")
        print("\n".join(f"  {name:<10}{what}" for name, what in COMMANDS.items()))
        return 0
    name, rest = words[0], words[1:]
    if name not in COMMANDS:
        stop(f"没有“{name}”这个命令，可用的有：{'、'.join(COMMANDS)}")
    command = importlib.import_module(f"yangguang.cli.{name}")  # only now: each loads much
    try:
        status: int = command.run(rest)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read our output has heard enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return status


if __name__ == "__main__":
    raise SystemExit(main())
