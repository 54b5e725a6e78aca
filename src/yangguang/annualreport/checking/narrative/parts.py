"""Do the parts that a sentence lists add up to its total?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from itertools import accumulate

from yangguang.annualreport.checking.figures import HUNDRED, printed, spelled_sum
from yangguang.annualreport.checking.model import Finding
from yangguang.annualreport.checking.narrative.listings import Listing, kept_words, listings
from yangguang.annualreport.checking.narrative.sentences import Sentence
from yangguang.annualreport.checking.rules import finding, limit

REST = re.compile(r"^(?:和|及|以及)?(?:其[他它余]|剩余|余下)")
OUTCOME = re.compile(r"无法提供|不予处理")


def check_parts(told: Sequence[Sentence]) -> Iterator[Finding]:
    """One finding for every list that cannot be right, or that looks unfinished.

    Lists of outcomes are judged by `outcomes`, which knows what the form calls them.
    """
    for listing in listings(told):
        if not any(OUTCOME.search(part.quantity.label) for part in listing.parts):
            yield from _judge(listing)


@cache
def partitions() -> tuple[tuple[re.Pattern[str], ...], ...]:
    """Sets of label patterns that leave nothing over."""
    return tuple(
        tuple(re.compile(label) for label in entry["labels"]) for entry in kept_words()["partitions"]
    )


def _judge(listing: Listing) -> Iterator[Finding]:
    whole, figures = listing.whole.value, listing.figures
    sums = list(accumulate(figures))
    # a list may run on into another topic; once it has added up, it was complete
    totals = {whole, *listing.others}
    if totals & {*sums, *listing.running} or _is_of_its_first(figures):
        return
    biggest = max(figures)
    spelled = f"{spelled_sum(figures)} = {printed(sums[-1])}" if figures[1:] else printed(biggest)
    if sums[-1] > max(totals):
        message = f"分项 {spelled}，大于总数 {printed(whole)}"
        yield finding("narrative.parts", (), message, quote=listing.text)
    elif not listing.is_cut and figures[1:]:
        if _is_complete(listing) or is_slip(whole, sums[-1]):
            message = f"分项之和 {spelled}，不等于总数 {printed(whole)}"
            yield finding("narrative.parts", (), message, quote=listing.text)
        elif _is_nearly(listing) or _is_long_list_of_shares(listing):
            message = f"分项之和 {spelled}，不到总数 {printed(whole)}，请确认是否有意没有列全"
            yield finding("narrative.parts_note", (), message, quote=listing.text)


def _is_of_its_first(figures: Sequence[Decimal]) -> bool:
    """“12件，其中审结10件，维持7件、纠正3件”: the later figures are parts of the first one."""
    return bool(figures[2:]) and sum(figures[1:], Decimal(0)) == figures[0]


def is_slip(whole: Decimal, summed: Decimal) -> bool:
    """Whether two large figures differ as by a slip of the pen: one digit before the last, or two exchanged.

    A difference in the last digit alone is as likely a small rest that was left out on purpose.
    """
    left, right = printed(whole), printed(summed)
    if len(left) != len(right) or whole < limit("narrative.parts", "slip_from"):
        return False
    different = [place for place, pair in enumerate(zip(left, right, strict=True)) if len({*pair}) > 1]
    match different:
        case [place]:
            return place < len(left) - 1
        case [first, second]:
            return second - first == 1 and sorted(left) == sorted(right)
    return False


def _is_nearly(listing: Listing) -> bool:
    share = sum(listing.figures, Decimal(0)) * HUNDRED
    is_large = listing.whole.value >= limit("narrative.parts", "slip_from")
    return is_large and share >= listing.whole.value * limit("narrative.parts", "near_percent")


def _is_long_list_of_shares(listing: Listing) -> bool:
    listed = listing.figures[limit("narrative.parts", "listed") :]
    return bool(listed) and all(part.share for part in listing.parts)


def _is_complete(listing: Listing) -> bool:
    """Whether the list claims to leave nothing over."""
    labels = [part.quantity.label for part in listing.parts]
    if listing.says_all or any(REST.match(label) for label in labels):
        return True
    for patterns in partitions():
        if all(any(pattern.search(label) for label in labels) for pattern in patterns):
            return True
    shares = [part.share.value for part in listing.parts if part.share is not None]
    if len(shares) != len(listing.parts):
        return False
    if abs(sum(shares, Decimal(0)) - HUNDRED) <= 1:
        return True
    return _is_nearly(listing) and len(shares) >= limit("narrative.parts", "listed")
