"""What is this attachment, and may it be kept? Typed by its bytes; its name may only agree."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote

from yangguang.documents import limits
from yangguang.documents.archive import DAMAGED, opened, part
from yangguang.documents.decoding import SAMPLE, decode
from yangguang.documents.model import Unreadable
from yangguang.documents.sniffing import MARKUP, OLE, RICH_TEXT


class Disposition(StrEnum):
    """Whether a browser may show the file in its window or must save it."""

    INLINE = "inline"
    ATTACHMENT = "attachment"


@dataclass(frozen=True, slots=True)
class Media:
    """A type of file: its exact media type, the ending it is kept with, its name, how it is served."""

    media: str
    ending: str
    label: str
    disposition: Disposition


OFFICE = "application/vnd.openxmlformats-officedocument."
TYPES: dict[str, tuple[str, str, Disposition]] = {
    "pdf": ("application/pdf", "PDF 文件", Disposition.INLINE),
    "docx": (OFFICE + "wordprocessingml.document", "Word 文档", Disposition.ATTACHMENT),
    "xlsx": (OFFICE + "spreadsheetml.sheet", "Excel 工作簿", Disposition.ATTACHMENT),
    "pptx": (OFFICE + "presentationml.presentation", "演示文稿", Disposition.ATTACHMENT),
    "doc": ("application/msword", "Word 文档", Disposition.ATTACHMENT),
    "xls": ("application/vnd.ms-excel", "Excel 工作簿", Disposition.ATTACHMENT),
    "ppt": ("application/vnd.ms-powerpoint", "演示文稿", Disposition.ATTACHMENT),
    "wps": ("application/vnd.ms-works", "WPS 文字", Disposition.ATTACHMENT),
    "et": ("application/octet-stream", "WPS 表格", Disposition.ATTACHMENT),
    "dps": ("application/octet-stream", "WPS 演示", Disposition.ATTACHMENT),
    "ofd": ("application/ofd", "OFD 版式文件", Disposition.ATTACHMENT),
    "jpg": ("image/jpeg", "图片", Disposition.INLINE),
    "png": ("image/png", "图片", Disposition.INLINE),
    "gif": ("image/gif", "图片", Disposition.INLINE),
    "webp": ("image/webp", "图片", Disposition.INLINE),
    "mp3": ("audio/mpeg", "音频", Disposition.INLINE),
    "mp4": ("video/mp4", "视频", Disposition.INLINE),
    "txt": ("text/plain", "文本文件", Disposition.ATTACHMENT),
    "csv": ("text/csv", "CSV 数据", Disposition.ATTACHMENT),
}
"""By ending: media type, label, how it is served. Nothing else is kept."""
AGREEING = {
    "doc": ("doc", "wps"),
    "xls": ("xls", "et"),
    "ppt": ("ppt", "dps"),
    "jpg": ("jpg", "jpeg"),
    "text": ("txt", "csv"),
}
"""Endings that a content may have; every other content has its own ending only."""
NAMED = {"text": "文本文件"}
FILMS = (b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"MSNV", b"dash")
SOUNDS = (b"\xff\xfb", b"\xff\xf3", b"\xff\xf2")
STREAMS = (("WordDocument", "doc"), ("Workbook", "xls"), ("PowerPoint Document", "ppt"))
MACRO_STREAMS = ("_VBA_PROJECT", "Macros", "_VBA_PROJECT_CUR")
SMUGGLED = re.compile(rb"<(?:script|html|svg|iframe|\?php|!doctype\s+html)|javascript:", re.I)
ACTIVE_PDF = re.compile(rb"/(?:JavaScript|Launch|RichMedia)\b")
NOT_TEXT = re.compile(r"<(?:script|svg|iframe|\?xml|!doctype|\?php)|^\s*#!|^mime-version:", re.I | re.M)
FORBIDDEN = re.compile(r'[<>:"|?*/\\]+')
RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)", re.I)
SANDBOX = "default-src 'none'; img-src 'self'; media-src 'self'; sandbox"
READER = "frame-ancestors 'self'"
"""A browser's own reader of PDF files does not open in a sandbox."""
NAME_CHARACTERS = 100

KINDS_ALLOWED = (
    "只能上传 PDF、OFD、Word、Excel、PPT、WPS、图片（jpg、png、gif、webp）、mp3、mp4、txt、csv 文件"
)
TOO_BIG = f"文件超过 {limits.FILE_BYTES // 1024 // 1024} MB，不能上传"
EMPTY = "文件是空的"
MACROS = "文件里带有宏，不能上传，请另存为不带宏的文件后再试"
ARCHIVE = "压缩包不能作为附件，请解压后逐个上传"
LOCKED = "文件已加密，请去掉密码后再试"
MIXED = "文件里夹带网页或脚本，不能上传"
ACTIVE = "这份 PDF 里带有脚本或可运行的内容，不能上传"
NO_ENDING = "文件名没有扩展名，请改正后再上传"


def media_of(name: str, data: bytes) -> Media:
    """What kind of attachment the bytes are. Raises Unreadable with one Chinese sentence.

    Refused are: what is not in TYPES (html, svg, xml, programs, archives), macros, locked files, pictures
    that carry markup, a name whose ending does not agree with the content.
    """
    if len(data) > limits.FILE_BYTES:
        raise Unreadable(TOO_BIG)
    if not data.strip(b"\x00\t\r\n "):
        raise Unreadable(EMPTY)
    content = _content(data)
    ending = _ending(safe_name(name))
    agreeing = AGREEING.get(content, (content,))
    if ending not in agreeing:
        if ending not in TYPES and ending != "jpeg":
            raise Unreadable(f"不能上传 .{ending} 文件，{KINDS_ALLOWED}")
        label = NAMED.get(content) or TYPES[content][1]
        raise Unreadable(f"文件名以 .{ending} 结尾，内容却是{_spaced(label)}，请改正后再上传")
    kept = content if content == "jpg" else ending
    media, label, disposition = TYPES[kept]
    return Media(media, kept, label, disposition)


