"""What a Word file prints: automatic numbers, merged cells, revisions, text boxes, hidden text."""

from __future__ import annotations

import io

import docx
import pytest

from tests.documents.shown import shown
from tests.documents.word_maker import cell, make_docx, paragraph, table
from yangguang.documents.formats.ordinals import written
from yangguang.documents.parsing import parse


def level(number: int, style: str, pattern: str, start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


def numbered(text: str, number_id: int, deep: int = 0) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{deep}"/><w:numId w:val="{number_id}"/></w:numPr>')


CHINESE_LIST = (
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "chineseCountingThousand", "%1、")
    + level(1, "chineseCounting", "（%2）")
    + level(2, "decimal", "%3.")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/>'
    "</w:lvlOverride></w:num>"
)

OPENS, GOES_ON, TWO_WIDE = '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="2"/>'
REVISED = (
    "<w:p><w:r><w:t>共</w:t></w:r><w:del><w:r><w:delText>11</w:delText></w:r></w:del>"
    "<w:ins><w:r><w:t>12</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom><w:r><w:t>件</w:t></w:r></w:p>"
)
BOX = (
    "<w:p><w:r><w:t>正文</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>"
    "<w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent></wps:txbx></mc:Choice><mc:Fallback><w:pict><w:txbxContent>"
    "<w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
)

CASES = {
    "a tab and a break": (
        "<w:p><w:pPr><w:tabs><w:tab w:val='left' w:pos='9'/></w:tabs></w:pPr><w:r><w:t>甲</w:t>"
        "<w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r></w:p>",
        ["甲\t乙", "丙"],
    ),
    "revisions as accepted": (REVISED, ["共12件"]),
    "a text box once, after its paragraph": (BOX, ["正文", "框内"]),
    "hidden text": (
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:t>显</w:t></w:r></w:p>",
        ["显"],
    ),
    "a field shows its result": (
        "<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>3</w:t></w:r></w:p>",
        ["3"],
    ),
    "a content control": ("<w:sdt><w:sdtContent>" + paragraph("控件") + "</w:sdtContent></w:sdt>", ["控件"]),
    "merged cells": (
        table(
            cell("三、办理结果", OPENS) + cell("（一）予以公开", TWO_WIDE) + cell("5"),
            cell("", GOES_ON) + cell("（二）", OPENS) + cell("1.秘密") + cell("0"),
            cell("", GOES_ON) + cell("", GOES_ON) + cell("2.禁止") + cell(""),
        ),
        [[["三、办理结果 3x1", "（一）予以公开 1x2", "5"], ["（二） 2x1", "1.秘密", "0"], ["2.禁止", ""]]],
    ),
    "two merges in one column": (
        table(
            cell("甲", OPENS) + cell("1"),
            cell("", GOES_ON) + cell("2"),
            cell("乙", OPENS) + cell("3"),
            cell("", GOES_ON) + cell("4"),
        ),
        [[["甲 2x1", "1"], ["2"], ["乙 2x1", "3"], ["4"]]],
    ),
    "a table in a table that only arranges": (
        table("<w:tc>" + paragraph("上") + table(cell("规章") + cell("0")) + paragraph("下") + "</w:tc>"),
        ["上", [["规章", "0"]], "下"],
    ),
    "a frame around text": (table(cell("第一行"), cell("第二行")), ["第一行", "第二行"]),
    "Chinese ordinals": (
        numbered("总体情况", 1) + numbered("主动公开", 1, 1) + numbered("", 1, 1) + numbered("依申请", 1, 1)
        + numbered("其中", 1, 2) + numbered("主动公开情况", 1) + numbered("其一", 1, 1),
        ["一、总体情况", "（一）主动公开", "（二）依申请", "1.其中", "二、主动公开情况", "（一）其一"],
    ),
    "a list that starts elsewhere": (numbered("问题", 2) + numbered("其他", 2), ["五、问题", "六、其他"]),
    "ordinals inside cells": (
        table("<w:tc>" + numbered("属于国家秘密", 1, 2) + "</w:tc>" + cell("4")),
        [[["1.属于国家秘密", "4"]]],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("strict", [False, True], ids=["transitional", "strict"])
def test_word(name: str, strict: bool) -> None:
    body, expected = CASES[name]
    assert shown(parse(make_docx(body, numbering=CHINESE_LIST, strict=strict))) == expected


def test_a_style_brings_its_level_and_its_list() -> None:
    styles = (
        '<w:style w:styleId="2"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        '</w:pPr></w:style><w:style w:styleId="3"><w:name w:val="own"/><w:basedOn w:val="2"/></w:style>'
    )
    body = paragraph("总体情况", '<w:pStyle w:val="2"/>') + paragraph("第二", '<w:pStyle w:val="3"/>')
    assert shown(parse(make_docx(body, numbering=CHINESE_LIST, styles=styles))) == [
        "1#一、总体情况",
        "1#二、第二",
    ]


def test_a_style_without_its_number_has_none() -> None:
    body = paragraph("甲", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>')
    assert shown(parse(make_docx(body, numbering=CHINESE_LIST))) == ["甲"]


def test_a_file_by_python_docx() -> None:
    book = docx.Document()
    book.core_properties.title = "某县2024年报"
    book.add_heading("一、总体情况", 1)
    book.add_paragraph("全文。")
    grid = book.add_table(3, 3)
    for row in range(3):
        for column in range(3):
            grid.cell(row, column).text = f"{row}{column}"
    grid.cell(0, 0).merge(grid.cell(1, 1)).text = "合"
    data = io.BytesIO()
    book.save(data)
    document = parse(data.getvalue())
    assert (document.format, document.title) == ("docx", "某县2024年报")
    assert shown(document) == ["1#一、总体情况", "全文。", [["合 2x2", "02"], ["12"], ["20", "21", "22"]]]


@pytest.mark.parametrize(
    ("number", "style", "expected"),
    [
        (1, "chineseCounting", "一"),
        (10, "chineseCounting", "十"),
        (12, "chineseCountingThousand", "十二"),
        (20, "chineseCounting", "二十"),
        (103, "chineseCounting", "一百零三"),
        (110, "chineseCounting", "一百一十"),
        (1003, "chineseCounting", "一千零三"),
        (11, "chineseLegalSimplified", "壹拾壹"),
        (10, "ideographDigital", "一〇"),
        (3, "decimalEnclosedCircle", "③"),
        (27, "upperLetter", "AA"),
        (4, "lowerRoman", "iv"),
        (2, "ideographTraditional", "乙"),
        (7, "decimalFullWidth", "７"),
        (7, "decimal", "7"),
        (7, "unheardOf", "7"),
        (7, "none", ""),
    ],
)
def test_number_formats(number: int, style: str, expected: str) -> None:
    assert written(number, style) == expected
