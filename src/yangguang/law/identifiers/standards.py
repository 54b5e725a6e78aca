"""Which weights and alphabets do the code standards prescribe? They are kept as data beside this module."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import yaml


@cache
def standard(name: str) -> dict[str, Any]:
    """The data of one standard by its name in standards.yaml; `KeyError` when there is none."""
    content = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))
    held: dict[str, Any] = content[name]
    return held


def half_width(words: str) -> str:
    """`words` in half-width letters and digits, without any white space (also the full-width blank)."""
    return "".join(unicodedata.normalize("NFKC", words).split())


def weighted_sum(values: list[int], weights: list[int]) -> int:
    """The sum that check digits are made from; both lists are of one length."""
    return sum(value * weight for value, weight in zip(values, weights, strict=True))
