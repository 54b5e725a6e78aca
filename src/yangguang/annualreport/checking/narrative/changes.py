"""Are increases and decreases what the figures of the two years give?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from yangguang.annualreport.checking.figures import HUNDRED, printed, row_total
from yangguang.annualreport.checking.model import Finding
from yangguang.annualreport.checking.narrative.scope import Scope, scope
from yangguang.annualreport.checking.narrative.sentences import Sentence
from yangguang.annualreport.checking.rules import finding
from yangguang.annualreport.reading.model import Reading

UP = r"增加|增长|上升|提高|增"
DOWN = r"减少|下降|降低|回落|减|降"
COUNT = r"(?:[条件项宗份起例次个]|人次)"
LAST = r"(?:上一?年度?|去年|20\d\d年度?)(?:同期)?"
DIFFERENCE = re.compile(
    rf"(?<!\d)(?P<now>\d+){COUNT}，?(?:同比|(?:比|较|与){LAST}(?:相比)?，?)(?P<way>{UP}|{DOWN})了?(?P<diff>\d+){COUNT}，?"
    rf"(?:同比)?(?:增幅|降幅|增长率|增长|上升|下降|减少|降低|幅度)(?:为|达到?|了)?(?P<percent>\d+(?:\.\d+)?)%"
)
FROM_TO = re.compile(
    rf"[由从]{LAST}的?(?P<before>\d+){COUNT}(?P<way>{UP}|{DOWN})(?:到|至|为)(?:今年|本年|20\d\d年)?的?(?P<now>\d+){COUNT}，?"
    rf"(?:同比)?(?:增幅|降幅|增长率|增长|上升|下降|减少|降低|幅度)(?:为|达到?|了)?(?P<percent>\d+(?:\.\d+)?)%"
)
BESIDE_LAST = re.compile(
    rf"(?<!\d)(?P<now>\d+){COUNT}，?（?(?:(?:比|较|与){LAST}的?|{LAST}(?:为|是|共)?)(?P<before>\d+){COUNT}(?:相比)?）?，?"
    rf"(?:同比)?(?P<way>{UP}|{DOWN})了?(?:约)?(?P<percent>\d+(?:\.\d+)?)%"
)
AGAINST_LAST_YEAR = re.compile(
    rf"(?:收到|受理|接收|新收)[^。；]{{0,30}}?申请[^。；\d]{{0,6}}(?P<now>\d+)件[^。；]{{0,60}}?"
    rf"(?P<gap>[^，。；\d]{{0,12}})(?:同比|(?:比|较|与){LAST}(?:相比)?)，?(?P<noun>[^，。；\d]{{0,6}}?)(?P<way>{UP}|{DOWN})了?"
    rf"(?P<percent>\d+(?:\.\d+)?)%"
)
PUBLISHED = re.compile(r"主动公开(?:各类)?(?:政府|政务)?信息(?:共|共计|总计)?(?P<now>\d+)条")
PUBLISHED_CHANGE = re.compile(
    rf"{PUBLISHED.pattern}[^。；同比较]{{0,60}}，?(?:同比|(?:比|较|与){LAST}(?:相比)?)(?P<way>{UP}|{DOWN})了?"
    rf"(?P<percent>\d+(?:\.\d+)?)%"
)
FEWER_REQUESTS = re.compile(
    rf"(?:申请|办件|收件)(?:数量|总量|总数|数|量)?(?:同比|(?:比|较|与){LAST}(?:相比)?，?)(?P<way>{UP}|{DOWN})了?"
    rf"(?P<diff>\d+){COUNT}，?(?:同比)?(?:增幅|降幅|增长率|增长|上升|下降|减少|降低|幅度)(?:为|达到?|了)?"
    rf"(?P<percent>\d+(?:\.\d+)?)%"
)
ABOUT_REQUESTS = re.compile(r"^(?:|，)$|申请|办件|收件|数量|总量|受理|件数")


def check_changes(reading: Reading, previous: Reading | None, told: Sequence[Sentence]) -> Iterator[Finding]:
    """Changes spelled out in one sentence; changes of requests also against last year's report."""
    for sentence in told:
        for match in DIFFERENCE.finditer(sentence.text):
            diff = Decimal(match["diff"]) * (-1 if re.fullmatch(DOWN, match["way"]) else 1)
            yield from _judge(sentence, match, [(now - diff, now) for now in _counted(sentence, match)])
        yield from _by_the_table(reading, sentence)
        for match in FROM_TO.finditer(sentence.text):
            yield from _judge(sentence, match, [(Decimal(match["before"]), Decimal(match["now"]))])
        for match in BESIDE_LAST.finditer(sentence.text):
            before = Decimal(match["before"])
            yield from _judge(sentence, match, [(before, now) for now in _counted(sentence, match)])
        if previous is not None and previous.year is not None and previous.year + 1 == reading.year:
            yield from _against_last_year(reading, previous, sentence)


