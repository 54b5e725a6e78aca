"""Files that cannot be read: one Chinese sentence each, bounded memory and time, nothing left behind."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from tests.documents.pdf_maker import Page, make_pdf
from tests.documents.word_maker import HEAD, TYPES, make_docx, make_zip, paragraph
from yangguang.documents import limits
from yangguang.documents.model import Unreadable
from yangguang.documents.reading import Reader, parse, read, read_bytes

DAMAGED = "文件已损坏或不完整，请重新下载或另存一份再试"
ENTITIES = "文件里带有实体定义（DTD），为安全起见不予读取"
ENCRYPTED = "文件已加密，请去掉密码后再试"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
LAUGHS = "<!DOCTYPE w [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {'abcdefghij'[n]} '{('&' + 'abcdefghij'[n - 1] + ';') * 10}'>" for n in range(1, 10)
)
XXE = "<!DOCTYPE w [<!ENTITY a SYSTEM 'file:///etc/hostname'>]>"


def workbook() -> bytes:
    book, data = openpyxl.Workbook(), io.BytesIO()
    book.active["A1"] = "甲"
    book.save(data)
    return data.getvalue()


def workbook_with(name: str, change: Callable[[bytes], bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(workbook())) as archive:
        parts = {one: archive.read(one) for one in archive.namelist()}
    parts[name] = change(parts[name])
    return make_zip(parts)


def docx_of(document: bytes) -> bytes:
    return make_zip({"[Content_Types].xml": TYPES.encode(), "word/document.xml": document})


def encrypted_pdf() -> bytes:
    plain = make_pdf([Page([(70, 100, 12, "密")])])
    entry = b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">>>"
    return plain.replace(b"trailer<<", b"trailer<<" + entry + b"/ID[<00><00>]")


def encrypted_zip() -> bytes:
    data = bytearray(make_docx(paragraph("甲")))
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        start = data.find(mark)
        while start >= 0:
            data[start + offset] |= 1
            start = data.find(mark, start + 4)
    return bytes(data)


def bomb(size: int) -> bytes:
    data = io.BytesIO()
    with (
        zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive,
        archive.open("word/document.xml", "w", force_zip64=True) as member,
    ):
        for _ in range(size // (1 << 20)):
            member.write(bytes(1 << 20))
    return data.getvalue()


def lying_bomb() -> bytes:
    """A member that unpacks to far more than its entries claim."""
    data = bytearray(bomb(40 << 20))
    for mark, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        start = data.find(mark)
        data[start + offset : start + offset + 4] = (1000).to_bytes(4, "little")
    return bytes(data)


CASES: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "文件是空的"),
    "only white space": (lambda: b" \r\n\t\n", "文件是空的"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(64), "这是一张图片，不是能读取的文档"),
    "a jpeg": (lambda: b"\xff\xd8\xff\xe0" + bytes(64), "这是一张图片，不是能读取的文档"),
    "a program": (lambda: b"MZ\x90\x00\x03" + bytes(64), "这是 Windows 程序，不是能读取的文档"),
    "rar": (lambda: b"Rar!\x1a\x07\x01\x00" + bytes(64), "这是 RAR 压缩包，请解压后再试"),
    "zip": (lambda: make_zip({"年报.docx": b"x"}), "这是 zip 压缩包，请解压后再试"),
    "ofd": (
        lambda: make_zip({"OFD.xml": b"<OFD/>"}),
        "这是 OFD 文件，OFD 暂不支持，请另存为 PDF 或 docx 后再试",
    ),
    "pptx": (lambda: make_zip({"ppt/presentation.xml": b"<p/>"}), "这是演示文稿（pptx），不是能读取的文档"),
    "xls": (lambda: OLE + "Workbook".encode("utf-16-le"), "这是旧版 .xls 工作簿，请另存为 .xlsx 后再试"),
    "encrypted docx": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), ENCRYPTED),
    "an unknown compound file": (lambda: OLE, "文件已损坏，或不是 Word 文档，无法读取"),
    "an XML data file": (lambda: b"<?xml version='1.0'?><a>1</a>", "这是 XML 数据文件，请另存为 docx 后再试"),
    "noise": (lambda: bytes(range(256)) * 400, "这个文件不是文字，也不是能识别的文档格式，无法读取"),
    "a docx cut short": (lambda: make_docx(paragraph("甲") * 900)[:600], DAMAGED),
    "a docx without a body": (lambda: docx_of(HEAD.encode() + b"<a/>"), DAMAGED),
    "a docx without text": (lambda: make_docx(paragraph(" ")), "文件里没有文字，无法读取"),
    "a docx of broken XML": (lambda: make_docx("<w:p>"), DAMAGED),
    "a docx of many laughs": (lambda: make_docx(paragraph("&j;"), head=f"{HEAD}{LAUGHS}]>"), ENTITIES),
    "a docx that asks for a file": (lambda: make_docx(paragraph("&a;"), head=HEAD + XXE), ENTITIES),
    "the same in UTF-16": (lambda: docx_of(f"{XXE}<a/>".encode("utf-16")), ENTITIES),
    "a locked zip": (encrypted_zip, ENCRYPTED),
    "a bomb": (lambda: bomb(400 << 20), "压缩包展开后过大，为安全起见不予读取"),
    "a smaller bomb": (lambda: bomb(100 << 20), "文件展开后过大，为安全起见不予读取"),
    "a bomb that lies": (lying_bomb, DAMAGED),
    "too many members": (
        lambda: make_zip({f"word/document{n}.xml": b"" for n in range(limits.ARCHIVE_MEMBERS + 1)}),
        "压缩包展开后过大，为安全起见不予读取",
    ),
    "a workbook with entities": (
        lambda: workbook_with("xl/workbook.xml", lambda xml: XXE.encode() + xml),
        ENTITIES,
    ),
    "a workbook of broken XML": (lambda: workbook_with("xl/workbook.xml", lambda xml: xml[:-9]), DAMAGED),
    "a web page with entities": (
        lambda: b"<!DOCTYPE html [<!ENTITY a 'x'>]><html><p>&a;</p></html>",
        "网页里带有实体定义（<!ENTITY>），为安全起见不予读取",
    ),
    "a web page without text": (lambda: b"<html><script>1</script></html>", "文件里没有文字，无法读取"),
    "a PDF that is only a name": (lambda: b"%PDF-1.7\n" + bytes(99), DAMAGED),
    "an encrypted PDF": (encrypted_pdf, ENCRYPTED),
    "a scan": (lambda: make_pdf([Page()]), "这份 PDF 是扫描图片，没有文字，无法读取"),
    "a PDF of too many pages": (
        lambda: make_pdf([Page()] * (limits.PAGES + 1)),
        "这份 PDF 超过 300 页，不像一份报告，无法读取",
    ),
    "a table of too many columns": (
        ("<table><tr><td>甲</td>" + "<td colspan=100>1</td>" * 9 + "</tr></table>").encode,
        "表格超过 400 列，无法读取",
    ),
}


@pytest.fixture(scope="module")
def reader():
    with Reader() as kept:
        yield kept


@pytest.mark.parametrize("name", CASES)
def test_refused_with_this_sentence(name: str, reader: Reader) -> None:
    make, sentence = CASES[name]
    with pytest.raises(Unreadable) as refusal:
        reader.read_bytes(make())
    assert str(refusal.value) == sentence


def test_paths_that_are_no_files(tmp_path: Path) -> None:
    pipe = tmp_path / "管道"
    os.mkfifo(pipe)
    cases = {
        tmp_path / "没有": f"找不到文件“{tmp_path / '没有'}”",
        tmp_path: f"“{tmp_path.name}”是文件夹，不是文件",
        pipe: "“管道”不是普通文件，无法读取",
        Path("a\0b"): "无法读取文件“a\0b”",
    }
    for path, sentence in cases.items():
        with pytest.raises(Unreadable) as refusal:
            read(path)
        assert str(refusal.value) == sentence


def test_two_hundred_megabytes_are_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "noise.docx"
    with path.open("wb") as file:
        file.truncate(200 << 20)
    with pytest.raises(Unreadable, match=r"^文件超过 48 MB，不像一份报告，无法读取$"):
        read(path)


HEAVY: dict[str, Callable[[], bytes]] = {
    "noise just under the limit": lambda: os.urandom(1 << 20) * 47,
    "text just under the limit": ("政府信息公开\n" * 880_000).encode,
    "elements in elements": lambda: b"<html>" + b"<div>" * 400_000 + "文".encode() + b"</html>",
    "tables in tables": lambda: b"<html>" + b"<table><tr><td>" * 100_000 + "文".encode() + b"</html>",
    "many cells": lambda: b"<html><table>" + b"<tr><td>1</td></tr>" * 500_000 + b"</table></html>",
    "many word elements": lambda: make_docx("<w:p/>" * 3_900_000),
    "word tables in tables": lambda: make_docx(
        "<w:tbl><w:tr><w:tc>" * 5_000 + "</w:tc></w:tr></w:tbl>" * 5_000
    ),
    "pipes": lambda: b"|a|b|\n|---|---|\n" + b"|1" * 7_000_000,
    "a stream of a PDF that grows": lambda: make_pdf([Page(extra="0 0 m 9 9 l S\n" * 400_000)]),
}


MEASURED = """
import re, resource, sys, time
from pathlib import Path
from yangguang.documents.model import Unreadable
from yangguang.documents.reading import read
started = time.monotonic()
try:
    read(Path(sys.argv[1]))
    print("read")
