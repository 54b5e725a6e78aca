"""Do the outcomes that a sentence lists add up to the replies it counts?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

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


def check_outcomes(reading: Reading, told: Sequence[Sentence]) -> Iterator[Finding]:
    """One finding for each complete list of outcomes that adds up to none of the totals in sight."""
    if reading.year is None:
        return
    for index, sentence in enumerate(told):
        listed = _listed(reading.year, sentence)
        if not set(listed) >= NEEDED or not any(set(listed) >= words for words in GRANTED):
            continue
        nearby = told[max(0, index - 1) : index + 1]
        starts = {start for start, _ in listed.values()}
        totals = [
            quantity.value
            for one in nearby
            for quantity in one.quantities
            if quantity.is_count and COUNTED.search(quantity.label) and (one, quantity.start) not in
            {(sentence, start) for start in starts}
        ]
        results = row_total(reading, "results.total")
        totals += [] if results is None else [results]
        figures = [figure for _, figure in listed.values()]
        summed = sum(figures, Decimal(0))
        if totals and summed not in totals:
            nearest = results if results is not None else totals[-1]
            spelled = " + ".join(map(printed, figures))
            message = f"文字所列办理结果 {spelled} = {printed(summed)}，不等于答复总数 {printed(nearest)}"
            yield finding("narrative.parts", (PLACE,), message, quote=sentence.text)


def _listed(year: int, sentence: Sentence) -> dict[str, tuple[int, Decimal]]:
    """Outcome, then where its figure stands and what it is, in the order of the sentence."""
    listed: dict[str, tuple[int, Decimal]] = {}
    for tie in ties(year):
        found = tie.pattern.search(sentence.text) if tie.id in OUTCOMES else None
        if found is not None and found.start("n") not in {start for start, _ in listed.values()}:
            listed[tie.id] = (found.start("n"), Decimal(found.group("n")))
    return dict(sorted(listed.items(), key=lambda item: item[-1]))
