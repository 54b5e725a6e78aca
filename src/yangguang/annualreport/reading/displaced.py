"""Whose figures stand before their label? In tall cells a row's figures may precede its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from yangguang.annualreport.reading.found import Field, FoundRow


def set_right(found: Sequence[FoundRow], order: Sequence[str], width: int) -> list[FoundRow]:
    """The rows of running text with figures moved to the label they belong to.

    Where a label has no figures and a neighbour has those of two rows, they are dealt out in order over
    the labels in between, provided that there are exactly as many rows of figures as labels and that no
    row of the form (`order`) is left out between them. Headings of groups take no part; figures behind
    one belong to the rows around it.
    """
    runs = _without_headings(found, width)
    result = [one for one, _ in runs]
    start, owed = 0, 0
    for number, (_, groups) in enumerate(runs):
        owed += len(groups) - 1
        if owed == 0:
            if number > start and _unbroken(
                [one.row.path for one in result[start : number + 1] if one.row], order
            ):
                _deal_out(result, runs, start, number)
            start = number + 1
    return result


def _unbroken(paths: Sequence[str], order: Sequence[str]) -> bool:
    """Whether rows follow each other as they do in the form."""
    if paths[0] not in order:
        return False
    first = order.index(paths[0])
    return list(paths) == list(order[first : first + len(paths)])


def _without_headings(
    found: Sequence[FoundRow], width: int
) -> list[tuple[FoundRow, list[tuple[Field, ...]]]]:
    """The labelled rows, each with the rows of figures that follow it, those behind a group's heading included."""
    below = {one.row.path for one in found if one.row is not None and not one.row.rows}
    runs: list[tuple[FoundRow, list[tuple[Field, ...]]]] = []
    for one in found:
        if one.row is None:
            continue
        heading = one.row.rows and (
            not one.row.collapsible or any(path.startswith(f"{one.row.path}.") for path in below)
        )
        groups = _groups(one.fields, width)
        if not heading:
            runs.append((one, groups))
        elif runs and len(groups) == 1 and _is_whole(groups[0], width):
            runs[-1][1].extend(groups)
    return runs


def _groups(fields: tuple[Field, ...], width: int) -> list[tuple[Field, ...]]:
    """The fields in rows of `width`; a field of so many digits is a glued row by itself."""
    groups: list[tuple[Field, ...]] = []
    open_group: list[Field] = []
    for field in fields:
        if not open_group and sum(map(str.isdigit, field.raw)) >= width:
            groups.append((field,))
            continue
        open_group.append(field)
        if len(open_group) == width:
            groups.append(tuple(open_group))
            open_group = []
    if open_group:
        groups.append(tuple(open_group))
    return groups


def _is_whole(group: tuple[Field, ...], width: int) -> bool:
    return len(group) == width or sum(map(str.isdigit, group[0].raw)) >= width


def _deal_out(
    result: list[FoundRow],
    runs: Sequence[tuple[FoundRow, list[tuple[Field, ...]]]],
    first: int,
    last: int,
) -> None:
    dealt = [group for _, groups in runs[first : last + 1] for group in groups]
    if len({len(group) for group in dealt}) > 1:  # not all whole rows: leave them where they stand
        return
    for number, group in zip(range(first, last + 1), dealt, strict=True):
        result[number] = replace(result[number], fields=group)
