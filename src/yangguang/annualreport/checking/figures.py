"""What does a reading say at an address? Blank, uncertain and missing stay three answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from yangguang.annualreport.form.editions import Address, Edition, Row, edition, edition_names
from yangguang.annualreport.reading.model import Reading

ORGANISATIONS = (
    "commercial_enterprise",
    "research_institution",
    "public_welfare_organisation",
    "legal_service_organisation",
    "other_organisation",
)
"""The columns under 法人或其他组织, left to right."""

HUNDRED = Decimal("100")
"""A whole, in percent."""

APPLICANTS = ("natural_person", *ORGANISATIONS)


def statutory(reading: Reading) -> Edition | None:
    """The statutory edition of a reading; None for older statistics and for what is no report."""
    return edition(reading.edition) if reading.edition in edition_names() else None


def value(reading: Reading, address: Address) -> Decimal | None:
    """The figure printed at `address`; None where it is blank, uncertain or missing."""
    return reading.cells.get(address)


def is_certain(reading: Reading, addresses: Iterable[Address]) -> bool:
    """Whether every address was found and none has several candidates (blank is certain)."""
    return all(address in reading.cells and address not in reading.uncertain for address in addresses)


def total(reading: Reading, addresses: Iterable[Address]) -> Decimal | None:
    """The sum over `addresses`, blank as zero; None when all are blank or one is missing or uncertain."""
    addresses = tuple(addresses)
    if not is_certain(reading, addresses):
        return None
    printed_figures = [figure for figure in map(reading.cells.get, addresses) if figure is not None]
    return sum(printed_figures, Decimal(0)) if printed_figures else None


def collapsed_rows(reading: Reading) -> frozenset[str]:
    """Row groups that the report prints as one row (`results.other` in some reports of 2021)."""
    form = statutory(reading)
    if form is None:
        return frozenset()
    return frozenset(
        row.path
        for table in form.tables
        for block in table.blocks
        for top in block.rows
        for row in top.walk()
        if row.rows and row.collapsible and _has_row(reading, table.id, row)
    )


def _has_row(reading: Reading, table: str, row: Row) -> bool:
    return f"{table}/{row.path}@total" in reading.cells


def leaf_paths(reading: Reading, group: str) -> tuple[str, ...]:
    """The rows of 表三 below `group` as this report prints them; `group` itself where it is one row."""
    form = statutory(reading)
    if form is None:
        return ()
    folded = collapsed_rows(reading)
    for top in form.table("requests").blocks[0].rows:
        for row in top.walk():
            if row.path == group:
                return tuple(_leaves(row, folded))
    return ()


def _leaves(row: Row, folded: frozenset[str]) -> Iterator[str]:
    if not row.rows or row.path in folded:
        yield row.path
        return
    for below in row.rows:
        yield from _leaves(below, folded)


def row_total(reading: Reading, row: str) -> Decimal | None:
    """表三: the total of a row as printed, else the sum of its columns; None when nothing is known."""
    printed_total = f"requests/{row}@total"
    if printed_total in reading.uncertain:
        return None
    figure = reading.cells.get(printed_total)
    return figure if figure is not None else total(reading, (f"requests/{row}@{a}" for a in APPLICANTS))


def printed(figure: Decimal | None) -> str:
    """A figure as a reader expects it: no trailing zeros, no exponent, 空白 for blank."""
    if figure is None:
        return "空白"
    return format(figure.normalize() if figure else Decimal(0), "f")


def spelled_sum(figures: Iterable[Decimal | None]) -> str:
    """`24 + 5 + 8`: the terms of a sum without its zeros; `0` when nothing is left."""
    terms = [printed(figure) for figure in figures if figure]
    return " + ".join(terms) or "0"
