"""Where may a mark hide in these bytes? One way through each kind of file; runs in the reading process."""

from __future__ import annotations

import json

from yangguang.documents import limits
from yangguang.documents.archive import opened, part
from yangguang.documents.decoding import decode
from yangguang.documents.formats import (
    gathered_markup,
    gathered_office,
    gathered_pdf,
    gathered_raw,
    gathered_text,
)
from yangguang.documents.model import AllText, Unreadable
from yangguang.documents.sniffing import FOREIGN, MARKUP, OLE, PAGE, RICH_TEXT, TEXTUAL

PICTURES = ("一张图片", "音像或图片文件", "音频文件", "视频文件")
ARCHIVE = "压缩包里的文件无法逐项审查，请解压后逐个上传"
NO_RICH_TEXT = "RTF 文件无法逐项审查，请另存为 docx 后再试"
UNSEEN = "图片、音频、视频里的文字无法自动检查，请人工审查"
EMBEDDED_TOO_DEEP = "文件里嵌有多层文件，无法逐项审查，请分开上传"


def answered(data: bytes) -> bytes:
    """All text of a file as it goes back to the parent of the reading process."""
    found = gather(data)
    whole = [found.head, found.body, found.others, found.notes]
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def gather(data: bytes, depth: int = 0) -> AllText:
    """Every text of a file and of the files inside it. Raises Unreadable with one Chinese sentence."""
    if depth > limits.EMBEDDED:
        raise Unreadable(EMBEDDED_TOO_DEEP)
    if not data.strip(b"\x00\t\r\n "):
        return AllText()
    found = _gather(data, depth)
    size = len(found.body) + sum(map(len, found.head)) + sum(map(len, found.others))
    if size > limits.SEARCHED_CHARACTERS:
        raise Unreadable("文件里的文字太多，无法逐项审查")
    return found


def _gather(data: bytes, depth: int) -> AllText:
    if data.startswith(b"PK"):
        return _zip(data, depth)
    if data.startswith(OLE):
        return gathered_raw.of_compound(data)
    if data.startswith(RICH_TEXT):
        raise Unreadable(NO_RICH_TEXT)
    if b"%PDF-" in data[:1024]:
        return gathered_pdf.of_pdf(data)
    for mark, name in FOREIGN:
        if data.startswith(mark) and (mark not in TEXTUAL or b"\x00" in data[:512]):
            if name not in PICTURES:
                raise Unreadable(ARCHIVE if "压缩包" in name else f"这是{name}，不能上传")
            return _picture(data)
    if data[4:8] == b"ftyp" or data[:2] in {b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"}:
        return _picture(data)
    return _text(data)


def _picture(data: bytes) -> AllText:
    return AllText(others=gathered_raw.lines_in(data, ("utf-8",)), notes=(UNSEEN,))


def _text(data: bytes) -> AllText:
    if len(data) > limits.TEXT_FILE_BYTES:
        raise Unreadable("文字太多，无法逐项审查")
    text = decode(data)
    if "<" in text and (MARKUP.search(text) or PAGE.search(text) or text.lstrip().startswith("<?xml")):
        return gathered_markup.of_page(text)
    return gathered_text.of_text(text)


def _zip(data: bytes, depth: int) -> AllText:
    with opened(data) as archive:
        names = archive.namelist()
        if not gathered_office.is_known(names):
            raise Unreadable(ARCHIVE)
        whole = [gathered_office.of_archive(archive)]
        for name in names:
            if gathered_office.is_file_inside(name):
                whole.append(gather(part(archive, name) or b"", depth + 1))
    return joined(whole)


def joined(whole: list[AllText]) -> AllText:
    """Several texts as one."""
    return AllText(
        tuple(line for one in whole for line in one.head),
        "\n".join(one.body for one in whole if one.body),
        tuple(line for one in whole for line in one.others),
        tuple(dict.fromkeys(note for one in whole for note in one.notes)),
    )
