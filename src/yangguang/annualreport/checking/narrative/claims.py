"""Do sweeping words (均获维持, 全部答复, 未收到申请) stand beside cells that say otherwise?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from yangguang.annualreport.checking.figures import printed, row_total, statutory, value
from yangguang.annualreport.checking.model import Finding
from yangguang.annualreport.checking.narrative.scope import Scope, scope
from yangguang.annualreport.checking.narrative.sentences import Sentence
from yangguang.annualreport.checking.rules import finding
from yangguang.annualreport.form.editions import Address
from yangguang.annualreport.reading.model import Reading

RECONSIDERATION = ("disputes/reconsideration",)
LITIGATION = ("disputes/litigation_direct", "disputes/litigation_after_reconsideration")
DISPUTE_CLAIMS = (
    (re.compile(r"(?:均|全部|全)(?:已)?(?:获得?|被|予以|得到|依法)?维持|维持率(?:均?为|达到?)?100%"),
     ("corrected", "other", "pending")),
    (re.compile(r"(?:均|全部|全)(?:已)?(?:依法)?(?:审结|结案|审理完毕)"), ("pending",)),
    (re.compile(r"(?:无|没有|未出现|未发生)(?:一[例件]|任何)?(?:被)?(?:纠错|败诉|纠正)|未被[^，。；]{0,12}?纠[错正]|零(?:败诉|纠错)|"
     r"(?:无|没有)一[例件起宗][^，。；\d]{0,20}(?:纠错|纠正|败诉)"),
     ("corrected",)),
)  # fmt: skip
"""What is claimed about disputes, and the results that contradict it when they are above zero."""

KIND = re.compile(r"复议|诉讼")
RESULT = re.compile(r"维持|纠正|纠错|驳回|审结|胜诉|败诉|撤[销诉]|终止|审理")
ALL_ANSWERED = re.compile(
    r"(?<!其余)(?:全部|所有(?!办结|答复)[^，。；]{0,12}均?已?)[^，。；\d]{0,14}?(?:答复|办结(?!或)|办理完[成毕])|(?<!占比)均(?:已|予以|依法|按时|按期|及时|如期)+(?:答复|办结|办理完[成毕])|(?<!按期)(?<!按时)(?<!及时)(?<!到期)(?<!期限内)(?<!法定)(?:办结|答复|办理)率(?:均?为|均?达到?)?100%"
)
REQUESTS = re.compile(r"申请|办件")
OTHER_BUSINESS = re.compile(r"建议|提案|留言|热线|投诉|诉求|信访|来信|咨询")
NO_REQUEST = re.compile(
    r"(?<!有)(?:未|没有|无|未曾)(?:收到|受理|接到|接收)(?:过|任何|有关|关于|公民|公众|群众|法人|或其他组织|提出|要求|的|、)*"
    r"(?:政府信息|信息)?(?:依申请)?公开(?:政府信息)?的?申请(?!行政复议|复议|引发|提起)|(?<!有)零申请"
)
NO_DISPUTE = re.compile(
    r"(?<!有)(?:未|没有|无|未曾)(?:发生|收到|产生|出现|涉及|被提起|引发|因)[^，。；\d]{0,24}?(?:行政复议|行政诉讼)[^，。；\d]{0,12}|"
    r"(?<!有)(?:无|没有)(?:涉及?)?(?:政府)?(?:信息公开|依申请公开)?类?(?:的|相关)?(?:行政复议|行政诉讼)(?!前置|后)[^，。；\d]{0,12}"
)
NOT_NONE = re.compile(r"纠错|败诉|撤销|纠正|超期|逾期|不服|不利")
ABOUT = re.compile(r"信息公开|依申请")


def check_claims(reading: Reading, told: Sequence[Sentence]) -> Iterator[Finding]:
    """One finding for each claim that a cell contradicts."""
    if statutory(reading) is None:
        return
    for index, sentence in enumerate(told):
        before = told[index - 1].text if index else ""
        yield from _disputes(reading, sentence, before)
        yield from _all_answered(reading, sentence, before)
        yield from _none(reading, sentence, before)


def _rows(words: str) -> tuple[str, ...]:
    rows = RECONSIDERATION if "复议" in words else ()
    return (*rows, *LITIGATION) if "诉讼" in words else rows


def _disputes(reading: Reading, sentence: Sentence, before: str) -> Iterator[Finding]:
    if not _rows(sentence.text) or not ABOUT.search(before + sentence.text):
        return
    for pattern, columns in DISPUTE_CLAIMS:
        claim = pattern.search(sentence.text)
        if claim is None or scope(reading, sentence.text[: claim.start()]) is not Scope.OWN:
            continue
        rows = _rows(_what_is_meant(sentence.text[: claim.end()])) or _rows(sentence.text)
        against = _above_zero(reading, [f"{row}@{column}" for column in columns for row in rows])
        if against:
            message = f"文字称“{claim.group()}”，表四却有{_spelled(reading, against)}"
            yield finding("narrative.upheld", against, message, quote=sentence.text)


def _what_is_meant(words: str) -> str:
    """“复议6件，维持5件；诉讼3件，均维持”: what follows the last result told of another kind of case."""
    kinds = list(KIND.finditer(words))
    for earlier, later in pairwise(kinds):
        if earlier.group() != later.group() and RESULT.search(words, earlier.end(), later.start()):
            return words[later.start() :] if later is kinds[-1] else _what_is_meant(words[later.start() :])
    return words


def _all_answered(reading: Reading, sentence: Sentence, before: str) -> Iterator[Finding]:
    claim = ALL_ANSWERED.search(sentence.text)
    if claim is None or OTHER_BUSINESS.search(sentence.text) or not REQUESTS.search(before + sentence.text):
        return
    if "结转" in sentence.clause_before(claim.start()):
        return  # what was carried in has been answered; that says nothing of the rest
    carried = row_total(reading, "carried_out")
    if carried and scope(reading, sentence.text[: claim.start()]) is Scope.OWN:
        message = f"文字称“{claim.group()}”，表三却有 {printed(carried)} 件结转下年度继续办理"
        yield finding("narrative.all_answered", ("requests/carried_out@total",), message, quote=sentence.text)


def _none(reading: Reading, sentence: Sentence, before: str) -> Iterator[Finding]:
    claim = NO_REQUEST.search(sentence.text)
    received = row_total(reading, "received")
    if claim and received and _is_own(reading, sentence, claim):
        message = f"文字称“{claim.group()}”，表三本年新收却有 {printed(received)} 件"
        yield finding("narrative.none", ("requests/received@total",), message, quote=sentence.text)
    claim = NO_DISPUTE.search(sentence.text)
    if claim is None or NOT_NONE.search(sentence.text) or not ABOUT.search(before + sentence.text):
        return
    against = _above_zero(reading, [f"{row}@total" for row in _rows(claim.group())])
    if against and _is_own(reading, sentence, claim):
        message = f"文字称“{claim.group()}”，表四却有{_spelled(reading, against)}"
        yield finding("narrative.none", against, message, quote=sentence.text)


def _is_own(reading: Reading, sentence: Sentence, claim: re.Match[str]) -> bool:
    years = re.findall(r"(\d{4})年", sentence.text[: claim.start()])
    is_this_year = not years or years[-1] == str(reading.year)
    return is_this_year and scope(reading, sentence.text[: claim.start()]) is Scope.OWN


def _above_zero(reading: Reading, places: Sequence[Address]) -> tuple[Address, ...]:
    return tuple(place for place in places if (value(reading, place) or 0) > 0)


def _spelled(reading: Reading, places: Sequence[Address]) -> str:
    form = statutory(reading)
    if form is None:
        return ""
    told = []
    for place in places:
        _, row, column = form.places[place]
        told.append(f"{row.label}“{column.label}” {printed(value(reading, place))} 件")
    return "、".join(told)
