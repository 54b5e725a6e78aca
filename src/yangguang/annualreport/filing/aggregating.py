"""What is the sum of many reports, and what is it made of? Pure: a blank part leaves the sum blank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from yangguang.annualreport.form.editions import Address, Edition
from yangguang.organisations.kinds import Kind

PARTS = frozenset(
    {Kind.DEPARTMENT, Kind.TOWNSHIP, Kind.SUBDISTRICT, Kind.ZONE, Kind.DISPATCHED, Kind.PARTY_ORGAN}
)
"""Kinds of organ whose reports go into the government's own, beside its office (30号 二（二）, §2.6)."""

Cells = Mapping[Address, Decimal | None]


@dataclass(frozen=True, slots=True)
class Part:
    """One report inside an aggregate: whose, which frozen version, and its figures."""

    filing: int
    version: int
    number: int
    hash: str
    organ: int
    name: str
    cells: Cells


@dataclass(frozen=True, slots=True)
class PartFigure:
    """What one report gives to one figure of the aggregate; None where it is blank."""

    part: Part
    figure: Decimal | None


def added_up(form: Edition, parts: Sequence[Part]) -> dict[Address, Decimal | None]:
    """Every figure of the form as the sum over the parts; None where any part is blank or has none."""
    return {address: _sum([part.cells.get(address) for part in parts]) for address in form.addresses}


def blank_in(address: Address, parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts that leave a figure blank, and so leave the sum blank."""
    return tuple(part for part in parts if part.cells.get(address) is None)


def _sum(figures: Sequence[Decimal | None]) -> Decimal | None:
    known = [figure for figure in figures if figure is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(figures) else None
