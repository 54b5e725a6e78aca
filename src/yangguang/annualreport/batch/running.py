"""How is a whole folder checked? Read every file, check each with last year's, then all together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from yangguang.annualreport.batch.folder import report_files
from yangguang.annualreport.batch.journal import Entry, Journal
from yangguang.annualreport.batch.workers import Checked, Task, begin, check_one, read_one
from yangguang.annualreport.checking.alike import alike
from yangguang.annualreport.checking.bodies import plain_name
from yangguang.annualreport.checking.model import Finding

CHUNK = 8
"""Files handed to a worker at once: enough to hide the handing over, few enough to end together."""


@dataclass(frozen=True, slots=True)
class Result:
    """One file of the batch: its findings, or the sentence why it could not be read."""

    entry: Entry
    edition: str | None = None
    findings: tuple[Finding, ...] = ()
    previous: str | None = None


@dataclass(frozen=True, slots=True)
class Shared:
    """A finding about several files."""

    files: tuple[str, ...]
    finding: Finding


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything about a folder, in the order of the file names."""

    results: tuple[Result, ...]
    shared: tuple[Shared, ...]


Progress = Callable[[str, int, int], None]
"""Called with what is being done, how many are done and how many there are."""


def run_batch(
    folder: Path, journal_path: Path, *, workers: int, progress: Progress, leave_out: frozenset[Path]
) -> Outcome:
    """Read and check all reports in `folder` with `workers` processes.

    What is read is kept in the journal at once: after a kill, the same call goes on where it was.
    """
    files = list(report_files(folder, leave_out=leave_out))
    with Journal(journal_path) as journal, _pool(workers) as pool:
        todo = [(str(folder), name, stamp) for name, stamp in files if not journal.has(name, stamp)]
        done = len(files) - len(todo)
        progress("读取", done, len(files))
        for number, record in enumerate(pool.map(read_one, todo, chunksize=CHUNK), done + 1):
            journal.add(record)
            progress("读取", number, len(files))
        journal.flush()
        entries = [journal.entries[name] for name, _ in files]
        return _checked(pool, journal_path, entries, progress)


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(max_workers=workers, initializer=begin)


def _checked(pool: ProcessPoolExecutor, journal: Path, entries: list[Entry], progress: Progress) -> Outcome:
    readable = [entry for entry in entries if entry.refusal is None]
    before = _last_years(readable)
    tasks = [
        Task(journal, entry.offset, before[entry.file].offset if entry.file in before else None)
        for entry in readable
    ]
    checked = list(_counted(pool.map(check_one, tasks, chunksize=CHUNK), len(tasks), progress))
    by_file = {entry.file: one for entry, one in zip(readable, checked, strict=True)}
    results = tuple(
        Result(entry)
        if entry.refusal is not None
        else Result(
            entry,
            by_file[entry.file].edition,
            by_file[entry.file].findings,
            before[entry.file].file if entry.file in before else None,
        )
        for entry in entries
    )
    shared = tuple(
        Shared(tuple(readable[position].file for position in found.reports), found.finding)
        for found in alike([one.traits for one in checked])
    )
    return Outcome(results, shared)


def _counted(found: Iterable[Checked], total: int, progress: Progress) -> Iterator[Checked]:
    for number, one in enumerate(found, 1):
        progress("检查", number, total)
        yield one


def _last_years(entries: list[Entry]) -> dict[str, Entry]:
    """By file: the same body's report on the year before; the first in order where there are several."""
    known: dict[tuple[str, str | None, int], Entry] = {}
    for entry in entries:
        if entry.body and entry.year is not None:
            known.setdefault((plain_name(entry.body), entry.kind, entry.year), entry)
    found = {}
    for entry in entries:
        if entry.body and entry.year is not None:
            previous = known.get((plain_name(entry.body), entry.kind, entry.year - 1))
            if previous is not None:
                found[entry.file] = previous
    return found
