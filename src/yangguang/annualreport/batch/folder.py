"""Which files of a folder are meant to be reports, and are they still the ones that were read?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

ENDINGS = frozenset({".docx", ".doc", ".pdf", ".html", ".htm", ".xlsx", ".md", ".txt"})


def report_files(folder: Path, *, leave_out: frozenset[Path] = frozenset()) -> Iterator[tuple[str, str]]:
    """Names within `folder`, in order, each with the stamp of its present state; no hidden files."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        is_hidden = any(part.startswith((".", "~$")) for part in name.parts)
        if is_hidden or path.suffix.lower() not in ENDINGS or path in leave_out or not path.is_file():
            continue
        state = path.stat()
        yield name.as_posix(), f"{state.st_size}-{state.st_mtime_ns}"
