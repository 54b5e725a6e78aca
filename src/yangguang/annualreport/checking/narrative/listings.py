"""Which lists of parts does a narrative hold, and of which totals?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import yaml

from yangguang.annualreport.checking.narrative.sentences import REQUEST_UNITS, Quantity, Sentence
from yangguang.annualreport.checking.rules import limit

OPENING = re.compile(r"其中(?:包括|包含|有)?|包括|分别为|分别是")
VIEW = re.compile(r"(?:按照?|从)[^，。；\d]{2,10}?(?:划?分|来?看|统计)[，：]")
"""“按申请方式分，”: a new way to count all requests, which ends the list before it."""
RECEIVED = re.compile(r"收到|受理|接收|新收")
AMONG = re.compile(r"^[^，。；\d]{0,14}中，")
SHARE = re.compile(r"^[，（]?占(?:比|总数|总量|到)?[^，。；\d]{0,10}?(?:的|为|约)?$")
TOTAL = re.compile(r"总[数量计]|合计")
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


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A piece of a sentence on one level of brackets."""

    sentence: Sentence
    start: int
    end: int
    depth: int

    @property
    def quantities(self) -> list[Quantity]:
        """The figures in it, left to right, with those in deeper brackets."""
        return [q for q in self.sentence.quantities if self.start <= q.start < self.end]


def listings(told: Sequence[Sentence]) -> Iterator[Listing]:
    """Every total with its parts: 其中 …, （…）, N 条信息中 …, and the same noun counted again by share."""
    for index, sentence in enumerate(told):
        before = told[index - 1] if index else None
        following = told[index + 1 : index + 1 + limit("narrative.parts", "following")]
        yield from _opened_by_words(sentence, before, following)
        yield from _in_brackets(sentence)
        yield from _same_noun(sentence, before, following)
        if not OPENING.search(sentence.text):
            yield from _named_partition(sentence)


@cache
def _new_topic() -> re.Pattern[str]:
    return re.compile("(?:" + "".join(kept_words()["new_topic"].split()) + ")")


@cache
def kept_words() -> dict[str, Any]:
    """The lists of words in parts.yaml."""
    content: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("parts.yaml").read_text("utf-8"))
    return content


@cache
def partitions() -> tuple[tuple[re.Pattern[str], ...], ...]:
    """Sets of label patterns that leave nothing over."""
    return tuple(
        tuple(re.compile(label) for label in entry["labels"]) for entry in kept_words()["partitions"]
    )


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
            stretch = _stretch(sentence, opening.end(), depth)
            says_all = opening.group().startswith("分别")
            for found in _collected(stretch, main[-1], following):
                yield replace(found, others=_other_totals(wholes), says_all=says_all)
    yield from _seen_from(sentence, before, following)
    for quantity in sentence.quantities:
        among = AMONG.match(sentence.text[quantity.end :])
        if among and quantity.is_count:
            stretch = _stretch(sentence, quantity.end + among.end(), quantity.depth)
            yield from _collected(stretch, quantity, following)


def _seen_from(
    sentence: Sentence, before: Sentence | None, following: Sequence[Sentence]
) -> Iterator[Listing]:
    """“收到120件，按申请方式分，网上80件、信函40件”, where the requests received are in sight."""
    for view in VIEW.finditer(sentence.text):
        earlier = [q for q in sentence.quantities if q.end <= view.start()]
        wholes = [q for q in (earlier or (before.quantities if before else ())) if q.is_count]
        received = [q for q in wholes if RECEIVED.search(q.label) and not SIDE_FIGURE.search(q.label)]
        if received:
            stretch = _stretch(sentence, view.end(), 0)
            for found in _collected(stretch, received[-1], following):
                yield replace(found, others=_other_totals(wholes))


def _named_partition(sentence: Sentence) -> Iterator[Listing]:
    """“文件124件，主动公开110件，依申请公开11件，不予公开3件”: nothing opens the list but its labels."""
    for labels in partitions():
        size = len(labels)
        for start in range(1, len(sentence.quantities) - size + 1):
            whole, *parts = sentence.quantities[start - 1 : start + size]
            summed = sum((q.value for q in parts), Decimal(0))
            is_named = all(
                label.search(q.label) and _same_kind(q, whole) for label, q in zip(labels, parts, strict=True)
            )
            # another total may have been counted before; then the sum is not even near this one
            apart = abs(summed - whole.value) * limit("narrative.parts", "apart")
            if is_named and whole.is_count and apart <= whole.value:
                yield Listing(whole, tuple(map(Part, parts)), sentence.text, sentence.is_cut)


def _other_totals(wholes: Sequence[Quantity]) -> frozenset[Decimal]:
    """“收到9件，上年转结1件，其中…” is about 10: any of the figures before, or their sum."""
    figures = [q.value for q in wholes if q.is_count]
    return frozenset({*figures, sum(figures, Decimal(0)), *_last_two(figures)})


def _last_two(figures: Sequence[Decimal]) -> Iterator[Decimal]:
    return (one + other for one, other in pairwise(figures))


def _stretch(sentence: Sentence, start: int, depth: int) -> _Stretch:
    view = VIEW.search(sentence.text, start)
    end = _closing(sentence.text, start, depth)
    return _Stretch(sentence, start, end if view is None else min(end, view.start()), depth)


def _collected(stretch: _Stretch, whole: Quantity, following: Sequence[Sentence]) -> Iterator[Listing]:
    parts = list(_parts(stretch, whole))
    text = stretch.sentence.text
    is_cut = stretch.sentence.is_cut and stretch.end == len(text)
    goes_on = parts and stretch.depth == 0 and all(part.share for part in parts)
    for later in following if goes_on else ():
        more = list(_parts(_stretch(later, 0, 0), whole))
        if not more or not all(part.share for part in more) or more[0].quantity is not later.quantities[0]:
            break
        parts += more
        text += "。" + later.text
        is_cut = later.is_cut
    if parts:
        running = accumulate(q.value for q in stretch.quantities if _same_kind(q, whole))
        yield Listing(whole, tuple(parts), text, is_cut, running=tuple(running))


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


def _parts(stretch: _Stretch, whole: Quantity) -> Iterator[Part]:
    """Quantities of the whole's kind on its level, up to the first that starts something new."""
    inside = [q for q in stretch.quantities if q.depth == stretch.depth]
    opening_word: str | None = None
    text, last, is_by_comma = stretch.sentence.text, stretch.start, False
    for index, quantity in enumerate(inside):
        between = text[last : quantity.start]
        if is_by_comma and "；" in between:
            return  # after “A 3件，B 4件；” something else begins
        is_by_comma |= index > 0 and "；" not in between and not quantity.is_percent
        last = quantity.end
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
        yield Part(quantity, _share(stretch.sentence, quantity, following))


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
        parts = tuple(_parts(_stretch(sentence, start, quantity.depth + 1), quantity))
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
    """Every count in a sentence right after which its share is printed."""
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
