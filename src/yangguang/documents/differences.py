"""What must a decider see between two versions? Every paragraph, cell, address and field that changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum
from html import escape
from itertools import groupby
from typing import Any

from yangguang.documents.comparing.blocks import Block, CellText, blocks_of
from yangguang.documents.comparing.pairing import Pair, paired
from yangguang.documents.comparing.words import Budget, Kind, Piece, pieces

__all__ = ["CellChange", "Change", "FieldChange", "How", "Kind", "Piece", "differences", "rendered"]

MOVED_LENGTH = 8
"""In characters: a shorter block that went here and came there is not called moved."""


class How(StrEnum):
    """What became of a block."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED_HERE = "moved_here"
    MOVED_AWAY = "moved_away"
    FORMAT = "format"


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell of a row with its pieces, and how it stands in its table."""

    pieces: tuple[Piece, ...]
    tag: str = "td"
    column_span: int = 1
    row_span: int = 1


@dataclass(frozen=True, slots=True)
class Change:
    """A block with its pieces in order; a row of a table (tag tr) has cells instead."""

    how: How
    tag: str
    pieces: tuple[Piece, ...] = ()
    cells: tuple[CellChange, ...] = ()

    @property
    def texts(self) -> tuple[Piece, ...]:
        """All its pieces, those of cells in order."""
        return self.pieces or tuple(piece for cell in self.cells for piece in cell.pieces)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field whose value changed, under the name people know."""

    name: str
    label: str
    pieces: tuple[Piece, ...]


def differences(old_html: str, new_html: str) -> tuple[Change, ...]:
    """Every block of both texts in order, with what became of it. Both must have been cleaned.

    Links and pictures count with their addresses, so that no change is invisible. Long texts that differ
    altogether are shown as replaced rather than compared without end.
    """
    budget = Budget()
    found = [
        change
        for pair in paired(blocks_of(old_html), blocks_of(new_html))
        for change in _changes(pair, budget)
    ]
    return tuple(_moved(found))


def differences_of_fields(
    old: Mapping[str, Any], new: Mapping[str, Any], labels: Mapping[str, str]
) -> tuple[FieldChange, ...]:
    """The fields whose value changed, in the order of `labels`, then by name; no value reads as empty."""
    budget = Budget()
    rest = sorted((old.keys() | new.keys()) - labels.keys())
    found = []
    for name in [*labels, *rest]:
        before, after = _written(old.get(name)), _written(new.get(name))
        if before != after:
            found.append(FieldChange(name, labels.get(name, name), pieces(before, after, budget)))
    return tuple(found)


def rendered(changes: Sequence[Change], *, context: int | None = None) -> str:
    """The changes as html with <ins> and <del>; with `context` only so many unchanged blocks around each."""
    parts = []
    shown = _near(changes, context)
    for (visible, tag), group in groupby(
        zip(changes, shown, strict=True), key=lambda one: (one[1], _holder(one[0].tag) if one[1] else "")
    ):
        together = [change for change, _ in group]
        if not visible:
            parts.append(f'<p class="difference-skipped">（此处 {len(together)} 段没有改动）</p>')
            continue
        inside = "".join(_row(one) if one.tag == "tr" else _block(one) for one in together)
        parts.append(f"<{tag}>{inside}</{tag}>" if tag else inside)
    return "".join(parts)


def rendered_pieces(found: Iterable[Piece]) -> str:
    """Pieces as html: what went in <del>, what came in <ins>."""
    tags = {Kind.SAME: "{}", Kind.REMOVED: "<del>{}</del>", Kind.ADDED: "<ins>{}</ins>"}
    return "".join(tags[one.kind].format(escape(one.text).replace("\n", "<br>")) for one in found)


def _changes(pair: Pair, budget: Budget) -> Iterator[Change]:
    old, new = pair
    if old is None or new is None:
        yield from (
            _alone(one, how) for one, how in ((old, How.REMOVED), (new, How.ADDED)) if one is not None
        )
    elif new.tag == "tr" and old.tag == "tr":
        yield _row_changed(old, new, budget)
    elif old.text == new.text:
        how = How.SAME if (old.tag, old.look) == (new.tag, new.look) else How.FORMAT
        yield Change(how, new.tag, _all(Kind.SAME, new.text))
    else:
        yield Change(How.CHANGED, new.tag, pieces(old.text, new.text, budget))


