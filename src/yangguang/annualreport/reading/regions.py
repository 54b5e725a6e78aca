"""Where in the running text do the three tables stand? Between headings, or around the labels themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from yangguang.annualreport.reading.running_text import Script
from yangguang.annualreport.reading.sections import Heading

_COUNTED = r"的?\d+[件条项宗份起例次]"
"""A label with a counted figure is a sentence of the narrative, no row of a table."""
_DISCLOSURE = re.compile(r"第二十条第\(?[一五六八九]\)?项|第20条第\(?[一五六八九1]\)?项|信息内容本年")
_REQUESTS = re.compile(
    r"(?:[一1][、.])?(?:本年新收|新收)政府信息公开申请(?:数量|数|件数)?(?=[\d\-/—]|[二2][、.]上年|$)"
    rf"(?!{_COUNTED})"
)
_CORNER = re.compile(r"\(?本列数据的勾稽关系|申请人情况")
_RECEIVED = re.compile(rf"(?:[一1][、.])?本年(?:度)?新收政府信息公开申请(?!{_COUNTED})")
_CARRIED_OUT = re.compile(r"结转(?:至|到)?下(?:一)?年(?:度)?(?:继续)?(?:办理)?")
_OUTCOMES = re.compile(rf"(?:结果维持|结果纠正|尚未审结)(?!{_COUNTED})")
_BROKEN_OUTCOMES = re.compile(r"未经复议直接起诉|维持纠正")
_AFTER_DISPUTES = re.compile(r"[五六5][、.](?:政府信息|存在|主要|其他)|存在的?(?:主要)?问题")

Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Regions:
    """Stretches of squeezed text (start, end) that hold a table; None where there is none in running text."""

    disclosure: Stretch | None
    requests: Stretch | None
    disputes: Stretch | None


def regions_of(script: Script, found: Sequence[Heading]) -> Regions:
    """Find the three tables in the running text of a report."""
    text = script.text.text
    requests = _requests(text, found)
    disputes = _disputes(text, found)
    disclosure = _disclosure(text, found, requests[0] if requests else len(text))
    if requests:
        requests = (requests[0], disputes[0] if disputes and disputes[0] >= requests[0] else requests[1])
    return Regions(disclosure, requests, disputes)


def _after(found: Sequence[Heading], offset: int, parts: tuple[str, ...], default: int) -> int:
    """The start of the first heading of one of `parts` behind `offset`."""
    return min(
        (heading.start for heading in found if heading.start > offset and heading.part in parts),
        default=default,
    )


def _requests(text: str, found: Sequence[Heading]) -> Stretch | None:
    """From the corner of the table to the next part; the narrative may use the same words before."""
    heads = [heading.end for heading in found if heading.part == "requests"]
    matches = list(_REQUESTS.finditer(text)) or list(_RECEIVED.finditer(text))
    starts = [match.start() for match in matches]
    if not starts:
        return None
    behind = [start for head in heads[-1:] for start in starts if start >= head]
    start = behind[0] if behind else starts[-1]
    end = _after(found, start, ("disputes", "problems", "others"), len(text))
    heads = [head for head in heads if head <= start]
    corner = _CORNER.search(text, heads[-1] if heads else max(start - 120, 0), start)
    return corner.start() if corner else start, end


def _disclosure(text: str, found: Sequence[Heading], before: int) -> Stretch | None:
    heads = [heading.end for heading in found if heading.part == "disclosure" and heading.end < before]
    match = _DISCLOSURE.search(text, heads[-1] if heads else 0, before) or _DISCLOSURE.search(text, 0, before)
    if not match:
        return None
    start = match.start()
    return start, min(_after(found, start, ("requests",), before), before)


def _disputes(text: str, found: Sequence[Heading]) -> Stretch | None:
    heads = [heading.end for heading in found if heading.part == "disputes"]
    first = heads[-1] if heads else 0
    outcomes = [match.start() for match in _OUTCOMES.finditer(text, first)]
    if heads and not outcomes:  # the heading of the table may be broken beyond recognition
        outcomes = [match.start() for match in _BROKEN_OUTCOMES.finditer(text, first)]
    if not outcomes:
        return None
    start = first if heads else max(outcomes[0] - 40, 0)
    end = _after(found, start, ("problems", "others"), len(text))
    if end == len(text):
        match = _AFTER_DISPUTES.search(text, outcomes[-1])
        end = match.start() if match else end
    return start, end
