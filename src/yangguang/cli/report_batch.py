"""`yangguang report batch`: what is wrong with a whole folder of reports? One xlsx or jsonl out."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from yangguang.annualreport.batch.output import jsonl, xlsx
from yangguang.annualreport.batch.running import Outcome, run_batch
from yangguang.annualreport.checking.export import status
from yangguang.cli.parser import UNUSABLE, Parser, stop
from yangguang.documents.writing.files import Unsaved, reason_of, save

WRITERS: dict[str, Callable[[Outcome], bytes]] = {".xlsx": xlsx, ".jsonl": jsonl}


def run(arguments: list[str]) -> int:
    """Check a folder; returns 0, 1 when a report has an error, 2 when nothing could be read."""
    parser = Parser(prog="yangguang report batch", description="检查一个文件夹里的全部年度报告")
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="文件夹，连同其中的子文件夹")
    parser.add_argument(
        "-o", "--output", metavar="OUT", type=Path, required=True, help="结果文件，.xlsx 或 .jsonl"
    )
    parser.add_argument(
        "--workers", metavar="N", type=int, default=os.cpu_count() or 1, help="同时工作的进程数"
    )
    options = parser.parse_args(arguments)
    output = options.output.absolute()
    _refuse(options.folder, output, options.workers)
    journal = output.with_name(f".{output.name}.journal")
    outcome = _outcome(options.folder, journal, output, options.workers)
    if not outcome.results:
        journal.unlink()
        stop(f"文件夹“{options.folder}”里没有可以读取的报告文件")
    try:
        save(WRITERS[output.suffix.lower()](outcome), output)
    except Unsaved as failure:
        stop(str(failure))
    journal.unlink()
    print(_summary(outcome, options.output))
    if all(result.entry.refusal is not None for result in outcome.results):
        return UNUSABLE
    return status(finding for result in outcome.results for finding in result.findings)


def _refuse(folder: Path, output: Path, workers: int) -> None:
    if not folder.is_dir():
        stop(f"找不到文件夹“{folder}”")
    if output.suffix.lower() not in WRITERS:
        stop(f"结果文件应以 .xlsx 或 .jsonl 结尾，“{output.name}”不是")
    if output.is_dir():
        stop(f"“{output}”是一个文件夹，请写明结果文件的名字")
    if not output.parent.is_dir() or not os.access(output.parent, os.W_OK):
        stop(f"结果文件所在的文件夹“{output.parent}”不存在或不能写入")
    if workers < 1:
        stop("--workers 应是不小于 1 的整数")


def _outcome(folder: Path, journal: Path, output: Path, workers: int) -> Outcome:
    progress = _Progress()
    try:
        return run_batch(
            folder, journal, workers=workers, progress=progress.tell, leave_out=frozenset({output, journal})
        )
    except KeyboardInterrupt:
        stop("\n已停止；再次运行同一命令，会从停下的地方继续")
    except BrokenProcessPool:
        stop("\n一个工作进程意外结束；再次运行同一命令，会从停下的地方继续")
    except OSError as error:
        stop(f"\n无法读写“{error.filename or journal}”：{reason_of(error)}")
    finally:
        progress.end()


class _Progress:
    """One line on standard error: rewritten on a terminal, every tenth of the way in a log."""

    def __init__(self) -> None:
        self._began: dict[str, tuple[float, int]] = {}
        self._is_terminal = sys.stderr.isatty()
        self._told = ""

    def tell(self, doing: str, done: int, total: int) -> None:
        """Say how far it is, how fast it goes and how long it will take."""
        began, first = self._began.setdefault(doing, (time.monotonic(), done))
        seconds = time.monotonic() - began
        speed = (done - first) / seconds if seconds > 0 else 0.0
        rest = f"，每秒 {speed:.0f} 份，约剩 {(total - done) / speed:.0f} 秒" if speed else ""
        words = f"{doing} {done}/{total}{rest}"
        if self._is_terminal:
            print(f"\r{words}\033[K", end="", file=sys.stderr, flush=True)
        elif total and (done == total or done * 10 // total > (done - 1) * 10 // total):
            print(words, file=sys.stderr, flush=True)

    def end(self) -> None:
        """Leave the line."""
        if self._is_terminal:
            print(file=sys.stderr)


def _summary(outcome: Outcome, output: Path) -> str:
    refused = sum(result.entry.refusal is not None for result in outcome.results)
    found = [finding for result in outcome.results for finding in result.findings]
    errors = sum(status([finding]) for finding in found)
    return (
        f"共 {len(outcome.results)} 份，读不出 {refused} 份；发现 {len(found) + len(outcome.shared)} 处，"
        f"其中错误 {errors} 处；结果在 {output}"
    )
