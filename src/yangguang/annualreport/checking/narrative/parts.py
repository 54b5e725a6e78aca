"""Do the parts that a sentence lists add up to its total, and do the shares it prints follow?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from itertools import accumulate
from pathlib import Path

import yaml

from yangguang.annualreport.checking.figures import HUNDRED, printed, spelled_sum
from yangguang.annualreport.checking.model import Finding
from yangguang.annualreport.checking.narrative.sentences import REQUEST_UNITS, Quantity, Sentence
from yangguang.annualreport.checking.rules import finding, limit

OPENING = re.compile(r"其中(?:包括|包含|有)?|包括|分别为|分别是")
AMONG = re.compile(r"^[^，。；\d]{0,14}中，")
SHARE = re.compile(r"^[，（]?占(?:比|总数|总量|到)?[^，。；\d]{0,10}?(?:的|为|约)?$")
REST = re.compile(r"^(?:和|及|以及)?(?:其[他它余]|剩余|余下)")
TOTAL = re.compile(r"总[数量计]|合计")
OUTCOME = re.compile(r"无法提供|不予处理")
SIDE_FIGURE = re.compile(r"上年|去年|结转|转结|另有?|新增")
EXCLUDED_BRACKET = re.compile(r"^(?:含|较|比|同比|不含|另|截至|截止|详见|注|上年|去年)")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a list and the share printed for it, if any."""

    quantity: Quantity
    share: Quantity | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """A total and the parts that the text says it has."""

    whole: Quantity
    parts: tuple[Part, ...]
    text: str
    is_cut: bool = False
    says_all: bool = False
    others: frozenset[Decimal] = frozenset()
    """Totals that the list may belong to as well: earlier figures of the sentence and their sum."""
    running: tuple[Decimal, ...] = ()
    """Running sums of everything of the kind that follows, past the point where the list seems to end."""

    @property
    def figures(self) -> list[Decimal]:
        """The values of the parts."""
        return [part.quantity.value for part in self.parts]


def check_parts(told: Sequence[Sentence]) -> Iterator[Finding]:
    """One finding for every list that cannot be right, or that looks unfinished.

    Lists of outcomes are judged by `outcomes`, which knows what the form calls them.
    """
    for listing in listings(told):
        if not any(OUTCOME.search(part.quantity.label) for part in listing.parts):
            yield from _judge(listing)


def listings(told: Sequence[Sentence]) -> Iterator[Listing]:
    """Every total with its parts: 其中 …, （…）, N 条信息中 …, and the same noun counted again by share."""
    for index, sentence in enumerate(told):
        before = told[index - 1] if index else None
        following = told[index + 1 :]
        yield from _opened_by_words(sentence, before, following)
        yield from _in_brackets(sentence)
        yield from _same_noun(sentence, before, following)


@cache
def partitions() -> tuple[tuple[re.Pattern[str], ...], ...]:
    """Sets of label patterns that leave nothing over."""
    return tuple(
        tuple(re.compile(label) for label in entry["labels"]) for entry in _content()["partitions"]
    )


@cache
def _new_topic() -> re.Pattern[str]:
    return re.compile("(?:" + "".join(_content()["new_topic"].split()) + ")")


@cache
def _content() -> dict:
    return yaml.safe_load(Path(__file__).with_name("parts.yaml").read_text("utf-8"))


def _opened_by_words(
    sentence: Sentence, before: Sentence | None, following: Sequence[Sentence]
) -> Iterator[Listing]:
    for opening in OPENING.finditer(sentence.text):
        depth = sentence.text.count("（", 0, opening.start()) - sentence.text.count("）", 0, opening.start())
        earlier = [q for q in sentence.quantities if q.end <= opening.start() and q.depth <= depth]
        if not earlier and before is not None and not sentence.text[: opening.start()].strip("，"):
            earlier = [q for q in before.quantities if q.depth == 0]
        wholes = [q for q in earlier if not q.is_percent]
        if wholes and wholes[-1].is_count:
            main = [q for q in wholes if q.is_count and not SIDE_FIGURE.search(q.label)] or wholes
            found = _collected(sentence, main[-1], opening.end(), depth, following, opening.group())
            yield from (replace(one, others=_other_totals(wholes)) for one in found)
    for quantity in sentence.quantities:
        among = AMONG.match(sentence.text[quantity.end :])
        if among and quantity.is_count:
            start = quantity.end + among.end()
            yield from _collected(sentence, quantity, start, quantity.depth, following, "中")


def _other_totals(wholes: Sequence[Quantity]) -> frozenset[Decimal]:
    """“收到9件，上年转结1件，其中…” is about 10: any of the figures before, or their sum."""
    figures = [q.value for q in wholes if q.is_count]
    return frozenset({*figures, sum(figures, Decimal(0)), *_last_two(figures)})


def _last_two(figures: Sequence[Decimal]) -> Iterator[Decimal]:
    return (one + other for one, other in zip(figures, figures[1:], strict=False))


def _collected(
    sentence: Sentence, whole: Quantity, start: int, depth: int, following: Sequence[Sentence], word: str
) -> Iterator[Listing]:
    end = _closing(sentence.text, start, depth)
    parts = list(_parts(sentence, whole, start, end, depth))
    is_cut = sentence.is_cut and end == len(sentence.text)
    text = sentence.text
    for later in following if parts and depth == 0 and all(part.share for part in parts) else ():
        more = list(_parts(later, whole, 0, len(later.text), 0))
        if not more or not all(part.share for part in more) or more[0].quantity is not later.quantities[0]:
            break
        parts += more
        text += "。" + later.text
        is_cut = later.is_cut
    if parts:
        everything = [q.value for q in sentence.quantities if start <= q.start < end and _same_kind(q, whole)]
        running = tuple(accumulate(everything))
        yield Listing(whole, tuple(parts), text, is_cut, word.startswith("分别"), running=running)


