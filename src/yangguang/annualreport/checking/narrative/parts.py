"""Do the parts that a sentence lists add up to its total?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate

from yangguang.annualreport.checking.figures import HUNDRED, printed, spelled_sum
from yangguang.annualreport.checking.model import Finding
from yangguang.annualreport.checking.narrative.listings import Listing, listings, partitions
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
        if _is_complete(listing) or is_slip(whole, figures):
            message = f"分项之和 {spelled}，不等于总数 {printed(whole)}"
            yield finding("narrative.parts", (), message, quote=listing.text)
        elif _is_nearly(listing) or _is_long_list_of_shares(listing):
            message = f"分项之和 {spelled}，不到总数 {printed(whole)}，请确认是否有意没有列全"
            yield finding("narrative.parts_note", (), message, quote=listing.text)


def _is_of_its_first(figures: Sequence[Decimal]) -> bool:
    """“12件，其中审结10件，维持7件、纠正3件”: the later figures are parts of the first one."""
    first, *others = figures
    return bool(others[1:]) and sum(others, Decimal(0)) == first


def is_slip(whole: Decimal, figures: Sequence[Decimal]) -> bool:
    """Whether a slip of the pen explains the difference: a wrong digit, or two neighbours exchanged.

    A difference in the last digit that is not zero is as likely a small rest that was left out on purpose.
    """
    summed = sum(figures, Decimal(0))
    left, right = printed(whole), printed(summed)
    if len(left) != len(right) or whole < limit("narrative.parts", "slip_from"):
        return False
    different = [place for place, pair in enumerate(zip(left, right, strict=True)) if len({*pair}) > 1]
    match different:
        case [place]:
            return left[place + 1 :].strip("0") != ""
        case [first, second] if second - first == 1 and sorted(left) == sorted(right):
            return True
    share = summed * HUNDRED
    is_near = share >= whole * limit("narrative.parts", "near_percent")
    return is_near and any(
        summed - figure + other == whole for figure in figures for other in _exchanged(figure)
    )


def _exchanged(figure: Decimal) -> Iterator[Decimal]:
    """The figure with each two neighbouring digits exchanged."""
    digits = printed(figure)
    for place in range(len(digits) - 1):
        one, other, *rest = list(digits)[place:]
        yield Decimal("".join([digits[:place], other, one, *rest]))


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
