"""Wherever a mark is hidden in a file, all_text brings it to light; what cannot be searched is refused."""

from __future__ import annotations

import io
from collections.abc import Callable

import openpyxl
import pytest
from docx import Document as new_docx
from openpyxl.comments import Comment

from tests.documents.pdf_maker import Page, make_pdf
from tests.documents.word_maker import HEAD, NAMESPACES, cell, make_docx, make_zip, paragraph, table
from yangguang.documents.all_text import all_text, text_of_markup
from yangguang.documents.model import Unreadable
from yangguang.wording.secrecy_marks import Severity, marks, refusal_of_file

FILLING = "".join(paragraph(f"第{number}条　按规定办理。") for number in range(1, 20))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
WORD = f'<?xml version="1.0" encoding="UTF-8"?><w:{{0}} {NAMESPACES}>{{1}}</w:{{0}}>'


def docx_with(parts: dict[str, str], body: str = FILLING) -> bytes:
    document = WORD.format("document", f"<w:body>{body}</w:body>")
    return make_zip({name: text.encode() for name, text in {"word/document.xml": document, **parts}.items()})


def runs(*texts: str, between: str = "") -> str:
    return "<w:p>" + between.join(f"<w:r><w:t>{text}</w:t></w:r>" for text in texts) + "</w:p>"


def properties(**changes: str) -> bytes:
    document, data = new_docx(), io.BytesIO()
    document.add_paragraph("通知")
    for name, value in changes.items():
        setattr(document.core_properties, name, value)
    document.save(data)
    return data.getvalue()


def custom_property() -> bytes:
    one = '<property name="密级"><v:s>机密</v:s></property>'
    return docx_with({"docProps/custom.xml": f'<Properties xmlns="urn:a" xmlns:v="urn:b">{one}</Properties>'})


def workbook(fill: Callable[[openpyxl.Workbook], None]) -> bytes:
    book, data = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["序号", "事项"])
    fill(book)
    book.save(data)
    return data.getvalue()


def comment(book: openpyxl.Workbook) -> None:
    book.active["A1"].comment = Comment("机密", "甲")


def sheet_name(book: openpyxl.Workbook) -> None:
    book.create_sheet("机密")


def hidden_sheet(book: openpyxl.Workbook) -> None:
    sheet = book.create_sheet("二")
    sheet.sheet_state = "hidden"
    sheet["C3"] = "机密"


def sheet_header(book: openpyxl.Workbook) -> None:
    book.active.oddHeader.center.text = "机密"


def first_row(book: openpyxl.Workbook) -> None:
    book.active.insert_rows(1)
    book.active["A1"] = "机  密"


def cell_far_below(book: openpyxl.Workbook) -> None:
    book.active["B90"] = "机密★3年"


def cells_beside(book: openpyxl.Workbook) -> None:
    book.active.append([])
    book.active["A40"], book.active["B40"] = "密级", "机密"


def locked_word() -> bytes:
    stream = b"\xec\xa5\xc1\x00" + bytes(6) + b"\x00\x01" + bytes(500)
    return OLE + stream + "正文".encode("utf-16-le")


def pptx(text: str, part: str = "ppt/slides/slide1.xml") -> bytes:
    slide = f'<p:sld xmlns:p="urn:p" xmlns:a="urn:a"><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:sld>'
    return make_zip({"ppt/presentation.xml": b"<p/>", part: slide.encode()})


def ofd(*texts: str) -> bytes:
    objects = "".join(
        f"<ofd:TextObject><ofd:TextCode>{text}</ofd:TextCode></ofd:TextObject>" for text in texts
    )
    page = f'<ofd:Page xmlns:ofd="urn:o"><ofd:Content>{objects}</ofd:Content></ofd:Page>'
    return make_zip({"OFD.xml": b"<OFD/>", "Doc_0/Pages/Page_0/Content.xml": page.encode()})


def pdf_with_annotation() -> bytes:
    text = "机密".encode("utf-16-be").hex()
    plain = make_pdf([Page([(70, 100, 12, "通知")])])
    note = f"/Annots[<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents<FEFF{text}>>>]".encode()
    return plain.replace(b"/Rotate 0", note + b"/Rotate 0")


