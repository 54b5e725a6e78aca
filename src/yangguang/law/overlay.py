"""What does the county's calendar file say? A YAML list of days that differ from the national calendar.

complete_years: [2027]          # years whose holidays the file gives whole
days:
  2026-04-15: {working: false, reason: 地方节日放假}
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import yaml

from yangguang.law.calendars import Overlay, OverlayDay, overlay_limit
from yangguang.law.errors import LawError


def load_overlay(path: Path) -> Overlay:
    """The overlay written in the YAML file at `path`; `LawError` with a sentence when it is unusable."""
    try:
        with path.open(encoding="utf-8") as file:
            content = yaml.safe_load(file.read(overlay_limit() + 1))
            whole = not file.read(1)
    except (OSError, ValueError, RecursionError, yaml.YAMLError):
        raise LawError(f"日历文件“{path.name}”读不了，应是 UTF-8 编码的 YAML 文件") from None
    if not whole:
        raise LawError(f"日历文件“{path.name}”太大，不是一份日历")
    if not isinstance(content, dict) or set(content) - {"days", "complete_years"}:
        raise LawError(f"日历文件“{path.name}”应只有 days 和 complete_years 两项")
    days = content.get("days") or {}
    years = content.get("complete_years") or []
    if not isinstance(days, dict) or not isinstance(years, list):
        raise LawError(f"日历文件“{path.name}”的 days 应是“日期: 说明”，complete_years 应是年份列表")
    if any(type(year) is not int for year in years):
        raise LawError(f"日历文件“{path.name}”的 complete_years 里有不是年份的内容")
    return Overlay({_on(on): _overlay_day(on, entry) for on, entry in days.items()}, frozenset(years))


def _on(on: Any) -> date:
    if type(on) is not date:
        raise LawError(f"日历文件里“{on}”不是 2026-04-15 这样的日期")
    return on


def _overlay_day(on: Any, entry: Any) -> OverlayDay:
    if not isinstance(entry, dict) or set(entry) != {"working", "reason"}:
        raise LawError(f"日历文件里 {on} 应写明 working（true 或 false）和 reason（原因）")
    if type(entry["working"]) is not bool or not isinstance(entry["reason"], str) or not entry["reason"]:
        raise LawError(f"日历文件里 {on} 的 working 应是 true 或 false，reason 应是一句话")
    return OverlayDay(entry["working"], entry["reason"])
