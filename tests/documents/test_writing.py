"""Documents as files: valid parts, explicit widths, named fonts, nothing evaluated, the same bytes."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from datetime import date
from pathlib import Path

import docx as python_docx
import pypdfium2
import pytest
import yaml
from lxml import etree
from lxml import html as lxml_html

from yangguang.documents.model import Grid
from yangguang.documents.parsing import parse
from yangguang.documents.writing import pdf as pdf_module
from yangguang.documents.writing.docx import docx
from yangguang.documents.writing.files import FORMATS, Unsaved, save
from yangguang.documents.writing.html import html, html_body
from yangguang.documents.writing.model import (
    Align,
    Heading,
    Paragraph,
    Picture,
    Table,
    TableCell,
    Title,
    Written,
)
from yangguang.documents.writing.pdf import pdf

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FONTS = Path(pdf_module.__file__).parent / "fonts"
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="5" fill="red"/></svg>'
)

TABLE = Table(
    (2000, 1000, 1000),
    3,
    (
        TableCell("项目", 0, 0, row_span=2, head=True),
        TableCell("数量", 0, 1, column_span=2, head=True),
        TableCell("上年", 1, 1, head=True),
        TableCell("本年", 1, 2, head=True),
        TableCell("规章", 2, 0, head=True, align=Align.LEFT),
        TableCell("", 2, 1),
        TableCell("0", 2, 2),
    ),
    "一张表",
    head_rows=2,
)


def make_document(*pieces) -> Written:
    return Written(
        "题目", "阳光县", date(2025, 1, 20), pieces or (Title(("阳光县", "题目")), Heading("一、甲"), TABLE)
    )


@pytest.mark.parametrize("file_format", FORMATS)
def test_the_same_grid_comes_back(file_format):
    blocks = parse(FORMATS[file_format](make_document())).blocks
    (grid,) = [block for block in blocks if isinstance(block, Grid)]
    cells = [cell for cell in grid.cells if cell.text != TABLE.caption]
    first = min(cell.row for cell in cells)
    assert sorted((c.row - first, c.column, c.row_span, c.column_span, c.text) for c in cells) == sorted(
        (c.row, c.column, c.row_span, c.column_span, c.text) for c in TABLE.cells
    )


@pytest.mark.parametrize("file_format", FORMATS)
@pytest.mark.parametrize(
    "text", ["<b>&\"'</b>", "#let x = 1 $a_b$ *粗* @引 \\n [x] `#sys`", "𠮷野家 㐀 〇", "a\x00b\ud800c\x0b"]
)
def test_text_stays_text(file_format, text):
    content = FORMATS[file_format](make_document(Title(("题",)), Paragraph(text)))
    expected = text.replace("\x00", "").replace("\ud800", "").replace("\x0b", "")
    assert "".join(expected.split()) in "".join(parse(content).text.split())


@pytest.mark.parametrize("file_format", FORMATS)
def test_the_same_bytes_every_time(file_format):
    drawn = make_document(Title(("题",)), TABLE, TABLE, Picture(SVG, "一个矩形", 40, 40))
    assert FORMATS[file_format](drawn) == FORMATS[file_format](drawn)


def test_word_file_is_whole_and_says_every_width():
    content = docx(make_document(Title(("题",)), TABLE, TABLE, Picture(SVG, "一个矩形", 40, 40)))
    opened = python_docx.Document(io.BytesIO(content))
    assert [len(table.columns) for table in opened.tables] == [3, 3]
    assert opened.core_properties.created.isoformat() == "2025-01-20T00:00:00+00:00"
    for row in opened.element.body.iter(f"{WORD}tr"):
        widths = [int(cell.find(f"{WORD}tcPr/{WORD}tcW").get(f"{WORD}w")) for cell in row.iter(f"{WORD}tc")]
        assert sum(widths) == 4000
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        for name in archive.namelist():
            if name.endswith((".xml", ".rels", ".svg")):
                etree.fromstring(archive.read(name))
        styles = archive.read("word/styles.xml").decode()
        assert archive.read("word/media/picture1.png").startswith(b"\x89PNG")
    assert {"仿宋_GB2312", "黑体", "宋体"} <= set(re.findall(r'w:eastAsia="([^"]+)"', styles))


def test_page_carries_no_script_and_no_inline_style():
    page = lxml_html.fromstring(
        html(make_document(Title(("题",)), Paragraph("<script>"), TABLE, Picture(SVG, "图", 9, 9)))
    )
    assert page.xpath("//script | //@style | //@onload | //link | //img") == []
    assert page.get("lang") == "zh-Hans"
    assert page.xpath("count(//th[@scope])") == 5.0
    assert page.xpath("//td/text()") == ["0"]
    assert "<style" not in html_body(make_document())


def test_pdf_embeds_only_the_vendored_fonts():
    opened = pypdfium2.PdfDocument(
        pdf(make_document(Title(("题",)), Heading("一、甲"), Paragraph("文字123"), TABLE))
    )
    fonts = {
        item.get_font().get_base_name().partition("+")[2]
        for page in opened
        for item in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT])
    }
    assert fonts == {"NotoSerifCJKsc-Regular", "NotoSansCJKsc-Regular"}


def test_fonts_are_those_that_were_declared():
    declared = yaml.safe_load((FONTS / "fonts.yaml").read_text("utf-8"))["fonts"]
    assert {font["file"]: font["sha256"] for font in declared} == {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in FONTS.glob("*.otf")
    }
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / "LICENSE.txt").read_text("utf-8")


def test_a_character_without_glyph_is_no_failure():
    assert pdf(make_document(Title(("题",)), Paragraph("表情\U0001f600。"))).startswith(b"%PDF")


def test_saving_replaces_or_leaves_alone(tmp_path):
    target = tmp_path / "a.html"
    save(b"1", target)
    save(b"2", target)
    assert target.read_bytes() == b"2"
    with pytest.raises(Unsaved, match="是一个文件夹，请写明文件名"):
        save(b"3", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["a.html"]
