"""What is in the working copy? Every file of ours, and the syntax tree of every Python module."""

from __future__ import annotations

import ast
import functools
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "yangguang"
NOT_OURS = {".git", ".venv", "var", "build", "dist", "vendor", "node_modules", "__pycache__"}


@dataclass(frozen=True)
class Module:
    """A Python file with its syntax tree; `name` is its path from the root, with slashes."""

    name: str
    text: str
    tree: ast.Module

    @property
    def in_product(self) -> bool:
        """Does it belong to what is installed, rather than to tests or benchmarks?"""
        return self.name.startswith("src/")


@functools.cache
def files() -> tuple[Path, ...]:
    """Every file of the project, tracked or about to be; found without git."""
    return tuple(_walk())


def _walk() -> Iterator[Path]:
    for folder, inner, names in os.walk(ROOT):
        inner[:] = sorted(name for name in inner if name not in NOT_OURS and not name.endswith("_cache"))
        inner[:] = [name for name in inner if name != ".hypothesis" and not name.endswith(".egg-info")]
        yield from (Path(folder) / name for name in sorted(names) if name not in {".git", ".plan.md"})


@functools.cache
def modules() -> tuple[Module, ...]:
    """Every Python module of ours, `run` included, migrations left out."""
    paths = [path for path in files() if path.suffix == ".py" and "migrations" not in path.parts]
    found = []
    for path in [*paths, ROOT / "run"]:
        text = path.read_text("utf-8")
        found.append(Module(path.relative_to(ROOT).as_posix(), text, ast.parse(text)))
    return tuple(found)


def product() -> tuple[Module, ...]:
    """The modules of the package."""
    return tuple(module for module in modules() if module.in_product)


Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(tree: ast.AST) -> Iterator[Function]:
    """Every function and method in a tree, nested ones too."""
    for node in ast.walk(tree):
        if isinstance(node, Function):
            yield node