def _closing(text: str, start: int, depth: int) -> int:
    """Where the bracket that holds `start` closes; the end of the sentence outside of brackets."""
    if depth <= 0:
        return len(text)
    level = depth
    for position in range(start, len(text)):
        level += (text[position] == "（") - (text[position] == "）")
        if level < depth:
            return position
    return len(text)


def _parts(sentence: Sentence, whole: Quantity, start: int, end: int, depth: int) -> Iterator[Part]:
    """Quantities of the whole's kind on its level, up to the first that starts something new."""
    inside = [q for q in sentence.quantities if start <= q.start < end and q.depth == depth]
    opening_word: str | None = None
    for index, quantity in enumerate(inside):
        if quantity.is_percent or quantity.unit.endswith("点"):
            continue
        if not _same_kind(quantity, whole):
            return
        topic = _new_topic().match(quantity.label)
        word = topic.group() if topic else ""
        if opening_word is None:
            opening_word = word
        elif (word and word != opening_word) or TOTAL.search(quantity.label):
            return
        following = inside[index + 1] if inside[index + 1 :] else None
        yield Part(quantity, _share(sentence, quantity, following))


def _same_kind(quantity: Quantity, whole: Quantity) -> bool:
    if not quantity.is_count:
        return False
    units = {quantity.unit, whole.unit}
    return len(units) == 1 or "" in units or (units <= REQUEST_UNITS and "申请" in whole.label)


def _share(sentence: Sentence, quantity: Quantity, following: Quantity | None) -> Quantity | None:
    if following is None or not following.is_percent:
        return None
    between = sentence.text[quantity.end : following.start]
    return following if SHARE.match(between) else None


def _in_brackets(sentence: Sentence) -> Iterator[Listing]:
    for quantity in sentence.quantities:
        opened = re.match(r"，?（", sentence.text[quantity.end :])
        if not opened or not quantity.is_count:
            continue
        start = quantity.end + opened.end()
        inner = sentence.text[start:]
        if OPENING.match(inner) or EXCLUDED_BRACKET.match(inner):
            continue
        depth = quantity.depth + 1
        parts = tuple(_parts(sentence, quantity, start, _closing(sentence.text, start, depth), depth))
        if parts[1:]:
            yield Listing(quantity, parts, sentence.text, sentence.is_cut)


def _same_noun(
    sentence: Sentence, before: Sentence | None, following: Sequence[Sentence]
) -> Iterator[Listing]:
    """“主动公开的政府信息，县直…2475条，占62.2%。各乡镇…1503条，占37.8%。” after “主动公开政府信息2026条”."""
    if before is None or OPENING.search(sentence.text):
        return
    shared = [part for one in (sentence, *following[:1]) for part in shared_parts(one)]
    if len(shared) < limit("narrative.parts", "parts"):
        return
    noun = _common_ending([part.quantity.label for part in shared])
    wholes = [q for q in before.quantities if q.is_count and noun and q.label.endswith(noun)]
    if wholes:
        text = sentence.text + "".join("。" + one.text for one in following[:1] if list(shared_parts(one)))
        yield Listing(wholes[-1], tuple(shared), text, sentence.is_cut)


def shared_parts(sentence: Sentence) -> Iterator[Part]:
    for quantity, following in zip(sentence.quantities, sentence.quantities[1:], strict=False):
        share = _share(sentence, quantity, following) if quantity.is_count else None
        if share is not None:
            yield Part(quantity, share)


def _common_ending(labels: Sequence[str]) -> str:
    ending = labels[0]
    for label in labels[1:]:
        while not label.endswith(ending):
            ending = ending[1:]
    return ending if len(ending) >= limit("narrative.parts", "noun") else ""


def _judge(listing: Listing) -> Iterator[Finding]:
    whole, figures = listing.whole.value, listing.figures
    sums = list(accumulate(figures))
    # a list may run on into another topic; once it has added up, it was complete
    totals = {whole, *listing.others}
    if totals & {*sums, *listing.running}:
        return
    biggest = max(figures)
    spelled = f"{spelled_sum(figures)} = {printed(sums[-1])}" if figures[1:] else printed(biggest)
    if sums[-1] > max(totals):
        message = f"分项 {spelled}，大于总数 {printed(whole)}"
        yield finding("narrative.parts", (), message, quote=listing.text)
    elif not listing.is_cut and figures[1:]:
        if _is_complete(listing):
            message = f"分项之和 {spelled}，不等于总数 {printed(whole)}"
            yield finding("narrative.parts", (), message, quote=listing.text)
        elif all(part.share for part in listing.parts) and figures[limit("narrative.parts", "listed") :]:
            message = f"逐项列出占比，但分项之和 {spelled}，与总数 {printed(whole)} 相差较大"
            yield finding("narrative.parts_note", (), message, quote=listing.text)


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
    near = sum(listing.figures, Decimal(0)) * HUNDRED >= listing.whole.value * limit("narrative.parts", "near_percent")
    return near and len(shares) >= limit("narrative.parts", "listed")