def deleted(text: str) -> str:
    return f"<w:p><w:del><w:r><w:delText>{text}</w:delText></w:r></w:del><w:r><w:t>通知</w:t></w:r></w:p>"


SHAPE = "<w:p><w:r><w:pict><v:shape>{}</v:shape></w:pict></w:r></w:p>"
BOX = SHAPE.format("<v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox>")
PAGE_BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
HIDDEN_RUN = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>无关</w:t></w:r>"
FIELD = "<w:r><w:instrText>PAGE</w:instrText></w:r>"
DRAWING = '<w:p><w:r><w:pict><v:shape alt="{}"/></w:pict></w:r></w:p>'
WATERMARK = '<w:p><w:r><w:pict><v:shape><v:textpath string="{}"/></v:shape></w:pict></w:r></w:p>'
STAR = '<w:p><w:r><w:t>机密</w:t></w:r><w:r><w:sym w:font="Wingdings" w:char="F0AB"/></w:r></w:p>'

MARKED: dict[str, Callable[[], bytes]] = {
    "head of a docx": lambda: make_docx(paragraph("机  密") + FILLING),
    "star far below": lambda: make_docx(FILLING + paragraph("机密★5年")),
    "over several runs": lambda: make_docx(FILLING + runs("机", "密", "★", "5年")),
    "past a hidden run": lambda: make_docx(FILLING + runs("机", "密★", between=HIDDEN_RUN)),
    "past a field": lambda: make_docx(FILLING + runs("机", "密★", between=FIELD)),
    "a star of Wingdings": lambda: make_docx(FILLING + STAR),
    "deleted text": lambda: make_docx(FILLING + deleted("机密★5年")),
    "deleted beside inserted": lambda: make_docx(deleted("机密") + FILLING),
    "text box": lambda: make_docx(FILLING + BOX.format(paragraph("机密"))),
    "cells of a table": lambda: make_docx(FILLING + table(cell("密级") + cell("机密"))),
    "page of an annex": lambda: make_docx(FILLING + PAGE_BREAK + paragraph("附件") + paragraph("机密")),
    "alternative text": lambda: make_docx(FILLING + DRAWING.format("机密")),
    "watermark": lambda: make_docx(FILLING + WATERMARK.format("机密")),
    "strict namespaces": lambda: make_docx(paragraph("机密"), strict=True),
    "page header": lambda: docx_with({"word/header1.xml": WORD.format("hdr", paragraph("机密"))}),
    "page footer": lambda: docx_with({"word/footer2.xml": WORD.format("ftr", paragraph("机密"))}),
    "footnote": lambda: docx_with({"word/footnotes.xml": WORD.format("footnotes", paragraph("机密★"))}),
    "comment": lambda: docx_with({"word/comments.xml": WORD.format("comments", paragraph("机密"))}),
    "glossary": lambda: docx_with({"word/glossary/document.xml": WORD.format("document", paragraph("机密"))}),
    "list sign": lambda: docx_with(
        {"word/numbering.xml": WORD.format("numbering", '<w:lvlText w:val="机密★"/>')}
    ),
    "core property": lambda: properties(category="机密"),
    "keywords": lambda: properties(keywords="机密★10年"),
    "custom property": custom_property,
    "docx in a docx": lambda: make_docx_with_file("word/embeddings/a.docx", make_docx(paragraph("机密"))),
    "workbook in a docx": lambda: make_docx_with_file("word/embeddings/a.xlsx", workbook(first_row)),
    "old file in a docx": lambda: make_docx_with_file("word/embeddings/a.bin", old("机密★5年")),
    "page in a docx": lambda: make_docx_with_file("word/afchunk.html", "<html><p>机密★</p>".encode()),
    "first row": lambda: workbook(first_row),
    "cell far below": lambda: workbook(cell_far_below),
    "cells beside each other": lambda: workbook(cells_beside),
    "comment of a cell": lambda: workbook(comment),
    "name of a sheet": lambda: workbook(sheet_name),
    "hidden sheet": lambda: workbook(hidden_sheet),
    "header of a sheet": lambda: workbook(sheet_header),
    "slide": lambda: pptx("机密"),
    "notes of a slide": lambda: pptx("机密", "ppt/notesSlides/notesSlide1.xml"),
    "ofd": lambda: ofd("机密"),
    "ofd in pieces": lambda: ofd("机", "密", "★", "10年"),
    "pdf": lambda: make_pdf([Page([(70, 60, 12, "机密"), (70, 300, 12, "通知")])]),
    "second page of a pdf": lambda: make_pdf([Page([(70, 60, 12, "通知")]), Page([(70, 60, 12, "机密")])]),
    "title of a pdf": lambda: make_pdf([Page([(70, 60, 12, "通知")])], title="机密"),
    "annotation of a pdf": pdf_with_annotation,
    "old doc": lambda: old("关于防汛的通知\r机密★5年\r"),
    "old doc, level alone": lambda: old("机密\r关于防汛的通知\r"),
    "old workbook, odd place": lambda: OLE + b"\x01" + "机密★5年".encode("utf-16-le") + bytes(600),
    "old properties": lambda: OLE + b"\x00" + "机密★5年".encode("gbk") + bytes(600),
    "text": "机密\n通知".encode,
    "text in GBK": lambda: ("通知\n" * 20 + "机密★").encode("gbk"),
    "text in UTF-16": lambda: ("通知\n" * 20 + "机密★").encode("utf-16"),
    "Markdown": ("# 通知\n\n" + "正文\n" * 20 + "**机**密★").encode,
    "sheet of values": "密级,标题\n机密★,通知\n".encode,
    "picture": lambda: b"\x89PNG\r\n\x1a\n" + bytes(64) + "机密★10年".encode() + bytes(9),
    "web page": "<html><body><p>机密</p></body></html>".encode,
}
PAGES = {
    "over tags": "<p>通知</p><p>机<b>密</b><i>★</i></p>",
    "comment": "<p>通知</p><!-- 机密 -->",
    "comment before the page": "<!-- 机密★ --><html><body><p>通知</p></body></html>",
    "attribute": '<p title="机密">通知</p>',
    "alternative text": '<p>通知<img alt="机 密" src="a"></p>',
    "past hidden text": '<p>机<span style="display:none">无关</span>密★</p>',
    "hidden text": '<p>通知<span style="display: none">机密★</span></p>',
    "hidden attribute inside": '<div hidden><p title="机密">x</p></div>',
    "title": "<html><head><title>机密</title></head><body><p>通知</p></body></html>",
    "style": '<style>p:before{content:"机密★"}</style><p>通知</p>',
    "style in escapes": '<style>p:before{content:"\\673a\\5bc6★"}</style><p>通知</p>',
    "script": "<script>document.write('机密★')</script>",
    "character references": "<p>&#26426;&#x5bc6;&#9733;</p>",
    "zero-width references": "<p>机&#8203;密&zwnj;★</p>",
    "word breaks": "<p>机<wbr>密<br>★</p>",
    "cell": "<table><tr><td>密级</td><td>机密</td></tr></table>",
    "conditional comment": "<!--[if gte mso 9]><xml><a>机密</a></xml><![endif]--><p>通知</p>",
}


