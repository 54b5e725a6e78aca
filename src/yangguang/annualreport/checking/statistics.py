"""Do the local statistics tables before 2019 agree with themselves and with the year before?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from yangguang.annualreport.checking.figures import printed, value
from yangguang.annualreport.checking.model import Finding
from yangguang.annualreport.checking.rules import finding
from yangguang.annualreport.form.editions import Address
from yangguang.annualreport.reading.model import Reading

CUMULATIVE = re.compile(r"历年|累计")
THIS_YEAR = re.compile(r"年度|本年|当年")

PARTS = (
    (
        re.compile(r"主动公开(?:政府)?(?:信息|文件)(?:总)?数"),
        re.compile(r"(?:网站|公报)公开(?:政府信息|信息)?数?$"),
    ),
    (re.compile(r"(?:受理|收到).*申请.*数|信息公开申请(?:总)?数$"), re.compile(r"(?<!公开)申请数$")),
    (re.compile(r"对申请的答复(?:总)?数"), re.compile(r"(?:(?:答复|公开)数|其他情况)$")),
)
"""A total and the lines “其中” below it, as local tables word them."""


def check_statistics(reading: Reading) -> Iterator[Finding]:
    """Parts against totals, and the cumulative column against the year's."""
    table = by_column(reading)
    for column, lines in table.items():
        yield from _parts(column, lines)
    yield from _cumulative_below(table)


def check_cumulative(reading: Reading, previous: Reading) -> Iterator[Finding]:
    """历年累计 = last year's 历年累计 + this year's figure, line by line."""
    now, before = by_column(reading), by_column(previous)
    this_year, cumulative = _columns(now)
    old_cumulative = _columns(before)[-1]
    if this_year is None or cumulative is None or old_cumulative is None:
        return
    for label, (place, figure) in now[cumulative].items():
        new = now[this_year].get(label)
        old = before[old_cumulative].get(label)
        if new is None or old is None or figure == old[-1] + new[-1]:
            continue
        message = (
            f"“{label}”历年累计 {printed(figure)}，"
            f"不等于去年累计 {printed(old[-1])} + 本年 {printed(new[-1])} = {printed(old[-1] + new[-1])}"
        )
        yield finding("chain.cumulative", (place, new[0]), message)


Line = tuple[Address, Decimal]


def by_column(reading: Reading) -> Mapping[str, Mapping[str, Line]]:
    """Certain figures of the statistics table: column, then label, in printed order."""
    table: dict[str, dict[str, Line]] = {}
    for address in reading.cells:
        figure = value(reading, address)
        if address.startswith("statistics/") and figure is not None:
            label, _, column = address.removeprefix("statistics/").rpartition("@")
            table.setdefault(column, {})[label] = (address, figure)
    return table


def this_year(reading: Reading, label: re.Pattern[str]) -> Line | None:
    """The year's figure of the first line whose label fits; None when there is none."""
    return next((line for name, line in of_this_year(reading).items() if label.search(name)), None)


def of_this_year(reading: Reading) -> Mapping[str, Line]:
    """The year's figures by label, in printed order; empty where the table has no column of the year."""
    table = by_column(reading)
    column = _columns(table)[0]
    return table[column] if column is not None else {}


def _columns(table: Mapping[str, Mapping[str, Line]]) -> tuple[str | None, str | None]:
    """The column of the year and the cumulative one. “本年累计” is the year's."""
    years = [name for name in table if THIS_YEAR.search(name)]
    cumulative = [name for name in table if CUMULATIVE.search(name) and name not in years]
    return (years[0] if years else None), (cumulative[0] if cumulative else None)


def _parts(column: str, lines: Mapping[str, Line]) -> Iterator[Finding]:
    for total_label, part_label in PARTS:
        labels = list(lines)
        heads = [position for position, label in enumerate(labels) if total_label.search(label)]
        if not heads:
            continue
        whole_place, whole = lines[labels[heads[0]]]
        parts = []
        for label in labels[heads[0] + 1 :]:
            if not part_label.search(label) or total_label.search(label):
                break
            parts.append(lines[label])
        figures = [figure for _, figure in parts]
        if not parts[1:] or sum(figures, Decimal(0)) == whole:
            continue
        spelled = f"{' + '.join(map(printed, figures))} = {printed(sum(figures, Decimal(0)))}"
        label = labels[heads[0]]
        message = f"“{label}”（{column}）为 {printed(whole)}，“其中”各项之和为 {spelled}，两者不等"
        yield finding("statistics.parts", (whole_place, *(place for place, _ in parts)), message)


def _cumulative_below(table: Mapping[str, Mapping[str, Line]]) -> Iterator[Finding]:
    year, cumulative = _columns(table)
    if year is None or cumulative is None:
        return
    for label, (place, figure) in table[cumulative].items():
        new = table[year].get(label)
        if new is not None and figure < new[-1]:
            message = f"“{label}”历年累计 {printed(figure)} 小于当年 {printed(new[-1])}"
            yield finding("statistics.cumulative", (place, new[0]), message)
