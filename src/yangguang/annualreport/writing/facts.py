"""What is known of a report that is to be written? Read from the JSON that `report read --json` prints.

Addresses and figures are held strictly, the narrative may be missing: an office begins with the tables.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NoReturn

from yangguang.annualreport.form.editions import Address, edition, edition_for, edition_names
from yangguang.annualreport.reading.model import Period, Reading, ReportSection

BEFORE_2019 = "before-2019"
STATISTICS = "statistics/"
MOST_DIGITS = 12
MOST_DECIMALS = 8
MOST_TEXT = 200_000
MOST_LINES = 4_000
MOST_SECTIONS = 40
MOST_COLUMNS = 12
MOST_WORDS = 200
"""Characters of a name: of a body, a heading, a label, an address."""
MOST_FIGURES = 4_000


class Unwritable(Exception):
    """Facts of which no report can be made; the message is one Chinese sentence."""


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """A report as it will be written. `edition` is `2021`, `2019` or `before-2019`; cells may be missing."""

    body: str
    year: int | None
    edition: str
    cells: dict[Address, Decimal | None]
    sections: tuple[ReportSection, ...] = ()
    period: Period | None = None
    filed_on: date | None = None
    preamble: str = ""
    kind: str | None = None
    """`agency`, `government_organ` or `aggregate`; it is not printed."""
    uncertain: tuple[Address, ...] = ()
    """What was read but not for certain: these cells are blank and a person has to fill them."""
    units: dict[str, str] = field(default_factory=dict)
    """For the statistics before 2019: the unit printed beside a label."""

    @property
    def collapsed(self) -> frozenset[str]:
        """Row groups that this report prints as one row, such as `results.other`."""
        if self.edition == BEFORE_2019:
            return frozenset()
        places = edition(self.edition).places
        return frozenset(row.path for row in (places[address][1] for address in self.cells) if row.rows)


def facts_of(reading: Reading) -> ReportFacts:
    """The facts of a report that was read; what was uncertain stays blank."""
    cells = dict(reading.cells)
    return ReportFacts(
        body=reading.body or "",
        year=reading.year,
        edition=_held_edition(reading.edition, reading.year, list(cells)),
        cells=cells,
        sections=reading.sections,
        period=reading.period,
        filed_on=reading.filed_on,
        preamble=reading.preamble,
        kind=reading.kind,
        uncertain=tuple(reading.uncertain),
    )


def reading_of(facts: ReportFacts) -> Reading:
    """The facts as if they had been read from the written report: what they do not say stands there blank."""
    printed: dict[Address, Decimal | None] = {}
    if facts.edition != BEFORE_2019:
        places = edition(facts.edition).places
        whole = tuple(f"{path}." for path in facts.collapsed)
        printed = {
            address: None
            for address in edition(facts.edition).addresses
            if not places[address][1].path.startswith(whole)
        }
    return Reading(
        body=facts.body or None,
        kind=facts.kind,
        year=facts.year,
        edition=facts.edition,
        period=facts.period,
        sections=facts.sections,
        cells=printed | facts.cells,
        evidence={},
        uncertain=dict.fromkeys(facts.uncertain, ()),
        filed_on=facts.filed_on,
        preamble=facts.preamble,
    )


def parse_facts(text: str) -> ReportFacts:
    """The facts in a JSON text; `Unwritable` names what cannot be used."""
    try:
        content = json.loads(text, parse_float=Decimal, parse_int=Decimal, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise Unwritable("这不是有效的 JSON 文件") from None
    if not isinstance(content, dict):
        raise Unwritable("JSON 的最外层应当是一个对象，其中有 cells 一项")
    year = _year(content.get("year"))
    cells = _cells(content.get("cells"))
    chosen = _held_edition(_string(content, "edition"), year, list(cells))
    _refuse_unknown(cells, chosen)
    facts = ReportFacts(
        body=_string(content, "body"),
        year=year,
        edition=chosen,
        cells=cells,
        sections=_sections(content.get("sections")),
        period=_period(content.get("period")),
        filed_on=_day(content.get("filed_on"), "filed_on"),
        preamble=_string(content, "preamble"),
        kind=_string(content, "kind") or None,
        uncertain=_uncertain(content.get("uncertain"), cells),
        units=_units(content.get("units")),
    )
    _refuse_boundless(facts)
    return facts


def _refuse_boundless(facts: ReportFacts) -> None:
    """More than any report holds would take the writers minutes and gigabytes."""
    texts = [facts.preamble, *(section.text for section in facts.sections)]
    if sum(map(len, texts)) > MOST_TEXT or sum(len(text.splitlines()) for text in texts) > MOST_LINES:
        raise Unwritable(f"正文过长，最多{MOST_TEXT}字、{MOST_LINES}段")
    if len(facts.sections) > MOST_SECTIONS:
        raise Unwritable(f"sections 过多，最多{MOST_SECTIONS}项")
    names = [facts.body, *facts.cells, *(section.number + section.title for section in facts.sections)]
    for name in names:
        if len(name) > MOST_WORDS:
            raise Unwritable(f"“{_shortened(name)}”过长，最多{MOST_WORDS}字")
    columns = {address.rpartition("@")[2] for address in facts.cells}
    if facts.edition == BEFORE_2019 and len(columns) > MOST_COLUMNS:
        raise Unwritable(f"统计表的列过多，最多{MOST_COLUMNS}列")


def _refuse_constant(name: str) -> NoReturn:
    raise Unwritable(f"{name} 不是可以填写的数字")


def _string(content: Mapping[str, Any], name: str) -> str:
    value = content.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Unwritable(f"{name} 应当是文字")
    return value.strip()


def _year(value: Any) -> int | None:
    if value is None:
        return None
    if not isinstance(value, Decimal) or not date.min.year <= value <= date.max.year or value % 1:
        raise Unwritable("year 应当是四位数的年份")
    return int(value)


def _day(value: Any, name: str) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise Unwritable(f"{name} 应当写成 2025-01-20 这样的日期") from None


def _period(value: Any) -> Period | None:
    """`{"first": …, "last": …}` or a pair of days."""
    if value is None:
        return None
    if isinstance(value, list) and len(value) == 2:
        value = {"first": value[0], "last": value[1]}
    if not isinstance(value, dict):
        raise Unwritable("period 应当写明 first 和 last 两个日期")
    first, last = _day(value.get("first"), "period.first"), _day(value.get("last"), "period.last")
    if first is None or last is None or last < first:
        raise Unwritable("period 应当写明 first 和 last 两个日期，且先后无误")
    return Period(first, last)


def _sections(value: Any) -> tuple[ReportSection, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
        raise Unwritable("sections 应当是列表，每项有 number、title、text")
    return tuple(
        ReportSection(_string(entry, "number"), _string(entry, "title"), _string(entry, "text"))
        for entry in value
    )


def _uncertain(value: Any, cells: Mapping[Address, Decimal | None]) -> tuple[Address, ...]:
    """The addresses with candidates that nobody has decided yet."""
    if value is None:
        return ()
    if not isinstance(value, dict):
        raise Unwritable("uncertain 应当写明不能确定的各格")
    return tuple(address for address in value if cells.get(address) is None)


def _units(value: Any) -> dict[str, str]:
    if value is None:
        return {}
    if not isinstance(value, dict) or not all(isinstance(unit, str) for unit in value.values()):
        raise Unwritable("units 应当写明各项指标的计量单位")
    return dict(value)


def _cells(value: Any) -> dict[Address, Decimal | None]:
    if not isinstance(value, dict):
        raise Unwritable("缺少 cells，其中应当写明各格的地址和数字")
    if len(value) > MOST_FIGURES:
        raise Unwritable(f"cells 过多，最多{MOST_FIGURES}格")
    return {address: _figure(address, figure) for address, figure in value.items()}


def _figure(address: Address, value: Any) -> Decimal | None:
    if value is None:
        return None
    if not isinstance(value, Decimal):
        raise Unwritable(f"{_shortened(address)} 的值不是数字，空白请写 null")
    if value and not -MOST_DECIMALS <= value.adjusted() < MOST_DIGITS:
        raise Unwritable(f"{_shortened(address)} 的数字过大或过小，最多{MOST_DIGITS}位整数")
    if _decimals(value) > MOST_DECIMALS:
        raise Unwritable(f"{_shortened(address)} 的小数位过多，最多{MOST_DECIMALS}位")
    return value


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def _held_edition(named: str | None, year: int | None, addresses: list[Address]) -> str:
    """The edition that is named, else that of the year, else the one that knows all the addresses."""
    if named:
        if named not in {*edition_names(), BEFORE_2019}:
            raise Unwritable(f"没有“{_shortened(named)}”这一版年报格式")
        return named
    if addresses and all(address.startswith(STATISTICS) for address in addresses):
        return BEFORE_2019
    if year is not None:
        candidate = edition_for(year)
        return candidate.id if candidate else BEFORE_2019
    for name in edition_names():
        if all(address in edition(name).places for address in addresses):
            return name
    raise Unwritable("没有写明 year 和 edition，无法判断用哪一版格式")


def _refuse_unknown(cells: Mapping[Address, Decimal | None], chosen: str) -> None:
    known: Callable[[Address], bool]
    if chosen == BEFORE_2019:
        known = _is_statistic
    else:
        places = edition(chosen).places
        known = places.__contains__
        _refuse_both(cells, chosen)
    for address in cells:
        if not known(address):
            raise Unwritable(f"{chosen} 版格式没有 {_shortened(address)} 这一格")


def _is_statistic(address: Address) -> bool:
    label, at, column = address.removeprefix(STATISTICS).rpartition("@")
    return address.startswith(STATISTICS) and bool(label.strip() and at and column.strip())


def _refuse_both(cells: Mapping[Address, Decimal | None], chosen: str) -> None:
    """A group is printed as one row or as several, never both."""
    rows = {edition(chosen).places[address][1] for address in cells if address in edition(chosen).places}
    printed = {row.path for row in rows}
    for row in rows:
        if any(leaf.path in printed for leaf in row.leaves() if leaf is not row):
            raise Unwritable(f"“{row.label}”只能填一行或者分项填写，不能两种都填")


def _shortened(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= 60 else f"{words[:60]}…"
