"""Do the modules that decide what the law says hold no number of their own?"""

from __future__ import annotations

import ast

import pytest

from tests.architecture.sources import Module, product

RULE_FOLDERS = ("src/yangguang/law/", "src/yangguang/annualreport/checking/")
"""Every module below these decides something that law or a statutory form settles."""


def rule_modules() -> list[Module]:
    """The modules held to the rule."""
    return [module for module in product() if module.name.startswith(RULE_FOLDERS)]


def numbers(tree: ast.Module) -> list[tuple[int, int]]:
    """(line, value) of each integer written in the code other than 0 and 1; -1 is 1 with a sign."""
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and type(node.value) is int and node.value not in {0, 1}
    ]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("limit = 20", [(1, 20)]),
        ("first = row[0]\nlast = row[-1]\nnext_day = day + 1", []),
        ("word = '20'\nflag = True", []),
        ("half = [2]", [(1, 2)]),
    ],
)
def test_numbers_finds_every_integer_but_0_and_1(code: str, expected: list[tuple[int, int]]) -> None:
    assert numbers(ast.parse(code)) == expected


def test_rule_modules_hold_no_integer_but_0_1_and_minus_1() -> None:
    found = {module.name: numbers(module.tree) for module in rule_modules()}
    assert {name: places for name, places in found.items() if places} == {}


def test_rule_modules_ask_no_clock() -> None:
    asked = [
        f"{module.name}:{node.lineno}"
        for module in rule_modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and node.attr in {"now", "today", "utcnow"}
    ]
    assert asked == []
