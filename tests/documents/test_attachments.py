"""An attachment is what its bytes are: other kinds, macros, mixtures, false endings are refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.documents.pdf_maker import Page, make_pdf
from tests.documents.word_maker import make_docx, make_zip, paragraph
from yangguang.documents import limits
from yangguang.documents.attachments import (
    KINDS_ALLOWED,
    TYPES,
    Disposition,
    Media,
    headers_of,
    media_of,
    safe_name,
)
from yangguang.documents.model import Unreadable

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(40)
TYPES_XML = b'<Types><Override ContentType="application/vnd.ms-word.document.%s.main+xml"/></Types>'


def compound(*names: str) -> bytes:
    return OLE + b"".join(f"{name}\0".encode("utf-16-le") for name in names)


def docx() -> bytes:
    return make_docx(paragraph("通知"))


def pdf() -> bytes:
    return make_pdf([Page([(70, 60, 12, "通知")])])


KEPT: dict[str, tuple[str, Callable[[], bytes], str, str]] = {
    "pdf": ("通知.pdf", pdf, "application/pdf", "pdf"),
    "docx": ("通知.docx", docx, TYPES["docx"][0], "docx"),
    "xlsx": ("表.xlsx", lambda: make_zip({"xl/workbook.xml": b"<w/>"}), TYPES["xlsx"][0], "xlsx"),
    "pptx": ("片.pptx", lambda: make_zip({"ppt/presentation.xml": b"<p/>"}), TYPES["pptx"][0], "pptx"),
    "ofd": ("通知.ofd", lambda: make_zip({"OFD.xml": b"<OFD/>"}), "application/ofd", "ofd"),
    "doc": ("通知.doc", lambda: compound("WordDocument"), "application/msword", "doc"),
    "wps": ("通知.wps", lambda: compound("WordDocument"), "application/vnd.ms-works", "wps"),
    "xls": ("表.xls", lambda: compound("Workbook"), "application/vnd.ms-excel", "xls"),
    "et": ("表.et", lambda: compound("Workbook"), "application/octet-stream", "et"),
    "ppt": ("片.ppt", lambda: compound("PowerPoint Document"), "application/vnd.ms-powerpoint", "ppt"),
    "dps": ("片.dps", lambda: compound("PowerPoint Document"), "application/octet-stream", "dps"),
    "png": ("图.PNG", lambda: PNG, "image/png", "png"),
    "jpg": ("图.jpg", lambda: b"\xff\xd8\xff\xe0" + bytes(40), "image/jpeg", "jpg"),
    "jpeg": ("图.jpeg", lambda: b"\xff\xd8\xff\xe1" + bytes(40), "image/jpeg", "jpg"),
    "gif": ("图.gif", lambda: b"GIF89a" + bytes(40), "image/gif", "gif"),
    "webp": ("图.webp", lambda: b"RIFF\x24\0\0\0WEBPVP8 " + bytes(40), "image/webp", "webp"),
    "mp3 with a tag": ("音.mp3", lambda: b"ID3\x03\0\0" + bytes(40), "audio/mpeg", "mp3"),
    "mp3 without": ("音.mp3", lambda: b"\xff\xfb\x90\x00" + bytes(40), "audio/mpeg", "mp3"),
    "mp4": ("像.mp4", lambda: b"\0\0\0\x20ftypisom" + bytes(40), "video/mp4", "mp4"),
    "txt": ("文.txt", "一二三\n".encode, "text/plain", "txt"),
    "txt in GBK": ("文.txt", lambda: "一二三\n".encode("gbk"), "text/plain", "txt"),
    "csv": ("数.csv", "项,数\n甲,1\n".encode, "text/csv", "csv"),
    "text with a less-than sign": ("文.txt", "若 a < b 则 p > q\n".encode, "text/plain", "txt"),
}
SHOWN = {"pdf", "png", "jpg", "gif", "webp", "mp3", "mp4"}

NO_MARKUP = "网页、XML 和脚本不能作为附件"
MACROS = "文件里带有宏，不能上传，请另存为不带宏的文件后再试"
MIXED = "文件里夹带网页或脚本，不能上传"
ARCHIVE = "压缩包不能作为附件，请解压后逐个上传"
REFUSED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "html": ("a.html", b"<!DOCTYPE html><html><body>x</body></html>".upper, NO_MARKUP),
    "html as text": ("a.txt", lambda: b"x\n<script>alert(1)</script>", NO_MARKUP),
    "html far below": ("a.txt", lambda: b"x\n" * 9000 + b"<div >y</div>", NO_MARKUP),
    "svg": ("a.svg", lambda: b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>", NO_MARKUP),
    "svg as a picture": ("a.png", lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", NO_MARKUP),
    "xml": ("a.xml", lambda: b"<?xml version='1.0'?><a/>", NO_MARKUP),
    "script": ("a.txt", lambda: b"#!/bin/sh\nrm x", NO_MARKUP),
    "mail page": ("a.txt", lambda: b"MIME-Version: 1.0\nContent-Type: text/html\n", NO_MARKUP),
    "json": ("a.json", lambda: b'{"a": 1}', f"不能上传 .json 文件，{KINDS_ALLOWED}"),
    "javascript": ("a.js", lambda: b"alert(1)", f"不能上传 .js 文件，{KINDS_ALLOWED}"),
    "program": ("a.exe", lambda: b"MZ\x90\x00\x03\x00\xff\xff" + bytes(64), KINDS_ALLOWED),
    "program as a pdf": ("a.pdf", lambda: b"\x7fELF\x02\x01\x01" + bytes(64), KINDS_ALLOWED),
    "docm": ("a.docm", lambda: make_zip({"word/document.xml": b"<a/>", "word/vbaProject.bin": b"x"}), MACROS),
    "docm as docx": (
        "a.docx",
        lambda: make_zip({"word/document.xml": b"<a/>", "word/VBAProject.BIN": b"x"}),
        MACROS,
    ),
    "macro type only": (
        "a.docx",
        lambda: make_zip({"word/document.xml": b"<a/>", "[Content_Types].xml": TYPES_XML % b"macroEnabled"}),
        MACROS,
    ),
    "old macros": ("a.doc", lambda: compound("WordDocument", "_VBA_PROJECT"), MACROS),
    "old macros of a workbook": ("a.xls", lambda: compound("Workbook", "_VBA_PROJECT_CUR"), MACROS),
    "installer": ("a.msi", lambda: compound("Property"), KINDS_ALLOWED),
    "locked": ("a.docx", lambda: compound("EncryptedPackage"), "文件已加密，请去掉密码后再试"),
    "zip": ("a.zip", lambda: make_zip({"a.docx": b"x"}), ARCHIVE),
    "zip as docx": ("a.docx", lambda: make_zip({"a.txt": b"x"}), ARCHIVE),
    "odt": (
        "a.odt",
        lambda: make_zip({"mimetype": b"application/vnd.oasis", "content.xml": b"<a/>"}),
        ARCHIVE,
    ),
    "binary workbook": ("a.xlsb", lambda: make_zip({"xl/workbook.bin": b"x"}), ARCHIVE),
    "rar": ("a.rar", lambda: b"Rar!\x1a\x07\x01\x00" + bytes(64), KINDS_ALLOWED),
    "rtf": ("a.doc", lambda: b"{\\rtf1 a}", "RTF 文件不能作为附件，请另存为 docx 后再试"),
    "gif with script": ("a.gif", lambda: b"GIF89a/*<script>*/=1;alert(1)" + bytes(9), MIXED),
    "jpg with html": ("a.jpg", lambda: b"\xff\xd8\xff\xfe\x00\x20<HTML><body onload=x>" + bytes(9), MIXED),
    "png with php": ("a.png", lambda: PNG + b"<?php system($_GET[0]);", MIXED),
    "sound with html": ("a.mp3", lambda: b"ID3\x03\0\0<svg onload=x>" + bytes(9), MIXED),
    "pdf behind html": ("a.pdf", lambda: b"<html><script>x</script>\n%PDF-1.7\n", MIXED),
    "pdf behind anything": ("a.pdf", lambda: b"x\n%PDF-1.7\n", MIXED),
    "pdf with script": (
        "a.pdf",
        lambda: pdf().replace(b"/Type/Catalog", b"/Type/Catalog/OpenAction<</S/JavaScript/JS(x)>>"),
        "这份 PDF 里带有脚本或可运行的内容，不能上传",
    ),
    "pdf that starts a program": (
        "a.pdf",
        lambda: pdf() + b"<</S/Launch/F(x)>>",
        "这份 PDF 里带有脚本或可运行的内容，不能上传",
    ),
    "film of another kind": ("a.mov", lambda: b"\0\0\0\x14ftypqt  " + bytes(64), KINDS_ALLOWED),
    "docx called pdf": ("a.pdf", docx, "文件名以 .pdf 结尾，内容却是 Word 文档，请改正后再上传"),
    "pdf called docx": ("a.docx", pdf, "文件名以 .docx 结尾，内容却是 PDF 文件，请改正后再上传"),
    "picture called docx": ("a.docx", lambda: PNG, "文件名以 .docx 结尾，内容却是图片，请改正后再上传"),
    "text called csv.pdf": (
        "a.csv.pdf",
        lambda: b"a,b",
        "文件名以 .pdf 结尾，内容却是文本文件，请改正后再上传",
    ),
    "old called new": (
        "a.docx",
        lambda: compound("WordDocument"),
        "文件名以 .docx 结尾，内容却是 Word 文档，请改正后再上传",
    ),
    "pdf called html": ("a.html", pdf, f"不能上传 .html 文件，{KINDS_ALLOWED}"),
    "ending turned round": ("通知\u202efdp.exe", pdf, f"不能上传 .exe 文件，{KINDS_ALLOWED}"),
    "no ending": ("通知", pdf, "文件名没有扩展名，请改正后再上传"),
    "only an ending": (".pdf", pdf, "文件名没有扩展名，请改正后再上传"),
    "empty": ("a.txt", lambda: b"", "文件是空的"),
    "only blanks": ("a.txt", lambda: b" \n\0", "文件是空的"),
    "too big": ("a.txt", lambda: b"a" * (limits.FILE_BYTES + 1), "文件超过 48 MB，不能上传"),
}


@pytest.mark.parametrize("case", KEPT)
def test_a_file_is_typed_by_its_bytes(case: str) -> None:
    name, data, media, ending = KEPT[case]
    disposition = Disposition.INLINE if ending in SHOWN else Disposition.ATTACHMENT
    assert media_of(name, data()) == Media(media, ending, TYPES[ending][1], disposition)


@pytest.mark.parametrize("case", REFUSED)
def test_other_files_are_refused(case: str) -> None:
    name, data, sentence = REFUSED[case]
    with pytest.raises(Unreadable) as refusal:
        media_of(name, data())
    assert str(refusal.value) == sentence


def test_nothing_that_a_browser_runs_is_ever_shown() -> None:
    assert {ending for ending, (_, _, how) in TYPES.items() if how is Disposition.INLINE} == SHOWN
    assert not any("html" in media or "xml+" in media or "script" in media for media, _, _ in TYPES.values())


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("通知.docx", "通知.docx"),
        ("../../etc/通知.pdf", "通知.pdf"),
        ("C:\\文件\\通知.pdf", "通知.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie_ x.pdf"),
        ('a"b<c>|d?*.pdf', "a_b_c_d_.pdf"),
        ("  通  知 .pdf ", "通 知.pdf"),
        ("..pdf..", "pdf"),
        ("通知\u202efdp.exe", "通知fdp.exe"),
        ("通\u200b知.pdf", "通知.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("", "附件"),
        ("...", "附件"),
        ("长" * 300 + ".docx", "长" * 95 + ".docx"),
    ],
)
def test_names_are_made_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe
    assert safe_name(safe) == safe


def test_headers_let_nothing_be_guessed() -> None:
    assert headers_of(media_of("通知.pdf", pdf()), "通知.pdf") == {
        "Content-Type": "application/pdf",
        "Content-Disposition": "inline; filename*=UTF-8''%E9%80%9A%E7%9F%A5.pdf",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "frame-ancestors 'self'",
    }
    assert headers_of(media_of("1.png", PNG), "1.png")["Content-Security-Policy"] == (
        "default-src 'none'; img-src 'self'; media-src 'self'; sandbox"
    )
    assert headers_of(media_of("a.txt", b"a"), "a.txt")["Content-Disposition"] == (
        "attachment; filename*=UTF-8''a.txt"
    )
