"""Where do the parts of a report begin? Headings by number and words, also inside glued paragraphs."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from yangguang.annualreport.reading.folding import Squeezed
from yangguang.annualreport.reading.model import ReportSection

_NUMERALS = "一二三四五六七八九十"
_TITLES = {
    "overview": r"总体情况",
    "disclosure": r"主动公开(?:政府)?信息(?:的)?情况|主动公开政府信息(?:工作)?情况|政府信息主动公开情况",
    "requests": r"(?:收到|受理)[和及与]处理政府信息公开申请(?:的)?情况"
    r"|政府信息(?:依申请公开|公开申请)(?:办理|工作)?(?:的)?情况",
    "disputes": r"(?:因)?政府信息公开(?:工作|申请)?(?:被申请)?"
    r"行政法?复议[、和与及]*(?:提起)?(?:的)?行政诉讼(?:的)?情况",
    "problems": r"(?:政府信息公开工作)?(?:中)?存在的?(?:主要)?(?:困难)?问题"
    r"[及和与、]*(?:下一步)?改进(?:情况|措施)",
    "others": r"其他(?:需要|应当|需)(?:报告|说明|公开)的?(?:重要)?事项",
}
_HEADING = re.compile(
    "(?P<number>[一二三四五六七八九]|[1-9])[、.](?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _TITLES.items())
    + ")"
)
_LINE_HEADING = re.compile(rf"^[ \t\u3000#]*([{_NUMERALS}]{{1,3}})\s*[、.．]\s*(\S[^\n。；]{{1,40}})$")


_TITLE = re.compile("|".join(f"(?P<{name}>{words})" for name, words in _TITLES.items()))


HEADINGS = 200
"""No report has more headings; a text with more is noise."""

SAME_LINE = 8
"""So many characters behind a heading may still be its own line."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading in squeezed text: what part it opens (None: none of the form's six), where it stands."""

    part: str | None
    number: str
    title: str
    start: int
    end: int


def headings(text: Squeezed) -> tuple[Heading, ...]:
    """The headings of a report in order: those of the form anywhere, others on a line of their own."""
    found = [
        Heading(match.lastgroup, match["number"], match[0][2:], match.start(), match.end())
        for match in islice(_HEADING.finditer(text.text), HEADINGS)
        if _opens(text, match)
    ]
    starts = [heading.start for heading in found]
    others = []
    for heading in islice(_on_own_line(text), HEADINGS):
        before = bisect_right(starts, heading.start) - 1
        if before < 0 or heading.start >= found[before].end + SAME_LINE:
            others.append(heading)
    return tuple(sorted([*found, *others], key=lambda heading: heading.start))


def part_named(title: str) -> str | None:
    """Which of the form's six parts this title names, in any of the wordings seen; None: none of them."""
    found = _TITLE.fullmatch(re.sub(r"\s", "", title))
    return found.lastgroup if found else None


def _opens(text: Squeezed, match: re.Match[str]) -> bool:
    """Whether words that look like a heading are one, and not an entry in a list inside a sentence."""
    before = text.after(match.start(), match.start() + 1)[:-1]
    starts_line = "\n" in before or match.start() == 0
    after = text.text[match.end() : match.end() + 1]
    return starts_line or after not in "、，,;；和" if match.start() else True


def _on_own_line(text: Squeezed) -> Iterator[Heading]:
    offset = 0
    for line in text.source.split("\n"):
        found = _LINE_HEADING.match(line)
        if found and not line.rstrip().endswith(("，", "、", ",")):
            start = bisect_left(text.positions, offset + found.start(1))
            end = bisect_left(text.positions, offset + found.end(2) - 1)
            yield Heading(None, found[1], found[2].strip(), start, end + 1)
        offset += len(line) + 1


def report_sections(
    text: Squeezed, found: Sequence[Heading], tables: Sequence[tuple[int, int]]
) -> tuple[ReportSection, ...]:
    """The parts of a report with their narrative: the text under each heading without tables."""
    result = []
    for number, heading in enumerate(found):
        end = found[number + 1].start if number + 1 < len(found) else len(text.text)
        result.append(ReportSection(heading.number, heading.title, narrative(text, heading.end, end, tables)))
    return tuple(result)


def narrative(text: Squeezed, start: int, end: int, tables: Sequence[tuple[int, int]]) -> str:
    """The source text from `start` up to `end` (squeezed offsets) without the stretches that are tables."""
    pieces = []
    for first, last in sorted(tables):
        if last <= start or first >= end:
            continue
        pieces.append(text.between(start, max(first, start)))
        start = max(start, last)
    pieces.append(text.between(start, end) if start < end else "")
    return "\n".join(piece.strip() for piece in pieces if piece.strip())
