"""Which lawful figures are so unusual that a person should look again?"""

from __future__ import annotations

from collections.abc import Iterator

from yangguang.annualreport.checking.figures import HUNDRED, leaf_paths, printed, row_total
from yangguang.annualreport.checking.model import Finding
from yangguang.annualreport.checking.rules import finding, limit
from yangguang.annualreport.reading.model import Reading


def check_outliers(reading: Reading) -> Iterator[Finding]:
    """A high share of 其他处理—其他: every request should end in one of the lawful ways."""
    rows = leaf_paths(reading, "results.other")
    results = row_total(reading, "results.total")
    if not rows or results is None or results < limit("outlier.other", "results"):
        return
    other = row_total(reading, rows[-1])
    if other is None:
        return
    percent = other / results * HUNDRED
    if percent >= limit("outlier.other", "percent"):
        message = (
            f"“其他处理”中的“其他”为 {printed(other)} 件，占办理结果 {printed(results)} 件的 {percent:.1f}%，"
            "原则上应按法定情形处理"
        )
        yield finding(
            "outlier.other", (f"requests/{rows[-1]}@total", "requests/results.total@total"), message
        )
