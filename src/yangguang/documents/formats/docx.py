"""What does a Word file print? Paragraphs with their automatic numbers, tables with merged cells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from yangguang.documents import limits
from yangguang.documents.archive import DAMAGED, opened, xml_part
from yangguang.documents.formats.ordinals import Lists, read_lists
from yangguang.documents.formats.word import W, switched_on, value
from yangguang.documents.model import Document, Unreadable
from yangguang.documents.raw import Collector, RawParagraph, RawTable, Slot

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
DC_TITLE = "{http://purl.org/dc/elements/1.1/}title"
P, R, T, TBL, TR, TC = W + "p", W + "r", W + "t", W + "tbl", W + "tr", W + "tc"
RPR, PPR, TCPR, TRPR = W + "rPr", W + "pPr", W + "tcPr", W + "trPr"
WRITTEN = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-", W + "softHyphen": ""}
NOT_PRINTED = frozenset(
    {
        W + name
        for name in ("del", "moveFrom", "delText", "instrText", "footnoteReference", "endnoteReference", "rt")
    }
    | {W + "pPr", W + "rPr", W + "sectPr", W + "comment", MC + "Fallback"}
)
TEXT_BOX = W + "txbxContent"
UNUSUAL = (W + "del", W + "moveFrom", TEXT_BOX, MC + "AlternateContent", W + "ruby", MATH + "t", W + "p")
HEADING = re.compile(r"^(?:heading|标题)\s*([1-6])$", re.I)
MAIN = "word/document.xml"


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph style brings: a heading level, a list and its level."""

    heading: int | None = None
    number_id: str | None = None
    level: int | None = None


def parse(data: bytes) -> Document:
    """All blocks of the body in order; text boxes follow the paragraph that holds them, notes are left."""
    archive = opened(data)
    root = xml_part(archive, main_part(archive.namelist()))
    body = None if root is None else root.find(W + "body")
    if body is None:
        raise Unreadable(DAMAGED)
    out = Collector("docx")
    core = xml_part(archive, "docProps/core.xml")
    title = None if core is None else core.findtext(DC_TITLE)
    out.title = title.strip() if title else None
    styles = read_styles(xml_part(archive, "word/styles.xml"))
    lists = read_lists(xml_part(archive, "word/numbering.xml"))
    out.content(_Reader(styles, lists).blocks(body, 0))
    return out.document()


def main_part(names: list[str]) -> str:
    """The member that holds the body; some programs write document2.xml."""
    if MAIN in names:
        return MAIN
    return next((name for name in names if re.fullmatch(r"word/document\d*\.xml", name)), MAIN)


def read_styles(root: Any | None) -> dict[str, Style]:
    """What each paragraph style of word/styles.xml brings, by its id."""
    if root is None:
        return {}
    elements = {one.get(W + "styleId"): one for one in root.iter(W + "style")}
    return {name: _style(name, elements) for name in elements if name}


def _style(name: str | None, elements: dict[str, Any]) -> Style:
    heading: int | None = None
    number_id: str | None = None
    level: int | None = None
    for _ in range(len(elements)):  # a style may be based on another; a circle ends here
        element = elements.get(name or "")
        if element is None:
            break
        if heading is None:
            heading = _heading(value(element.find(W + "name")) or "", element.find(PPR))
        own = element.find(f"{PPR}/{W}numPr")
        if own is not None and number_id is None:
            number_id = value(own.find(W + "numId"))
            level = _level(own)
        name = value(element.find(W + "basedOn"))
    return Style(heading, number_id, level)


def _heading(style_name: str, properties: Any | None) -> int | None:
    found = HEADING.match(style_name)
    if found:
        return int(found.group(1))
    if style_name.lower() == "title":
        return 1
    outline = None if properties is None else value(properties.find(W + "outlineLvl"))
    return int(outline) + 1 if outline and outline in "012345" else None


def numbering_of(properties: Any, styles: dict[str, Style]) -> tuple[str, int] | None:
    """The list and the level in which a paragraph is counted; None when it is in no list."""
    style = styles.get(value(properties.find(W + "pStyle")) or "", Style())
    number_id, level = style.number_id, style.level
    own = properties.find(W + "numPr")
    if own is not None:
        number_id = value(own.find(W + "numId")) or number_id
        level = _level(own) if _level(own) is not None else level
    return (number_id, level if level is not None else 0) if number_id and number_id != "0" else None


def _level(properties: Any) -> int | None:
    text = value(properties.find(W + "ilvl"))
    return int(text) if text and text in "012345678" else None


