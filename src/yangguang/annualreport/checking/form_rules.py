"""Is it the right form for the year, whole, about the whole year, and for this kind of body?"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from yangguang.annualreport.checking.bodies import Level, level_of
from yangguang.annualreport.checking.figures import collapsed_rows, printed, statutory
from yangguang.annualreport.checking.model import Finding
from yangguang.annualreport.checking.rules import finding
from yangguang.annualreport.form.editions import Edition, Row, Table, edition_for
from yangguang.annualreport.reading.model import Reading

NARRATIVE_SECTIONS = {
    "总体情况": re.compile(r"总体.{0,6}情况|概[述况]|基本情况"),
    "存在的主要问题及改进情况": re.compile(r"问题|不足"),
    "其他需要报告的事项": re.compile(r"(?:其他|其它|需要).{0,6}(?:报告|说明).{0,3}事项|其[他它]事项"),
}
"""The parts that consist of words, and how their headings are recognised."""

PERIOD = re.compile(
    r"统计(?:期限|时限|周期|时间|期间|数据)[^。]{0,20}?(\d{4})年(\d{1,2})月(\d{1,2})日[^。\d]{0,6}"
    r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日"
)

BY_MONTH = re.compile(
    r"统计(?:期限|时限|周期|时间|期间|数据)[^。]{0,20}?(\d{4})年(\d{1,2})月[至到—-]+(?:(\d{4})年)?(\d{1,2})月(?!\d)"
)
UNFINISHED = re.compile(
    r"统计(?:期限|时限|周期|期间)[^。]{0,30}?(?:年月|月日|\d年\d{1,2}日|(?<!\d)\d{1,3}年\d{1,2}月)[^。]{0,20}"
)
"""A date in the period that lacks its month or day, or has too short a year."""


def check_form(reading: Reading) -> Iterator[Finding]:
    """Edition against year, missing tables, rows and sections, period, 规章 of a county."""
    yield from _wrong_edition(reading)
    form = statutory(reading)
    if form is not None:
        yield from _missing_tables(reading, form)
        yield from _missing_sections(reading)
        yield from _rules_of_county(reading)
    yield from _period(reading)


def _wrong_edition(reading: Reading) -> Iterator[Finding]:
    if reading.year is None or reading.edition is None:
        return
    due = edition_for(reading.year)
    used = statutory(reading)
    if due is not None and used is not due:
        name = used.name if used is not None else "2019年以前的旧格式"
        message = f"{reading.year} 年度报告应当使用{due.name}（{due.instrument}），实际使用的是{name}"
        yield finding("form.wrong_edition", (), message)
    elif due is None and used is not None:
        message = (
            f"{reading.year} 年度还没有{used.name}（自 {used.first_year} 年度起使用），报告年度或格式有误"
        )
        yield finding("form.wrong_edition", (), message)


def _missing_tables(reading: Reading, form: Edition) -> Iterator[Finding]:
    for table in form.tables:
        lost = _missing_rows(reading, table)
        rows = sum(1 for block in table.blocks for _ in block.leaf_rows())
        if len(lost) == rows:
            title = {section.number: section.title for section in form.sections}[table.section]
            places = tuple(table.addresses())
            yield finding("form.missing_table", places, f"没有找到第{table.section}部分的表格“{title}”")
        elif lost:
            places = tuple(place for places in lost.values() for place in places)
            labels = "、".join(f"“{label}”" for label in lost)
            yield finding(
                "form.missing_rows", places, f"第{table.section}部分的表格缺 {len(lost)} 行：{labels}"
            )


def _missing_rows(reading: Reading, table: Table) -> dict[str, list[str]]:
    """Label of each row without a single address in the reading, with its addresses."""
    folded = collapsed_rows(reading)
    lost: dict[str, list[str]] = {}
    for block in table.blocks:
        for row in block.leaf_rows():
            places = [block.address(row, column) for column in block.leaf_columns()]
            if _is_folded(row, folded) or any(place in reading.cells for place in places):
                continue
            label = f"{row.group}（{row.label}）" if row.group else row.label
            lost[label] = places
    return lost


def _is_folded(row: Row, folded: frozenset[str]) -> bool:
    return any(row.path.startswith(f"{group}.") for group in folded)


def _missing_sections(reading: Reading) -> Iterator[Finding]:
    if not reading.sections:
        return
    everything = re.sub(r"\s", "", "".join(section.title + section.text for section in reading.sections))
    for title, heading in NARRATIVE_SECTIONS.items():
        if not heading.search(everything):
            yield finding("form.missing_section", (), f"没有找到“{title}”部分")


def _rules_of_county(reading: Reading) -> Iterator[Finding]:
    if level_of(reading.body) not in {Level.COUNTY, Level.TOWNSHIP}:
        return
    places = [
        address
        for address, figure in reading.cells.items()
        if figure and address.startswith("disclosure/rules@")
    ]
    if places:
        figures = "、".join(printed(reading.cells[place]) for place in places)
        message = f"“规章”一行填有 {figures}，{reading.body}没有规章制定权，应为 0"
        yield finding("form.rules_of_county", places, message)


def _period(reading: Reading) -> Iterator[Finding]:
    if reading.year is None:
        return
    first, last = date(reading.year, 1, 1), date(reading.year + 1, 1, 1)
    text = re.sub(r"\s", "", reading.preamble + "".join(part.text for part in reading.sections))
    unfinished = UNFINISHED.search(text)
    if unfinished is not None:
        message = f"统计期限写法有误，日期不完整：{unfinished.group()}"
        yield finding("form.period_malformed", (), message, quote=unfinished.group())
        return
    stated = PERIOD.search(text)
    begin, end = _stated_days(stated) if stated is not None else _stated_months(reading, text)
    if stated is not None and (begin is None or end is None or end < begin):
        reason = "起止颠倒" if begin is not None and end is not None else "日期不存在"
        message = f"统计期限写法有误，{reason}：{stated.group()}"
        yield finding("form.period_malformed", (), message, quote=stated.group())
    elif begin is not None and end is not None and (begin != first or (last - end).days != 1):
        message = f"统计期限为 {begin} 至 {end}，没有正好覆盖 {reading.year} 年全年"
        yield finding("form.period_coverage", (), message)


def _stated_days(stated: re.Match[str]) -> tuple[date | None, date | None]:
    begin_year, begin_month, begin_day, end_year, end_month, end_day = stated.groups()
    return _day(begin_year, begin_month, begin_day), _day(end_year or begin_year, end_month, end_day)


def _stated_months(reading: Reading, text: str) -> tuple[date | None, date | None]:
    """The days of a period given in months; else what the reader found."""
    stated = BY_MONTH.search(text)
    if stated is not None:
        begin_year, begin_month, end_year, end_month = stated.groups()
        begin, end = _day(begin_year, begin_month, "1"), _day(end_year or begin_year, end_month, "1")
        if begin is not None and end is not None:
            last_day = monthrange(end.year, end.month)[-1]
            return begin, end.replace(day=last_day)
    return (reading.period.first, reading.period.last) if reading.period is not None else (None, None)


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
