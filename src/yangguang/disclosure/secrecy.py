"""Which questions does the secrecy review answer, and do the answers let an item pass?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

CLEAR = "clear"
HANDLED = "handled"
FOUND = "found"
ANSWERS = {CLEAR: "不涉及", HANDLED: "涉及，已作处理", FOUND: "涉及"}
"""What may be answered: `handled` needs a sentence of how; `found` lets nothing pass."""
MOST_WORDS = 300


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the review and the article it comes from."""

    key: str
    label: str
    asks: str
    basis: str


@cache
def questions() -> tuple[Question, ...]:
    """The questions, in the order in which they are asked (条例第十四条至第十七条)."""
    entries = yaml.safe_load(Path(__file__).with_name("questions.yaml").read_text("utf-8"))
    return tuple(Question(**entry) for entry in entries)


def refusal_of_answers(answers: Mapping[str, Mapping[str, str]]) -> str | None:
    """Why an item may not pass the secrecy review with these answers ({key: {answer, note}})."""
    known = {one.key: one.label for one in questions()}
    if set(answers) - set(known):
        return "保密审查的问题不在清单内"
    for key, label in known.items():
        given = answers.get(key, {})
        answer, note = given.get("answer", ""), given.get("note", "").strip()
        if answer not in ANSWERS:
            return f"保密审查还没有回答“{label}”"
        if answer == FOUND:
            return f"“{label}”答为涉及，不能同意，请退回或者报请确定"
        if answer == HANDLED and not note:
            return f"“{label}”须写明作了怎样的处理"
        if len(note) > MOST_WORDS:
            return f"“{label}”的说明不能超过{MOST_WORDS}个字"
    return None
