"""Which columns does the national layout have, and what stands in each? Data, named by the ordinance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from yangguang.catalogue.kinds import PageLevel, Part
from yangguang.law.parameters.model import Confidence

FILE = Path(__file__).with_name("layout.yaml")


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A column of the layout; `parent` is a code, empty for the four parts. `says` is what stands in it."""

    code: str
    name: str
    article: str
    says: str
    confidence: Confidence
    part: Part
    parent: str
    level: PageLevel
    order: int
    from_on: date


@cache
def layout() -> tuple[LaidOut, ...]:
    """Every column in the order of the file, a parent before its children."""
    found: dict[str, LaidOut] = {}
    held = yaml.safe_load(FILE.read_text("utf-8"))
    for place, entry in enumerate(held["columns"], start=1):
        column = _column(entry, place, found, held["from"])
        found[column.code] = column
    return tuple(found.values())


def laid_out(code: str) -> LaidOut | None:
    """The column of the layout with this code; None for a column that a government added itself."""
    return next((column for column in layout() if column.code == code), None)


def _column(entry: dict[str, Any], place: int, above: dict[str, LaidOut], since: date) -> LaidOut:
    parent = above[entry["parent"]] if "parent" in entry else None
    return LaidOut(
        code=entry["code"],
        name=entry["name"],
        article=entry["article"],
        says=entry["says"],
        confidence=Confidence(entry["confidence"]),
        part=parent.part if parent else Part(entry["part"]),
        parent=parent.code if parent else "",
        level=PageLevel(entry.get("level", PageLevel.ANY)),
        order=place * 10,
        from_on=since,
    )