def old(text: str) -> bytes:
    return OLE + bytes(512) + text.encode("utf-16-le") + bytes(512)


def make_docx_with_file(name: str, data: bytes) -> bytes:
    document = WORD.format("document", f"<w:body>{FILLING}</w:body>")
    return make_zip({"word/document.xml": document.encode(), name: data})


@pytest.mark.parametrize("case", MARKED)
def test_a_mark_in_a_file_is_found(case: str) -> None:
    refusal = refusal_of_file("通知", all_text(MARKED[case]()))
    assert refusal is not None
    assert refusal.endswith("涉密内容不得进入本系统，请停止上传并按保密规定处理")
    assert "机密" in refusal


@pytest.mark.parametrize("case", PAGES)
def test_a_mark_in_markup_is_found(case: str) -> None:
    assert refusal_of_file("通知", text_of_markup(PAGES[case])) is not None
    assert refusal_of_file("通知", all_text(PAGES[case].encode())) is not None


UNMARKED: dict[str, Callable[[], bytes]] = {
    "docx": lambda: make_docx(paragraph("某县人民政府文件") + FILLING + paragraph("属于国家秘密的除外")),
    "docx of python-docx": lambda: properties(title="关于商业秘密保护的通知"),
    "workbook": lambda: workbook(lambda book: book.active.append([1, "保密审查"])),
    "pptx": lambda: pptx("商业秘密保护"),
    "ofd": lambda: ofd("关于", "防汛的通知"),
    "pdf": lambda: make_pdf([Page([(70, 60, 12, "关于国家秘密的说明")])]),
    "old doc": lambda: old("关于防汛的通知\r国家秘密除外\r"),
    "text": "通知\n保守国家秘密\n".encode,
    "page": "<html><body><p>涉及国家秘密的除外</p></body></html>".encode,
    "picture": lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40,
}


