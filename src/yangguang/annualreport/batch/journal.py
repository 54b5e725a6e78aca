"""What has been read already? A file of lines beside the result lets a stopped batch go on."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

FORMAT = 1
"""Of the lines; a journal of another format is begun anew."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Where the line of a file stands, and what is needed to find last year's report."""

    file: str
    stamp: str
    """Size and time of change when it was read: a changed file is read again."""
    offset: int
    body: str | None
    kind: str | None
    year: int | None
    refusal: str | None


class Journal:
    """The lines of a batch. Use as a context manager, from one process; others read lines by offset."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.entries: dict[str, Entry] = {}

    def __enter__(self) -> Journal:
        begun = self._known()
        self._file = self.path.open("r+b" if begun else "wb")
        if begun:
            self._file.seek(begun)
            self._file.truncate()  # a line that a kill left unfinished
        else:
            self._write({"format": FORMAT})
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def add(self, record: dict[str, Any]) -> None:
        """Keep a record: `file`, `stamp`, and either `reading` (packed) or `refusal` (a sentence)."""
        offset = self._file.tell()
        self._write(record)
        self._learn(record, offset)

    def flush(self) -> None:
        """Hand the lines to the system, so that other processes can read them."""
        self._file.flush()

    def has(self, file: str, stamp: str) -> bool:
        """Whether this very state of the file has been read."""
        return file in self.entries and self.entries[file].stamp == stamp

    def _write(self, record: dict[str, Any]) -> None:
        self._file.write(json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")

    def _learn(self, record: dict[str, Any], offset: int) -> None:
        reading = record.get("reading") or {}
        file = record["file"]
        self.entries[file] = Entry(
            file,
            record["stamp"],
            offset,
            reading.get("body"),
            reading.get("kind"),
            reading.get("year"),
            record.get("refusal"),
        )

    def _known(self) -> int:
        """Learn the whole lines of an earlier run; returns where they end, 0 when nothing is to be kept."""
        end = 0
        if not self.path.is_file():
            return end
        with self.path.open("rb") as lines:
            for line in lines:
                if not self._keeps(line, end):
                    break
                end += len(line)
        return end

    def _keeps(self, line: bytes, offset: int) -> bool:
        """Learn one line; False when it is not ours or damaged: the files from there on are read again."""
        try:
            record = json.loads(line) if line.endswith(b"\n") else None
            if offset == 0:
                return record == {"format": FORMAT}
            if record is not None:
                self._learn(record, offset)
        except (ValueError, LookupError, TypeError, AttributeError):
            return False
        return record is not None


def line_at(path: Path, offset: int) -> dict[str, Any]:
    """The record that begins at `offset`."""
    with path.open("rb") as lines:
        lines.seek(offset)
        record: dict[str, Any] = json.loads(lines.readline())
    return record
