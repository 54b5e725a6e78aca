"""Do numbered points follow one another: 一是、二是、三是, and （一）（二）（三） at the start of lines?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from yangguang.annualreport.checking.model import Finding
from yangguang.annualreport.checking.rules import finding, limit
from yangguang.annualreport.reading.model import Reading

ORDINALS = {word: number for number, word in enumerate("零一二三四五六七八九十")} | {
    str(number): number for number in range(len("零一二三四五六七八九十"))
}
POINT = re.compile(r"(?:^|(?<=[。；：，、！？;:,.!?\s）)”#]))([一二三四五六七八九十])(?:是|、是)(?!否)")
HEADING = re.compile(r"^[#\s]*[（(]([一二三四五六七八九十])[）)](?!项|款|条)", re.MULTILINE)
NUMBER = re.compile(r"^[ \t\u3000]*(10|[1-9])[.．、](?![\d.])", re.MULTILINE)
TABLES = re.compile(r"主动公开|申请情况|复议")
"""Headings of the parts that hold tables: what is left of their labels is no list of points."""
EXCERPT = re.compile(r"〔略〕|\[略\]|（略）|……")


def check_ordinals(reading: Reading) -> Iterator[Finding]:
    """One finding for each section whose points repeat or skip a number."""
    told = [part for part in reading.sections if not TABLES.search(part.title)]
    for part in told:
        for pattern, shown in ((POINT, "{}是"), (HEADING, "（{}）"), (NUMBER, "{}.")):
            slip = first_slip(part.text, pattern)
            if slip:
                words = "、".join(shown.format(word) for word in slip)
                message = f"“{part.title}”部分的序号重复或跳号：{words}"
                yield finding("prose.ordinals", (), message, quote=words)


def first_slip(text: str, pattern: re.Pattern[str]) -> list[str]:
    """The numbers from the start of the first broken run up to the break; empty when all is in order.

    Runs may be nested (二是 may hold a run of its own), and what an excerpt leaves out breaks no run.
    """
    for piece in EXCERPT.split(text):
        open_runs: list[list[str]] = []
        for word in pattern.findall(piece):
            if ORDINALS[word] == 1:
                open_runs = [*open_runs[-limit("prose.ordinals", "runs") :], [word]]
                continue
            fitting = [
                index for index, run in enumerate(open_runs) if ORDINALS[run[-1]] == ORDINALS[word] - 1
            ]
            if fitting:
                del open_runs[fitting[-1] + 1 :]
                open_runs[-1].append(word)
            elif open_runs:
                return [*open_runs[-1], word]
    return []
