"""What do the checks find in a stored report, and in files that someone sent to be checked?

Files are read in a child process and forgotten: nothing is stored, neither the file nor what was found.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass

from yangguang.annualreport.checking.check import check, check_together
from yangguang.annualreport.checking.model import Finding
from yangguang.annualreport.models import TextHeld
from yangguang.annualreport.reading.model import Reading
from yangguang.annualreport.reading.reader import NotAReport, read_report
from yangguang.documents.model import Document, Unreadable
from yangguang.documents.reading import Reader

MOST_FILES = 20
SECONDS_FOR_ALL = 90.0
AT_ONCE = 2
"""How many batches one process reads at a time; the rest of its threads stay free for pages."""
PATIENCE = 20.0
"""Seconds that a batch waits for its turn."""
OUT_OF_TIME = "这一批文件用时太长，轮到它时已经停止。请减少文件，分几次检查"

_turns = threading.BoundedSemaphore(AT_ONCE)


class Busy(Exception):
    """Too many batches are being read; the message is one Chinese sentence."""


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file as it was sent: the name it bears and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Inspection:
    """What came of one file: a reading with its findings, or one sentence saying why it could not be read."""

    name: str
    reading: Reading | None = None
    findings: tuple[Finding, ...] = ()
    refusal: str = ""
    previous: str = ""
    """The name of the file that served as last year's report, if one was sent along."""


@dataclass(frozen=True, slots=True)
class Together:
    """A finding that shows only between files; `names` are the files concerned."""

    names: tuple[str, ...]
    finding: Finding


@dataclass(frozen=True, slots=True)
class Inspected:
    """A batch of files once checked, in the order in which they were sent."""

    files: tuple[Inspection, ...]
    together: tuple[Together, ...]


def findings_of(
    reading: Reading, previous: Reading | None = None, *, text_held: TextHeld = TextHeld.WHOLE
) -> tuple[Finding, ...]:
    """The findings on a report, gravest first.

    Of a report whose narrative is not held, only findings about figures are told: what a text
    lacks cannot be known from a part of it.
    """
    found = check(reading, previous)
    return found if text_held == TextHeld.WHOLE else tuple(finding for finding in found if finding.places)


def inspect(sent: Sequence[SentFile], *, seconds: float = SECONDS_FOR_ALL) -> Inspected:
    """Read and check files together; a report finds last year's among them by itself.

    Files left over after `seconds` are refused with a sentence rather than read. Raises `Busy` when
    other batches hold every turn for longer than a visitor will wait.
    """
    if not _turns.acquire(timeout=PATIENCE):
        raise Busy("正在检查的文件较多，请过一分钟再试")
    try:
        return _inspected(sent, seconds)
    finally:
        _turns.release()


def _inspected(sent: Sequence[SentFile], seconds: float) -> Inspected:
    documents = _documents(sent, seconds)
    readings = [_first_reading(document) for document in documents]
    files = tuple(
        _inspection(number, sent, documents, readings)
        if isinstance(reading, Reading)
        else Inspection(sent[number].name, refusal=reading)
        for number, reading in enumerate(readings)
    )
    read = [file for file in files if file.reading]
    alike = check_together([file.reading for file in read if file.reading])
    together = tuple(Together(tuple(read[at].name for at in one.reports), one.finding) for one in alike)
    return Inspected(files, together)


def _documents(sent: Sequence[SentFile], seconds: float) -> list[Document | str]:
    """Each file as a document, or the sentence that refuses it."""
    until = time.monotonic() + seconds
    documents: list[Document | str] = []
    with Reader() as reader:
        for file in sent:
            if time.monotonic() > until:
                documents.append(OUT_OF_TIME)
                continue
            try:
                documents.append(reader.read_bytes(file.data, file.name) if file.data else "文件是空的")
            except Unreadable as refused:
                documents.append(str(refused))
    return documents


def _first_reading(document: Document | str) -> Reading | str:
    if isinstance(document, str):
        return document
    try:
        return read_report(document)
    except NotAReport as refused:
        return str(refused)


def _inspection(
    number: int,
    sent: Sequence[SentFile],
    documents: Sequence[Document | str],
    readings: Sequence[Reading | str],
) -> Inspection:
    """Read the file again beside last year's report, where that was sent too, and check it."""
    first, document = readings[number], documents[number]
    assert isinstance(first, Reading)
    assert isinstance(document, Document)
    at = _last_years(first, readings)
    if at is None:
        return Inspection(sent[number].name, first, check(first))
    previous = readings[at]
    assert isinstance(previous, Reading)
    reading = read_report(document, previous)
    return Inspection(sent[number].name, reading, check(reading, previous), previous=sent[at].name)


def _last_years(reading: Reading, readings: Sequence[Reading | str]) -> int | None:
    """Where the same body's report on the year before stands, if it was sent."""
    if not reading.body or not reading.year:
        return None
    for at, other in enumerate(readings):
        if isinstance(other, Reading) and (other.body, other.year) == (reading.body, reading.year - 1):
            return at
    return None
