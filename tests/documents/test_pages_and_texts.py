"""Web pages, Markdown, plain texts and workbooks: what a reader would see of each."""

from __future__ import annotations

import io
from datetime import date, datetime

import openpyxl
import pytest

from tests.documents.shown import shown
from yangguang.documents.parsing import parse

HTML_CASES = {
    "paragraphs, breaks and headings": (
        "<html><h2>一、总体情况</h2><p>　　甲<b>乙</b> 丙<br>丁</p><div>戊<p>己</p>庚</div></html>",
        ["2#一、总体情况", "甲乙 丙", "丁", "戊", "己", "庚"],
    ),
    "lines wrapped in the source": ("<html><p>政府\n   信息 2024\n年</p></html>", ["政府信息 2024 年"]),
    "nothing hidden, no scripts": (
        "<html><body><style>p{}</style><p>见</p><p style='display: none'>藏</p><p hidden>藏</p>"
        "<script>var a</script><!-- 注 --><p>尾</p></body></html>",
        ["见", "尾"],
    ),
    "spans": (
        "<table><tr><td rowspan=2>甲</td><td colspan='2'>乙</td></tr>"
        "<tr><td>1</td><td>2<br/>3</td></tr></table>",
        [[["甲 2x1", "乙 1x2"], ["1", "2\n3"]]],
    ),
    "a span beyond the last row": (
        "<table><tr><td rowspan=9>甲</td><td>1</td></tr></table>",
        [[["甲", "1"]]],
    ),
    "spans that are no numbers": (
        "<table><tr><td rowspan='x' colspan='-1'>甲</td><td colspan=0>1</td></tr></table>",
        [[["甲", "1"]]],
    ),
    "a layout table": (
        "<table><tr><td>导航</td><td><p>一、总体</p><table><tr><th>规章</th><td>0</td></tr></table>尾</td></tr>"
        "<tr><td>版权</td><td>所有</td></tr></table>",
        ["导航", "一、总体", [["规章", "0"]], "尾", [["版权", "所有"]]],
    ),
    "head, body and foot of a table": (
        "<table><caption>表一</caption><thead><tr><td>a</td><td>b</td></tr></thead><tbody><tr><td>1</td><td>2</td></tr>"
        "</tbody></table>",
        [[["表一"], ["a", "b"], ["1", "2"]]],
    ),
    "an article in a cell": (
        f"<table><tr><td>目录</td><td>{'文' * 700}</td></tr></table>",
        ["目录", "文" * 700],
    ),
    "markup that never closes": ("<html><p>甲<table><tr><td>1<td>2<tr><td>3", ["甲", [["1", "2"], ["3"]]]),
}


@pytest.mark.parametrize("name", HTML_CASES)
def test_html(name: str) -> None:
    markup, expected = HTML_CASES[name]
    document = parse(markup.encode())
    assert document.format == "html"
    assert shown(document) == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le"])
@pytest.mark.parametrize(
    "text", ["<html><meta charset=gb2312><p>规章○件</p></html>", "第一行：规章\n第二行\t3"]
)
def test_encodings(encoding: str, text: str) -> None:
    expected = ["规章○件"] if text.startswith("<") else ["第一行：规章", "第二行\t3"]
    assert shown(parse(text.encode(encoding))) == expected


def test_the_title_is_that_of_the_article() -> None:
    head = "<head><title>门户 - 年报</title><meta name='ArticleTitle' content=' 某县年报 '></head>"
    assert parse(f"<html>{head}<p>文</p></html>".encode()).title == "某县年报"
    assert parse("<html><title>门户\n年报</title><p>文</p></html>".encode()).title == "门户 年报"


MARKDOWN = """# 年报

正文 **粗**

| 信息内容 | 本年制发件数 |
|---|---:|
| 规章 | 0 |
| 规范性\\|文件<br>二 | 13 |
| a | b |
|:-:|---|
| 1 | |

<table><tr><td rowspan="2">甲</td><td>1</td></tr>
<tr><td>2</td></tr></table>
尾
"""


def test_markdown() -> None:
    document = parse(MARKDOWN.encode())
    assert document.format == "md"
    assert shown(document) == [
        "1#年报",
        "正文 **粗**",
        [["信息内容", "本年制发件数"], ["规章", "0"], ["规范性|文件\n二", "13"]],
        [["a", "b"], ["1", ""]],
        [["甲 2x1", "1"], ["2"]],
        "尾",
    ]


def test_plain_text_keeps_its_lines_and_leading_tabs() -> None:
    document = parse("题 目\r\n\r\n\t\t规章\t \n 1|2\r三".encode())
    assert document.format == "txt"
    assert shown(document) == ["题 目", "\t\t规章", " 1|2", "三"]
    assert [block.where.block for block in document.blocks] == [1, 2, 3, 4]


def workbook() -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "主动公开"
    rows = [
        ["某县年报", None, None],
        [None, None, None],
        ["规章", 1, 0.1 + 0.2],
        ["率", 0.1234, True],
        ["日", date(2024, 1, 31), datetime(2024, 1, 31, 8, 30)],
        ["合", 12.0, None],
        [None, 1e6, "尾\n行"],
    ]
    for row in rows:
        sheet.append(row)
    sheet["B4"].number_format = "0.0%"
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("A6:A7")
    book.create_sheet("Sheet2").append(["只有一句"])
    book.create_sheet("藏").append(["不读"])
    book["藏"].sheet_state = "hidden"
    return book


def test_workbook() -> None:
    data = io.BytesIO()
    workbook().save(data)
    document = parse(data.getvalue())
    assert (document.format, document.notes) == ("xlsx", ("隐藏的工作表“藏”没有读取",))
    assert shown(document) == [
        "1#主动公开",
        "某县年报",
        [
            ["规章", "1", "0.3"],
            ["率", "12.3%", "TRUE"],
            ["日", "2024-01-31", "2024-01-31 08:30"],
            ["合 2x1", "12", ""],
            ["1000000", "尾\n行"],
        ],
        "只有一句",
    ]
