"""The same annual report in four formats, made of figures and labels only, for the reading benchmarks."""

from __future__ import annotations

import io

import docx
import openpyxl

from tests.documents.pdf_maker import Page, make_pdf, ruled

SENTENCE = "本机关依照条例办理政府信息公开申请，全年按期答复，各项数据见下列各表所示内容。"
COLUMNS = ["项目", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
ROWS = [
    COLUMNS,
    *([f"第{row}行标签文字说明", *(str(row * column % 97) for column in range(7))] for row in range(27)),
]
PARAGRAPHS = [f"{number}、{SENTENCE * 3}" for number in range(20)]


def report_docx() -> bytes:
    """Twenty paragraphs and three tables by python-docx."""
    document, data = docx.Document(), io.BytesIO()
    for text in PARAGRAPHS:
        document.add_paragraph(text)
    for _ in range(3):
        table = document.add_table(len(ROWS), len(COLUMNS))
        for row, texts in zip(table.rows, ROWS, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    document.save(data)
    return data.getvalue()


def page_html() -> bytes:
    """The same as a web page in the way that content systems write them."""
    rows = "".join(
        "<tr>"
        + "".join(f'<td style="width:59px;"><p align="center">{text}</p></td>' for text in row)
        + "</tr>"
        for row in ROWS
    )
    table = f'<table border="1" cellspacing="0"><tbody>{rows}</tbody></table>'
    text = "".join(f'<p style="text-indent:2em;"><span>{one}</span></p>' for one in PARAGRAPHS)
    head = "<!DOCTYPE html><html><head><meta charset='utf-8'></head>"
    return f"{head}<body>{text}{table * 3}</body></html>".encode()


def report_xlsx() -> bytes:
    """The same as a workbook."""
    book, data = openpyxl.Workbook(), io.BytesIO()
    for text in PARAGRAPHS:
        book.active.append([text])
    for _ in range(3):
        book.active.append([])
        for row in ROWS:
            book.active.append([int(text) if text.isdigit() else text for text in row])
    book.save(data)
    return data.getvalue()


def report_pdf() -> bytes:
    """The same as a PDF: a page of text, then three with a ruled table."""
    text = [(70, 60 + 20 * number, 11, one[:40]) for number, one in enumerate(PARAGRAPHS)]
    texts, rules = ruled(40, 60, [120, *[55] * 7], [24] * len(ROWS), ROWS)
    return make_pdf([Page(text), *[Page(texts, rules)] * 3])
