"""When is a document in force? Cases counted by hand, and ten thousand histories lived day by day."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from yangguang.disclosure.states import Ending
from yangguang.disclosure.validity import Bearing, OwnDays, Validity, derive

CASES = yaml.safe_load(Path(__file__).with_name("validity_cases.yaml").read_text("utf-8"))
WORDS = {"repeals": Ending.REPEALED, "replaces": Ending.REPLACED}
FIRST, SPAN = date(2026, 1, 1), 12
HISTORIES = 10_000


def numbers_of(case: Mapping[str, Any]) -> dict[str, int]:
    """A is the newest: an older document has a smaller number."""
    names = sorted(case["documents"], reverse=True)
    return {name: place for place, name in enumerate(names, 1)}


def validities(case: Mapping[str, Any]) -> dict[str, Validity]:
    numbers = numbers_of(case)
    own = {}
    for name, days in case["documents"].items():
        made, effective, expires = [*days, None, None, None][:3]
        own[numbers[name]] = OwnDays(effective, made, expires)
    bearings = [one for words in case.get("acts", ()) for one in bearing(words, case, numbers)]
    found = derive(own, bearings)
    return {name: found[number] for name, number in numbers.items()}


def bearing(words: str, case: Mapping[str, Any], numbers: Mapping[str, int]) -> list[Bearing]:
    parts = words.split()
    if parts[0] == "declared":
        return [Bearing(numbers[parts[1]], date.fromisoformat(parts[3]), Ending(parts[2]))]
    source, verb, target = parts[:3]
    if source in case.get("down", ()):
        return []
    made, effective, _ = [*case["documents"][source], None, None, None][:3]
    on = date.fromisoformat(parts[4]) if len(parts) > 3 else effective or made
    number = numbers[source]
    return [Bearing(numbers[target], on, WORDS[verb], source=number, by=number)]


@pytest.mark.parametrize("case", CASES, ids=[case["says"] for case in CASES])
def test_a_document_stands_as_counted_by_hand(case: Mapping[str, Any]) -> None:
    found, numbers = validities(case), numbers_of(case)
    told = []
    for line in case["then"]:
        name, day, *_ = line.split()
        validity, on = found[name], date.fromisoformat(day)
        by = next((one for one, number in numbers.items() if number == validity.by), "")
        ended = by if validity.ended_by(on) else ""
        told.append(" ".join(filter(None, (name, day, validity.status(on).value, ended))))
    assert told == case["then"]


def test_there_are_sixty_cases_and_more() -> None:
    assert len(CASES) == 63


@dataclass
class Life:
    """One document in the simulation."""

    begins: int
    last: int | None
    ended: int | None = None
    how: str = ""
    by: int | None = None


@dataclass
class History:
    """Documents by number and what they say of older ones, in days from the first."""

    lives: dict[int, Life] = field(default_factory=dict)
    ends: list[tuple[int, int, int, Ending]] = field(default_factory=list)
    """(source, target, day, how)."""
    declared: list[tuple[int, int, Ending]] = field(default_factory=list)


def lived(history: History) -> dict[int, Life]:
    """Every day in turn; within a day the newest document's fate is settled first, for it ends older ones."""
    for day in range(-1, 2 * SPAN):
        for number in sorted(history.lives, reverse=True):
            life, reasons = history.lives[number], list(reasons_on(history, number, day))
            if life.ended is None and reasons:
                _, _, life.by, life.how = min(reasons, key=lambda one: one[:2])
                life.ended = day
    return history.lives


def reasons_on(history: History, number: int, day: int) -> Iterator[tuple[int, int, int | None, str]]:
    """(rank, whose, by, how) of all that ends a document on a day; who has ended by then ends nothing."""
    last = history.lives[number].last
    if last is not None and last + 1 == day:
        yield 0, 0, None, Ending.EXPIRED.value
    for source, target, on, how in history.ends:
        if target == number and on == day and history.lives[source].ended is None:
            yield list(Ending).index(how), source, source, how.value
    for target, on, how in history.declared:
        if target == number and on == day:
            yield list(Ending).index(how), SPAN * SPAN, None, how.value


def derived(history: History) -> dict[int, Validity]:
    own = {
        number: OwnDays(_day(life.begins), None, None if life.last is None else _day(life.last))
        for number, life in history.lives.items()
    }
    bearings = [
        *(Bearing(target, _day(on), how, source, source) for source, target, on, how in history.ends),
        *(Bearing(target, _day(on), how) for target, on, how in history.declared),
    ]
    random.Random(len(bearings)).shuffle(bearings)
    return derive(own, bearings)


def _day(number: int) -> date:
    return FIRST + timedelta(days=number)


days = st.integers(0, SPAN)


@st.composite
def histories(draw: st.DrawFn) -> History:
    count = draw(st.integers(1, 6))
    lives = {number: Life(draw(days), draw(st.none() | days)) for number in range(1, count + 1)}
    pairs = st.tuples(st.integers(1, count), st.integers(1, count)).filter(lambda pair: pair[0] > pair[1])
    how = st.sampled_from([Ending.REPEALED, Ending.REPLACED])
    drawn = draw(st.lists(st.tuples(pairs, st.none() | days, how), max_size=7)) if count > 1 else []
    ends = [
        (source, target, lives[source].begins if on is None else on, kind)
        for (source, target), on, kind in drawn
    ]
    found = st.sampled_from([Ending.REPEALED, Ending.DECLARED])
    declared = draw(st.lists(st.tuples(st.integers(1, count), days, found), max_size=2))
    return History(lives, ends, declared)


def agree(history: History) -> None:
    found = derived(history)
    for number, life in lived(history).items():
        validity = found[number]
        ended = None if validity.to_on is None else (validity.to_on - FIRST).days + 1
        assert (ended, validity.how, validity.by) == (life.ended, life.how, life.by), (number, history)
        assert validity.from_on == _day(life.begins)


@given(histories())
@settings(max_examples=500, deadline=None)
def test_what_is_derived_is_what_is_lived_day_by_day(history: History) -> None:
    agree(history)


@pytest.mark.long
@given(histories())
@settings(max_examples=HISTORIES, deadline=None)
def test_ten_thousand_histories_agree(history: History) -> None:
    agree(history)