class _Reader:
    """Walks one body; it counts the lists as it goes, so it must be used once and in order."""

    def __init__(self, styles: dict[str, Style], lists: Lists) -> None:
        self.styles = styles
        self.lists = lists

    def blocks(self, parent: Any, depth: int) -> list[RawParagraph | RawTable]:
        """The paragraphs and tables directly under an element, wrappers (sdt, ins, customXml) opened."""
        found: list[RawParagraph | RawTable] = []
        for child in parent:
            tag = child.tag
            if tag == P:
                self._paragraph(child, found, depth)
            elif tag == TBL:
                found.append(self._table(child, depth + 1))
            elif tag not in NOT_PRINTED and isinstance(tag, str) and len(child) and depth < limits.DEPTH:
                found.extend(self.blocks(child, depth + 1))
        return found

    def _paragraph(self, paragraph: Any, found: list[RawParagraph | RawTable], depth: int) -> None:
        boxes: list[Any] = []
        if next(paragraph.iterdescendants(*UNUSUAL), None) is None:
            text = _plain_text(paragraph)
        else:
            pieces: list[str] = []
            _any_text(paragraph, pieces, boxes, 0)
            text = "".join(pieces)
        level, ordinal = self._properties(paragraph.find(PPR), text)
        found.append(RawParagraph(ordinal + text, level))
        for box in boxes:
            if depth < limits.DEPTH:
                found.extend(self.blocks(box, depth + 1))

    def _properties(self, properties: Any | None, text: str) -> tuple[int | None, str]:
        if properties is None:
            return None, ""
        style = self.styles.get(value(properties.find(W + "pStyle")) or "", Style())
        heading = _heading("", properties) or style.heading
        counted = numbering_of(properties, self.styles)
        if counted is None or not text.strip():
            return heading, ""
        return heading, self.lists.ordinal(*counted)

    def _table(self, table: Any, depth: int) -> RawTable:
        rows: list[list[Slot]] = []
        open_cells: dict[int, Slot] = {}  # by column: the cell that a vertical merge may continue
        for row in _children(table, TR):
            rows.append(self._row(row, open_cells, depth))
        return RawTable(rows)

    def _row(self, row: Any, open_cells: dict[int, Slot], depth: int) -> list[Slot]:
        properties = row.find(TRPR)
        if properties is not None and properties.find(W + "del") is not None:
            return []
        column = 0 if properties is None else _number(properties.find(W + "gridBefore"), 0)
        slots: list[Slot] = []
        for cell in _children(row, TC):
            own = cell.find(TCPR)
            span = 1 if own is None else max(_number(own.find(W + "gridSpan"), 1), 1)
            merge = None if own is None else own.find(W + "vMerge")
            above = open_cells.get(column)
            if merge is not None and value(merge) != "restart" and above is not None:
                above.row_span += 1
            elif own is not None and value(own.find(W + "hMerge")) == "continue" and slots:
                slots[-1].column_span += span
            else:
                slots.append(self._slot(cell, column, span, depth))
                above = slots[-1]
            open_cells.pop(column, None)
            if merge is not None and above is not None:
                open_cells[column] = above
            column += span
        return slots

    def _slot(self, cell: Any, column: int, span: int, depth: int) -> Slot:
        if depth > limits.DEPTH:
            return Slot("".join(cell.itertext(T)), 1, span, column)
        inner = self.blocks(cell, depth)
        if any(isinstance(piece, RawTable) for piece in inner):
            return Slot("", 1, span, column, inner)
        texts = (piece.text.strip() for piece in inner if isinstance(piece, RawParagraph))
        return Slot("\n".join(text for text in texts if text), 1, span, column)


def _children(parent: Any, wanted: str) -> list[Any]:
    """Rows of a table or cells of a row, also those inside content controls and accepted insertions."""
    found = []
    for child in parent:
        if child.tag == wanted:
            found.append(child)
        elif child.tag in {W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "moveTo"}:
            found.extend(_children(child, wanted))
    return found


def _number(element: Any | None, otherwise: int) -> int:
    text = value(element)
    return min(int(text), limits.COLUMNS) if text and text.isascii() and text.isdigit() else otherwise


def _plain_text(paragraph: Any) -> str:
    return "".join([_run_text(run) for run in paragraph.iter(R)])


def _run_text(run: Any) -> str:
    text = ""
    for child in run:
        tag = child.tag
        if tag == T:
            text += child.text or ""
        elif tag in WRITTEN:
            text += WRITTEN[tag]
        elif tag == RPR and switched_on(child.find(W + "vanish")):
            return ""
    return text


def _any_text(element: Any, pieces: list[str], boxes: list[Any], depth: int) -> None:
    if depth > limits.DEPTH:
        return
    for child in element:
        tag = child.tag
        if tag in (T, MATH + "t"):
            pieces.append(child.text or "")
        elif tag in WRITTEN:
            pieces.append(WRITTEN[tag])
        elif tag == TEXT_BOX:
            boxes.append(child)
        elif tag == R and switched_on(child.find(f"{RPR}/{W}vanish")):
            continue
        elif tag not in NOT_PRINTED and len(child):
            _any_text(child, pieces, boxes, depth + 1)
