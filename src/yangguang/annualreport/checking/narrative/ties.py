"""Which cells does a figure in words mean, and do they agree?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from yangguang.annualreport.checking.figures import ORGANISATIONS, leaf_paths, printed, row_total, total
from yangguang.annualreport.checking.model import Finding
from yangguang.annualreport.checking.narrative.scope import Scope, scope
from yangguang.annualreport.checking.narrative.sentences import Sentence
from yangguang.annualreport.checking.rules import finding
from yangguang.annualreport.form.editions import Address
from yangguang.annualreport.reading.model import Reading

BY_CHANNEL = re.compile(r"通过|网络|网上|网站|在线|信函|邮寄|邮件|当面|传真|现场|窗口|平台|渠道")
"""Words that make a figure a part of the year's, unless it is said to be the sum."""
ELSEWHERE = re.compile(
    r"上半年|下半年|季度|\d月份?[，共累]|(?<!今年)(?<!年)以来|近[三五两]年|第三方|转办|会商|撤[回销]|督办|转送|协助|协办|培训|非政府信息|"
    r"指导(?:下属|各|全|所属|基层|部门|乡镇)"
)
"""Words that make a figure another one altogether."""
SEVERAL_YEARS = re.compile(
    r"(?<!今年)(?<!\d年)(?<!一年)以来|近[几三五两]?年|历年|[三四五]”?(?:时期|期间)|任期"
)
"""Words after which figures count several years, until a single year is named."""
ONE_YEAR = re.compile(r"\d{4}年|[今本全当]年|年度|年内")
SUMMED = re.compile(r"共|总|合计|累计")
YEAR = re.compile(r"(\d{4})年")
LAST_YEAR = re.compile(
    r"(?:去年|上年度?|上一年度?)(?:同期)?(?:[全我][县市区局州省镇])?(?:全年)?(?:共|累计)?$"
)
"""Right before the wording: its figure is the one of the year before."""
OF_THEM = re.compile(r"^[^。；]{0,6}其中，?(?:属于?|涉及?|有|因)?(?:政府)?信息公开(?!平台|网|专栏)")
"""“收到申请136件，其中政府信息公开申请120件”: the first figure is more than the table counts."""
PART_OF = re.compile(r"其中[^。；]{0,40}$|其中[^。；]{0,40}；[^。共]{0,40}$")


@dataclass(frozen=True, slots=True)
class Meaning:
    """One thing that a figure may mean."""

    label: str
    rows: tuple[str, ...]
    places: tuple[Address, ...]
    less: tuple[str, ...] = ()
    """Rows to be taken off the sum."""


@dataclass(frozen=True, slots=True)
class Tie:
    """A wording and what its figure may mean."""

    id: str
    title: str
    pattern: re.Pattern[str]
    readings: tuple[Meaning, ...]
    rule: str
    column: str
    needs: re.Pattern[str] | None
    before: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    bounded: bool
    own_only: bool


def check_ties(reading: Reading, told: Sequence[Sentence]) -> Iterator[Finding]:
    """One finding for each figure whose wording names cells that all say something else."""
    if reading.year is None:
        return
    for index, sentence in enumerate(told):
        before = told[index - 1].text if index else ""
        taken: set[int] = set()
        found = [(tie, match) for tie in ties(reading.year) for match in tie.pattern.finditer(sentence.text)]
        for tie, match in found:
            if match.start("n") not in taken and _applies(reading, tie, sentence, match, before):
                taken.add(match.start("n"))
                yield from _compare(reading, tie, sentence, match)


@cache
def ties(year: int) -> tuple[Tie, ...]:
    """All wordings, spelled out for the report on `year`."""
    content = _content()
    words = {name: "".join(text.split()) for name, text in content["words"].items()}
    years = {"before": str(year - 1), "year": str(year), "after": str(year + 1)}

    def spelled(pattern: str) -> re.Pattern[str]:
        for names in (words, years):
            for name, text in names.items():
                pattern = pattern.replace(f"{{{name}}}", text)
        return re.compile(pattern)

    return tuple(
        Tie(
            id=entry["id"],
            title=entry["title"],
            pattern=spelled(entry["pattern"]),
            readings=tuple(
                Meaning(
                    one["label"],
                    tuple(one.get("rows", ())),
                    tuple(one.get("places", ())),
                    tuple(one.get("less", ())),
                )
                for one in entry["readings"]
            ),
            rule=entry.get("rule", "narrative.figure"),
            column=entry.get("column", "total"),
            needs=_optional(entry.get("needs")),
            before=_optional(entry.get("before")),
            unless=_optional(entry.get("unless")),
            bounded=entry.get("bounded", False),
            own_only=entry.get("own_only", False),
        )
        for entry in content["ties"]
    )


