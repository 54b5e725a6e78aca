"""Which small files hang on items of the demo? Made with fixed times: the same plan gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from functools import partial

from openpyxl import Workbook

from yangguang.disclosure.content import Draft
from yangguang.disclosure.demo.plans import Plan
from yangguang.disclosure.services.attaching import Examined, examine
from yangguang.documents.writing.docx import ZIP_TIME, docx
from yangguang.documents.writing.model import Heading, Paragraph, Piece, Title, Written
from yangguang.documents.writing.pdf import pdf

SHEET = (
    ("项目", "预算数（万元）", "占比（%）"),
    ("基本支出", 60, 60),
    ("项目支出", 40, 40),
    ("合计", 100, 100),
)
PARTS = ("一、适用范围", "二、任务分工", "三、完成时限")
BUDGET = "budget"
PRINTED = 2
"""What is enclosed is printed as a pdf every so many years."""


class Files:
    """The files of one telling: each is made and examined once, however many items it hangs on."""

    def __init__(self) -> None:
        self._examined: dict[str, Examined] = {}

    def of(self, plan: Plan, draft: Draft) -> Examined:
        """The attachment of an item: the tables of a budget, else what a notice encloses."""
        year = plan.made_on.year
        if plan.type == BUDGET:
            return self._seen(
                f"{year}年度部门预决算公开表.xlsx", lambda name: _tables(name, date(year, 1, 1))
            )
        name = f"{year}年{draft.keywords[0]}任务分解"
        if year % PRINTED == 0:
            return self._seen(f"{name}.pdf", lambda _: pdf(_enclosure(name, plan)))
        return self._seen(f"{name}.docx", lambda _: docx(_enclosure(name, plan)))

    def _seen(self, name: str, made: Callable[[str], bytes]) -> Examined:
        if name not in self._examined:
            self._examined[name] = examine(name, made(name))
        return self._examined[name]


def _enclosure(name: str, plan: Plan) -> Written:
    pieces: list[Piece] = [Title((name,))]
    for part in PARTS:
        pieces += [Heading(part), Paragraph("各责任单位按照职责分工落实，每季度更新一次进展。")]
    return Written(title=name, author="示例县", dated=date(plan.made_on.year, 1, 1), pieces=tuple(pieces))


def _tables(name: str, on: date) -> bytes:
    book = Workbook()
    sheet = book.active or book.create_sheet()
    sheet.title = "收支总表"
    sheet.append([name.partition(".")[0]])
    for row in SHEET:
        sheet.append(row)
    at = datetime.combine(on, time())
    book.properties.created = at
    target = io.BytesIO()
    book.save(target)
    return _fixed(target.getvalue(), at)


def _fixed(data: bytes, at: datetime) -> bytes:
    """The same workbook without the clock that its writer put into it."""
    target, stamp = io.BytesIO(), partial(zipfile.ZipInfo, date_time=ZIP_TIME)
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w") as archive:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "docProps/core.xml":
                content = _stood_at(content, at)
            archive.writestr(stamp(entry.filename), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _stood_at(core: bytes, at: datetime) -> bytes:
    head, tag, rest = core.partition(b'<dcterms:modified xsi:type="dcterms:W3CDTF">')
    _clock, end, tail = rest.partition(b"</dcterms:modified>")
    return b"".join([head, tag, f"{at:%Y-%m-%dT%H:%M:%S}Z".encode() if tag else b"", end, tail])