def kept_as(name: str, media: str) -> Media:
    """How a file that was kept as `media` under `name` is served; what is not in TYPES can only be saved."""
    ending = name.rpartition(".")[2].lower()
    fitting = [one for one, (known, _, _) in TYPES.items() if known == media]
    if ending not in fitting and fitting:
        ending = fitting[0]
    kept, label, disposition = TYPES.get(ending, ("", "", Disposition.ATTACHMENT))
    if kept != media:
        return Media("application/octet-stream", ending, "文件", Disposition.ATTACHMENT)
    return Media(kept, ending, label, disposition)


def safe_name(name: str) -> str:
    """A file name that can be shown, saved on any system and put into a header; 附件 when nothing is left."""
    base = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    visible = "".join(one for one in base if unicodedata.category(one)[0] != "C")
    plain = re.sub(r"\s+", " ", FORBIDDEN.sub("_", visible)).strip(" .")
    if RESERVED.match(plain):
        plain = f"_{plain}"
    stem, dot, ending = plain.rpartition(".")
    if dot and len(ending) <= 8:
        return f"{stem[: NAME_CHARACTERS - len(ending) - 1].rstrip(' .') or '附件'}.{ending}"
    return plain[:NAME_CHARACTERS] or "附件"


def headers_of(media: Media, name: str) -> dict[str, str]:
    """The headers under which a kept file is served: its exact type, no guessing, no scripts, its name."""
    shown = quote(safe_name(name), safe="")
    return {
        "Content-Type": media.media,
        "Content-Disposition": f"{media.disposition.value}; filename*=UTF-8''{shown}",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": READER if media.ending == "pdf" else SANDBOX,
    }


def _ending(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    if not dot or not stem or not ending:
        raise Unreadable(NO_ENDING)
    return ending.lower()


def _spaced(label: str) -> str:
    return f" {label}" if label[0].isascii() else label


def _content(data: bytes) -> str:
    """The content as a key of TYPES, or `text`."""
    if data.startswith(b"PK"):
        return _zip(data)
    if data.startswith(OLE):
        return _compound(data)
    if data.startswith(b"%PDF-"):
        if ACTIVE_PDF.search(data):
            raise Unreadable(ACTIVE)
        return "pdf"
    found = _picture(data) or _sound_or_film(data)
    if found is not None:
        return found
    if b"%PDF-" in data[:1024]:
        raise Unreadable(MIXED)
    return _text(data)


def _zip(data: bytes) -> str:
    with opened(data) as archive:
        names = {name.lower() for name in archive.namelist()}
        if any(name.endswith(("vbaproject.bin", "vbadata.xml")) for name in names) or _has_macros(archive):
            raise Unreadable(MACROS)
        if "ofd.xml" in names:
            return "ofd"
        if any(name.startswith("word/document") for name in names):
            return "docx"
        if "xl/workbook.xml" in names:
            return "xlsx"
        if "ppt/presentation.xml" in names:
            return "pptx"
    raise Unreadable(ARCHIVE)


def _has_macros(archive: zipfile.ZipFile) -> bool:
    types = part(archive, "[Content_Types].xml") or b""
    return b"macroenabled" in types.replace(b"\x00", b"").lower()


def _compound(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Unreadable(LOCKED)
    if any(f"{name}\0".encode("utf-16-le") in data for name in MACRO_STREAMS):
        raise Unreadable(MACROS)
    for stream, content in STREAMS:
        if stream.encode("utf-16-le") in data:
            return content
    raise Unreadable(KINDS_ALLOWED)


def _picture(data: bytes) -> str | None:
    found = None
    if data.startswith(b"\x89PNG\r\n\x1a\n") and data[12:16] == b"IHDR":
        found = "png"
    elif data.startswith(b"\xff\xd8\xff"):
        found = "jpg"
    elif data[:6] in {b"GIF87a", b"GIF89a"}:
        found = "gif"
    elif data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        found = "webp"
    if found is not None and SMUGGLED.search(data):
        raise Unreadable(MIXED)
    return found


def _sound_or_film(data: bytes) -> str | None:
    found = None
    if data[4:8] == b"ftyp" and data[8:12] in FILMS:
        found = "mp4"
    elif (data.startswith(b"ID3") and data[3:4] < b"\x10") or data[:2] in SOUNDS:
        found = "mp3"
    if found is not None and SMUGGLED.search(data[:SAMPLE]):
        raise Unreadable(MIXED)
    return found


def _text(data: bytes) -> str:
    if data.startswith(RICH_TEXT):
        raise Unreadable("RTF 文件不能作为附件，请另存为 docx 后再试")
    try:
        text = decode(data) if len(data) <= limits.TEXT_FILE_BYTES else decode(data[:SAMPLE])
    except Unreadable as refusal:
        raise Unreadable(KINDS_ALLOWED) from refusal
    if "\x00" in text or not text.strip():
        raise Unreadable(DAMAGED)
    if NOT_TEXT.search(text) or MARKUP.search(text):
        raise Unreadable("网页、XML 和脚本不能作为附件")
    return "text"