def _optional(pattern: str | None) -> re.Pattern[str] | None:
    return None if pattern is None else re.compile(pattern)


@cache
def _content() -> dict[str, Any]:
    return yaml.safe_load(Path(__file__).with_name("ties.yaml").read_text("utf-8"))


def _applies(reading: Reading, tie: Tie, sentence: Sentence, match: re.Match[str], before: str) -> bool:
    prefix = sentence.text[: match.start()]
    if _counts_something_else(reading, sentence, match):
        return False
    if tie.needs is not None and not tie.needs.search(f"{before}。{sentence.text[: match.end()]}"):
        return False
    if tie.before is not None and not tie.before.search(sentence.text[: match.start("n")]):
        return False
    if tie.unless is not None and tie.unless.search(sentence.text):
        return False
    # what is listed under 其中 is a part, unless the wording itself names the part's own row or column
    is_part = PART_OF.search(prefix) is not None
    return not (is_part and tie.id in {"received", "received_reversed", "finished", "handled"})


def _counts_something_else(reading: Reading, sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether the figure is about another year, several years, other work, or more than requests."""
    prefix = sentence.text[: match.start()]
    years = YEAR.findall(prefix)
    return bool(
        (years and years[-1] != str(reading.year))
        or LAST_YEAR.search(prefix)
        or _is_over_years(prefix)
        or ELSEWHERE.search(sentence.clause_before(match.start()))
        or ("信息公开" not in match.group() and OF_THEM.search(sentence.text[match.end() :]))
    )


def _is_over_years(words: str) -> bool:
    several = [found.end() for found in SEVERAL_YEARS.finditer(words)]
    return bool(several) and not ONE_YEAR.search(words, several[-1])


def _compare(reading: Reading, tie: Tie, sentence: Sentence, match: re.Match[str]) -> Iterator[Finding]:
    held = scope(reading, sentence.text[: match.start("n")])
    if held is Scope.WIDER or (tie.own_only and held is not Scope.OWN):
        return
    figure = Decimal(match.group("n"))
    known = [
        (one.label, places, meant)
        for one in tie.readings
        for places, meant in [_meant(reading, one, tie.column)]
        if meant is not None
    ]
    if not known or figure in {meant for _, _, meant in known}:
        return
    clause = sentence.clause_before(match.start())
    channels = [found.end() for found in BY_CHANNEL.finditer(clause)]
    is_partial = bool(channels) and not SUMMED.search(clause, channels[-1])
    is_loose = is_partial or held is Scope.NARROWER or (tie.bounded and "全" not in clause)
    if is_loose and figure <= max(meant for _, _, meant in known):
        return
    shown = "，".join(f"“{label}”为 {printed(meant)}" for label, _, meant in known)
    places = tuple(dict.fromkeys(place for _, places, _ in known for place in places))
    message = f"文字写{tie.title} {printed(figure)} 件，表格中{shown}"
    yield finding(tie.rule, places, message, quote=_quote(sentence, match))


def _meant(reading: Reading, one: Meaning, column: str) -> tuple[tuple[Address, ...], Decimal | None]:
    """The addresses that a reading names and their sum; None when it cannot be known."""
    places = list(one.places)
    if places:
        return tuple(places), total(reading, places)
    sums = []
    for row in one.rows:
        paths = leaf_paths(reading, row)
        if column == "total":
            rows = [row_total(reading, path) for path in paths]
            places += [f"requests/{path}@total" for path in paths]
            if not rows or all(figure is None for figure in rows):
                return tuple(places), None
            sums.append(sum((figure for figure in rows if figure is not None), Decimal(0)))
            continue
        columns = ORGANISATIONS if column == "organisations" else (column,)
        cells = [f"requests/{path}@{name}" for path in paths for name in columns]
        places += cells
        figure = total(reading, cells)
        if figure is None:
            return tuple(places), None
        sums.append(figure)
    off = [row_total(reading, row) for row in one.less]
    if None in off:
        return tuple(places), None
    return tuple(places), sum(sums, Decimal(0)) - sum((row for row in off if row is not None), Decimal(0))


def _quote(sentence: Sentence, match: re.Match[str]) -> str:
    start = match.start() - len(sentence.clause_before(match.start()))
    return sentence.text[start : match.end()]
