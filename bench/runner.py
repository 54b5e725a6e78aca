"""How fast are we, as ratios against references measured in the same run?"""

from __future__ import annotations

import argparse
import importlib
import os
import platform
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
TABLE = FOLDER.parent / "docs" / "benchmarks.md"
HEAD = "| benchmark | what | ratio | against |\n|---|---|---:|---|\n"
INTRODUCTION = """# Benchmarks

Written by `./run bench --write`. A ratio compares with a reference measured in the same run on the same
machine; what each benchmark does stands in `bench/`.

"""

Row = tuple[str, str, float, str]


def names() -> list[str]:
    """The benchmarks there are, by file name."""
    return sorted(
        path.stem for path in FOLDER.glob("*.py") if path.stem not in {"__init__", Path(__file__).stem}
    )


def rows(chosen: list[str]) -> Iterator[Row]:
    """Run the chosen benchmarks one after the other; (benchmark, what, ratio, reference) as they come."""
    for name in chosen:
        for what, ratio, reference in importlib.import_module(f"bench.{name}").measure():
            yield name, what, ratio, reference


def table(measured: list[Row], day: str, machine: str) -> str:
    """The page for docs/: when, on what, and one line a ratio."""
    lines = "".join(
        f"| {name} | {what} | {ratio:.2f} | {reference} |\n" for name, what, ratio, reference in measured
    )
    return f"{INTRODUCTION}Measured on {day}, {machine}.\n\n{HEAD}{lines}"


def main(words: list[str]) -> int:
    """Run, print each ratio as it is known, and with --write keep the table of a whole run."""
    parser = argparse.ArgumentParser(prog="./run bench", description="运行基准测试")
    parser.add_argument("names", nargs="*", metavar="名称", help=f"可选：{'、'.join(names()) or '还没有'}")
    parser.add_argument("--write", action="store_true", help="把结果写进 docs/benchmarks.md（须运行全部）")
    chosen = parser.parse_args(words)
    unknown = sorted(set(chosen.names) - set(names()))
    if unknown or (chosen.write and chosen.names):
        print(f"没有这个基准测试：{'、'.join(unknown)}" if unknown else "--write 须运行全部", file=sys.stderr)
        return 2
    measured = []
    for row in rows(chosen.names or names()):
        measured.append(row)
        print(f"{row[0]:<12}{row[1]}: {row[2]:.2f} × {row[3]}", flush=True)
    if chosen.write:
        machine = f"Python {platform.python_version()}, {os.cpu_count()} cores"
        TABLE.write_text(table(measured, datetime.now(UTC).date().isoformat(), machine), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
