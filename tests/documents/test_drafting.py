"""A Word file becomes a draft: structure kept, printed numbers kept, guesses said, pictures set apart."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from zipfile import ZipFile

import pytest
from docx import Document as new_docx

from tests.documents.word_maker import HEAD, cell, make_docx, make_zip, paragraph, table
from tests.shared import SHARED, needs_shared
from yangguang.documents.cleaning import clean_html
from yangguang.documents.drafting import DraftText, draft_of_docx
from yangguang.documents.model import Unreadable

GUESSED, GUESSED_NUMBER = "标题是从文中认出的，请核对", "文号是从文中认出的，请核对"
NO_MASTHEAD = "份号、紧急程度、红头没有带入正文"
NO_TITLE = "没有认出标题，请填写"


def png() -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")

    head = (1).to_bytes(4, "big") * 2 + b"\x08\x00\x00\x00\x00"
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0\0"))
        + chunk(b"IEND", b"")
    )


def written(fill: Callable) -> bytes:
    document, data = new_docx(), io.BytesIO()
    fill(document)
    document.save(data)
    return data.getvalue()


def notice(document) -> None:
    for text in (
        "某县人民政府文件",
        "某政发〔2024〕15号",
        "某县人民政府",
        "关于做好防汛工作的通知",
        "各乡镇人民政府：",
        "现将有关事项通知如下。",
    ):
        document.add_paragraph(text)


def rich(document) -> None:
    document.add_heading("防汛应急预案", 1)
    document.add_heading("总则", 2)
    document.add_paragraph("正文").add_run("重点").bold = True
    document.add_paragraph("甲", style="List Bullet")
    document.add_paragraph("乙", style="List Bullet")
    grid = document.add_table(2, 2)
    grid.cell(0, 0).merge(grid.cell(0, 1)).text = "表头"
    grid.cell(1, 0).text, grid.cell(1, 1).text = "1", "2"


def pictured(document) -> None:
    document.add_heading("图解", 1)
    document.add_paragraph("见图。")
    document.add_picture(io.BytesIO(png()))


def level(number_format: str, text: str) -> str:
    return (
        f'<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="{number_format}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )


LISTED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'


def test_an_official_notice() -> None:
    assert draft_of_docx(written(notice)) == DraftText(
        title="某县人民政府关于做好防汛工作的通知",
        document_no="某政发〔2024〕15号",
        html="<p>各乡镇人民政府：</p><p>现将有关事项通知如下。</p>",
        notes=(GUESSED, GUESSED_NUMBER, NO_MASTHEAD),
        pictures=(),
    )


def test_headings_lists_tables_and_weight() -> None:
    draft = draft_of_docx(written(rich))
    assert (draft.title, draft.document_no, draft.notes) == ("防汛应急预案", "", (GUESSED,))
    assert draft.html == (
        "<h3>总则</h3><p>正文<strong>重点</strong></p><ul><li>甲</li><li>乙</li></ul>"
        '<table><tbody><tr><td colspan="2">表头</td></tr><tr><td>1</td><td>2</td></tr></tbody></table>'
    )
    assert clean_html(draft.html) == draft.html


def test_pictures_are_set_apart() -> None:
    draft = draft_of_docx(written(pictured))
    assert [(one.name, one.media, one.data) for one in draft.pictures] == [("图1.png", "image/png", png())]
    assert draft.html == "<p>见图。</p>"
    assert draft.notes == (GUESSED, "正文里的 1 张图片没有留在文中，已列为附件")


def test_pictures_of_no_use_are_named() -> None:
    changed = draft_of_docx(with_picture(b"<svg onload='x'/>"))
    assert changed.pictures == ()
    assert changed.notes == (GUESSED, "正文里的第 1 张图片格式不能使用，没有带入")


def with_picture(content: bytes) -> bytes:
    with ZipFile(io.BytesIO(written(pictured))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return make_zip({name: content if name.endswith(".png") else data for name, data in parts.items()})


@pytest.mark.parametrize(
    ("number_format", "text", "between", "html"),
    [
        ("chineseCounting", "%1、", "", "<p>一、甲</p><p>二、乙</p>"),
        ("chineseCounting", "第%1条　", "", "<p>第一条　甲</p><p>第二条　乙</p>"),
        ("decimal", "%1.", "", "<ol><li>甲</li><li>乙</li></ol>"),
        ("decimal", "%1.", paragraph("间"), "<ol><li>甲</li></ol><p>间</p><p>2.乙</p>"),
        ("decimal", "（%1）", "", "<p>（1）甲</p><p>（2）乙</p>"),
        ("bullet", "·", "", "<ul><li>甲</li><li>乙</li></ul>"),
    ],
)
def test_the_numbers_that_word_prints_are_kept(
    number_format: str, text: str, between: str, html: str
) -> None:
    body = paragraph("防汛工作通知") + paragraph("甲", LISTED) + between + paragraph("乙", LISTED)
    assert draft_of_docx(make_docx(body, numbering=level(number_format, text))).html == html


@pytest.mark.parametrize(
    ("lines", "title", "document_no", "left"),
    [
        (["关于印发《防汛预案》的通知", "各乡镇："], "关于印发《防汛预案》的通知", "", ["各乡镇："]),
        (
            ["某县水利局", "关于做好防汛抗旱", "工作的通知", "各乡镇："],
            "某县水利局关于做好防汛抗旱工作的通知",
            "",
            ["各乡镇："],
        ),
        (
            ["某县水利局防汛管理办法（试行）", "第一条　略。"],
            "某县水利局防汛管理办法（试行）",
            "",
            ["第一条　略。"],
        ),
        (["某水发[2024] 3 号", "防汛工作要点", "略。"], "防汛工作要点", "某水发[2024]3号", ["略。"]),
        (["防汛工作要点", "（某水发〔2024〕3号）", "略。"], "防汛工作要点", "某水发〔2024〕3号", ["略。"]),
        (
            ["今年以来，全县防汛工作平稳有序，没有发生险情。"],
            "",
            "",
            ["今年以来，全县防汛工作平稳有序，没有发生险情。"],
        ),
        (["县领导调研防汛", "今天上午，略。"], "县领导调研防汛", "", ["今天上午，略。"]),
    ],
)
def test_title_and_number_are_guessed(
    lines: list[str], title: str, document_no: str, left: list[str]
) -> None:
    draft = draft_of_docx(make_docx("".join(map(paragraph, lines))))
    assert (draft.title, draft.document_no) == (title, document_no)
    assert draft.html == "".join(f"<p>{line}</p>" for line in left)
    assert draft.notes == (GUESSED if title else NO_TITLE, *([GUESSED_NUMBER] if document_no else []))


@pytest.mark.parametrize(
    ("above", "left"),
    [
        (["000012", "特急", "某县水利局　某县财政局文件"], []),
        (["某县水利局"], []),
        (["各乡镇人民政府："], ["各乡镇人民政府："]),
    ],
)
def test_what_is_printed_above_the_number_stays_on_the_paper(above: list[str], left: list[str]) -> None:
    lines = [*above, "某水发〔2024〕3号", "防汛工作通知", "略。"]
    draft = draft_of_docx(make_docx("".join(map(paragraph, lines))))
    assert draft.title == "防汛工作通知"
    assert draft.html == "".join(f"<p>{line}</p>" for line in [*left, "略。"])
    assert (NO_MASTHEAD in draft.notes) is (left == [])


def test_hidden_and_deleted_text_stays_out() -> None:
    deleted = "<w:del><w:r><w:delText>删</w:delText></w:r></w:del>"
    gone = f"<w:p>{deleted}<w:ins><w:r><w:t>增</w:t></w:r></w:ins></w:p>"
    struck = "<w:p><w:r><w:rPr><w:strike/></w:rPr><w:t>划</w:t></w:r></w:p>"
    draft = draft_of_docx(make_docx(paragraph("防汛工作通知") + gone + struck))
    assert draft.html == "<p>增</p><p>划</p>"
    assert draft.notes == (GUESSED, "带删除线的文字已按普通文字保留，请核对")


def test_a_link_to_a_script_is_no_link() -> None:
    field = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "javascript:alert(1)"'
    )
    field += '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>点</w:t></w:r>'
    field += '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    assert draft_of_docx(make_docx(paragraph("防汛工作通知") + field)).html == "<p>点</p>"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (lambda: b"%PDF-1.7", "只有 Word 文档可以转为草稿，请另存为 docx 后再试"),
        ("通知".encode, "只有 Word 文档可以转为草稿，请另存为 docx 后再试"),
        (lambda: make_docx(paragraph(" ")), "文件里没有文字，无法读取"),
        (lambda: make_docx(paragraph("甲"))[:300], "文件已损坏或不完整，请重新下载或另存一份再试"),
        (lambda: make_zip({"a.txt": b"a"}), "这是 zip 压缩包，请解压后再试"),
        (
            lambda: make_docx(paragraph("&a;"), head=HEAD + "<!DOCTYPE w [<!ENTITY a 'b'>]>"),
            "文件里带有实体定义（DTD），为安全起见不予读取",
        ),
        (
            lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "Workbook".encode("utf-16-le"),
            "这是旧版 .xls 工作簿，请另存为 .xlsx 后再试",
        ),
    ],
)
def test_what_is_no_word_file_is_refused(data: Callable[[], bytes], sentence: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        draft_of_docx(data())
    assert str(refusal.value) == sentence


@needs_shared
def test_a_real_form_keeps_its_tables() -> None:
    draft = draft_of_docx((SHARED / "reports" / "政务公开年报模版.docx").read_bytes())
    assert draft.title == "政府信息公开工作年度报告格式模板"
    assert draft.html.count("<table>") == 3
    assert draft.html.startswith("<p><strong>一、总体情况</strong></p><p>（文字描述）</p>")
    assert '<td colspan="3" rowspan="3">（本列数据的勾稽关系为：' in draft.html
    assert clean_html(draft.html) == draft.html


def test_a_table_of_one_cell_stays_a_table() -> None:
    draft = draft_of_docx(make_docx(paragraph("防汛工作通知") + table(cell("甲") + cell("乙"))))
    assert draft.html == "<table><tbody><tr><td>甲</td><td>乙</td></tr></tbody></table>"
