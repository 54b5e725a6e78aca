"""What does a PDF print? Text by PDFium, ruled tables by pdfplumber, both put together in reading order."""

from __future__ import annotations

import ctypes
import io
import logging
from collections.abc import Iterator
from typing import Any

import pdfplumber
import pypdfium2
from pypdfium2 import raw

from yangguang.documents import limits
from yangguang.documents.archive import DAMAGED
from yangguang.documents.formats.pdf_glyphs import Glyph, Line, glyphs, lines
from yangguang.documents.formats.pdf_paragraphs import furniture, glued, goes_on, left_margin, right_margin
from yangguang.documents.formats.pdf_tables import THIN, Frame, RuledTable, continues, filled, frames, joined
from yangguang.documents.model import Document, Unreadable
from yangguang.documents.raw import Collector

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # it remarks on every font of every file
FEWEST_RULES = 4
"""A page with fewer drawn paths has no table, and pdfplumber is not asked."""
SEGMENTS = 6
"""A path with more segments than a rectangle may hold many rules at once."""
PASSWORD = 4
"""PDFium's error number for a file that needs a password."""
SCANNED = "这份 PDF 是扫描图片，没有文字，无法读取"


def parse(data: bytes) -> Document:
    """Paragraphs and tables page by page; tables cut by a page break are joined, page numbers left out."""
    document = opened_pdf(data)
    try:
        if len(document) > limits.PAGES:
            raise Unreadable(f"这份 PDF 超过 {limits.PAGES} 页，不像一份报告，无法读取")
        out = Collector("pdf")
        out.title = (document.get_metadata_dict().get("Title") or "").strip() or None
        pages = _Pages(document, data, out.notes)
        pages.read()
    finally:
        document.close()
    if not any(pages.lines) and not any(pages.tables):
        raise Unreadable(SCANNED)
    _Writer(pages, out).write()
    return out.document()


