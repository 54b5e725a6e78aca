"""Whoever tries whatever in whatever order: nothing reaches the public that was not examined and decided."""

from __future__ import annotations

import inspect

import pytest

from tests.disclosure.ways.doors import doors
from tests.disclosure.ways.holding_true import Witness
from tests.disclosure.ways.values import VALUES
from tests.disclosure.ways.walking import Walk
from tests.disclosure.ways.world import make_world

pytestmark = pytest.mark.django_db
KNOWN = {"item", "viewer", "now"}


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


@pytest.mark.parametrize("seed", [1, 2])
def test_no_way_round_is_found_in_a_short_walk(seed: int) -> None:
    walk(seed, 150)
