"""Which words are official, since when, and how well is that known? Read from data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml

from yangguang.catalogue.kinds import Vocabulary
from yangguang.law.parameters.model import Confidence

FOLDER = Path(__file__).with_name("vocabularies")


@dataclass(frozen=True, slots=True)
class OfficialTerm:
    """A word of an official vocabulary; `to_on` is its last day, None while it is in use."""

    vocabulary: Vocabulary
    code: str
    name: str
    order: int
    from_on: date
    to_on: date | None
    confidence: Confidence


@cache
def official_terms() -> tuple[OfficialTerm, ...]:
    """Every official word, vocabulary by vocabulary, in the order of its file."""
    return tuple(term for vocabulary in Vocabulary for term in _read(vocabulary))


def _read(vocabulary: Vocabulary) -> list[OfficialTerm]:
    held = yaml.safe_load((FOLDER / f"{vocabulary}.yaml").read_text("utf-8"))
    return [
        OfficialTerm(
            vocabulary=Vocabulary(held["vocabulary"]),
            code=entry["code"],
            name=entry["name"],
            order=place * 10,
            from_on=entry["from"],
            to_on=entry.get("to"),
            confidence=Confidence(entry.get("confidence", held["confidence"])),
        )
        for place, entry in enumerate(held["terms"], start=1)
    ]
