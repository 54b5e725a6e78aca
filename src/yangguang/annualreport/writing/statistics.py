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
PARTS = "其中："
DASH = "—"
"""A blank whole over its parts: without a mark its row would be taken for a heading."""


def statistics_table(
    cells: Mapping[Address, Decimal | None], units: Mapping[str, str], caption: str
) -> Table:
    """Every `statistics/LABEL@COLUMN` in the order given; the units are left out when none is known."""
    places = [address.partition("/")[2].rpartition("@")[::2] for address in cells]
    labels = list(dict.fromkeys(label for label, _ in places))
    columns = list(dict.fromkeys(column for _, column in places))
    heads = [LABEL_HEAD, *([UNIT_HEAD] if units else []), *columns]
    placed = [TableCell(head, 0, number, head=True) for number, head in enumerate(heads)]
    shown = list(printed_labels(labels))
    for line, (label, words) in enumerate(zip(labels, shown, strict=True), 1):
        placed.append(TableCell(words, line, 0, head=True, align=Align.LEFT))
        if units:
            placed.append(TableCell(units.get(label, ""), line, 1, head=True))
        figures = [printed(cells.get(f"statistics/{label}@{column}")) for column in columns]
        if not any(figures) and line < len(shown) and shown[line].startswith(PARTS):
            figures = [DASH] * len(columns)
        first = len(heads) - len(columns)
        placed.extend(TableCell(figure, line, first + number) for number, figure in enumerate(figures))
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
            yield f"{PARTS if number == 1 else ''}{number}.{part}"
        else:
            whole, number = label, 0
            yield label
