"""Do the outcomes that a sentence lists add up to the replies it counts?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate

from yangguang.annualreport.checking.figures import printed, row_total
from yangguang.annualreport.checking.model import Finding
from yangguang.annualreport.checking.narrative.sentences import Sentence
from yangguang.annualreport.checking.narrative.ties import ties
from yangguang.annualreport.checking.rules import finding
from yangguang.annualreport.reading.model import Reading

OUTCOMES = (
    "granted_and_partly", "granted", "partly", "refused", "unavailable", "not_processed", "other_results",
)  # fmt: skip
NEEDED = frozenset({"refused", "unavailable", "not_processed", "other_results"})
GRANTED = ({"granted_and_partly"}, {"granted", "partly"})
COUNTED = re.compile(r"答复|办结|办理|处理|受理|收到")
PLACE = "requests/results.total@total"

Listed = dict[str, tuple[int, Decimal]]
"""Outcome: where its figure stands, and what it is."""


def check_outcomes(reading: Reading, told: Sequence[Sentence]) -> Iterator[Finding]:
    """One finding for each complete list of outcomes that adds up to none of the totals in sight."""
    if reading.year is None:
        return
    for index, sentence in enumerate(told):
        listed = _listed(reading.year, sentence)
        if not set(listed) >= NEEDED or not any(set(listed) >= words for words in GRANTED):
            continue
        totals = _totals(reading, told[max(0, index - 1) : index + 1], listed)
        figures = [figure for _, figure in listed.values()]
        summed = sum(figures, Decimal(0))
        if totals and not totals & {summed, *_running(sentence, listed)}:
            results = row_total(reading, "results.total")
            spelled = " + ".join(map(printed, figures))
            answered = "" if results is None else f"，不等于办理结果总计 {printed(results)}"
            message = f"文字所列办理结果 {spelled} = {printed(summed)}{answered}，也不等于文中的总数"
            yield finding("narrative.parts", (PLACE,), message, quote=sentence.text)


def _totals(reading: Reading, nearby: Sequence[Sentence], listed: Listed) -> set[Decimal]:
    """Everything that the outcomes may add up to: replies counted around them, and 表三."""
    starts = {start for start, _ in listed.values()}
    totals = {
        quantity.value
        for one in nearby
        for quantity in one.quantities
        if quantity.is_count
        and COUNTED.search(quantity.label)
        and not (one is nearby[-1] and quantity.start in starts)
    }
    results = row_total(reading, "results.total")
    return totals if results is None else totals | {results}


def _running(sentence: Sentence, listed: Listed) -> Iterator[Decimal]:
    """Running sums of all counts from the first outcome on: kinds without a row, and the carried out."""
    first = min(start for start, _ in listed.values())
    return accumulate(q.value for q in sentence.quantities if q.is_count and q.start >= first)


def _listed(year: int, sentence: Sentence) -> Listed:
    """Outcome, then where its figure stands and what it is, in the order of the sentence."""
    listed: Listed = {}
    for tie in ties(year):
        found = tie.pattern.search(sentence.text) if tie.id in OUTCOMES else None
        if found is not None and found.start("n") not in {start for start, _ in listed.values()}:
            listed[tie.id] = (found.start("n"), Decimal(found.group("n")))
    return dict(sorted(listed.items(), key=lambda item: item[-1]))
