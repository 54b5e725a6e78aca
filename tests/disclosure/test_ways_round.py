"""Whoever tries whatever in whatever order: nothing reaches the public that was not examined and decided."""

from __future__ import annotations

import inspect

import pytest

from tests.disclosure.ways.doors import doors
from tests.disclosure.ways.holding_true import Witness
from tests.disclosure.ways.values import VALUES
from tests.disclosure.ways.walking import Walk
from tests.disclosure.ways.world import make_world
from tests.engines import Engine
from yangguang.disclosure.states import State

pytestmark = pytest.mark.django_db
KNOWN = {"item", "viewer", "now"}
SHORT = 120
LONG = {"sqlite": 1500, "postgresql": 250}
"""So many steps a walk: thousands on the one engine, hundreds on the other."""

FAR = 1000
"""A walk of so many steps has been everywhere; on a shorter one only the promises are held to."""


def walk(seed: int, steps: int) -> tuple[Walk, Witness]:
    """Walk so many steps, holding everything true after each."""
    world = make_world(seed)
    walk, witness = Walk(world), Witness(world)
    witness.look(None)
    for _ in range(steps):
        witness.look(walk.step())
    witness.finish()
    return walk, witness


def test_every_service_is_a_door_that_is_tried() -> None:
    found = doors()
    assert {"approve", "release_urgently", "record_determination", "release_due"} <= set(found)
    wanted = {name for door in found.values() for name in inspect.signature(door).parameters}
    assert wanted <= set(VALUES) | KNOWN


def test_no_way_round_is_found_in_a_short_walk() -> None:
    walk(10, SHORT)


@pytest.mark.long
@pytest.mark.parametrize("seed", [10, 11, 12, 20, 21])
def test_no_way_round_is_found(engine: Engine, seed: int) -> None:
    steps = LONG[engine.vendor]
    walked, witness = walk(seed, steps)
    if steps < FAR:
        return
    assert {"submit", "approve", "release_due", "take_down", "begin_correction"} <= set(walked.done)
    reached = {State.DRAFT, State.REVIEW, State.RETURNED, State.APPROVED, State.RELEASED, State.TAKEN_DOWN}
    assert {state.value for state in reached} <= set(witness.states)
