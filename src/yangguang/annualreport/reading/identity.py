"""Whose report is it, on which year, when was it signed, and in which edition of the form is it written?"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from yangguang.annualreport.form.editions import edition_for
from yangguang.annualreport.reading.model import Period

_DIGITS = {numeral: str(value) for value, numeral in enumerate("零一二三四五六七八九")} | {
    "〇": "0",
    "○": "0",
}
_YEAR = r"(?P<year>20\d\d|二[〇零]\S\S)"
_YEAR_TOO = r"(?P<later>20\d\d|二[〇零]\S\S)"
_REPORT = r"(?:政府信息|政务)公开(?:工作)?(?:年度)?(?:工作)?(?:情况)?(?:的)?(?:年度)?(?:报告|年报)"
_BODY = r"[\u3400-\u9fff()·]{2,40}?"
_TITLES = (
    re.compile(rf"(?P<body>{_BODY})(?:关于)?{_YEAR}年度?(?:的)?{_REPORT}"),
    re.compile(rf"{_YEAR}年度?(?P<body>{_BODY}){_REPORT}"),
    re.compile(rf"(?P<body>{_BODY}){_REPORT}\(?{_YEAR}年度?\)?"),
)
_YEAR_ALONE = re.compile(rf"{_YEAR}年度?(?:的)?{_REPORT}|{_REPORT}\(?{_YEAR_TOO}年度?\)?")
_MADE_BY = re.compile(rf"(?:本报告由|本年度报告由)(?P<body>{_BODY})(?:办公室|办公厅)?(?:根据|按照|依据|编制)")
_PERIOD = re.compile(
    r"(?:自|从|为|是|,|时限|期限)?(20\d\d)年度?(\d{1,2})月(\d{1,2})日?(?:起)?[至到—\-–~]+(?:(20\d\d)年)?(\d{1,2})月(\d{1,2})日"
)
_DAY = re.compile(
    r"(20\d\d|二[〇零○][〇零○一二三四五六七八九]{2})年(\d{1,2}|[一二三四五六七八九十]{1,3})月(\d{1,2}|[一二三四五六七八九十]{1,3})日"
)
_SIGNED = re.compile(_DAY.pattern + r"(?=附件|[\u3400-\u9fff]{0,20}统计表|$)")
_PUBLISHED = re.compile(r"(?:发布|公开|生成|成文)(?:时间|日期):(20\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})")
_SIGNATURE = re.compile(r"[\u3400-\u9fff]{2,30}(?:政府|办公室|办公厅|局|委员会|委|厅|办事处|中心|管委会)")
_OFFICE = re.compile(r"人民政府办(?:公室|公厅)?$|政府办公[室厅]$|人民政府办$")
_PLACE = re.compile(r"(?:省|市|县|区|州|盟|旗)(?:(?:人民)?政府)?$")
_TOWNSHIP = re.compile(r"(?:镇|乡|街道)(?:人民政府|办事处)?$|办事处$")


_UNTIL = re.compile(r"截[至止]|[至到自从]$|期限")
LONGEST_SIGNATURE = 45
"""A line with a day is a signature only when it is no longer than this; a sentence is longer."""


@dataclass(frozen=True, slots=True)
class Title:
    """What a title says: whose report on which year."""

    body: str
    year: int


def number_of(numerals: str) -> int | None:
    """The value of Chinese or Arabic numerals up to 99, or a year written digit by digit; None for others."""
    if numerals.isdigit():
        return int(numerals)
    if "十" in numerals:
        tens, _, ones = numerals.partition("十")
        return int(_DIGITS.get(tens, "1")) * 10 + int(_DIGITS.get(ones, "0"))
    digits = "".join(_DIGITS.get(numeral, "?") for numeral in numerals)
    return int(digits) if digits.isdigit() else None


def titles(text: str) -> list[Title]:
    """Every title of an annual report in squeezed text that says whose it is, in order."""
    found = []
    for pattern in _TITLES:
        for match in pattern.finditer(text):
            year = number_of(match["year"])
            body = _clean(match["body"])
            if year and body:
                found.append((match.start(), Title(body, year)))
    return [title for _, title in sorted(found, key=lambda entry: entry[0])]


def titled_year(line: str) -> int | None:
    """The year of a title of an annual report, whether or not the title says whose it is."""
    found = _YEAR_ALONE.search(line)
    return number_of(found["year"] or found["later"]) if found else None


_NOISE = re.compile(r"^.*?(?:标题|正文|题目|索引|年报|年度报告|首页|>|:)+|^[()]+|(?:关于|发布|印发)$")
_NOT_A_BODY = re.compile(
    r"根据|按照|要求|编制|工作|本报告|通知|公开|以下|报告|及其|所属|部门的|现将|^年度?$|各|汇总|全[县市区]|本[县市区级]"
)
_MANY_OFFICES = re.compile(r"汇总|全[县市区州旗]")


def _clean(body: str) -> str:
    body = _NOISE.sub("", body).strip("()")
    if body.endswith("人民"):  # 阳光县人民政府信息公开…: one 政府 stands for two
        body += "政府"
    return "" if _NOT_A_BODY.search(body) or len(body) < 2 else body


def body_of(lines: list[str], text: str, year: int | None, last_lines: list[str]) -> str | None:
    """Who reports: the title printed over the report, else the preamble, else the signature, else the text.

    `lines` may hold the title, best first; `text` is the squeezed report; `last_lines` its squeezed end.
    """
    for line in lines:
        for title in titles(line):
            if year in (None, title.year):
                return title.body
    made_by = _MADE_BY.search(text[:3000])
    if made_by:
        return _reporting_place(made_by["body"], text)
    for line, following in pairwise(last_lines):
        if _SIGNATURE.fullmatch(line) and _DAY.search(following):
            return _reporting_place(line, text)
    return _most_named_place(text)


def _reporting_place(body: str, text: str) -> str:
    """A report that an office makes up for all organs of its place is the place's own."""
    aggregated = _MANY_OFFICES.search(text[:3000])
    return re.sub(r"人民政府(?:办公[室厅])?$", "", body) if aggregated else body


