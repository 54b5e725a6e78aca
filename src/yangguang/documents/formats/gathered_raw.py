"""What is there to search in a file that is not taken apart? The runs of Chinese in its bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from yangguang.documents.archive import DAMAGED
from yangguang.documents.formats.gathered_text import CHINESE
from yangguang.documents.model import AllText, Unreadable

RUN = re.compile(
    "[\\t\u0020-\u007e\xa0\xad\u0300-\u036f\u2000-\u206f\u25a0-\u26ff\u2b50\u2e80-\u9fff\uf900-\uffef]+"
)
LOCKED = "文件已加密，请去掉密码后再试"
SECTOR = 512
WORD_MARK, WORD_FLAGS, WORD_LOCKED = b"\xec\xa5", 10, 0x0100
BOOK_MARK, BOOK_LOCK = b"\x09\x08\x10\x00\x00\x06", 0x002F
BOOK_RECORDS = 12
"""The lock of an old workbook stands among its first records."""
SLIDES_LOCK = b"\xdf\xc4\xd1\xf3"
LONGEST = 40
"""In characters: a run no longer than this may be a mark standing alone."""


def of_compound(data: bytes) -> AllText:
    """Every run of Chinese of an old doc, xls, ppt or wps, wherever it lies; Unreadable when it is locked."""
    if "EncryptedPackage".encode("utf-16-le") in data or any(_locks(data)) or SLIDES_LOCK in data:
        raise Unreadable(LOCKED)
    lines = lines_in(data, ("utf-16-le", "gbk"))
    if not lines and len(data) < 2 * SECTOR:
        raise Unreadable(DAMAGED)
    return AllText(tuple(line for line in lines if len(line) <= LONGEST), "\n".join(lines))


def lines_in(data: bytes, encodings: Iterable[str]) -> tuple[str, ...]:
    """The runs of printable text with Chinese in them, in the order of the bytes, for each encoding."""
    found: dict[str, None] = {}
    for encoding in encodings:
        for shift in (0, 1) if encoding != "utf-8" else (0,):
            text = data[shift:].decode(encoding, "replace").replace("\ufffd", "\n")
            found.update(dict.fromkeys(run for run in RUN.findall(text) if CHINESE.search(run)))
    return tuple(found)


def _locks(data: bytes) -> Iterator[bool]:
    for start in range(0, len(data), SECTOR):
        if data.startswith(WORD_MARK, start):
            yield bool(_number(data, start + WORD_FLAGS) & WORD_LOCKED)
        if data.startswith(BOOK_MARK, start):
            yield _book_is_locked(data, start)


def _book_is_locked(data: bytes, start: int) -> bool:
    for _ in range(BOOK_RECORDS):
        if _number(data, start) == BOOK_LOCK:
            return True
        start += 4 + _number(data, start + 2)
    return False


def _number(data: bytes, place: int) -> int:
    return int.from_bytes(data[place : place + 2], "little")
