"""How are the statistics before 2019 printed? A line a label, with its unit and a column a period.

No national form binds them any more, so labels and columns are those of the report itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
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
    for line, (label, words) in enumerate(zip(labels, printed_labels(labels), strict=True), 1):
        placed.append(TableCell(words, line, 0, head=True, align=Align.LEFT))
        if units:
            placed.append(TableCell(units.get(label, ""), line, 1, head=True))
        first = len(heads) - len(columns)
        for number, column in enumerate(columns):
            figure = printed(cells.get(f"statistics/{label}@{column}"))
            placed.append(TableCell(figure, line, first + number))
    fixed = (LABEL_WIDTH, UNIT_WIDTH) if units else (LABEL_WIDTH,)
    widths = (*fixed, *shared(TEXT_WIDTH - sum(fixed), max(1, len(columns))))
    return Table(widths, len(labels) + 1, tuple(placed), caption, head_rows=1, together=False)


def printed_labels(labels: Sequence[str]) -> Iterator[str]:
    """The labels as a table prints them: what the row above leads (`复议数/纠错`) becomes one of its parts.

    Only labels that stand under several rows are led so; any other slash is part of the label.
    """
    often = Counter(part for label in labels if (part := label.partition("/")[2]))
    whole, number = "", 0
    for label in labels:
        above, _, part = label.partition("/")
        if part and above == whole and often[part] > 1:
            number += 1
            yield f"{'其中：' if number == 1 else ''}{number}.{part}"
        else:
            whole, number = label, 0
            yield label
