"""What does one worker process do? Read a file into a record; check a record against last year's."""

from __future__ import annotations

import multiprocessing
import os
import threading
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from yangguang.annualreport.batch.codec import packed, unpacked
from yangguang.annualreport.batch.journal import line_at
from yangguang.annualreport.checking.alike import Traits, traits_of
from yangguang.annualreport.checking.check import check
from yangguang.annualreport.checking.model import Finding
from yangguang.annualreport.reading.model import Reading
from yangguang.annualreport.reading.reader import NotAReport, read_report
from yangguang.documents.model import Unreadable
from yangguang.documents.reading import Reader


@dataclass(frozen=True, slots=True)
class Task:
    """A report to check: where its line stands in the journal, and that of last year's report if any."""

    journal: Path
    offset: int
    previous: int | None


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of one report."""

    edition: str | None
    findings: tuple[Finding, ...]
    traits: Traits


def begin() -> None:
    """Prepare a worker: it ends when the program that started it is killed, and nothing is left running."""
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def read_one(job: tuple[str, str, str]) -> dict[str, Any]:
    """Read the file of a job (folder, name within it, stamp); the record holds a reading or a refusal."""
    folder, name, stamp = job
    try:
        reading = read_report(_reader().read(Path(folder, name)))
    except (Unreadable, NotAReport) as refused:
        return {"file": name, "stamp": stamp, "refusal": str(refused)}
    return {"file": name, "stamp": stamp, "reading": packed(reading)}


def check_one(task: Task) -> Checked:
    """Check one report by its line in the journal."""
    reading = _reading(task.journal, task.offset)
    previous = _reading(task.journal, task.previous) if task.previous is not None else None
    return Checked(reading.edition, check(reading, previous), traits_of(reading))


@cache
def _reader() -> Reader:
    """The reading process of this worker: it ends when the worker does and its pipe closes."""
    return Reader()


def _reading(journal: Path, offset: int) -> Reading:
    return unpacked(line_at(journal, offset)["reading"])