def opened_pdf(data: bytes) -> pypdfium2.PdfDocument:
    """The file, opened; Unreadable when it is locked, damaged or without a page."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == PASSWORD or "password" in str(error).lower()
        raise Unreadable("文件已加密，请去掉密码后再试" if locked else DAMAGED) from error
    if len(document) == 0:
        document.close()
        raise Unreadable(DAMAGED)
    return document


class _Pages:
    """Lines and tables of every page, in points from the upper left corner."""

    def __init__(self, document: pypdfium2.PdfDocument, data: bytes, notes: list[str]) -> None:
        self.document = document
        self.data = data
        self.notes = notes
        self.heights: list[float] = []
        self.lines: list[list[Line]] = []
        self.tables: list[list[RuledTable]] = []

    def read(self) -> None:
        """Read all pages; pdfplumber is opened only when a page draws enough paths."""
        plumber: Any = None
        for index in range(len(self.document)):
            page = self._page(index)
            found = [] if page is None else glyphs(page)
            if page is not None and not found:
                self.notes.append(f"第{index + 1}页没有文字（可能是图片），没有读取")
            wanted = bool(found) and page is not None and _draws_rules(page)
            self.heights.append(page.get_height() if page is not None else 0.0)
            if wanted and plumber is None:
                plumber = _plumber(self.data)
            self._sort(index, found, self._frames(plumber, index) if wanted else [])
            if page is not None:
                page.close()

    def _page(self, index: int) -> pypdfium2.PdfPage | None:
        try:
            return self.document[index]
        except pypdfium2.PdfiumError:
            self.notes.append(f"第{index + 1}页已损坏，没有读取")
            return None

    def _frames(self, plumber: Any, index: int) -> list[Frame]:
        try:
            page = plumber.pages[index]
            found = frames(page)
            page.close()
        except (MemoryError, Unreadable):
            raise
        except Exception:  # pdfminer raises anything on a damaged page; the text is still there
            self.notes.append(f"第{index + 1}页的表格线无法识别，只读出文字")
            return []
        return found

    def _sort(self, index: int, found: list[Glyph], page_frames: list[Frame]) -> None:
        outside: list[Glyph] = []
        inside: list[list[Glyph]] = [[] for _ in page_frames]
        for glyph in found:
            for number, frame in enumerate(page_frames):
                if frame.holds(glyph):
                    inside[number].append(glyph)
                    break
            else:
                outside.append(glyph)
        self.lines.append(lines(outside))
        tables = (filled(frame, held, index + 1) for frame, held in zip(page_frames, inside, strict=True))
        self.tables.append([table for table in tables if any(cell.text for cell in table.cells)])


def _plumber(data: bytes) -> Any:
    try:
        return pdfplumber.open(io.BytesIO(data))
    except MemoryError:
        raise
    except Exception:  # the page reader then notes every page whose tables it could not ask for
        return None


def _draws_rules(page: pypdfium2.PdfPage) -> bool:
    """Whether a page draws enough lines or thin bars to hold a table; backgrounds of text do not count."""
    paths = page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3)
    rules = (path for path in paths if _is_rule(path))
    return sum(1 for _ in zip(range(FEWEST_RULES), rules, strict=False)) == FEWEST_RULES


def _is_rule(path: pypdfium2.PdfObject) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(path.raw, fill, stroke):
        return True
    if stroke.value:
        return True
    left, bottom, right, top = path.get_bounds()
    return raw.FPDFPath_CountSegments(path.raw) > SEGMENTS or min(right - left, top - bottom) <= THIN


def _in_order(pages: _Pages, skipped: set[tuple[int, int]]) -> Iterator[tuple[int, Line | RuledTable]]:
    for index, (found, tables) in enumerate(zip(pages.lines, pages.tables, strict=True)):
        pieces: list[tuple[float, Line | RuledTable]] = [(table.rows[0], table) for table in tables]
        pieces += [(line.top, line) for number, line in enumerate(found) if (index, number) not in skipped]
        for _, piece in sorted(pieces, key=lambda one: one[0]):
            yield index, piece


class _Writer:
    """Gives lines and tables to the collector: what is pending may still go on, on this page or the next."""

    def __init__(self, pages: _Pages, out: Collector) -> None:
        self.pages = pages
        self.out = out
        self.skipped = furniture(pages.lines, pages.heights)
        self.margins = [self._margins(index) for index in range(len(pages.lines))]
        self.text = ""
        self.before: tuple[int, Line] | None = None
        self.table: RuledTable | None = None

    def write(self) -> None:
        """Write all pages."""
        for index, piece in _in_order(self.pages, self.skipped):
            if isinstance(piece, RuledTable):
                self._take_table(index, piece)
            else:
                self._take_line(index, piece)
        self._end_table()
        self._end_paragraph()

    def _margins(self, index: int) -> tuple[float, float]:
        lines_here = self.pages.lines[index]
        kept = [line for number, line in enumerate(lines_here) if (index, number) not in self.skipped]
        return left_margin(kept), right_margin(kept)

    def _take_table(self, index: int, piece: RuledTable) -> None:
        self._end_paragraph()
        if self.table is not None and continues(self.table, piece):
            self.table = joined(self.table, piece)
            return
        self._end_table()
        self.table = piece
        self.out.page = index + 1

    def _take_line(self, index: int, line: Line) -> None:
        self._end_table()
        if self.before is not None:
            page, last = self.before
            right, left = self.margins[page][1], self.margins[index][0]
            if goes_on(last, right, line, left, same_page=page == index):
                self.text = glued(self.text, line.text)
                self.before = (index, line)
                return
        self._end_paragraph()
        self.text = line.text
        self.before = (index, line)
        self.out.page = index + 1

    def _end_table(self) -> None:
        if self.table is not None:
            self.out.grid(self.table.height, self.table.width, self.table.cells)
        self.table = None

    def _end_paragraph(self) -> None:
        self.out.paragraph(self.text.strip())
        self.text, self.before = "", None
