"""What is there to search in a PDF? Its pages, their heads and feet, annotations, outline, properties."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

import pypdfium2
from pypdfium2 import raw

from yangguang.documents import limits
from yangguang.documents.formats.gathered_text import first
from yangguang.documents.formats.pdf import opened_pdf
from yangguang.documents.model import AllText, Unreadable

TOP, BOTTOM = 0.25, 0.1
"""Shares of a page that are its head and foot."""
FIELDS = (b"Contents", b"T", b"TU", b"V", b"RC", b"Subj")
WITH_FILES = "这份 PDF 里嵌有其他文件，无法逐项审查，请去掉后再试"


def of_pdf(data: bytes) -> AllText:
    """All text of all pages; a page without text is named in the notes."""
    document = opened_pdf(data)
    try:
        if raw.FPDFDoc_GetAttachmentCount(document.raw) > 0:
            raise Unreadable(WITH_FILES)
        if len(document) > limits.SEARCHED_PAGES:
            raise Unreadable(f"这份 PDF 超过 {limits.SEARCHED_PAGES} 页，请分开上传")
        head, body, others, notes = [], [], [*document.get_metadata_dict().values()], []
        others += [entry.get_title() for entry in document.get_toc()]
        for index in range(len(document)):
            page = document[index]
            text, marks = _page(page)
            body.append(text)
            head.extend(marks)
            others.extend(_annotations(page))
            if not text.strip():
                notes.append(f"第{index + 1}页没有文字（可能是图片），无法自动检查，请人工审查")
            page.close()
    finally:
        document.close()
    return AllText(tuple(head), "\n".join(body), tuple(one for one in others if one), tuple(notes))


def _page(page: pypdfium2.PdfPage) -> tuple[str, list[str]]:
    """The text of a page, and the lines of its head and foot."""
    shown = page.get_textpage()
    text = shown.get_text_range().replace("\r\n", "\n").replace("\ufffe", "")
    left, bottom, right, top = page.get_bbox()
    height = top - bottom
    upper = shown.get_text_bounded(left=left, bottom=top - TOP * height, right=right, top=top)
    lower = shown.get_text_bounded(left=left, bottom=bottom, right=right, top=bottom + BOTTOM * height)
    shown.close()
    return text, [*first(text.split("\n")), *upper.splitlines(), *lower.splitlines()]


def _annotations(page: pypdfium2.PdfPage) -> Iterator[str]:
    for index in range(raw.FPDFPage_GetAnnotCount(page.raw)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, index)
        for field in FIELDS:
            length = raw.FPDFAnnot_GetStringValue(annotation, field, None, 0)
            if length > 2:
                buffer = ctypes.create_string_buffer(length)
                pointer = ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR))
                raw.FPDFAnnot_GetStringValue(annotation, field, pointer, length)
                yield buffer.raw[: length - 2].decode("utf-16-le", "replace")
        raw.FPDFPage_CloseAnnot(annotation)
