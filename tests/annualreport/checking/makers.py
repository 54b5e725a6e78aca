"""Readings for the checker's tests: a small lawful report to change, and the real ones in ../shared."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from tests.shared import gold, report_path
from yangguang.annualreport.form.editions import edition
from yangguang.annualreport.reading.model import Evidence, Period, Reading, ReportSection
from yangguang.annualreport.reading.reader import read_report
from yangguang.documents.parsing import parse


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


@cache
def real_report(name: str) -> Reading:
    """A published report out of ../shared, by its name in gold.json, as the reader reads it."""
    path = report_path(gold()[name])
    return read_report(parse(path.read_bytes(), path.name))
