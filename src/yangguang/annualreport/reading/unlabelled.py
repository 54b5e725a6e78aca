"""Which row of the form is a row whose label was lost? The one missing between its neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from yangguang.annualreport.form.editions import Edition, Row
from yangguang.annualreport.reading.found import FoundRow


def with_rows_named(form: Edition, found: Sequence[FoundRow]) -> list[FoundRow]:
    """The rows of 表三 with those that lost their label named by the gap they fill.

    Only where as many rows without a label stand between two labelled ones as the form has rows between
    them are they named, in the form's order; all others stay without a name.
    """
    order = _printed_order(form, found)
    places = {row.path: number for number, row in enumerate(order)}
    result = list(found)
    anchors = [-1, *(n for n, one in enumerate(found) if one.row and one.row.path in places), len(found)]
    for left, right in pairwise(anchors):
        gap = [number for number in range(left + 1, right) if found[number].row is None]
        first = _place(found, places, left, -1)
        last = _place(found, places, right, len(order))
        lost = [row for row in order[first + 1 : last] if not any(_is(one, row) for one in found)]
        if gap and len(gap) == len(lost) == last - first - 1:
            for number, row in zip(gap, lost, strict=True):
                result[number] = replace(found[number], row=row)
    return result


def _place(found: Sequence[FoundRow], places: dict[str, int], number: int, default: int) -> int:
    row = found[number].row if 0 <= number < len(found) else None
    return default if row is None else places.get(row.path, default)


def _is(found: FoundRow, row: Row) -> bool:
    return found.row is not None and found.row.path == row.path


def _printed_order(form: Edition, found: Sequence[FoundRow]) -> list[Row]:
    """The rows that the report can have printed, top to bottom, a group printed as one row as such."""
    whole = {one.row.path for one in found if one.row is not None and one.row.rows and one.row.collapsible}
    below = {one.row.path for one in found if one.row is not None and not one.row.rows}
    order: list[Row] = []
    for top in form.table("requests").blocks[0].rows:
        for row in top.walk():
            group = next((path for path in whole if row.path.startswith(f"{path}.")), None)
            if group and not any(path.startswith(f"{group}.") for path in below):
                continue
            if not row.rows or (
                row.path in whole and not any(path.startswith(f"{row.path}.") for path in below)
            ):
                order.append(row)
    return order
