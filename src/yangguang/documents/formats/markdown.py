"""Where are the headings and pipe tables of a Markdown text? Everything else stays a line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yangguang.documents.formats import html
from yangguang.documents.model import Document
from yangguang.documents.raw import Collector, RawTable, Slot

HEADING = re.compile(r"^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
RULE = re.compile(r"^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$")
BORDER = re.compile(r"(?<!\\)\|")
TABLE_START = re.compile(r"^\s*<table\b", re.I)
TABLE_END = re.compile(r"</table\s*>", re.I)
BREAK = re.compile(r"<br\s*/?>", re.I)


def looks_like(text: str) -> bool:
    """Whether a text has a pipe table or headings with a number sign."""
    lines = text.split("\n")
    if any(_opens_table(lines, number) for number in range(len(lines))):
        return True
    return any(HEADING.match(line) for line in lines)


def parse(text: str) -> Document:
    """Headings with their level, pipe tables and HTML tables as grids, other lines as paragraphs."""
    out = Collector("md")
    lines = text.split("\n")
    number = 0
    while number < len(lines):
        if TABLE_START.match(lines[number]):
            end = _end_of_html(lines, number)
            out.content(html.content("\n".join(lines[number:end])))
        elif _opens_table(lines, number):
            end = _end_of_pipes(lines, number)
            out.table(RawTable([*_rows(lines[number:end])]))
        else:
            end = number + 1
            _line(out, lines[number])
        number = end
    return out.document()


def _line(out: Collector, line: str) -> None:
    heading = HEADING.match(line)
    if heading:
        out.paragraph(heading.group(2), len(heading.group(1)))
        return
    out.paragraph(line.rstrip())


def _opens_table(lines: list[str], number: int) -> bool:
    if number + 1 >= len(lines) or "|" not in lines[number]:
        return False
    below = lines[number + 1]
    return "|" in below and "-" in below and RULE.match(below) is not None


def _end_of_pipes(lines: list[str], number: int) -> int:
    end = number + 2
    while end < len(lines) and "|" in lines[end] and not _opens_table(lines, end):
        end += 1
    return end


def _end_of_html(lines: list[str], number: int) -> int:
    for end in range(number, len(lines)):
        if TABLE_END.search(lines[end]):
            return end + 1
    return len(lines)


def _rows(lines: list[str]) -> Iterator[list[Slot]]:
    for number, line in enumerate(lines):
        if number == 1:
            continue  # the rule under the head
        inside = line.strip().removeprefix("|")
        if inside.endswith("|") and not inside.endswith("\\|"):
            inside = inside[:-1]
        texts = (BREAK.sub("\n", text).replace("\\|", "|").strip() for text in BORDER.split(inside))
        yield [Slot(text) for text in texts]
