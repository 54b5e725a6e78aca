"""Readings for the checker's tests: a small lawful report to change."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from tests.shared import gold, report_path
from yangguang.annualreport.form.editions import edition
from yangguang.annualreport.reading.model import Evidence, Period, Reading, ReportSection

KINDS = {
    "沂源县人民政府办公室": "government_organ",
    "上海市人民政府办公厅": "government_organ",
    "上海市科学技术委员会": "agency",
}
TABLES = "二三四"
HEADING = re.compile(
    r"(?:^|\n|\s|。|〔略〕|[^（第])([一二三四五六七])、\s*(?=概述|总体|主动|收到|政府信息|因政府|行政复议|存在|其他|主要|重点|依申请|工作机制)"
)


def lawful_cells(name: str = "2021") -> dict[str, Decimal | None]:
    """Three requests of a county, two granted, one carried out; every sum of the form holds."""
    cells: dict[str, Decimal | None] = dict.fromkeys(edition(name).addresses, Decimal(0))
    for row, figure in {"received": 3, "results.granted": 2, "results.total": 2, "carried_out": 1}.items():
        cells[f"requests/{row}@natural_person"] = cells[f"requests/{row}@total"] = Decimal(figure)
    return cells


def make_reading(**changes: Any) -> Reading:
    """A lawful report of 某某县 on 2023; `cells` changes single figures, `text` is section 一, `problems` 五,
    `others` 六; every other word replaces a field of the Reading."""
    year = changes.get("year", 2023)
    form = changes.get("edition", "2021")
    cells = lawful_cells(form) if form in {"2021", "2019"} else {}
    given = changes.pop("cells", {})
    cells.update({place: None if figure is None else Decimal(str(figure)) for place, figure in given.items()})
    sections = (
        ReportSection("一", "总体情况", changes.pop("text", "")),
        ReportSection("二", "主动公开政府信息情况", ""),
        ReportSection("三", "收到和处理政府信息公开申请情况", ""),
        ReportSection("四", "政府信息公开行政复议、行政诉讼情况", ""),
        ReportSection(
            "五",
            "存在的主要问题及改进情况",
            changes.pop("problems", "解读形式还不够多样，今后将增加图解和视频解读。"),
        ),
        ReportSection("六", "其他需要报告的事项", changes.pop("others", "本年度未收取信息处理费。")),
    )
    fields: dict[str, Any] = {
        "body": "某某县",
        "kind": "aggregate",
        "year": year,
        "edition": form,
        "period": Period(date(year, 1, 1), date(year, 12, 31)),
        "sections": sections,
        "cells": cells,
        "evidence": {place: Evidence(str(figure), "第1块") for place, figure in cells.items()},
    }
    return Reading(**{**fields, **changes})


def gold_reading(name: str) -> Reading:
    """A real report: its hand-checked cells, and its words cut at the headings."""
    entry = gold()[name]
    text = _words(name)
    cells: dict[str, Decimal | None] = {}
    for place, figure in entry.get("cells", {}).items():
        cells[place] = None if figure is None else Decimal(str(figure).removesuffix("元"))
    for label, figures in entry.get("statistics", {}).items():
        for column, figure in zip((f"{entry['year']}年度", "历年累计"), figures, strict=True):
            cells[f"statistics/{label}@{column}"] = Decimal(str(figure))
    return Reading(
        body=entry["body"],
        kind=KINDS.get(entry["body"], "aggregate"),
        year=entry["year"],
        edition=entry["edition"],
        period=None,
        preamble=text[: found.start()] if (found := HEADING.search(text)) else text,
        sections=tuple(_sections(text, entry["edition"])),
        cells=cells,
        evidence={place: Evidence(str(figure), "") for place, figure in cells.items()},
    )


def _words(name: str) -> str:
    path = report_path(gold()[name])
    if path.suffix == ".pdf":
        return ""
    text = path.read_text("utf-8")
    if path.suffix == ".html":
        text = re.sub(r"(?s)<(table|head|style).*?</\1>", "", text)
        text = re.sub(r"<[^>]+>", "\n", text)
    text = text.partition("==================== 正文 ====================")[2] or text
    return re.split(r"指标名称\s*计量|附件1：", text)[0]


def _sections(text: str, form: str) -> list[ReportSection]:
    found = list(HEADING.finditer(text))
    sections = []
    for index, heading in enumerate(found):
        end = found[index + 1].start() if found[index + 1 :] else len(text)
        body = text[heading.end() : end]
        title = re.match(r"[^\n。〔（0-9]*", body)
        number = heading.group(1)
        words = "" if number in TABLES and form != "before-2019" else body
        sections.append(ReportSection(number, title.group() if title else "", words))
    return sections
