"""Is every machine whole, and does nothing but the machine write a state?"""

from __future__ import annotations

import ast

import pytest

from tests.architecture.sources import product
from yangguang.workflow.documentation import machines, reachable

DOOR = "src/yangguang/workflow/machine.py"
WRITERS = {"update", "update_or_create", "get_or_create", "bulk_update", "create"}
"""Calls of the database layer that could set a column past the machine."""


def state_writes(tree: ast.Module) -> list[int]:
    """The lines that set `.state`, or hand `state=` to a call that writes rows."""
    found = []
    for node in ast.walk(tree):
        targets = (
            node.targets
            if isinstance(node, ast.Assign)
            else [node.target]
            if isinstance(node, ast.AugAssign | ast.AnnAssign)
            else []
        )
        leaves = [leaf for target in targets for leaf in ast.walk(target)]
        if any(isinstance(leaf, ast.Attribute) and leaf.attr == "state" for leaf in leaves):
            found.append(node.lineno)
        if isinstance(node, ast.Call) and _writes_state(node):
            found.append(node.lineno)
    return sorted(found)


def _writes_state(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name == "setattr":
        return any(isinstance(one, ast.Constant) and one.value == "state" for one in call.args[1:2])
    named = {word.arg for word in call.keywords}
    defaults = [word.value for word in call.keywords if word.arg == "defaults"]
    inside = {
        key.value
        for one in defaults
        if isinstance(one, ast.Dict)
        for key in one.keys
        if isinstance(key, ast.Constant)
    }
    return name in WRITERS and "state" in named | inside


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        ("held.state = after", [1]),
        ("a, held.state = 1, 2", [1]),
        ("rows.filter(state='a').update(state='b')", [1]),
        ("Row.objects.update_or_create(pk=1, defaults={'state': 'b'})", [1]),
        ("setattr(held, 'state', after)", [1]),
        ("rows.filter(state='a')\nstate = held.state", []),
        ("held.stated = 1", []),
    ],
)
def test_state_writes_are_found(code: str, lines: list[int]) -> None:
    assert state_writes(ast.parse(code)) == lines


def test_nothing_outside_the_machine_writes_a_state() -> None:
    found = {module.name: state_writes(module.tree) for module in product() if module.name != DOOR}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_there_are_machines() -> None:
    assert {"course", "filing"} <= set(machines())


@pytest.mark.parametrize("name", sorted(machines()))
def test_every_state_of_a_machine_can_be_reached(name: str) -> None:
    machine = machines()[name]
    assert reachable(machine) == {str(state.value) for state in machine.states}


@pytest.mark.parametrize("name", sorted(machines()))
def test_every_guard_of_a_machine_says_what_must_be_true(name: str) -> None:
    guards = {guard for one in machines()[name].transitions for guard in one.guards}
    assert {guard.__name__ for guard in guards if not (guard.__doc__ or "").strip()} == set()


@pytest.mark.parametrize("name", sorted(machines()))
def test_every_transition_moves_between_states_of_its_machine(name: str) -> None:
    machine = machines()[name]
    states = {str(state.value) for state in machine.states}
    named = {str(one) for row in machine.transitions for one in (*row.sources, row.target) if one is not None}
    assert named <= states
