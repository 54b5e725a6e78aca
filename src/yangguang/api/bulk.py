"""How is everything of a year handed out? Line by line, with one batch in memory at a time."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from datetime import date

from yangguang.api.item_schemas import ItemOut
from yangguang.disclosure.showing.facts import ItemFacts, Line
from yangguang.disclosure.showing.open_lists import Asked, open_items
from yangguang.disclosure.showing.paging import Cursor

A_BATCH = 100
HEADINGS = (
    "编号",
    "索引号",
    "标题",
    "文号",
    "信息类型",
    "发布机构",
    "发文机关",
    "公文种类",
    "主题分类",
    "体裁分类",
    "成文日期",
    "发布时间",
    "更新时间",
    "公开方式",
    "来源",
    "关键词",
    "内容概述",
    "有效性",
    "施行日期",
    "有效至",
    "失效方式",
    "栏目",
    "附件数",
)
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet take a text for a formula."""


def as_json_lines(government: int | None, day: date, asked: Asked) -> Iterator[bytes]:
    """An item a line, as `/api/items/{number}` has it."""
    for item in _every(government, day, asked):
        content = ItemOut.whole(item, day).model_dump(mode="json")
        yield json.dumps(content, ensure_ascii=False).encode() + b"\n"


def as_csv_lines(government: int | None, day: date, asked: Asked) -> Iterator[bytes]:
    """The metadata of an item a line, UTF-8 with the mark that spreadsheets need."""
    yield _row(HEADINGS).encode("utf-8-sig")
    for item in _every(government, day, asked):
        yield _row(_cells(item)).encode()


MAKERS: dict[str, tuple[str, Callable[[int | None, date, Asked], Iterator[bytes]]]] = {
    "jsonl": ("application/x-ndjson", as_json_lines),
    "csv": ("text/csv; charset=utf-8", as_csv_lines),
}
"""For each ending its media type, and what writes it."""


def _every(government: int | None, day: date, asked: Asked) -> Iterator[ItemFacts]:
    """All that is asked for, newest first; the next batch is read when the one before was handed on."""
    before: Cursor | None = None
    while government is not None:
        batch = open_items(government, day, asked, before=before, size=A_BATCH)
        yield from batch.rows
        before = batch.older
        if before is None:
            return


def _cells(item: ItemFacts) -> tuple[str, ...]:
    line = item.line
    return (
        str(line.number),
        line.index_no,
        line.title,
        line.document_no,
        line.type_label,
        line.publisher.name,
        "、".join(one.name for one in item.issuers),
        item.document_kind,
        item.subject,
        item.genre,
        _day(line.made_on),
        line.released_at.isoformat(timespec="seconds"),
        item.updated_at.isoformat(timespec="seconds"),
        item.openness,
        item.source,
        "、".join(item.keywords),
        item.summary,
        *_standing(line),
        "；".join("/".join(place.path) for place in item.places),
        str(len(item.attachments)),
    )


def _standing(line: Line) -> tuple[str, str, str, str]:
    held = line.validity
    return (held.status.value, _day(held.from_on), _day(held.to_on), held.how) if held else ("", "", "", "")


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _row(cells: tuple[str, ...]) -> str:
    target = io.StringIO(newline="")
    safe = [f"'{one}" if one.startswith(FORMULA_STARTS) else one for one in cells]
    csv.writer(target, lineterminator="\r\n").writerow(safe)
    return target.getvalue()
