"""What may be published in the invented county? Patterns by type, sentences, the matters of each organ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
BY_ORGAN = "by_organ"
"""Columns of a pattern whose items stand in the news of their kind of organ."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """How items of one type are made: so many a year, by which organs, under which titles, with what in them.

    `variants` are values of fields that go together with the title at the same place; `interpreted` and
    `attached` are the share of items with an interpretation or a file.
    """

    yearly: int
    organs: list[str]
    titles: list[str]
    body: list[Any] = field(default_factory=list)
    fields: Mapping[str, Any] = field(default_factory=dict)
    variants: list[Mapping[str, Any]] = field(default_factory=list)
    columns: list[str] | str = field(default_factory=list)
    months: list[int] = field(default_factory=list)
    document_kind: str = ""
    numbered: bool = False
    interpretation: bool = False
    interpreted: float = 0
    attached: float = 0
    changed: bool = False
    once_an_organ: bool = False


@dataclass(frozen=True, slots=True)
class Dealing:
    """What an organ is called in numbers and deals with; each matter with the column it also stands in."""

    short: str
    subject: str
    matters: tuple[tuple[str, str], ...]


@cache
def patterns() -> dict[str, Pattern]:
    """Every pattern by the key of its type."""
    return {path.stem: Pattern(**_read(path)) for path in sorted((HERE / "kinds").glob("*.yaml"))}


@cache
def pools() -> dict[str, list[str]]:
    """The sentences that many items share."""
    return dict(_read(HERE / "pools.yaml"))


@cache
def dealings() -> dict[str, Any]:
    """The organs that are named, and what townships and others have in common."""
    return _read(HERE / "organs.yaml")


@cache
def stories() -> tuple[dict[str, Any], ...]:
    """The single lives that are always told."""
    return tuple(_read(HERE / "stories.yaml")["stories"])


def dealing_of(name: str, *, township: bool) -> Dealing:
    """What the organ of this name deals with."""
    held = dealings()["organs"].get(name)
    if held is None:
        held = dealings()["townships" if township else "others"]
    bare = name.removeprefix("阳光县")
    short = held.get("short") or (f"{bare[:2]}政" if township else f"阳{bare[:2]}")
    matters = tuple((one.partition("@")[0], one.partition("@")[2]) for one in held["matters"])
    return Dealing(short, held["subject"], matters)


def _read(path: Path) -> dict[str, Any]:
    held: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return held