def check_publication_changes(
    reading: Reading, previous: Reading | None, told: Sequence[Sentence], told_before: Sequence[Sentence]
) -> Iterator[Finding]:
    """“主动公开政府信息 N 条，同比增长 p%” against what last year's report gave in the same words."""
    if previous is None or previous.year is None or previous.year + 1 != reading.year:
        return
    earlier = [match for sentence in told_before for match in PUBLISHED.finditer(sentence.text)]
    if len(earlier) != 1:
        return
    before = Decimal(earlier[0]["now"])
    for sentence in told:
        for match in PUBLISHED_CHANGE.finditer(sentence.text):
            yield from _judge(sentence, match, [(before, Decimal(match["now"]))])


def _counted(sentence: Sentence, match: re.Match[str]) -> list[Decimal]:
    """What the change may be about: the figure before it, else any count earlier in the sentence."""
    counts = [q.value for q in sentence.quantities if q.is_count and q.end <= match.end("now") + 1]
    return [Decimal(match["now"]), *counts]


def _judge(
    sentence: Sentence, match: re.Match[str], pairs: Sequence[tuple[Decimal, Decimal]]
) -> Iterator[Finding]:
    """One finding when the stated change fits no pair of the year before and this one; the first is shown."""
    down = re.fullmatch(DOWN, match["way"]) is not None
    known = [(before, now) for before, now in pairs if before > 0]
    if not known or any(
        _fits(match["percent"], before, now) and (before == now or (now < before) == down)
        for before, now in known
    ):
        return
    before, now = known[0]
    percent = abs(now - before) / before * HUNDRED
    way = match["way"] if _fits(match["percent"], before, now) else ""
    message = (
        f"由 {printed(before)} 到 {printed(now)}，变化 {percent:.2f}%，文字写的是{way} {match['percent']}%"
    )
    yield finding("narrative.change", (), message, quote=match.group())


def _fits(stated: str, before: Decimal, now: Decimal) -> bool:
    unit = Decimal(1).scaleb(-len(stated.partition(".")[-1]))
    return before > 0 and abs(abs(now - before) / before * HUNDRED - Decimal(stated)) < unit


def _by_the_table(reading: Reading, sentence: Sentence) -> Iterator[Finding]:
    """“申请数量比上年减少5件，下降4.72%”: this year's number stands in 表三."""
    received, carried = row_total(reading, "received"), row_total(reading, "carried_in")
    for match in FEWER_REQUESTS.finditer(sentence.text):
        if received is None or scope(reading, sentence.text[: match.start()]) is not Scope.OWN:
            continue
        diff = Decimal(match["diff"]) * (-1 if re.fullmatch(DOWN, match["way"]) else 1)
        years = [(now - diff, now) for now in (received, received + (carried or Decimal(0)))]
        yield from _judge(sentence, match, years)


def _against_last_year(reading: Reading, previous: Reading, sentence: Sentence) -> Iterator[Finding]:
    for match in AGAINST_LAST_YEAR.finditer(sentence.text):
        is_about = ABOUT_REQUESTS.search(match["gap"]) and ABOUT_REQUESTS.search(match["noun"])
        if not is_about or scope(reading, sentence.text[: match.start("now")]) is not Scope.OWN:
            continue
        pairs = [pair for pair in _years(reading, previous) if pair[0] > 0]
        down = re.fullmatch(DOWN, match["way"]) is not None
        if not pairs or any(
            _fits(match["percent"], before, now) and (now < before) == down for before, now in pairs
        ):
            continue
        before, now = pairs[0]
        percent = (now - before) / before * HUNDRED
        message = (
            f"申请由 {previous.year} 年的 {printed(before)} 件到 {printed(now)} 件，变化 {percent:+.2f}%，"
            f"文字写的是{match['way']} {match['percent']}%"
        )
        yield finding("narrative.change", ("requests/received@total",), message, quote=match.group())


def _years(reading: Reading, previous: Reading) -> Iterator[tuple[Decimal, Decimal]]:
    """Requests of last year and this year: newly received, then with those carried in."""
    new = [row_total(year, "received") for year in (previous, reading)]
    carried = [row_total(year, "carried_in") for year in (previous, reading)]
    before, now = new
    if before is None or now is None:
        return
    yield before, now
    more_before, more_now = carried
    if more_before is not None and more_now is not None:
        yield before + more_before, now + more_now
