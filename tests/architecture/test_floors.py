"""Does every room, and every foreign key, look only to the floors below?"""

from __future__ import annotations

import subprocess
import sys
import tomllib

from django.apps import apps
from django.db.models import Model

from tests.architecture.sources import ROOT

IMPORT_LINTER = "from importlinter.cli import lint_imports_command as run; run(['--no-cache'])"


def floors() -> dict[str, int]:
    """The floor of every room, 0 the lowest, as the import contract in pyproject.toml has it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = {contract["id"]: contract for contract in project["tool"]["importlinter"]["contracts"]}
    layers = reversed(contracts["floors"]["layers"])
    return {room.strip(" ()"): floor for floor, rooms in enumerate(layers) for room in rooms.split("|")}


def test_imports_keep_to_the_floors() -> None:
    done = subprocess.run(
        [sys.executable, "-c", IMPORT_LINTER],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def _room(model: type[Model]) -> str | None:
    package, _, rest = model.__module__.partition(".")
    return rest.split(".")[0] if package == "yangguang" else None


def test_foreign_keys_keep_to_the_floors() -> None:
    floor = floors()
    upward = []
    for model in apps.get_models(include_auto_created=True):
        here = _room(model)
        targets = [field.related_model for field in model._meta.get_fields() if field.concrete]
        for target in targets:
            there = _room(target) if isinstance(target, type) else None
            if here and there and here != there and floor[there] >= floor[here]:
                upward.append(f"{model.__name__} ({here}) -> {target.__name__} ({there})")
    assert upward == []


def test_every_application_with_models_has_a_floor() -> None:
    rooms = {room for model in apps.get_models() if (room := _room(model))}
    assert rooms - floors().keys() == set()
