"""In which encoding was this text written? Answers from the bytes, never from a file name."""

from __future__ import annotations

import codecs
import re

from yangguang.documents.model import Unreadable

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.I)
CHINESE = {"gb2312", "gbk", "gb18030", "x-gbk", "cp936", "hz-gb-2312"}
CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f\ufffd]")
NOT_TEXT = "这个文件不是文字，也不是能识别的文档格式，无法读取"
SAMPLE = 65536
"""Bytes at the beginning from which the encoding is judged."""
TOLERATED = 0.005
"""Share of characters that may be unreadable in a text that is otherwise plain."""


def decode(data: bytes) -> str:
    """The text of bytes in UTF-8, UTF-16, GB18030 or Big5 with \\n at line ends; Unreadable when none."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _clean(data.decode(encoding, "replace"))
    sample = data[:SAMPLE]
    if 0 in sample:
        return _clean(_utf16_without_mark(data, sample))
    for encoding in _candidates(sample):
        try:
            return _clean(data.decode(encoding))
        except (UnicodeDecodeError, LookupError):
            continue
    return _clean(_least_broken(data))


def _candidates(sample: bytes) -> list[str]:
    order = ["utf-8", "gb18030"]
    declared = DECLARED.search(sample[:4096])
    if declared:
        name = declared.group(1).decode("ascii").lower()
        if name in {"big5", "big5-hkscs"}:
            order.insert(1, "big5hkscs")
    return order


def _utf16_without_mark(data: bytes, sample: bytes) -> str:
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    encoding = "utf-16-le" if odd >= even else "utf-16-be"
    text = data.decode(encoding, "replace")
    if "\x00" in text[:4096]:
        raise Unreadable(NOT_TEXT)
    return text


def _least_broken(data: bytes) -> str:
    texts = [data.decode(encoding, "replace") for encoding in ("utf-8", "gb18030")]
    return min(texts, key=lambda text: text.count("\ufffd"))


def _clean(text: str) -> str:
    if CONTROLS.search(text):
        kept = CONTROLS.sub("", text)
        if len(text) - len(kept) > TOLERATED * len(text) + 2:
            raise Unreadable(NOT_TEXT)
        text = kept
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    return text.replace("\ufeff", "").replace("\u200b", "")
