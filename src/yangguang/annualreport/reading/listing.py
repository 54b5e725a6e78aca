"""How is a Reading shown to a person at a terminal? A line a row, doubts said apart."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from yangguang.annualreport.form.editions import edition, edition_names
from yangguang.annualreport.reading.model import Reading

_KINDS = {"agency": "部门或乡镇", "government_organ": "本政府机关", "aggregate": "本级政府汇总"}
_TABLES = {"disclosure": "表二 主动公开政府信息情况", "requests": "表三 收到和处理政府信息公开申请情况",
           "disputes": "表四 行政复议、行政诉讼情况", "statistics": "政府信息公开情况统计表"}  # fmt: skip


def as_table(reading: Reading) -> str:
    """The reading as lines of Chinese text: who and when, then every row with its figures."""
    lines = [
        f"单位：{reading.body or '未能识别'}（{_KINDS.get(reading.kind or '', '类别不明')}）",
        f"年度：{reading.year or '未能识别'}    格式：{_edition_name(reading)}",
    ]
    if reading.period:
        lines.append(f"统计期限：{reading.period.first} 至 {reading.period.last}")
    if reading.filed_on:
        lines.append(f"落款或发布日期：{reading.filed_on}")
    lines.extend(_rows(reading))
    if reading.missing:
        lines.append(f"\n没有找到 {len(reading.missing)} 个单元格：{_labels(reading, reading.missing[:8])}")
    for address, values in reading.uncertain.items():
        shown = "、".join(map(str, values[:12])) or "无法辨认"
        lines.append(f"不能确定 {_labels(reading, (address,))}：可能是 {shown}")
    lines.extend(reading.notes)
    return "\n".join(lines)


def _edition_name(reading: Reading) -> str:
    if reading.edition in edition_names():
        return edition(reading.edition or "").name
    return "2019年以前的统计表"


def _rows(reading: Reading) -> Iterator[str]:
    """A heading a table, then a line a row: label and figures."""
    table = row = ""
    figures: list[str] = []
    for address, value in reading.cells.items():
        place, _ = address.split("@", 1)
        if place != row:
            if row:
                yield f"{_row_label(reading, row)}  {'  '.join(figures)}"
            row, figures = place, []
        if place.split("/", 1)[0] != table:
            table = place.split("/", 1)[0]
            yield f"\n{_TABLES.get(table, table)}"
        figures.append("?" if address in reading.uncertain else _shown(value))
    if row:
        yield f"{_row_label(reading, row)}  {'  '.join(figures)}"


def _shown(value: Decimal | None) -> str:
    return "—" if value is None else f"{value:f}"


def _row_label(reading: Reading, row: str) -> str:
    if reading.edition in edition_names():
        for address, (_, found, _) in edition(reading.edition or "").places.items():
            if address.startswith(f"{row}@"):
                return found.label
    return row.split("/", 1)[1]


def _labels(reading: Reading, addresses: tuple[str, ...]) -> str:
    if reading.edition not in edition_names():
        return "、".join(address.split("/", 1)[1] for address in addresses)
    places = edition(reading.edition or "").places
    return "、".join(f"{places[address][1].label}／{places[address][2].label}" for address in addresses)
