"""Is each “占百分之几” what its part and its total give?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from yangguang.annualreport.checking.figures import HUNDRED, printed, row_total
from yangguang.annualreport.checking.model import Finding
from yangguang.annualreport.checking.narrative.listings import Part, listings, shared_parts
from yangguang.annualreport.checking.narrative.sentences import Quantity, Sentence
from yangguang.annualreport.checking.rules import finding
from yangguang.annualreport.reading.model import Reading


def check_shares(reading: Reading, told: Sequence[Sentence]) -> Iterator[Finding]:
    """One finding for each share that fits no total in sight while its list, or 其中, names the total."""
    stated = {id(part.quantity): listing for listing in listings(told) for part in listing.parts}
    for index, sentence in enumerate(told):
        parts = list(shared_parts(sentence))
        if not parts:
            continue
        wholes = _in_sight(reading, told[max(0, index - 1) : index + 1], sentence, parts)
        governing = _governing(parts, wholes) or _summed(parts, told[max(0, index - 1) : index + 1])
        for part in parts:
            listing = stated.get(id(part.quantity))
            total = governing if listing is None else listing.whole.value
            if listing is not None:
                wholes = wholes | {listing.whole.value, sum(listing.figures, Decimal(0))}
            figure = part.quantity.value
            if total is None or any(fits(figure, whole, part.share) for whole in wholes):
                continue
            share = part.share.value if part.share is not None else ""
            percent = figure / total * HUNDRED
            message = f"{printed(figure)} ÷ {printed(total)} = {percent:.2f}%，文字写的是 {share}%"
            yield finding("narrative.percentage", (), message, quote=_quote(sentence, part))


def fits(part: Decimal, whole: Decimal, share: Quantity | None) -> bool:
    """Whether `share` is part ÷ whole in percent; its last printed digit may be rounded or cut off."""
    if share is None or not whole:
        return False
    unit = Decimal(1).scaleb(-share.decimals)
    return abs(part / whole * HUNDRED - share.value) < unit


def _in_sight(
    reading: Reading, nearby: Sequence[Sentence], sentence: Sentence, parts: Sequence[Part]
) -> set[Decimal]:
    """Every total that a share in `sentence` may refer to: counts around it, the sum of the list, 表三."""
    wholes = {q.value for one in nearby for q in one.quantities if q.is_count}
    wholes.add(sum((part.quantity.value for part in parts), Decimal(0)))
    received, carried = row_total(reading, "received"), row_total(reading, "carried_in")
    results = row_total(reading, "results.total")
    wholes |= {figure for figure in (received, results) if figure is not None}
    if received is not None and carried is not None:
        wholes.add(received + carried)
    return wholes


def _governing(parts: Sequence[Part], wholes: set[Decimal]) -> Decimal | None:
    """The total that the other shares of the list agree on; None when no two agree or no total fits."""
    best: tuple[int, Decimal] | None = None
    for whole in sorted(wholes):
        fitting = sum(fits(part.quantity.value, whole, part.share) for part in parts)
        if fitting > 1 and (best is None or fitting > best[0]):
            best = (fitting, whole)
    return best[-1] if best is not None else None


def _summed(parts: Sequence[Part], nearby: Sequence[Sentence]) -> Decimal | None:
    """The total that the parts add up to, where the words before them count exactly that."""
    total = sum((part.quantity.value for part in parts), Decimal(0))
    starts = {id(part.quantity) for part in parts}
    counted = {q.value for one in nearby for q in one.quantities if q.is_count and id(q) not in starts}
    return total if parts[1:] and total in counted else None


def _quote(sentence: Sentence, part: Part) -> str:
    share = part.share
    start = part.quantity.start - len(part.quantity.label)
    return sentence.text[start : share.end if share is not None else part.quantity.end]
