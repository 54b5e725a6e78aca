"""What does the law leave open, and what is done until someone decides?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from yangguang.law.errors import UnknownParameter
from yangguang.law.parameters.model import Confidence

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A point the law does not settle. With `choices` it is a setting, else `practice` says what is done."""

    name: str
    question: str
    instrument: str
    confidence: Confidence
    why: str
    default: str | None = None
    choices: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    practice: str | None = None


@cache
def open_questions() -> dict[str, OpenQuestion]:
    """All open points by name, in the order of the file."""
    entries = yaml.load(Path(__file__).with_suffix(".yaml").read_text("utf-8"), Loader=LOADER)
    return {entry["name"]: _question(entry) for entry in entries}


def setting_default(name: str) -> str:
    """The choice made where a government has not decided; `UnknownParameter` when `name` is no setting."""
    return _setting(name)[0]


def check_choice(name: str, choice: str) -> str:
    """`choice` itself when the setting `name` offers it; `UnknownParameter` with a sentence otherwise."""
    _, choices = _setting(name)
    if choice not in choices:
        raise UnknownParameter(f"设置“{name}”没有“{choice}”这个选项，可用的有：{'、'.join(choices)}")
    return choice


def _setting(name: str) -> tuple[str, Mapping[str, str]]:
    found = open_questions().get(name)
    if found is None or found.default is None:
        known = [question.name for question in open_questions().values() if question.choices]
        raise UnknownParameter(f"没有名为“{name}”的设置，可用的有：{'、'.join(known)}")
    return found.default, found.choices


def _question(entry: dict[str, Any]) -> OpenQuestion:
    entry = {**entry, "confidence": Confidence(entry["confidence"])}
    question = OpenQuestion(**entry)
    if (question.default is None) == (question.practice is None):
        raise ValueError(f"{question.name}: either a default or a practice")
    if question.default is not None and question.default not in question.choices:
        raise ValueError(f"{question.name}: the default is none of the choices")
    return question