except Unreadable as refusal:
    print(refusal)
print(time.monotonic() - started)
print(re.search(r"VmHWM:\\s*(\\d+)", Path("/proc/self/status").read_text()).group(1))
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
"""A program of its own, so that the memory of parent and child is that of this one file (in kilobytes)."""


@pytest.mark.parametrize("name", HEAVY)
def test_heavy_files_end_in_time_and_memory(name: str, tmp_path: Path) -> None:
    """The limits hold whatever the file asks for; a document and a refusal are both right answers."""
    path = tmp_path / "file"
    path.write_bytes(HEAVY[name]())
    command = [sys.executable, "-c", MEASURED, str(path)]
    environment = {**os.environ, "PYTHONPATH": str(Path(limits.__file__).parents[2]), "TMPDIR": str(tmp_path)}
    run = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    answer, seconds, own, child = run.stdout.splitlines()
    assert answer
    assert float(seconds) < limits.SECONDS + 3
    assert int(own) + int(child) < 512 * 1024
    assert list(tmp_path.iterdir()) == [path]


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for make, _ in CASES.values():
        with pytest.raises(Unreadable):
            parse(make())
    with pytest.raises(Unreadable):
        read_bytes(OLE + "WordDocument".encode("utf-16-le"))
    assert list(tmp_path.iterdir()) == []
