"""Is the code kept small, named and arranged as style.md asks?"""

from __future__ import annotations

import ast

import pytest

from tests.architecture.sources import Function, Module, functions, modules, product

FILE_LINES = 400
FUNCTION_LINES = 40
CLASS_METHODS = 15
NESTING = 3
REFUSED_NAMES = {"utils", "helpers", "common", "core", "misc", "util", "helper"}
BLOCKS = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Try, ast.Match)


def test_no_file_is_longer_than_400_lines() -> None:
    lengths = {module.name: len(module.text.splitlines()) for module in modules()}
    assert {name: length for name, length in lengths.items() if length > FILE_LINES} == {}


def test_no_function_is_longer_than_40_lines() -> None:
    lengths = {
        f"{module.name}:{node.name}": (node.end_lineno or 0) - node.lineno + 1
        for module in modules()
        for node in functions(module.tree)
    }
    assert {name: length for name, length in lengths.items() if length > FUNCTION_LINES} == {}


def test_no_class_has_more_than_15_methods() -> None:
    counts = {
        f"{module.name}:{node.name}": sum(isinstance(inner, Function) for inner in node.body)
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef)
    }
    assert {name: count for name, count in counts.items() if count > CLASS_METHODS} == {}


def depth(body: list[ast.stmt], level: int = 0) -> int:
    """How deep blocks stand in one another; an `elif` stands beside its `if`."""
    deepest = level
    for node in body:
        if not isinstance(node, BLOCKS):
            continue
        if isinstance(node, ast.Match):
            deepest = max([deepest, *(depth(case.body, level + 1) for case in node.cases)])
            continue
        deepest = max(deepest, depth(node.body, level + 1))
        rest = getattr(node, "orelse", [])
        chained = isinstance(node, ast.If) and len(rest) == 1 and isinstance(rest[0], ast.If)
        deepest = max(deepest, depth(rest, level if chained else level + 1) if rest else level)
        for handler in getattr(node, "handlers", []):
            deepest = max(deepest, depth(handler.body, level + 1))
        deepest = max(deepest, depth(getattr(node, "finalbody", []), level + 1 if level else level))
    return deepest


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("x = 1", 0),
        ("if a:\n  x = 1", 1),
        ("if a:\n  x = 1\nelif b:\n  x = 2\nelse:\n  x = 3", 1),
        ("for a in b:\n  with c:\n    if d:\n      x = 1", 3),
        ("try:\n  x = 1\nexcept E:\n  if a:\n    x = 2", 2),
        ("match a:\n  case 1:\n    if b:\n      x = 1", 2),
    ],
)
def test_depth_counts_blocks_within_blocks(code: str, expected: int) -> None:
    assert depth(ast.parse(code).body) == expected


def test_no_function_nests_deeper_than_3() -> None:
    depths = {
        f"{module.name}:{node.name}": depth(node.body)
        for module in modules()
        for node in functions(module.tree)
    }
    assert {name: level for name, level in depths.items() if level > NESTING} == {}


def test_nothing_is_imported_inside_a_function() -> None:
    inside = [
        f"{module.name}:{node.name}:{inner.lineno}"
        for module in product()
        for node in functions(module.tree)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert inside == []


def test_every_import_is_absolute() -> None:
    relative = [
        f"{module.name}:{node.lineno}"
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert relative == []


def _parts(module: Module) -> set[str]:
    return set(module.name.removesuffix(".py").split("/"))


def test_no_module_is_named_for_being_a_heap() -> None:
    assert [module.name for module in modules() if _parts(module) & REFUSED_NAMES] == []


def test_init_of_a_room_is_one_sentence_and_no_code() -> None:
    with_code = [
        module.name
        for module in product()
        if module.name.endswith("/__init__.py")
        and not module.name.endswith("/settings/__init__.py")
        and (len(module.tree.body) != 1 or ast.get_docstring(module.tree) is None)
    ]
    assert with_code == []
