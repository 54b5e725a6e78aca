"""How is the release log printed, and which columns has its spreadsheet? Pure, from the log's facts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.utils import timezone

from yangguang.disclosure.log import Corrected, Log, Released, Removed, Reviewed
from yangguang.documents.writing.model import (
    Align,
    Heading,
    Paragraph,
    Piece,
    Table,
    TableCell,
    Title,
    Written,
)

RELEASES = ("机关", "索引号", "文号", "标题", "栏目", "起草", "审核", "发布时间", "公开期限", "是否超期")
CORRECTIONS = ("机关", "索引号", "标题", "更正日期", "更正说明", "审核")
REMOVALS = ("机关", "索引号", "标题", "事项", "原因", "说明", "经办", "时间")
WIDTHS = {
    RELEASES: (760, 1000, 860, 1500, 800, 700, 1424, 800, 600, 400),
    CORRECTIONS: (900, 1300, 2000, 900, 2144, 1600),
    REMOVALS: (900, 1300, 1800, 700, 1000, 1600, 700, 844),
}
SMALL = 15
"""Type size of the tables in half points: ten columns stand side by side."""
SHEETS = ("发布", "更正", "撤下和恢复")

Row = tuple[str, ...]
Rows = tuple[Sequence[str], list[Row]]


def title_of(log: Log) -> str:
    """What the log is called: 示例县人民政府2026年11月信息发布日志."""
    return f"{log.organ or log.government}{log.month.year}年{log.month.month}月信息发布日志"


def summary_of(log: Log) -> str:
    """Its figures in one sentence."""
    late = f"，其中超期{log.late}件" if log.late else "，没有超期"
    counts = f"更正{len(log.corrected)}件，撤下和恢复{len(log.removed)}件"
    return f"本月发布{len(log.released)}件{late if log.released else ''}；{counts}。"


def tables_of(log: Log) -> tuple[Rows, Rows, Rows]:
    """Headings and rows of the three parts, every value as it is read."""
    return (
        (RELEASES, [_release(one) for one in log.released]),
        (CORRECTIONS, [_correction(one) for one in log.corrected]),
        (REMOVALS, [_removal(one) for one in log.removed]),
    )


def sheet_of(log: Log) -> Rows:
    """All three parts in one spreadsheet, a line each; what a part has no column for stays empty."""
    headings = ("类别", *RELEASES, "说明")
    rows = [("发布", *_release(one), "") for one in log.released]
    for one in log.corrected:
        whole = ("更正", one.organ, one.index_no, "", one.title, "", "", _reviews(one.reviews))
        rows.append((*whole, one.on.isoformat(), "", "", one.note))
    for gone in log.removed:
        whole = (gone.what, gone.organ, gone.index_no, "", gone.title, "", gone.name, "")
        rows.append((*whole, _moment(gone.at), "", "", "；".join(filter(None, (gone.ground, gone.reason)))))
    return headings, rows


def written(log: Log, *, printed_on: date) -> Written:
    """The log as a document; `printed_on` is its own date."""
    title = title_of(log)
    pieces: list[Piece] = [Title((title,)), Paragraph(summary_of(log))]
    for name, (headings, rows) in zip(SHEETS, tables_of(log), strict=True):
        if rows:
            pieces += [Heading(f"{name}（{len(rows)}件）"), _table(name, headings, rows)]
    pieces.append(
        Paragraph(f"打印日期：{printed_on.year}年{printed_on.month}月{printed_on.day}日", Align.RIGHT)
    )
    return Written(title=title, author=log.organ or log.government, dated=printed_on, pieces=tuple(pieces))


def _table(name: str, headings: Sequence[str], rows: Iterable[Row]) -> Table:
    lines = [tuple(headings), *rows]
    cells = [
        TableCell(
            text, row, column, head=row == 0 or column == 0, align=Align.CENTER if row == 0 else Align.LEFT
        )
        for row, line in enumerate(lines)
        for column, text in enumerate(line)
    ]
    return Table(
        widths=WIDTHS[tuple(headings)],
        height=len(lines),
        cells=tuple(cells),
        caption=name,
        head_rows=1,
        half_points=SMALL,
        together=False,
    )


def _release(one: Released) -> Row:
    return (
        one.organ,
        one.index_no,
        one.document_no,
        one.title,
        "、".join(one.columns),
        "、".join(one.drafters),
        _reviews(one.reviews),
        _moment(one.released_at),
        one.due_on.isoformat() if one.due_on else "",
        "超期" if one.late else "",
    )


def _correction(one: Corrected) -> Row:
    return (one.organ, one.index_no, one.title, one.on.isoformat(), one.note, _reviews(one.reviews))


def _removal(one: Removed) -> Row:
    return (
        one.organ,
        one.index_no,
        one.title,
        one.what,
        one.ground,
        one.reason,
        one.name,
        _moment(one.at),
    )


def _reviews(reviews: Iterable[Reviewed]) -> str:
    return "；".join(f"{one.step} {one.name} {one.verdict} {_moment(one.at)}" for one in reviews)


def _moment(at: datetime) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}"
