"""Which reader takes these bytes? One table from format to file; each is loaded only when it is needed."""

from __future__ import annotations

import importlib

from yangguang.documents.model import Document, Unreadable
from yangguang.documents.sniffing import kind
from yangguang.documents.wire import packed

READERS = {
    "docx": "yangguang.documents.formats.docx",
    "html": "yangguang.documents.formats.html",
    "md": "yangguang.documents.formats.markdown",
    "pdf": "yangguang.documents.formats.pdf",
    "txt": "yangguang.documents.formats.plain",
    "xlsx": "yangguang.documents.formats.xlsx",
}
"""A .doc is not here: it becomes a docx through LibreOffice before it comes to this table."""


def answered(data: bytes) -> bytes:
    """The document of a file as it goes back to the parent of the reading process."""
    return packed(parse(data))


def parse(data: bytes, name: str = "") -> Document:
    """Read bytes in this very process: for the reading child, benchmarks, and files one wrote oneself.

    Raises Unreadable with one Chinese sentence. `name` is not trusted and only kept for the sentence.
    """
    file_format, content = kind(data)
    if file_format not in READERS:
        raise Unreadable(f"{name or '文件'}是旧版 .doc 文件，需先转换")
    document: Document = importlib.import_module(READERS[file_format]).parse(content)
    if not document.blocks:
        raise Unreadable("文件里没有文字，无法读取")
    return document
