"""Why may a document stay closed, and where may it be open? Both as data, with every way they are written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Reason:
    """A ground of the ordinance for not opening; `discretionary` ones (可以) need words of their own."""

    code: str
    label: str
    article: str
    says: str
    discretionary: bool = False
    withholds_title: bool = False
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Channel:
    """A place where something is made public."""

    code: str
    label: str
    also: tuple[str, ...] = ()


@cache
def reasons() -> dict[str, Reason]:
    """Every ground by its code, in the order of the articles."""
    found = (Reason(**{**one, "also": tuple(one.get("also", ()))}) for one in _entries("reasons"))
    return {one.code: one for one in found}


@cache
def channels() -> dict[str, Channel]:
    """Every channel by its code, in the order of the tick-list."""
    found = (Channel(**{**one, "also": tuple(one.get("also", ()))}) for one in _entries("channels"))
    return {one.code: one for one in found}


def written_as(known: Iterable[Reason | Channel]) -> dict[str, str]:
    """The code of everything that may be written for one of `known`: its code, its label, other words."""
    return {words: one.code for one in known for words in (one.code, one.label, *one.also)}


def _entries(name: str) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = yaml.safe_load((HERE / f"{name}.yaml").read_text("utf-8"))
    return entries
