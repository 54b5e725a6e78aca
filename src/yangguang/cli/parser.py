"""How does the command line speak? In Chinese, one line an error, exit status 2."""

from __future__ import annotations

import argparse
import re
import sys
from typing import Any, NoReturn

UNUSABLE = 2
"""Exit status for input that cannot be used."""
IN_CHINESE = (
    (r"the following arguments are required: (.*)", r"缺少参数 \1"),
    (r"unrecognized arguments: (.*)", r"不认识的参数 \1"),
    (r"argument (.*?): expected one argument", r"\1 后面要写一个值"),
    (r"argument (.*?): expected at least one argument", r"\1 后面至少要写一个值"),
    (r"argument (.*?): invalid choice: (.*?) \(choose from (.*)\)", r"\1 不能是 \2，可选 \3"),
    (r"argument (.*?): invalid int value: (.*)", r"\1 应是整数，不能是 \2"),
    (r"argument (.*?): not allowed with argument (.*)", r"\1 不能与 \2 同用"),
    (r"ambiguous option: (.*?) could match (.*)", r"\1 可以是 \2，请写全"),
    (r"argument (.*?): (.*)", r"\1：\2"),
)
"""What the standard library says of arguments, and how we say it."""
HEADINGS = (("usage: ", "用法："), ("positional arguments:", "参数："), ("options:", "选项："))


class Parser(argparse.ArgumentParser):
    """An argument parser that helps and refuses in Chinese."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(add_help=False, **settings)
        self.add_argument("-h", "--help", action="help", help="显示用法")

    def format_help(self) -> str:
        """The help text with Chinese headings."""
        text = super().format_help()
        for english, chinese in HEADINGS:
            text = text.replace(english, chinese)
        return text

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments and leave with status 2."""
        stop(f"命令写法有误：{_in_chinese(message)}；用 {self.prog} --help 查看用法")


def stop(sentence: str) -> NoReturn:
    """Print one line on standard error and leave with status 2; no traceback, nothing left behind."""
    print(sentence, file=sys.stderr)
    raise SystemExit(UNUSABLE)


def _in_chinese(message: str) -> str:
    for english, chinese in IN_CHINESE:
        if found := re.fullmatch(english, message, re.DOTALL):
            return found.expand(chinese)
    return message
