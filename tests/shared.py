"""Real published reports lie beside the project; tests that need them skip by name when they are absent."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"

needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="../shared (real reports) is not here")


def gold() -> dict[str, dict[str, Any]]:
    """The hand-checked cells, by name; empty when the folder is absent."""
    path = SHARED / "reports" / "gold.json"
    return json.loads(path.read_text("utf-8")) if path.is_file() else {}


def report_path(entry: dict[str, Any]) -> Path:
    """The file that an entry of `gold()` describes."""
    return (SHARED / "reports" / entry["file"]).resolve()
