"""What is wrong with the words alone: length, emptiness, repetition, omissions, slips, foreign matter?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from yangguang.annualreport.checking.alike import similarity
from yangguang.annualreport.checking.bodies import places, province_of
from yangguang.annualreport.checking.figures import HUNDRED
from yangguang.annualreport.checking.model import Finding
from yangguang.annualreport.checking.ordinals import check_ordinals
from yangguang.annualreport.checking.rules import finding, limit
from yangguang.annualreport.checking.self_reference import check_self_reference
from yangguang.annualreport.reading.model import Reading, ReportSection
from yangguang.law.errors import NotInForce
from yangguang.law.parameters.loading import parameter

HAN = re.compile(r"[\u4e00-\u9fff]")
EXCERPT = re.compile(r"〔略〕|\[略\]|（略）|……")
SLIPS = re.compile(
    r"行政[^\W\d_、和及或与等类的诉案机]复议|行政[^\W\d_、和及或与等类的复案]诉讼|政府信公开|政府息公开|政府息信|政府信信息|"
    r"行政复仪|行政诉颂|行政述讼|信息公工|结转下年底|依申请公公开|政府信自"
)
RESIDUE = re.compile(r"\[(?:bookmark|image|图片)", re.IGNORECASE)
CITED = re.compile(r"《([^《》]{0,60})》")
OVERVIEW = re.compile(r"总体.{0,6}情况|概[述况]")
PROBLEMS = re.compile(r"问题|不足")
OTHER_MATTERS = re.compile(r"(?:其他|其它|需要).{0,8}(?:事项|情况)")
FEE = re.compile(r"处理费|收费事项|未收取|收取费用|收费情况")
FEE_AMONG_OTHERS = re.compile(
    r"收取[^。；]{0,20}费|(?<!事业性)(?<!涉企)收费(?!清单|目录|项目|标准|公示)|费[^。；，]{0,6}收取|免费"
)
"""How fees are mentioned in the section where they belong; elsewhere the same words are about other fees."""


def check_prose(reading: Reading, previous: Reading | None = None) -> Iterator[Finding]:
    """Every rule about the narrative as words; figures in it are the matter of `narrative`."""
    if reading.edition == "2021":
        yield from _overview_length(reading)
        yield from _fee_statement(reading)
    yield from _problems(reading, previous)
    yield from _slips(reading)
    yield from check_ordinals(reading)
    yield from check_self_reference(reading)
    yield from _other_province(reading)
    yield from _markup(reading)


def section_called(reading: Reading, heading: re.Pattern[str]) -> ReportSection | None:
    """The first section whose heading fits; None when there is none."""
    return next((part for part in reading.sections if heading.search(re.sub(r"\s", "", part.title))), None)


def _overview_length(reading: Reading) -> Iterator[Finding]:
    section = section_called(reading, OVERVIEW)
    if section is None or reading.year is None:
        return
    try:
        held = parameter("annual_report.overview_length").at(date(reading.year + 1, 1, 1))
    except NotInForce:
        return
    characters = len(HAN.findall(section.text))
    if characters > held.number:
        message = f"“总体情况”有 {characters} 个汉字，超过{held.source}规定的原则上 {held.number} 字"
        yield finding("prose.overview_length", (), message)


def _fee_statement(reading: Reading) -> Iterator[Finding]:
    section = section_called(reading, OTHER_MATTERS)
    if section is None or EXCERPT.search(section.text):
        return
    everything = re.sub(r"\s", "", reading.preamble + "".join(part.text for part in reading.sections))
    if not FEE.search(everything) and not FEE_AMONG_OTHERS.search(re.sub(r"\s", "", section.text)):
        message = "第六部分没有报告收取信息处理费的情况，没有收取也应当写明"
        yield finding(
            "prose.fee_statement",
            (),
            message,
            quote=section.text.strip()[: limit("prose.fee_statement", "quote")],
        )


def _problems(reading: Reading, previous: Reading | None) -> Iterator[Finding]:
    section = section_called(reading, PROBLEMS)
    if section is None:
        return
    text = _problems_text(reading)
    characters = len(HAN.findall(text))
    if characters < limit("prose.problems_empty", "characters"):
        if not EXCERPT.search(text):
            message = f"“{section.title}”只有 {characters} 个汉字，没有实质内容"
            yield finding("prose.problems_empty", (), message, quote=text.strip() or None)
        return
    before = _problems_text(previous) if previous is not None else ""
    if previous is None or not before or EXCERPT.search(text + before):
        return
    gram = limit("prose.problems_repeated", "gram")
    share = Decimal(similarity(text, before, gram=gram)) * HUNDRED
    if share >= limit("prose.problems_repeated", "percent"):
        message = f"“{section.title}”与 {previous.year} 年度有 {share:.0f}% 相同，不得年年雷同"
        yield finding("prose.problems_repeated", (), message)


def _problems_text(reading: Reading) -> str:
    """Section 五 with the parts that its own numbered headings may have cut off, up to section 六."""
    texts: list[str] = []
    for part in reading.sections:
        if texts and OTHER_MATTERS.search(part.title):
            break
        if texts:
            texts.append(f"{part.title}\n{part.text}")
        elif PROBLEMS.search(part.title):
            texts.append(part.text)
    return "\n".join(texts)


def _slips(reading: Reading) -> Iterator[Finding]:
    texts = [text for part in reading.sections for text in (part.title, part.text)]
    texts = [re.sub(r"\s", "", text) for text in texts]
    slips = {slip.group(): (text, slip) for text in reversed(texts) for slip in SLIPS.finditer(text)}
    for words, (text, slip) in slips.items():
        yield finding("prose.slip", (), f"“{words}”是笔误", quote=_around(text, slip))


def _other_province(reading: Reading) -> Iterator[Finding]:
    own = province_of(reading.body)
    text = re.sub(r"\s", "", reading.preamble + "".join(part.text for part in reading.sections))
    cited: dict[str, str] = {}
    for title in CITED.finditer(text):
        for short, full in places().provinces.items():
            if full in title.group(1):
                cited.setdefault(short, title.group())
    if own is None:
        own = _province_in_words(text) if cited else None
    for short, words in cited.items():
        if own is not None and short != own:
            message = f"引用了{places().provinces[short]}的规定{words}，报告主体在{places().provinces[own]}"
            yield finding("prose.other_province", (), message, quote=words)
    if own is None and len(cited) > 1:
        words = "、".join(cited.values())
        yield finding("prose.other_province", (), f"先后引用了不同省份的规定：{words}", quote=words)


def _province_in_words(text: str) -> str | None:
    """The one province that the report names outside of titles; None when it names none or several."""
    outside = CITED.sub("", text)
    named = {short for short, full in places().provinces.items() if full in outside}
    named |= {
        province for city, province in places().cities.items() if f"{city.removesuffix('市')}市" in text
    }
    return named.pop() if len(named) == 1 else None


def _markup(reading: Reading) -> Iterator[Finding]:
    residue = [mark for mark in reading.leaked if RESIDUE.match(mark)]
    code = [mark for mark in reading.leaked if not RESIDUE.match(mark)]
    for rule, marks, what in (
        ("prose.markup", code, "网页或排版代码"),
        ("prose.markup_residue", residue, "格式转换残留"),
    ):
        if marks:
            message = f"正文中有 {len(marks)} 处{what}，例如 {marks[0]}"
            yield finding(rule, (), message, quote=marks[0])


def _around(text: str, found: re.Match[str]) -> str:
    width = limit("prose.slip", "quote")
    return text[max(0, found.start() - width) : found.end() + width]
