"""The process that reads files from outside: little memory, little time, no files written."""

from __future__ import annotations

import importlib
import os
import struct
import sys
from typing import BinaryIO

from yangguang.documents import limits
from yangguang.documents.model import Unreadable

try:
    import resource
except ImportError:  # not a POSIX system: the parent's clock is the only limit
    resource = None  # type: ignore[assignment]

HEAD = struct.Struct(">cQ")
"""A letter and how many bytes follow: a question from WORK with a file, or an answer to one.

D is what was asked for, U a sentence why not, M no memory.
"""
WORK = {
    b"F": "yangguang.documents.parsing",
    b"T": "yangguang.documents.gathering",
    b"W": "yangguang.documents.formats.draft",
}
"""What may be asked about a file, and whose `answered(data)` does it; each is loaded only when needed."""
TOO_MUCH = "文件展开后需要的内存太多，为安全起见不予读取"
DAMAGED = "文件已损坏，无法读取"


def main() -> None:
    """Answer files from standard input until it ends; whatever a library prints goes nowhere."""
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    _limit_for_ever()
    questions = sys.stdin.buffer
    while (question := _question(questions)) is not None:
        _limit_this_file()
        letter, payload = _answer(*question)
        answers.write(HEAD.pack(letter, len(payload)))
        answers.write(payload)
        answers.flush()
        if letter == b"M":
            break  # what is left of the heap is not worth keeping


def _question(questions: BinaryIO) -> tuple[bytes, bytes] | None:
    head = questions.read(HEAD.size)
    if len(head) < HEAD.size:
        return None
    letter, length = HEAD.unpack(head)
    return letter, questions.read(length)


def _answer(letter: bytes, data: bytes) -> tuple[bytes, bytes]:
    try:
        return b"D", importlib.import_module(WORK[letter]).answered(data)
    except Unreadable as unreadable:
        return b"U", str(unreadable).encode()
    except MemoryError:
        return b"M", TOO_MUCH.encode()
    except RecursionError:
        return b"U", "文件里的结构嵌套太深，无法读取".encode()
    except Exception:  # the libraries raise anything on a damaged file; the file is at fault
        return b"U", DAMAGED.encode()


def _limit_for_ever() -> None:
    if resource is None:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    for kind in (resource.RLIMIT_AS, resource.RLIMIT_DATA):
        _, hard = resource.getrlimit(kind)
        allowed = limits.MEMORY_BYTES if hard == resource.RLIM_INFINITY else min(hard, limits.MEMORY_BYTES)
        resource.setrlimit(kind, (allowed, hard))


def _limit_this_file() -> None:
    """Processor seconds count from the start of the process, so the limit moves with every file."""
    if resource is None:
        return
    usage = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    wanted = int(usage.ru_utime + usage.ru_stime + limits.SECONDS) + 1
    allowed = wanted if hard == resource.RLIM_INFINITY else min(hard, wanted)
    resource.setrlimit(resource.RLIMIT_CPU, (allowed, hard))


if __name__ == "__main__":
    main()
