"""The way in for files from outside: read them in a child process, or say in one Chinese sentence why not."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from yangguang.documents import child, limits
from yangguang.documents.legacy import to_docx
from yangguang.documents.model import Document, Unreadable
from yangguang.documents.parsing import parse
from yangguang.documents.sniffing import OLE, RICH_TEXT, kind
from yangguang.documents.wire import unpacked

__all__ = ["Reader", "parse", "read", "read_bytes"]

TOO_BIG = f"文件超过 {limits.FILE_BYTES // 1024 // 1024} MB，不像一份报告，无法读取"
TOO_SLOW = "读取这个文件用时过长，为安全起见已停止"
DIED = "文件已损坏或需要的内存太多，无法读取"


def read(path: Path) -> Document:
    """Read one file in a child process of its own. Raises Unreadable with one Chinese sentence."""
    with Reader() as reader:
        return reader.read(path)


def read_bytes(data: bytes, name: str = "") -> Document:
    """Read the bytes of one file in a child process of its own; `name` is only for the reader of messages."""
    with Reader() as reader:
        return reader.read_bytes(data, name)


class Reader:
    """One reading process kept over many files; each file is still held to the limits.

    The process is replaced when it dies, when a file takes too long, and after limits.FILES_PER_CHILD files.
    Use as a context manager, from one thread.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._used = 0

    def __enter__(self) -> Reader:
        return self

    def __exit__(
        self, kind_: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the reading process."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for stream in (process.stdin, process.stdout):
            with suppress(OSError):
                if stream is not None:
                    stream.close()
        process.wait()

    @property
    def process_id(self) -> int | None:
        """The reading process as it is now; None before the first file and after a replacement is due."""
        return None if self._process is None else self._process.pid

    def read(self, path: Path) -> Document:
        """Read one file. Raises Unreadable with one Chinese sentence."""
        return self.read_bytes(_bytes(path), path.name)

    def read_bytes(self, data: bytes, name: str = "") -> Document:
        """Read the bytes of one file. Raises Unreadable with one Chinese sentence."""
        if len(data) > limits.FILE_BYTES:
            raise Unreadable(TOO_BIG)
        if data.startswith((OLE, RICH_TEXT)):
            kind(data)  # refuses what is not a Word document
            return replace(unpacked(self.answer(b"F", to_docx(data))), format="doc")
        return unpacked(self.answer(b"F", data))

    def answer(self, question: bytes, data: bytes) -> bytes:
        """What the reading process answers to a letter of child.WORK about a file, under all limits.

        Raises Unreadable with one Chinese sentence.
        """
        if len(data) > limits.FILE_BYTES:
            raise Unreadable(TOO_BIG)
        process = self._running()
        late = threading.Event()

        def stop() -> None:
            late.set()
            process.kill()

        clock = threading.Timer(limits.SECONDS, stop)
        clock.daemon = True
        clock.start()
        try:
            letter, payload = _exchange(process, question, data)
        finally:
            clock.cancel()
        self._used += 1
        if letter not in {b"D", b"U"} or self._used >= limits.FILES_PER_CHILD:
            self.close()
        if letter == b"D":
            return payload
        if letter == b"":
            raise Unreadable(TOO_SLOW if late.is_set() else DIED)
        raise Unreadable(payload.decode())

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.close()
        root = str(Path(__file__).resolve().parents[2])
        environment = {**os.environ, "PYTHONPATH": root, "PYTHONUTF8": "1", "MALLOC_ARENA_MAX": "1"}
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "yangguang.documents.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
        )
        self._used = 0
        return self._process


def _exchange(process: subprocess.Popen[bytes], question: bytes, data: bytes) -> tuple[bytes, bytes]:
    """Send a file and wait for the answer; an empty letter when the process died over it."""
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        process.stdin.write(child.HEAD.pack(question, len(data)))
        process.stdin.write(data)
        process.stdin.flush()
    except OSError:
        return b"", b""
    head = process.stdout.read(child.HEAD.size)
    if len(head) < child.HEAD.size:
        return b"", b""
    letter, length = child.HEAD.unpack(head)
    payload = process.stdout.read(length)
    return (letter, payload) if len(payload) == length else (b"", b"")


def _bytes(path: Path) -> bytes:
    """The content of a regular file of a tolerable size; everything else is refused unread."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise Unreadable(f"“{path.name}”是文件夹，不是文件")
        if not stat.S_ISREG(status.st_mode):
            raise Unreadable(f"“{path.name}”不是普通文件，无法读取")
        if status.st_size > limits.FILE_BYTES:
            raise Unreadable(TOO_BIG)
        if status.st_size == 0:
            raise Unreadable("文件是空的")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise Unreadable(f"找不到文件“{path}”") from error
    except PermissionError as error:
        raise Unreadable(f"没有权限读取文件“{path}”") from error
    except (OSError, ValueError) as error:
        raise Unreadable(f"无法读取文件“{path}”") from error
