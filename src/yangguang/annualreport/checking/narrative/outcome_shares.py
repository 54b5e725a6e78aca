"""Does each outcome have the share of the replies that the words give it, where they give no count?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from yangguang.annualreport.checking.figures import HUNDRED, leaf_paths, printed, row_total
from yangguang.annualreport.checking.model import Finding
from yangguang.annualreport.checking.narrative.scope import Scope, scope
from yangguang.annualreport.checking.narrative.sentences import Sentence
from yangguang.annualreport.checking.rules import finding
from yangguang.annualreport.reading.model import Reading

SHARE = re.compile(
    r"(?P<what>予以公开(?:或|和|及|、|与)部分公开|(?<!不)予以公开|部分公开|不予公开|无法提供|不予处理|其[他它]处理)"
    r"(?:的|申请|答复|决定|件|件数|类)*占(?:比|总数|总量|办理结果)*(?:为|的)?(?P<percent>\d+(?:\.\d+)?)%"
)
ROWS = {
    "予以公开": ("results.granted",),
    "部分公开": ("results.partly_granted",),
    "不予公开": ("results.refused",),
    "无法提供": ("results.unavailable",),
    "不予处理": ("results.not_processed",),
    "其他处理": ("results.other",),
    "其它处理": ("results.other",),
}
BOTH = ("results.granted", "results.partly_granted")
ABOUT = re.compile(r"申请|答复|办结")
TOTAL = "requests/results.total@total"


def check_outcome_shares(reading: Reading, told: Sequence[Sentence]) -> Iterator[Finding]:
    """One finding for each share that fits neither the replies nor the requests received or at hand."""
    for sentence in told:
        if not ABOUT.search(sentence.text):
            continue
        for match in SHARE.finditer(sentence.text):
            if scope(reading, sentence.text[: match.start()]) is Scope.OWN:
                yield from _judge(reading, match)


def _judge(reading: Reading, match: re.Match[str]) -> Iterator[Finding]:
    part = _sum(reading, ROWS.get(match["what"], BOTH))
    results = row_total(reading, "results.total")
    received, carried = row_total(reading, "received"), row_total(reading, "carried_in")
    if part is None or not results or received is None:
        return
    stated = Decimal(match["percent"])
    unit = Decimal(1).scaleb(-len(match["percent"].partition(".")[-1]))
    wholes = {results, received, received + (carried or Decimal(0))} - {Decimal(0)}
    if any(abs(part / whole * HUNDRED - stated) < unit for whole in wholes):
        return
    message = (
        f"文字写{match['what']}占 {stated}%，表格中为 {printed(part)} ÷ {printed(results)}"
        f" = {part / results * HUNDRED:.2f}%"
    )
    yield finding("narrative.percentage", (TOTAL,), message, quote=match.group())


def _sum(reading: Reading, groups: Sequence[str]) -> Decimal | None:
    figures = [row_total(reading, row) for group in groups for row in leaf_paths(reading, group)]
    if not figures or all(figure is None for figure in figures):
        return None
    return sum((figure for figure in figures if figure is not None), Decimal(0))
