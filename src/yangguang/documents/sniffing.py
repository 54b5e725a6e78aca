"""What kind of file is this? Decided by its bytes alone; kinds that cannot be read are named in Chinese."""

from __future__ import annotations

import re
import zipfile

from yangguang.documents import limits
from yangguang.documents.archive import opened
from yangguang.documents.decoding import SAMPLE, decode
from yangguang.documents.formats import markdown
from yangguang.documents.model import Unreadable

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
RICH_TEXT = b"{\\rtf"
FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "一张图片"),
    (b"\xff\xd8\xff", "一张图片"),
    (b"GIF8", "一张图片"),
    (b"BM", "一张图片"),
    (b"II*\x00", "一张图片"),
    (b"MM\x00*", "一张图片"),
    (b"RIFF", "音像或图片文件"),
    (b"Rar!", "RAR 压缩包，请解压后再试"),
    (b"7z\xbc\xaf", "7z 压缩包，请解压后再试"),
    (b"\x1f\x8b", "gzip 压缩包，请解压后再试"),
    (b"BZh", "bzip2 压缩包，请解压后再试"),
    (b"\xfd7zXZ", "xz 压缩包，请解压后再试"),
    (b"(\xb5/\xfd", "zstd 压缩包，请解压后再试"),
    (b"MZ", "Windows 程序"),
    (b"\x7fELF", "Linux 程序"),
    (b"ID3", "音频文件"),
    (b"\x00\x00\x00\x18ftyp", "视频文件"),
    (b"\x00\x00\x00\x20ftyp", "视频文件"),
    (b"SQLite format 3\x00", "数据库文件"),
    (b"wOFF", "字体文件"),
    (b"OTTO", "字体文件"),
)
TEXTUAL = frozenset({b"BM", b"MZ", b"BZh", b"ID3", b"RIFF", b"GIF8"})
"""Marks that a plain text may begin with too: they count only when binary bytes follow."""
MARKUP = re.compile(
    r"<!doctype\s+html|<html[\s>]|<body[\s>]|<head[\s>]|<table[\s>]|<div[\s>]|<p[\s>]|<meta\s|<ucapcontent",
    re.I,
)
PAGE = re.compile(r"<(?:html|body)[\s>]", re.I)
CLOSING = re.compile(r"</(?:table|p|div)>", re.I)
SPREADSHEET, WORD = "xl/workbook.xml", "word/document"


def kind(data: bytes) -> tuple[str, bytes | str]:
    """What the bytes are and what its reader takes: docx, xlsx, doc, pdf with bytes; html, md, txt with text.

    Raises Unreadable with a sentence that names anything else.
    """
    if not data.strip(b"\x00\t\r\n "):
        raise Unreadable("文件是空的")
    if data.startswith(b"PK"):
        return _zip_kind(data), data
    if data.startswith(OLE):
        return _ole_kind(data), data
    if data.startswith(RICH_TEXT):
        return "doc", data
    if b"%PDF-" in data[:1024]:
        return "pdf", data
    for mark, name in FOREIGN:
        if data.startswith(mark) and (mark not in TEXTUAL or b"\x00" in data[:512]):
            space = " " if name[0].isascii() else ""
            raise Unreadable(f"这是{space}{name}" + ("" if "，" in name else "，不是能读取的文档"))
    return _text_kind(data)


def _zip_kind(data: bytes) -> str:
    with opened(data) as archive:
        names = archive.namelist()
        if any(name.startswith(WORD) for name in names):
            return "docx"
        if SPREADSHEET in names:
            return "xlsx"
        raise Unreadable(_zip_sentence(archive, names))


def _zip_sentence(archive: zipfile.ZipFile, names: list[str]) -> str:
    if any(name.lower() == "ofd.xml" for name in names):
        return "这是 OFD 文件，OFD 暂不支持，请另存为 PDF 或 docx 后再试"
    if "ppt/presentation.xml" in names:
        return "这是演示文稿（pptx），不是能读取的文档"
    if "xl/workbook.bin" in names:
        return "这是二进制工作簿（xlsb），请另存为 xlsx 后再试"
    if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
        return "这是 OpenDocument 或电子书文件，请另存为 docx 后再试"
    return "这是 zip 压缩包，请解压后再试"


def _ole_kind(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Unreadable("文件已加密，请去掉密码后再试")
    if "WordDocument".encode("utf-16-le") in data:
        return "doc"
    if "Workbook".encode("utf-16-le") in data:
        raise Unreadable("这是旧版 .xls 工作簿，请另存为 .xlsx 后再试")
    if "PowerPoint Document".encode("utf-16-le") in data:
        raise Unreadable("这是演示文稿（ppt），不是能读取的文档")
    raise Unreadable("文件已损坏，或不是 Word 文档，无法读取")


def _text_kind(data: bytes) -> tuple[str, str]:
    if len(data) > SAMPLE:
        decode(data[:SAMPLE])  # noise is named as such, whatever its size
    if len(data) > limits.TEXT_FILE_BYTES:
        raise Unreadable("文字太多，不像一份报告，无法读取")
    text = decode(data)
    head = text[:200_000]
    start = head[:4096].lstrip()
    if (start.startswith("<") and MARKUP.search(start)) or PAGE.search(head):
        return "html", text
    if start.startswith("<?xml"):
        raise Unreadable("这是 XML 数据文件，请另存为 docx 后再试")
    if markdown.looks_like(head):
        return "md", text
    return ("html" if MARKUP.search(head) and CLOSING.search(head) else "txt"), text
