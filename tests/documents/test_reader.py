"""The reading process: kept over files, replaced when it dies, and what it hands over is what was read."""

from __future__ import annotations

import pytest

from tests.documents.pdf_maker import Page, make_pdf, ruled
from tests.documents.word_maker import make_docx, paragraph
from yangguang.documents import limits
from yangguang.documents.model import Cell, Document, Grid, Paragraph, Place, Unreadable
from yangguang.documents.reading import Reader, parse, read_bytes
from yangguang.documents.wire import packed, unpacked

TEXTS, RULES = ruled(70, 100, [100, 60], [30, 30], [["规章", "0"], ["文件", "3"]])
FILES = [
    make_pdf([Page(TEXTS, RULES)]),
    make_docx(paragraph("甲")),
    "<p>乙</p>".encode(),
    b"|a|b|\n|-|-|\n|1|2|",
]


def test_a_document_survives_the_way() -> None:
    grid = Grid(1, 2, (Cell("甲", 0, 0), Cell("", 0, 1, 1, 1)), Place(2, 3))
    document = Document("pdf", (Paragraph("文\n", Place(1), 2), grid), "题", ("注一",))
    assert unpacked(packed(document)) == document


def test_the_child_reads_what_the_parent_would() -> None:
    assert [read_bytes(data) for data in FILES] == [parse(data) for data in FILES]


def test_one_process_reads_many_files() -> None:
    with Reader() as reader:
        reader.read_bytes(FILES[1])
        first = reader.process_id
        for data in FILES:
            assert reader.read_bytes(data) == parse(data)
        with pytest.raises(Unreadable):
            reader.read_bytes(b"")
        assert reader.process_id == first
    assert reader.process_id is None


def test_it_is_replaced_after_so_many_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FILES_PER_CHILD", 2)
    with Reader() as reader:
        seen = []
        for _ in range(4):
            reader.read_bytes(FILES[2])
            seen.append(reader.process_id)
    assert seen[0] is not None
    assert seen[1] is None
    assert seen[2] not in (None, seen[0])


def test_a_file_that_takes_too_long_is_stopped_and_the_next_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SECONDS", 0.3)
    slow = b"<html>" + "<div><p>文</p></div>".encode() * 200_000
    with Reader() as reader:
        with pytest.raises(Unreadable, match=r"^读取这个文件用时过长，为安全起见已停止$"):
            reader.read_bytes(slow)
        monkeypatch.undo()
        assert reader.read_bytes(FILES[2]) == parse(FILES[2])