def _most_named_place(text: str) -> str | None:
    named = Counter(
        re.findall(
            r"(?<![\u3400-\u9fff])([\u3400-\u9fff]{2,4}(?:县|市|区|旗))(?![\u3400-\u9fff]{0,1}直)", text
        )
    )
    return named.most_common(1)[0][0] if named else None


def year_of(lines: list[str], text: str, period: Period | None) -> int | None:
    """The year that the figures are on: by the title, the period, or what the text speaks of most."""
    for line in lines:
        titled = titled_year(line)
        if titled is not None:
            return titled
    if period is not None:
        return period.first.year
    named = re.search(r"(20\d\d)年(?:政府信息公开工作)?年度报告|(20\d\d)年以来", text)
    if named:
        return int(named[1] or named[2])
    counted = Counter(re.findall(r"(20\d\d)年(?!\d)", text))
    return int(counted.most_common(1)[0][0]) if counted else None


def kind_of(body: str | None, text: str) -> str | None:
    """`government_organ` for a government's office, `aggregate` for a place, `agency` for everybody else."""
    if body is None:
        return None
    if _OFFICE.search(body):
        return "government_organ"
    if _TOWNSHIP.search(body):
        return "agency"
    return "aggregate" if _PLACE.search(body) else "agency"


def period_of(text: str) -> Period | None:
    """The days that squeezed text says the figures cover; impossible days are no period."""
    for match in _PERIOD.finditer(text):
        near = text[max(match.start() - 30, 0) : match.end() + 6]
        if not re.search(r"统计|数据|所列|期限|时限|周期|起至|截止", near):
            continue
        first = _day(match[1], match[2], match[3])
        last = _day(match[4] or match[1], match[5], match[6])
        if first and last and first <= last:
            return Period(first, last)
    return None


def filed_on(text: str, last_lines: list[str]) -> date | None:
    """The day printed on a line under the report, else the day that the page says it was published."""
    for line in reversed(last_lines):
        signed = _DAY.search(line)
        if signed and len(line) <= LONGEST_SIGNATURE and not _UNTIL.search(line[: signed.start()]):
            day = _day(signed[1], signed[2], signed[3])
            if day:
                return day
    glued = list(_SIGNED.finditer(text))
    if glued:
        return _day(glued[-1][1], glued[-1][2], glued[-1][3])
    published = _PUBLISHED.search(text[:2000])
    if published:
        return _day(published[1], published[2], published[3])
    return None


def _day(year: str, month: str, day: str) -> date | None:
    numbers = [number_of(part) for part in (year, month, day)]
    if None in numbers:
        return None
    try:
        return date(*[number or 0 for number in numbers])
    except ValueError:
        return None


_FEATURES = {
    "2021": re.compile("本年制发件数|本年废止件数|现行有效件数|本年收费金额"),
    "2019": re.compile(
        "本年新制作数|对外公开总数|上一年项目数|本年增/减|采购项目数量|采购总金额|其他对外管理服务事项"
    ),
    "before-2019": re.compile("指标名称|计量单位|历年累计"),
}


def edition_of(text: str, year: int | None, has_form_rows: bool, titled: bool) -> str | None:
    """The edition in whose form the report is printed, by the words of its tables, then by its year.

    `titled`: the text bears the title of an annual report; without that and without tables it is none.
    """
    seen = {name: len(set(pattern.findall(text))) for name, pattern in _FEATURES.items()}
    if seen["2021"] and seen["2021"] >= seen["2019"]:
        return "2021"
    if seen["2019"]:
        return "2019"
    due = edition_for(year) if year is not None else None
    if has_form_rows:
        return "2021" if "逾期不补正" in text else due.id if due else "2019"
    if len(_FEATURES["before-2019"].findall(text)) > 1:
        return "before-2019"
    if not titled or year is None:
        return None
    return due.id if due else "before-2019"
