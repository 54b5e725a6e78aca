"""Do this year's figures follow from last year's report, and do stocks follow from flows?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import product

from yangguang.annualreport.checking.arithmetic import possible_sums
from yangguang.annualreport.checking.bodies import may_be_same, plain_name
from yangguang.annualreport.checking.figures import APPLICANTS, printed, statutory, value
from yangguang.annualreport.checking.model import Finding
from yangguang.annualreport.checking.rules import finding
from yangguang.annualreport.form.editions import Address
from yangguang.annualreport.reading.model import Reading

FILES = "disclosure/normative_documents"
ITEM_ROWS = ("licences", "other_services", "penalties", "coercion", "fees")
"""Rows of the trial form that count items at the end of last year and their change."""


def check_stocks(reading: Reading) -> Iterator[Finding]:
    """What can be said about stocks from one report alone."""
    yield from _total_below_new(reading)
    yield from _stock_as_decisions(reading)


def check_chain(reading: Reading, previous: Reading) -> Iterator[Finding]:
    """Everything that must follow from the report of the year before."""
    if reading.year is None or previous.year != reading.year - 1:
        message = f"对照的报告是 {previous.year} 年度的，不是上一年度，没有做跨年核对"
        yield finding("chain.not_last_year", (), message)
        return
    if not may_be_same(reading.body, previous.body):
        message = f"对照的报告属于“{previous.body}”，与“{reading.body}”不是同一主体，没有做跨年核对"
        yield finding("chain.not_last_year", (), message)
        return
    yield from _carry_over(reading, previous)
    if reading.edition == previous.edition == "2021":
        yield from _stock(reading, previous)
    if reading.edition == previous.edition == "2019":
        yield from _published_total(reading, previous)
        yield from _items(reading, previous)


def last_year_of(reading: Reading, others: Iterable[Reading]) -> Reading | None:
    """Among `others`, the report of the same body on the year before; None when it is not there."""
    if not reading.body or reading.year is None:
        return None
    for other in others:
        is_same = plain_name(other.body) == plain_name(reading.body) and other.kind == reading.kind
        if is_same and other.year == reading.year - 1:
            return other
    return None


def _carry_over(reading: Reading, previous: Reading) -> Iterator[Finding]:
    form = statutory(reading)
    if form is None or statutory(previous) is None:
        return
    for column in (*APPLICANTS, "total"):
        here, there = f"requests/carried_in@{column}", f"requests/carried_out@{column}"
        now, before = value(reading, here), value(previous, there)
        if now is None or before is None or now == before:
            continue
        label = form.places[here][-1].label
        message = (
            f"“{label}”列上年结转 {printed(now)} 件，"
            f"{previous.year} 年报告的结转下年度却是 {printed(before)} 件"
        )
        yield finding("chain.carry_over", (here,), message)


def _stock(reading: Reading, previous: Reading) -> Iterator[Finding]:
    for row, label in (("rules", "规章"), ("normative_documents", "行政规范性文件")):
        places = tuple(f"disclosure/{row}@{column}" for column in ("made", "repealed", "in_force"))
        before = value(previous, places[-1])
        if before is None or _is_reachable(reading, places, before):
            continue
        made, repealed, held = (value(reading, place) for place in places)
        if made is None or repealed is None or held is None:
            raw = next((reading.evidence[place].raw for place in places if place in reading.evidence), "")
            message = (
                f"“{label}”一行印作“{raw.strip()}”，各种拆法都不满足"
                f"“去年现行有效 {printed(before)} + 本年制发 − 本年废止 = 现行有效”"
            )
            yield finding("chain.stock", places, message)
            continue
        expected = before + made - repealed
        sums = f"{printed(before)} + {printed(made)} − {printed(repealed)} = {printed(expected)}"
        if held > expected:
            message = (
                f"“{label}”现行有效 {printed(held)} 件，按去年推算应为 {sums}，"
                f"多出 {printed(held - expected)} 件"
            )
            yield finding("chain.stock", places, message)
        else:
            message = (
                f"“{label}”现行有效 {printed(held)} 件，按去年推算应为 {sums}，"
                f"少 {printed(expected - held)} 件，可能是有效期届满失效"
            )
            yield finding("chain.stock_expired", places, message)


def _is_reachable(reading: Reading, places: tuple[Address, ...], before: Decimal) -> bool:
    """Whether some reading of the three cells gives the stock exactly; unknown cells count as reachable."""
    if any(place not in reading.cells for place in places):
        return True
    choices = [possible_sums(reading, (place,)) for place in places]
    if any(choice is None for choice in choices):
        return True
    made, repealed, held = (choice or set() for choice in choices)
    return any(before + new - gone == now for new, gone, now in product(made, repealed, held))


def _published_total(reading: Reading, previous: Reading) -> Iterator[Finding]:
    for row, label in (("rules", "规章"), ("normative_documents", "规范性文件")):
        places = (f"disclosure/{row}@published", f"disclosure/{row}@published_total")
        new, held = value(reading, places[0]), value(reading, places[-1])
        before = value(previous, places[-1])
        if new is None or held is None or before is None or held <= before + new:
            continue
        message = (
            f"“{label}”对外公开总数量 {printed(held)} 件，"
            f"多于去年 {printed(before)} + 本年新公开 {printed(new)} = {printed(before + new)} 件"
        )
        yield finding("chain.published_total", places, message)


def _items(reading: Reading, previous: Reading) -> Iterator[Finding]:
    form = statutory(reading)
    for row in ITEM_ROWS:
        here, change = f"disclosure/{row}@items_last_year", f"disclosure/{row}@items_change"
        now, before, changed = value(reading, here), value(previous, here), value(previous, change)
        if form is None or now is None or before is None or changed is None or now == before + changed:
            continue
        message = (
            f"“{form.places[here][1].label}”上一年项目数量 {printed(now)}，"
            f"{previous.year} 年报告却是 {printed(before)} + ({printed(changed)})"
            f" = {printed(before + changed)}"
        )
        yield finding("chain.items", (here,), message)


def _total_below_new(reading: Reading) -> Iterator[Finding]:
    columns = ("published", "published_total") if reading.edition == "2019" else ("made", "in_force")
    new, held = (value(reading, f"{FILES}@{column}") for column in columns)
    repealed = value(reading, f"{FILES}@repealed") or Decimal(0)
    if new is None or held is None or held + repealed >= new:
        return
    places = tuple(f"{FILES}@{column}" for column in columns)
    message = f"规范性文件年末共 {printed(held)} 件，少于本年新增 {printed(new)} 件"
    yield finding("stock.total_below_new", places, message)


def _stock_as_decisions(reading: Reading) -> Iterator[Finding]:
    """平阴 2019: 42 + 101 = 143 stands where the decisions of the year belong."""
    form = statutory(reading)
    for row in ITEM_ROWS:
        places = tuple(
            f"disclosure/{row}@{column}" for column in ("items_last_year", "items_change", "decisions")
        )
        last, change, decisions = (value(reading, place) for place in places)
        if form is None or last is None or not change or not decisions or last + change != decisions:
            continue
        sign = "−" if change < 0 else "+"
        message = (
            f"“{form.places[places[-1]][1].label}”处理决定数量 {printed(decisions)} 恰好等于项目存量 "
            f"{printed(last)} {sign} {printed(abs(change))} = {printed(decisions)}，"
            "像是把项目存量填成了决定件数"
        )
        yield finding("stock.as_decisions", places, message)
