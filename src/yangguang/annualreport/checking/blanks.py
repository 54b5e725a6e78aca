"""Which cells are blank, uncertain, or still hold a placeholder, where a figure is due?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from yangguang.annualreport.checking.figures import APPLICANTS, printed, statutory, total
from yangguang.annualreport.checking.model import Finding
from yangguang.annualreport.checking.rules import finding
from yangguang.annualreport.form.editions import Address
from yangguang.annualreport.reading.model import Reading

PLACEHOLDER = re.compile(r"[×xX*＊□○？?]+|待[填定补].*|(?:暂缺|未填|空)")
"""What people leave in a cell that they mean to fill later. A dash or a slash is a blank, not a promise."""

DISPUTE_RESULTS = ("upheld", "corrected", "other", "pending")


def check_blanks(reading: Reading) -> Iterator[Finding]:
    """Blank totals beside figures, placeholders, blank and uncertain cells: one finding each."""
    if reading.uncertain:
        places = tuple(reading.uncertain)
        message = f"有 {len(places)} 格的数字连在一起，没有读准，请对照原件"
        yield finding("cells.uncertain", places, message)
    if statutory(reading) is None:
        return
    blank = [
        address
        for address, figure in reading.cells.items()
        if figure is None and address not in reading.uncertain
    ]
    totals = [address for address in blank if _is_blank_total(reading, address)]
    placeholders = [address for address in blank if _is_placeholder(reading, address)]
    if totals:
        yield finding("cells.blank_total", totals, _totals_message(reading, totals))
    if placeholders:
        raws = "、".join(sorted({reading.evidence[address].raw.strip() for address in placeholders}))
        yield finding("cells.placeholder", placeholders, f"有 {len(placeholders)} 格仍是占位符号（{raws}）")
    rest = [address for address in blank if address not in totals and address not in placeholders]
    if rest:
        yield finding("cells.blank", rest, f"有 {len(rest)} 格空白，没有业务的应当填 0")


def _is_placeholder(reading: Reading, address: Address) -> bool:
    evidence = reading.evidence.get(address)
    return evidence is not None and PLACEHOLDER.fullmatch(evidence.raw.strip()) is not None


def _parts(address: Address) -> tuple[Address, ...]:
    line, _, column = address.partition("@")
    if column != "total":
        return ()
    parts = DISPUTE_RESULTS if line.startswith("disputes/") else APPLICANTS
    return tuple(f"{line}@{part}" for part in parts)


def _is_blank_total(reading: Reading, address: Address) -> bool:
    parts = _parts(address)
    return bool(parts) and bool(total(reading, parts))


def _totals_message(reading: Reading, totals: list[Address]) -> str:
    form = statutory(reading)
    first = totals[0]
    label = form.places[first][1].label if form is not None else first
    example = f"“{label}”各列之和为 {printed(total(reading, _parts(first)))}，“总计”却是空白"
    return example if not totals[1:] else f"有 {len(totals)} 行“总计”空白，例如{example}"
