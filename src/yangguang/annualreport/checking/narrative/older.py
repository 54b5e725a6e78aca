"""Do figures in the words of a report before 2019 agree with its statistics table?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from yangguang.annualreport.checking.figures import printed
from yangguang.annualreport.checking.model import Finding
from yangguang.annualreport.checking.narrative.sentences import Sentence
from yangguang.annualreport.checking.rules import finding
from yangguang.annualreport.checking.statistics import of_this_year, this_year
from yangguang.annualreport.reading.model import Reading

TIES = (
    ("主动公开", re.compile(r"主动公开(?:政府)?信息(?:总数|总计|共计|共|为)?(?P<n>\d+)条"),
     re.compile(r"主动公开(?:政府)?(?:信息|文件)")),
    ("收到申请", re.compile(r"(?:收到|受理)(?:有关)?(?:政府)?信息公开的?申请(?:共|共计)?(?P<n>\d+)[条件]"),
     re.compile(r"(?:受理|收到).*申请|信息公开申请")),
)  # fmt: skip
"""What is counted, how the words say it, and how the table calls it."""

WHOLE = re.compile(
    r"(?:其中)?(?:(?P<year>\d{4})年度?|今年|全年|本年度?)?，?(?:全[县区市]|我[县区市局]|[县区市](?:人民)?政府办公室|我办)?(?:共|总共|共计)?"
)
"""What may stand before the words when they are about the whole report."""

REPLY = re.compile(r"(?:其中)?(?P<label>[\u4e00-\u9fff]{2,10}答复数)(?P<n>\d+)[条件]")
REPLY_LINE = re.compile(r"公开答复数$")


def check_older(reading: Reading, told: Sequence[Sentence]) -> Iterator[Finding]:
    """One finding for each total in words that the table contradicts, and for replies by other names."""
    if reading.edition != "before-2019":
        return
    for one in told:
        yield from _reply_names(reading, one)
    for title, pattern, label in TIES:
        line = this_year(reading, label)
        found = [(one, match) for one in told for match in pattern.finditer(one.text)]
        for sentence, match in found if line is not None else ():
            whole = WHOLE.fullmatch(_before(reading, sentence, match))
            if line is None or whole is None or whole["year"] not in {None, str(reading.year)}:
                continue
            place, figure = line
            if Decimal(match["n"]) != figure:
                message = f"文字写{title} {match['n']} 条，统计表为 {printed(figure)} 条"
                yield finding("narrative.figure", (place,), message, quote=match.group())


def _reply_names(reading: Reading, sentence: Sentence) -> Iterator[Finding]:
    """Kinds of reply that the table does not know, beside kinds in the table that the words leave out."""
    said = {match["label"]: match["n"] for match in REPLY.finditer(sentence.text)}
    lines = {
        name: line for name, line in of_this_year(reading).items() if REPLY_LINE.search(name) and line[1]
    }
    unknown = "、".join(f"“{name}”{figure}" for name, figure in said.items() if name not in lines)
    unsaid = {name: line for name, line in lines.items() if name not in said}
    if not unknown or not unsaid or not said.keys() & lines.keys():
        return
    named = "、".join(f"“{name}”{printed(figure)}" for name, (_, figure) in unsaid.items())
    places = tuple(place for place, _ in unsaid.values())
    message = f"文字所列{unknown}，统计表里没有这样的项；统计表的{named}，文字没有写"
    yield finding("narrative.reply_names", places, message, quote=sentence.text)


def _before(reading: Reading, sentence: Sentence, match: re.Match[str]) -> str:
    """The clause up to the words; with the clause before it where that only names the year."""
    clause = sentence.clause_before(match.start())
    earlier = sentence.clause_before(match.start() - len(clause) - 1) if len(clause) < match.start() else ""
    words = f"{earlier}，{clause}" if re.fullmatch(r"\d{4}年度?", earlier) else clause
    return words.replace(reading.body, "") if reading.body else words
