"""The command `yangguang deadline`: when is the reply to a request due, and why?"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from yangguang.cli.parser import UNUSABLE, Parser, stop
from yangguang.law.calendars import Calendar
from yangguang.law.days import parse_day
from yangguang.law.deadline import Consultation, Deadline, ReplyFacts, reply_deadline
from yangguang.law.errors import LawError
from yangguang.law.open_questions import check_choice
from yangguang.law.overlay import load_overlay

LONGEST_LINE = 1_000_000
"""Bytes of one line of a batch; a longer one is no set of facts."""
HOPELESS = 1_000
"""After so many unusable lines and none that could be answered, the file is taken for a wrong one."""
KEYS = frozenset({"received", "clarified", "consulted", "extended"})
WHOLE_NUMBER = re.compile(r"-?\d{1,6}", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Reckoning:
    """With which calendar and settings to count."""

    calendar: Calendar
    settings: dict[str, str]

    def of(self, facts: ReplyFacts) -> Deadline:
        """The deadline of one set of facts."""
        return reply_deadline(facts, self.calendar, self.settings)


def run(arguments: list[str]) -> int:
    """Answer one set of facts, or a batch of them; 0 when all were answered, else 2."""
    given = _parser().parse_args(arguments)
    try:
        reckoning = _reckoning(given)
        if given.batch is not None:
            return _batch(given, reckoning)
        facts = _facts_of_words(given)
        deadline = reckoning.of(facts)
    except LawError as error:
        stop(str(error))
    if given.json:
        print(json.dumps(_as_json(deadline, given, reckoning), ensure_ascii=False, indent=2))
    else:
        print("\n".join(_in_words(deadline, given, reckoning)))
    return 0


def _parser() -> Parser:
    parser = Parser(prog="yangguang deadline", allow_abbrev=False, description="算出依申请公开的答复期限")
    parser.add_argument("--received", metavar="日期", help="收到申请之日，如 2025-01-20")
    parser.add_argument("--clarified", metavar="日期", help="收到补正之日")
    parser.add_argument(
        "--consulted", metavar="发出日:收到日", action="append", default=[], help="征求意见的起止，可以写多次"
    )
    parser.add_argument("--extended", metavar="天数", default="0", help="延长答复的工作日数")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    parser.add_argument("--explain", action="store_true", help="逐日列出计入和不计入的日子")
    parser.add_argument("--batch", metavar="文件", help="每行一个 JSON 对象的文件，- 表示标准输入")
    parser.add_argument("--calendar", metavar="文件", help="本县的日历覆盖表（YAML）")
    parser.add_argument(
        "--setting", metavar="名称=选项", action="append", default=[], help="见 docs/law/open-questions.md"
    )
    return parser


def _reckoning(given: argparse.Namespace) -> _Reckoning:
    calendar = Calendar(load_overlay(Path(given.calendar))) if given.calendar else Calendar()
    settings = {}
    for words in given.setting:
        name, _, choice = words.partition("=")
        settings[name] = check_choice(name, choice)
    return _Reckoning(calendar, settings)


def _facts_of_words(given: argparse.Namespace) -> ReplyFacts:
    """The facts written on the command line."""
    if given.received is None:
        raise LawError("请用 --received 写明收到申请之日，如 --received 2025-01-20")
    spans = []
    for words in given.consulted:
        sent, colon, answered = words.partition(":")
        if not colon:
            raise LawError("征求意见要写成“发出日:收到日”，如 --consulted 2026-10-23:2026-10-30")
        spans.append([sent, answered])
    if not WHOLE_NUMBER.fullmatch(given.extended):
        raise LawError("延长的工作日数 --extended 应是整数")
    return _facts(given.received, given.clarified, spans, int(given.extended))


def _facts_of_line(line: bytes) -> ReplyFacts:
    """The facts written as one JSON object; `LawError` when it is none."""
    try:
        held = json.loads(line)
    except (ValueError, RecursionError):
        raise LawError("这一行不是 JSON 对象") from None
    if not isinstance(held, dict):
        raise LawError("这一行不是 JSON 对象")
    if set(held) - KEYS:
        raise LawError("只认得 received、clarified、consulted、extended 四项，这一行还有别的")
    if held.get("received") is None:
        raise LawError("缺少收到申请之日 received")
    spans, extended = held.get("consulted"), held.get("extended")
    spans = [] if spans is None else spans
    extended = 0 if extended is None else extended
    if not isinstance(spans, list) or not all(isinstance(span, list) and len(span) == 2 for span in spans):
        raise LawError("consulted 应是 [[发出日, 收到日], …] 的列表")
    if type(extended) is not int:
        raise LawError("extended 应是整数")
    return _facts(held["received"], held.get("clarified"), spans, extended)


def _facts(received: Any, clarified: Any, spans: list[list[Any]], extended: int) -> ReplyFacts:
    return ReplyFacts(
        received_on=parse_day(received, "收到申请之日"),
        clarified_on=None if clarified is None else parse_day(clarified, "补正之日"),
        consultations=tuple(
            Consultation(parse_day(sent, "征求意见发出之日"), parse_day(answered, "征求意见收到之日"))
            for sent, answered in spans
        ),
        extended_by=extended,
    )


def _as_json(deadline: Deadline, given: argparse.Namespace, reckoning: _Reckoning) -> dict[str, Any]:
    steps = [
        {"date": step.on.isoformat(), "what": step.what, "article": step.article, "days": step.days}
        for step in deadline.steps
    ]
    answer = {"due_on": deadline.due_on.isoformat(), "provisional": deadline.provisional, "steps": steps}
    if given.explain:
        answer["days"] = [
            {"date": day.on.isoformat(), "working": day.is_working, "reason": day.reason}
            for day in reckoning.calendar.explain(deadline.counted_after, deadline.due_on)
        ]
    return answer


def _in_words(deadline: Deadline, given: argparse.Namespace, reckoning: _Reckoning) -> Iterator[str]:
    tentative = "（暂定：有的年份放假安排尚未公布）" if deadline.provisional else ""
    yield f"答复期限届满之日：{deadline.due_on}{tentative}"
    yield "理由："
    for step in deadline.steps:
        yield f"  {step.on}  {step.what}  [{step.article}]"
    if given.explain:
        yield "逐日："
        for day in reckoning.calendar.explain(deadline.counted_after, deadline.due_on):
            yield f"  {day.on}  {'工作日' if day.is_working else '休息日'}  {day.reason}"


def _batch(given: argparse.Namespace, reckoning: _Reckoning) -> int:
    """Answer line by line; one that cannot be answered gets `{"error", "line"}`, then status 2."""
    if given.received is not None or given.clarified or given.consulted or given.extended != "0":
        raise LawError("用 --batch 时，事实写在文件里，不要再写在命令行上")
    if given.batch == "-":
        return _answer_lines(sys.stdin.buffer, given, reckoning)
    try:
        with Path(given.batch).open("rb") as lines:
            return _answer_lines(lines, given, reckoning)
    except OSError:
        raise LawError(f"文件“{given.batch}”打不开或者读不了") from None


def _answer_lines(lines: BinaryIO, given: argparse.Namespace, reckoning: _Reckoning) -> int:
    refused = answered = 0
    try:
        for number, line in _lines(lines):
            answer = _answer(line, number, given, reckoning)
            refused += "error" in answer
            answered += "error" not in answer
            # a lone surrogate in the input comes back as the JSON escape it was
            written = json.dumps(answer, ensure_ascii=False).encode("utf-8", "backslashreplace")
            sys.stdout.buffer.write(written + b"\n")
            if refused == HOPELESS and not answered:
                raise LawError(f"前 {refused} 行没有一行写着申请的事实，文件可能拿错了，读到这里为止")
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # whoever read has read enough; keep the interpreter from complaining while it closes
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if refused:
        print(f"有 {refused} 行的事实用不了，原因见输出中的 error", file=sys.stderr)
    return UNUSABLE if refused else 0


def _lines(lines: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Each line that is not blank, with its number; `LawError` at a line no set of facts can fill."""
    number = 0
    while line := lines.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            raise LawError(f"第 {number} 行太长，不是一件申请的事实，读到这里为止")
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if line.strip():
            yield number, line


def _answer(line: bytes, number: int, given: argparse.Namespace, reckoning: _Reckoning) -> dict[str, Any]:
    try:
        return _as_json(reckoning.of(_facts_of_line(line)), given, reckoning)
    except LawError as error:
        return {"error": str(error), "line": number}
