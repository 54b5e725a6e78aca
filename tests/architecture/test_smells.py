"""Is what style.md refuses kept out: states written past the machine, forced moves, clutter?"""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.sources import ROOT, Module, functions, product

MACHINE = "src/yangguang/workflow/machine.py"
ROOT_FILES = {
    ".gitignore",
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "README.zh.md",
    "pyproject.toml",
    "requirements-dev.txt",
    "requirements.txt",
    "run",
}


def state_writes(tree: ast.AST) -> list[int]:
    """Lines on which an attribute called `state` is assigned."""
    found = []
    for node in ast.walk(tree):
        targets = node.targets if isinstance(node, ast.Assign) else []
        targets = [node.target] if isinstance(node, ast.AnnAssign | ast.AugAssign) else targets
        found += [node.lineno for one in targets if isinstance(one, ast.Attribute) and one.attr == "state"]
    return found


def forced(tree: ast.AST) -> list[int]:
    """Lines of functions that can be told to go past their own rules."""
    return [
        node.lineno
        for node in functions(tree)
        if "force" in {one.arg for one in [*node.args.args, *node.args.kwonlyargs]}
    ]


def signals(tree: ast.AST) -> list[int]:
    """Lines that make a signal of our own; the sign-in library's may be listened to."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Signal"
    ]


def past_told(tree: ast.AST) -> list[int]:
    """Lines that name what lets something happen at another moment than now."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if (isinstance(node, ast.alias) and node.name == "standing_at")
        or (isinstance(node, ast.Attribute) and node.attr == "standing_at")
        or (isinstance(node, ast.Name) and node.id == "standing_at" and isinstance(node.ctx, ast.Load))
    ]


SMELLS = {
    "a state is written only by the machine": state_writes,
    "nothing is forced past its guards": forced,
    "our own events are no signals": signals,
}


@pytest.mark.parametrize(
    ("code", "smell"),
    [
        ("request.state = 'answered'", "a state is written only by the machine"),
        ("request.state: str = 'answered'", "a state is written only by the machine"),
        ("def publish(item, *, force=False): ...", "nothing is forced past its guards"),
        ("answered = Signal()", "our own events are no signals"),
    ],
)
def test_each_smell_is_recognised(code: str, smell: str) -> None:
    assert [name for name, found in SMELLS.items() if found(ast.parse(code))] == [smell]


def _others() -> Iterator[Module]:
    return (module for module in product() if module.name != MACHINE)


@pytest.mark.parametrize("smell", SMELLS)
def test_the_code_is_free_of_it(smell: str) -> None:
    assert [f"{module.name}:{line}" for module in _others() for line in SMELLS[smell](module.tree)] == []


def test_nothing_lies_about_in_the_root() -> None:
    ours = {path.name for path in ROOT.iterdir() if path.is_file()} - {".git", ".plan.md"}
    assert ours == ROOT_FILES


def test_only_the_demo_tells_a_past() -> None:
    found = [module.name for module in product() if past_told(module.tree)]
    assert found
    assert [name for name in found if "/demo/" not in name] == []


@pytest.mark.parametrize(
    "code",
    [
        "from yangguang.workflow.moment import standing_at",
        "from yangguang.workflow.moment import standing_at as then",
        "moment.standing_at(day)",
    ],
)
def test_telling_a_past_is_recognised(code: str) -> None:
    assert past_told(ast.parse(code)) == [1]
