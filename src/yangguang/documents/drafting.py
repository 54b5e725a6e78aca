"""What draft does this Word file make? Title, number, clean html and pictures; what was guessed is said."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass

from yangguang.documents.legacy import to_docx
from yangguang.documents.model import Unreadable
from yangguang.documents.reading import Reader
from yangguang.documents.sniffing import OLE, RICH_TEXT, kind

NOT_WORD = "只有 Word 文档可以转为草稿，请另存为 docx 后再试"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture out of the text, to be kept as an attachment; `media` is its type by content."""

    name: str
    media: str
    data: bytes


@dataclass(frozen=True, slots=True)
class DraftText:
    """A Word file as a draft. `title` and `document_no` are guesses, empty when there is none."""

    title: str
    document_no: str
    html: str
    notes: tuple[str, ...]
    """What a person must look at, in Chinese sentences."""
    pictures: tuple[Picture, ...]


def draft_of_docx(data: bytes) -> DraftText:
    """The draft of a Word file, made in a child process under the limits of `reading`.

    An old .doc goes through LibreOffice where that is installed. Raises Unreadable with one Chinese sentence.
    """
    if data.startswith((OLE, RICH_TEXT)):
        kind(data)
        data = to_docx(data)
    elif not data.startswith(b"PK"):
        raise Unreadable(NOT_WORD)
    with Reader() as reader:
        title, document_no, html, notes, pictures = json.loads(reader.answer(b"W", data))
    kept = (Picture(name, media, base64.b64decode(content)) for name, media, content in pictures)
    return DraftText(title, document_no, html, tuple(notes), tuple(kept))