def _alone(block: Block, how: How) -> Change:
    kind = Kind.ADDED if how is How.ADDED else Kind.REMOVED
    if block.tag == "tr":
        return Change(how, "tr", (), tuple(_cell(cell, _all(kind, cell.text)) for cell in block.cells))
    return Change(how, block.tag, _all(kind, block.text))


def _row_changed(old: Block, new: Block, budget: Budget) -> Change:
    cells = tuple(_cells(old.cells, new.cells, budget))
    texts = {piece.kind for cell in cells for piece in cell.pieces}
    if texts - {Kind.SAME}:
        return Change(How.CHANGED, "tr", (), cells)
    return Change(How.SAME if old.look == new.look else How.FORMAT, "tr", (), cells)


def _cells(old: Sequence[CellText], new: Sequence[CellText], budget: Budget) -> Iterator[CellChange]:
    """Cells beside each other; where a column came or went, equal cells hold the others in place."""
    if len(old) == len(new):
        yield from (_cell(two, pieces(one.text, two.text, budget)) for one, two in zip(old, new, strict=True))
        return
    matcher = SequenceMatcher(None, [one.text for one in old], [one.text for one in new], autojunk=False)
    for how, a, b, c, d in matcher.get_opcodes():
        if how == "equal":
            yield from (_cell(one, _all(Kind.SAME, one.text)) for one in new[c:d])
            continue
        yield from (_cell(one, _all(Kind.REMOVED, one.text)) for one in old[a:b])
        yield from (_cell(one, _all(Kind.ADDED, one.text)) for one in new[c:d])


def _cell(cell: CellText, found: tuple[Piece, ...]) -> CellChange:
    return CellChange(found, cell.tag, cell.column_span, cell.row_span)


def _all(kind: Kind, text: str) -> tuple[Piece, ...]:
    return (Piece(kind, text),) if text else ()


def _moved(found: Sequence[Change]) -> Iterator[Change]:
    """A block that went in one place and came in another, word for word, has moved."""
    gone = Counter(one.texts for one in found if one.how is How.REMOVED)
    come = Counter(_as_removed(one.texts) for one in found if one.how is How.ADDED)
    left = {How.REMOVED: gone & come, How.ADDED: gone & come}
    names = {How.REMOVED: How.MOVED_AWAY, How.ADDED: How.MOVED_HERE}
    for one in found:
        key = _as_removed(one.texts)
        if one.how in names and sum(len(piece.text) for piece in key) >= MOVED_LENGTH and left[one.how][key]:
            left[one.how][key] -= 1
            yield replace(one, how=names[one.how])
        else:
            yield one


def _as_removed(texts: Iterable[Piece]) -> tuple[Piece, ...]:
    return tuple(replace(one, kind=Kind.REMOVED) for one in texts)


def _written(value: Any) -> str:
    """A value as people read it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Mapping):
        return "，".join(f"{key}：{_written(one)}" for key, one in value.items())
    if isinstance(value, list | tuple):
        return "；".join(_written(one) for one in value)
    return str(value)


def _near(changes: Sequence[Change], context: int | None) -> list[bool]:
    if context is None:
        return [True] * len(changes)
    changed = [index for index, one in enumerate(changes) if one.how is not How.SAME]
    near = {index + step for index in changed for step in range(-context, context + 1)}
    return [index in near for index in range(len(changes))]


def _holder(tag: str) -> str:
    return {"tr": "table", "li": "ul"}.get(tag, "")


LABELS = {How.MOVED_HERE: "（从别处移来）", How.MOVED_AWAY: "（移到别处）", How.FORMAT: "（只改了格式）"}


def _label(change: Change) -> str:
    return f'<span class="difference-label">{LABELS[change.how]}</span>' if change.how in LABELS else ""


def _block(change: Change) -> str:
    if change.tag == "hr":
        return "<hr>" if change.how is How.SAME else f'<p class="difference-{change.how}">（横线）</p>'
    tag = change.tag if change.tag in {"p", "h2", "h3", "h4", "li", "blockquote"} else "p"
    inside = _label(change) + rendered_pieces(change.pieces)
    return f'<{tag} class="difference-{change.how}">{inside}</{tag}>'


def _row(change: Change) -> str:
    cells = []
    for number, cell in enumerate(change.cells):
        spans = f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
        spans += f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
        inside = (_label(change) if number == 0 else "") + rendered_pieces(cell.pieces)
        cells.append(f"<{cell.tag}{spans}>{inside}</{cell.tag}>")
    return f'<tr class="difference-{change.how}">{"".join(cells)}</tr>'
