"""Which ways are there to take over ready-made? Read from `presets.yaml`; no database."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from yangguang.organisations.approval.routes import Step
from yangguang.organisations.approval.states import Scope
from yangguang.organisations.kinds import Role

FILE = Path(__file__).with_name("presets.yaml")


@dataclass(frozen=True, slots=True)
class Preset:
    """A ready-made way: its key, its name, what it means in one sentence, and its steps."""

    key: str
    name: str
    says: str
    steps: tuple[Step, ...]


@cache
def presets() -> tuple[Preset, ...]:
    """Every preset, in the order in which they are offered."""
    entries = yaml.safe_load(FILE.read_text("utf-8"))
    return tuple(
        Preset(entry["key"], entry["name"], entry["says"], tuple(_step(**step) for step in entry["steps"]))
        for entry in entries
    )


def preset(key: str) -> Preset:
    """The preset of that key; `KeyError` when there is none."""
    return {one.key: one for one in presets()}[key]


def _step(*, name: str, role: str, scope: str = Scope.OWN, may_be_skipped: bool = False) -> Step:
    return Step(name, Role(role), Scope(scope), None, may_be_skipped)
