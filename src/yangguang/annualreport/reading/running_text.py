"""Which rows of a table stand in running text? Behind each label stand its fields."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from yangguang.annualreport.reading.figures import FIGURE
from yangguang.annualreport.reading.folding import Squeezed, fold, squeezed, without_markup
from yangguang.annualreport.reading.found import Field, FoundRow
from yangguang.annualreport.reading.labels import Hit, Lexicon, is_row_label, ordinal_of
from yangguang.documents.model import Block, Cell, Grid, Paragraph

_PAGE_NUMBER = re.compile(r"(?m)^[ \t\u3000]*(?:[-—–·][ \t]*\d{1,3}[ \t]*[-—–·]|第\s*\d{1,3}\s*页.*)[ \t]*$")
_EMPTY_CELL = r"\t[ \u3000\xa0]*(?=[\t\n])"
_PLACEHOLDER = r"(?<!\S)(?:/|\\|-{1,2}|—{1,2}|–|无)(?!\S)"
_FIELD = re.compile(rf"(?P<figure>(?<!数据)(?<!第){FIGURE.pattern})|(?P<blank>{_EMPTY_CELL}|{_PLACEHOLDER})")
_PROSE = re.compile(r"[\u3400-\u9fff]{4}")
_END_OF_ROW = re.compile(r"第二十条|信息内容|第20条")


@dataclass(frozen=True, slots=True)
class Script:
    """The running text of a document: its squeezed form and the place of every part of it."""

    text: Squeezed
    starts: tuple[int, ...]
    places: tuple[str, ...]

    def where(self, offset: int) -> str:
        """The place in the document of a squeezed offset."""
        if not self.places or not self.text.positions:
            return ""
        position = self.text.positions[min(offset, len(self.text.positions) - 1)]
        return self.places[max(bisect_right(self.starts, position) - 1, 0)]


def script_of(blocks: Iterable[Block]) -> Script:
    """The paragraphs among `blocks` as one text, page numbers taken out."""
    parts, starts, places, length = [], [], [], 0
    for block in paragraphs(blocks):
        part = without_markup(block.text)
        if _PAGE_NUMBER.search(part):
            part = _PAGE_NUMBER.sub("", part)
        parts.append(part)
        starts.append(length)
        places.append(str(block.where))
        length += len(part) + 1
    return Script(squeezed("\n".join(parts)), tuple(starts), tuple(places))


def paragraphs(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """The paragraphs of a document, with those alone in a row of a grid (sheets, layout tables)."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            yield from _alone_in_a_row(block)


def _alone_in_a_row(grid: Grid) -> Iterator[Paragraph]:
    rows: dict[int, list[Cell]] = {}
    for cell in grid.cells:
        if cell.text and not cell.text.isspace():
            for row in range(cell.row, cell.row + cell.row_span):
                rows.setdefault(row, []).append(cell)
    for _, cells in sorted(rows.items()):
        words = cells[0].text
        prose = _PROSE.search(words) and not _END_OF_ROW.search(words) and not is_row_label(words)
        if len(cells) == 1 and cells[0].row_span == 1 and prose:
            yield Paragraph(words, grid.where)


def fields_in(text: str, where: str) -> tuple[Field, ...]:
    """The figures and blank cells in a stretch of text, in order; words are passed over."""
    return tuple(
        Field(text[found.start() : found.end()].strip() if found.lastgroup != "blank" else "", where)
        for found in _FIELD.finditer(fold(text))
    )


def rows_in_text(script: Script, lexicon: Lexicon, start: int, end: int) -> Iterator[FoundRow]:
    """The rows between two squeezed offsets; a label without figures behind it gives a row without fields.

    A label known by two of its words is one row; figures between those words are that row's.
    """
    found: FoundRow | None = None
    for one in _row_by_hit(script, lexicon, start, end):
        if found is not None and found.row is one.row:
            found = replace(found, fields=found.fields + one.fields, next_ordinal=one.next_ordinal)
            continue
        if found is not None:
            yield found
        found = one
    if found is not None:
        yield found


def _lost_ordinal(following: list[Hit], text: str) -> str:
    """The ordinal of the label that follows, where it is not printed right before its words."""
    if not following:
        return ""
    hit = following[0]
    ordinal = ordinal_of(hit.row.label)
    return "" if not ordinal or text[hit.start].isdigit() else ordinal


def _row_by_hit(script: Script, lexicon: Lexicon, start: int, end: int) -> Iterator[FoundRow]:
    text = script.text.text[start:end]
    hits = list(lexicon.hits(text))
    for number, hit in enumerate(hits):
        following = hits[number + 1].start + start if number + 1 < len(hits) else end
        zone = script.text.after(start + hit.end, following)
        cut = _END_OF_ROW.search(zone)
        where = script.where(start + hit.start)
        fields = fields_in(zone[: cut.start()] if cut else zone, where)
        yield FoundRow(
            hit.row, fields, where, next_ordinal=_lost_ordinal(hits[number + 1 : number + 2], text)
        )
