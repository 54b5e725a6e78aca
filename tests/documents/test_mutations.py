"""Damaged files: a document or one sentence, never anything else."""

from __future__ import annotations

import io
from collections.abc import Callable

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.documents.pdf_maker import Page, make_pdf, ruled
from tests.documents.word_maker import cell, make_docx, paragraph, table
from yangguang.documents.model import Document, Unreadable
from yangguang.documents.reading import Reader

TEXTS, RULES = ruled(70, 100, [100, 60], [30, 30], [["规章", "0"], ["文件", "3"]])


def workbook() -> bytes:
    book, data = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["规章", 1])
    book.save(data)
    return data.getvalue()


WHOLE: dict[str, Callable[[], bytes]] = {
    "docx": lambda: make_docx(paragraph("一、总体") + table(cell("规章") + cell("0"))),
    "pdf": lambda: make_pdf([Page([*TEXTS, (70, 300, 12, "正文")], RULES)]),
    "xlsx": workbook,
    "html": "<html><p>一</p><table><tr><td rowspan=2>规章</td><td>0</td></tr></table></html>".encode,
    "md": lambda: "# 一\n\n|规章|0|\n|--|--|\n|文件|3|\n".encode("gbk"),
}
CHANGES = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=12)


@pytest.fixture(scope="module")
def reader():
    with Reader() as kept:
        yield kept


@pytest.mark.parametrize("name", WHOLE)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=CHANGES, end=st.one_of(st.none(), st.floats(0, 1)))
def test_damaged(name: str, reader: Reader, changes: list[tuple[float, int]], end: float | None) -> None:
    data = bytearray(WHOLE[name]())
    for place, byte in changes:
        data[min(int(place * len(data)), len(data) - 1)] = byte
    if end is not None:
        del data[int(end * len(data)) :]
    try:
        assert isinstance(reader.read_bytes(bytes(data)), Document)
    except Unreadable as refusal:
        sentence = str(refusal)
        assert sentence
        assert "\n" not in sentence
