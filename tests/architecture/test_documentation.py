"""Is everything public explained, and do the words in docs/ still stand in the code?"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.architecture.sources import ROOT, Function, Module, files, product

REQUIRED = [
    "CHANGELOG.md",
    "LICENSE",
    "docs/glossary.md",
    "docs/operations/running.md",
    "docs/howto/first-day.md",
    "docs/howto/add-a-parameter.md",
    "docs/howto/read-a-report.md",
]
LINK = re.compile(r"\]\(([^)#\s]+)")
IDENTIFIER = re.compile(r"`([^`]+)`")


def _public(body: list[ast.stmt]) -> Iterator[Function | ast.ClassDef]:
    for node in body:
        if (
            isinstance(node, Function | ast.ClassDef)
            and not node.name.startswith("_")
            and node.name != "Meta"
        ):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from _public(node.body)


def _undocumented(module: Module) -> Iterator[str]:
    if ast.get_docstring(module.tree) is None:
        yield module.name
    for node in _public(module.tree.body):
        if ast.get_docstring(node) is None:
            yield f"{module.name}:{node.lineno} {node.name}"


def test_every_public_module_class_and_function_says_what_it_does() -> None:
    assert [name for module in product() for name in _undocumented(module)] == []


@pytest.mark.parametrize("name", REQUIRED)
def test_document_stands(name: str) -> None:
    assert len((ROOT / name).read_text("utf-8").strip().splitlines()) > 1


def test_every_decision_of_the_architecture_has_its_record() -> None:
    for path in sorted((ROOT / "docs" / "adr").glob("*.md")):
        text = path.read_text("utf-8")
        assert re.match(r"\d{4}-[a-z0-9-]+\.md$", path.name), path.name
        for part in ("## Context", "## Decision", "## Consequences"):
            assert part in text, f"{path.name} lacks {part}"


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = sorted(int(path.name[:4]) for path in (ROOT / "docs" / "adr").glob("*.md"))
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= 6


def glossary() -> list[tuple[str, str, str]]:
    """(词, identifier, article) of every row."""
    rows = []
    for line in (ROOT / "docs" / "glossary.md").read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("| ").split("|")]
        if line.startswith("|") and len(cells) == 3 and "`" in cells[1]:
            rows.append((cells[0], cells[1], cells[2]))
    return rows


def test_every_identifier_of_the_glossary_is_in_the_code() -> None:
    code = "\n".join(
        path.read_text("utf-8") for path in files() if path.suffix in {".py", ".yaml"} and "src" in path.parts
    )
    words = set(re.findall(r"\w+", code))
    gone = {
        name
        for _, cell, _ in glossary()
        for name in IDENTIFIER.findall(cell)
        if not set(re.findall(r"\w+", name)) <= words
    }
    assert gone == set()


def test_a_word_of_the_law_stands_once_in_the_glossary() -> None:
    terms = [term for term, _, _ in glossary()]
    assert sorted(set(terms)) == sorted(terms)


def test_links_between_documents_lead_somewhere() -> None:
    broken = [
        f"{path.relative_to(ROOT)}: {target}"
        for path in files()
        if path.suffix == ".md"
        for target in LINK.findall(path.read_text("utf-8"))
        if not re.match(r"[a-z]+:", target) and not (path.parent / target).exists()
    ]
    assert broken == []
