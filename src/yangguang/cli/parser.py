"""How does the command line speak? In Chinese, one line an error, exit status 2."""

from __future__ import annotations

import argparse
import sys
from typing import NoReturn

UNUSABLE = 2
"""Exit status for input that cannot be used."""


class Parser(argparse.ArgumentParser):
    """An argument parser whose errors are one Chinese line."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments and leave with status 2."""
        stop(f"命令写法有误（{message}），请用 {self.prog} --help 查看用法")


def stop(sentence: str) -> NoReturn:
    """Print one line on standard error and leave with status 2; no traceback, nothing left behind."""
    print(sentence, file=sys.stderr)
    raise SystemExit(UNUSABLE)
