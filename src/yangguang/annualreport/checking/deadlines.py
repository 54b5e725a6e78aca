"""Was the report published in time? The days come from the dated parameters of the law."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from yangguang.annualreport.checking.bodies import Level, level_of
from yangguang.annualreport.checking.model import Finding
from yangguang.annualreport.checking.rules import finding
from yangguang.annualreport.reading.model import Reading
from yangguang.law.errors import NotInForce
from yangguang.law.parameters.loading import parameter
from yangguang.law.parameters.model import Value

GOVERNMENTS = {
    Level.TOWNSHIP: "annual_report.township",
    Level.COUNTY: "annual_report.county",
    Level.CITY: "annual_report.city",
    Level.PROVINCE: "annual_report.province",
}


def check_deadline(reading: Reading) -> Iterator[Finding]:
    """Late against the day for its kind of body, or dated before the year of the report was over."""
    if reading.year is None or reading.filed_on is None or reading.kind is None:
        return
    january = date(reading.year + 1, 1, 1)
    if reading.filed_on < january:
        message = f"报告日期 {reading.filed_on} 早于统计期末，{reading.year} 年的数字此时不可能已经核定"
        yield finding("deadline.early", (), message)
    held = _value(reading, january)
    if held is None:
        return
    last_day = held.month_day.in_year(january.year)
    if reading.filed_on > last_day:
        days = (reading.filed_on - last_day).days
        message = f"报告日期 {reading.filed_on}，晚于期限 {last_day}（{held.source}），迟 {days} 天"
        yield finding("deadline.late", (), message)


def _value(reading: Reading, day: date) -> Value | None:
    """The dated parameter for this kind of body.

    Where the name does not tell the level of a government, the latest day of all holds: no false alarm.
    """
    level = level_of(reading.body)
    if reading.kind == "agency":
        name = "annual_report.department"
    else:
        name = GOVERNMENTS[level] if level is not None else "annual_report.statutory_limit"
    try:
        return parameter(name).at(day)
    except NotInForce:
        return None
