"""Whose figures stand before their label? In tall cells a row's figures may precede its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from yangguang.annualreport.reading.found import Field, FoundRow

SEVERAL = 3
"""So many rows with fewer digits than columns show that blank cells left no trace."""

Run = tuple[FoundRow, list[tuple[Field, ...]]]
"""A labelled row and the rows of figures that follow its label."""


def set_right(found: Sequence[FoundRow], order: Sequence[str], width: int) -> list[FoundRow]:
    """The rows of running text with figures moved to the label they belong to.

    Where a label has no figures and a neighbour has those of two rows, they are dealt out in order over
    the labels in between, provided that there are exactly as many rows of figures as labels. Where these
    labels do not follow each other as in the form (`order`), whose figures they are cannot be told, and
    the rows are left out. Headings of groups take no part; figures behind one belong to the rows around.
    """
    runs = _without_headings(found, width)
    result = [one for one, _ in runs]
    start, owed = 0, 0
    for number, (_, groups) in enumerate(runs):
        owed += len(groups) - 1
        if owed == 0:
            if number > start:
                _deal_out(result, runs, (start, number), order)
            start = number + 1
    return [one for one in _told_apart(result, runs, order, width) if one.row is not None]


def _told_apart(
    result: Sequence[FoundRow], runs: Sequence[Run], order: Sequence[str], width: int
) -> Iterator[FoundRow]:
    """The rows without those whose figures may be another's.

    That is so where labels stand in another order than in the form while some have no figures, and where a
    run of digits long enough for two rows stands beside a label without any.
    """
    places = [order.index(one.row.path) if one.row and one.row.path in order else None for one, _ in runs]
    counts = [len(groups) for _, groups in runs]
    for number, one in enumerate(result):
        neighbours = counts[max(number - 1, 0) : number + 2]
        digits = sum(map(str.isdigit, one.fields[0].raw)) if len(one.fields) == 1 else 0
        doubtful = 0 in neighbours and digits >= width + width
        if 0 in counts and one.fields == runs[number][0].fields:
            doubtful = doubtful or _crossed(places, number)
        yield replace(one, row=None) if doubtful else one


def _crossed(places: Sequence[int | None], number: int) -> bool:
    """Whether a label stands before one that it should follow, or the other way round."""
    own = places[number]
    if own is None:
        return False
    before = any(place is not None and place > own for place in places[:number])
    return before or any(place is not None and place < own for place in places[number + 1 :])


def settled(found: Sequence[FoundRow], order: Sequence[str], width: int) -> list[FoundRow]:
    """The rows of running text, each with its own figures: see `set_right` and `with_blanks`.

    A label printed again without figures (in a heading) does not count.
    """
    filled = {one.row.path for one in found if one.row is not None and one.fields}
    rows = [one for one in found if one.fields or (one.row is not None and one.row.path not in filled)]
    return with_blanks(rows, width) if _lacks_blanks(rows, order, width) else set_right(rows, order, width)


def _lacks_blanks(found: Sequence[FoundRow], order: Sequence[str], width: int) -> bool:
    """Whether cells printed blank left no trace: labels all in order, several rows with too few digits."""
    leaves = [one for one in found if _is_leaf(one)]
    digits = [sum(map(str.isdigit, "".join(field.raw for field in one.fields))) for one in leaves]
    paths = [one.row.path for one in leaves if one.row is not None]
    return (
        paths == sorted(paths, key=lambda path: order.index(path) if path in order else -1)
        and all(len(one.fields) <= width for one in leaves)
        and sum(count < width for count in digits) >= SEVERAL
        and any(0 < count < width for count in digits)
    )


def with_blanks(found: Sequence[FoundRow], width: int) -> list[FoundRow]:
    """The rows, marked as lacking their blanks; a label without any figure is a row printed blank."""
    blank = tuple(Field("", "") for _ in range(width))
    return [
        replace(one, fields=one.fields or _standing(blank, one.where), lacking=True) if _is_leaf(one) else one
        for one in found
    ]


def _standing(fields: tuple[Field, ...], where: str) -> tuple[Field, ...]:
    return tuple(replace(field, where=where) for field in fields)


def _is_leaf(found: FoundRow) -> bool:
    return found.row is not None and not found.row.rows


def _unbroken(paths: Sequence[str], order: Sequence[str]) -> bool:
    """Whether rows follow each other as they do in the form."""
    if paths[0] not in order:
        return False
    first = order.index(paths[0])
    return list(paths) == list(order[first : first + len(paths)])


def _without_headings(found: Sequence[FoundRow], width: int) -> list[Run]:
    """The labelled rows, each with the figures that follow it, those behind a group's heading included."""
    below = {one.row.path for one in found if one.row is not None and not one.row.rows}
    runs: list[Run] = []
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
    if any(field.raw for field in open_group):
        groups.append(tuple(open_group))
    return groups


def _is_whole(group: tuple[Field, ...], width: int) -> bool:
    return len(group) == width or sum(map(str.isdigit, group[0].raw)) >= width


def _deal_out(
    result: list[FoundRow],
    runs: Sequence[Run],
    stretch: tuple[int, int],
    order: Sequence[str],
) -> None:
    """Give the rows of figures in a stretch to its labels, or to none of them where their order is unsure."""
    first, last = stretch
    dealt = [group for _, groups in runs[first : last + 1] for group in groups]
    sure = _unbroken([one.row.path for one, _ in runs[first : last + 1] if one.row], order)
    if sure and len({len(group) for group in dealt}) > 1:  # not all whole rows: leave them where they stand
        return
    for number, group in zip(range(first, last + 1), dealt, strict=True):
        result[number] = replace(result[number], fields=group) if sure else replace(result[number], row=None)