@pytest.mark.parametrize("case", UNMARKED)
def test_a_file_without_marks_passes(case: str) -> None:
    texts = all_text(UNMARKED[case]())
    assert refusal_of_file("通知", texts) is None


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (lambda: make_zip({"年报.docx": b"x"}), "压缩包里的文件无法逐项审查，请解压后逐个上传"),
        (lambda: b"Rar!\x1a\x07\x01\x00" + bytes(64), "压缩包里的文件无法逐项审查，请解压后逐个上传"),
        (lambda: b"7z\xbc\xaf\x27\x1c" + bytes(64), "压缩包里的文件无法逐项审查，请解压后逐个上传"),
        (lambda: b"\x1f\x8b\x08" + bytes(64), "压缩包里的文件无法逐项审查，请解压后逐个上传"),
        (lambda: b"{\\rtf1 a}", "RTF 文件无法逐项审查，请另存为 docx 后再试"),
        (lambda: b"MZ\x90\x00\x03" + bytes(64), "这是Windows 程序，不能上传"),
        (locked_word, "文件已加密，请去掉密码后再试"),
        (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "文件已加密，请去掉密码后再试"),
        (
            lambda: make_docx_with_file("word/embeddings/a.zip", make_zip({"a": b"1"})),
            "压缩包里的文件无法逐项审查，请解压后逐个上传",
        ),
        (lambda: docx_with({}, "&a;"), "文件已损坏或不完整，请重新下载或另存一份再试"),
        (
            lambda: make_docx(
                paragraph("&a;"), head=HEAD + "<!DOCTYPE w [<!ENTITY a SYSTEM 'file:///etc/hostname'>]>"
            ),
            "文件里带有实体定义（DTD），为安全起见不予读取",
        ),
    ],
)
def test_what_cannot_be_searched_is_refused(data: Callable[[], bytes], sentence: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        all_text(data())
    assert str(refusal.value) == sentence


def test_files_within_files_end_somewhere() -> None:
    data = make_docx(paragraph("通知"))
    for _ in range(4):
        data = make_docx_with_file("word/embeddings/a.docx", data)
    with pytest.raises(Unreadable, match=r"^文件里嵌有多层文件，无法逐项审查，请分开上传$"):
        all_text(data)


def test_what_was_not_seen_is_said() -> None:
    assert all_text(b"\x89PNG\r\n\x1a\n" + bytes(64)).notes == (
        "图片、音频、视频里的文字无法自动检查，请人工审查",
    )
    pages = make_pdf([Page([(70, 60, 12, "通知")]), Page()])
    assert all_text(pages).notes == ("第2页没有文字（可能是图片），无法自动检查，请人工审查",)


def test_a_level_in_a_cell_far_below_is_only_noted() -> None:
    texts = all_text(make_docx(FILLING + table(cell("事项") + cell("秘密"))))
    assert refusal_of_file("目录.docx", texts) is None
    assert {mark.severity for mark in marks(texts.body, head=texts.head)} == {Severity.NOTE}
