"""Types of a county as files: one with every kind of field, one that is new."""

from __future__ import annotations

from pathlib import Path

MADE_TYPES = Path(__file__).with_name("made_types")
NEW = (MADE_TYPES / "credit_promise.yaml").read_text("utf-8")


def written(folder: Path, name: str, text: str) -> Path:
    """`folder` with one more definition file in it."""
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.yaml").write_text(text, "utf-8")
    return folder
