"""How are the statistics before 2019 printed? A line a label, with its unit and a column a period.

No national form binds them any more, so labels and columns are those of the report itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from yangguang.annualreport.form.editions import Address
from yangguang.annualreport.writing.figures import printed
from yangguang.annualreport.writing.layout import shared
from yangguang.documents.writing.model import TEXT_WIDTH, Align, Table, TableCell

LABEL_HEAD = "指标名称"
UNIT_HEAD = "计量单位"
LABEL_WIDTH = 4200
UNIT_WIDTH = 1200


def statistics_table(
    cells: Mapping[Address, Decimal | None], units: Mapping[str, str], caption: str
) -> Table:
    """Every `statistics/LABEL@COLUMN` in the order given; the units are left out when none is known."""
    places = [address.partition("/")[2].rpartition("@")[::2] for address in cells]
    labels = list(dict.fromkeys(label for label, _ in places))
    columns = list(dict.fromkeys(column for _, column in places))
    heads = [LABEL_HEAD, *([UNIT_HEAD] if units else []), *columns]
    placed = [TableCell(head, 0, number, head=True) for number, head in enumerate(heads)]
    for line, label in enumerate(labels, 1):
        placed.append(TableCell(label, line, 0, head=True, align=Align.LEFT))
        if units:
            placed.append(TableCell(units.get(label, ""), line, 1, head=True))
        first = len(heads) - len(columns)
        for number, column in enumerate(columns):
            figure = printed(cells.get(f"statistics/{label}@{column}"))
            placed.append(TableCell(figure, line, first + number))
    fixed = (LABEL_WIDTH, UNIT_WIDTH) if units else (LABEL_WIDTH,)
    widths = (*fixed, *shared(TEXT_WIDTH - sum(fixed), len(columns)))
    return Table(widths, len(labels) + 1, tuple(placed), caption, head_rows=1, together=False)
