"""What does our model cost over the bare extraction of the same bytes by the library underneath?"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from time import process_time

import docx
import openpyxl
import pdfplumber
import pypdfium2
from lxml import html

from tests.documents.same_report import page_html, report_docx, report_pdf, report_xlsx
from yangguang.documents.parsing import parse

ROUNDS = 7
LEAST_SECONDS = 0.25
"""Each side of a comparison is repeated until a round takes at least so long."""


def bare_docx(data: bytes) -> int:
    """python-docx: the text of all paragraphs and of all cells."""
    document = docx.Document(io.BytesIO(data))
    texts = [paragraph.text for paragraph in document.paragraphs]
    texts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return sum(map(len, texts))


def bare_html(data: bytes) -> int:
    """lxml.html: parsed, then the text of every paragraph and every cell."""
    root = html.fromstring(data, parser=html.HTMLParser(encoding="utf-8"))
    texts = [element.text_content() for element in root.iter("p", "h1", "h2", "h3")]
    texts += [cell.text_content() for row in root.iter("tr") for cell in row.iterchildren("td", "th")]
    return sum(map(len, texts))


def bare_xlsx(data: bytes) -> int:
    """openpyxl: all values of all sheets."""
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    rows = (row for sheet in book.worksheets for row in sheet.iter_rows(values_only=True))
    return sum(len(str(value)) for row in rows for value in row if value is not None)


def bare_pdf(data: bytes) -> int:
    """pypdfium2: the text of all pages; pdfplumber: the tables of the pages that have any."""
    document = pypdfium2.PdfDocument(data)
    length = sum(len(page.get_textpage().get_text_range()) for page in document)
    document.close()
    with pdfplumber.open(io.BytesIO(data)) as plumber:
        for page in plumber.pages:
            length += sum(len(row) for table in page.extract_tables() for row in table)
    return length


CASES: tuple[tuple[str, Callable[[], bytes], Callable[[bytes], int], str], ...] = (
    ("docx", report_docx, bare_docx, "python-docx, text of all paragraphs and cells"),
    ("html", page_html, bare_html, "lxml.html, text of all paragraphs and cells"),
    ("xlsx", report_xlsx, bare_xlsx, "openpyxl, all values"),
    ("pdf", report_pdf, bare_pdf, "pypdfium2 text and pdfplumber tables"),
)


def measure() -> Iterator[tuple[str, float, str]]:
    """(format, ratio of processor time, reference): the least of several rounds on each side, interleaved."""
    for name, make, bare, reference in CASES:
        data = make()
        yield name, _ratio(lambda data=data: parse(data), lambda data=data, bare=bare: bare(data)), reference


def _ratio(ours: Callable[[], object], theirs: Callable[[], object]) -> float:
    times = max(1, int(LEAST_SECONDS / ROUNDS / max(_seconds(theirs, 1), 1e-6)))
    rounds = [(_seconds(ours, times), _seconds(theirs, times)) for _ in range(ROUNDS)]
    return min(one for one, _ in rounds) / min(other for _, other in rounds)


def _seconds(work: Callable[[], object], times: int) -> float:
    started = process_time()
    for _ in range(times):
        work()
    return process_time() - started


if __name__ == "__main__":
    for what, ratio, against in measure():
        sys.stdout.write(f"{what} {ratio:.2f} {against}\n")
