"""What would a reader of this web page see? Paragraphs, headings and tables; no scripts, nothing hidden."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from yangguang.documents import limits
from yangguang.documents.model import Document, Unreadable
from yangguang.documents.raw import Collector, RawParagraph, RawTable, Slot

SKIPPED = frozenset(
    {
        *("script", "style", "head", "noscript", "template", "iframe", "svg", "math", "object"),
        *("select", "textarea", "button", "nav", "audio", "video"),
    }
)
BLOCKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt"),
        *("fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header"),
        *("hr", "html", "legend", "li", "main", "ol", "p", "pre", "section", "summary", "ul", "ucapcontent"),
        *("caption", "td", "th", "tr", "tbody", "thead", "tfoot"),
    }
)
WRAPPERS = frozenset({"p", "span", "div", "b", "strong", "font", "center", "u"})
"""Elements that may stand around the only text of a cell."""
LEVELS = {f"h{number}": number for number in range(1, 7)}
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
WRAP = re.compile(r"(?<=[\u2e80-\u9fff\uff00-\uffef])[ \t]*\n[ \t\n]*(?=[\u2e80-\u9fff\uff00-\uffef])")
SPACES = re.compile(r"[ \t\n\r\xa0]+")
DIGITS = re.compile(r"\d{1,4}")
BREAK = "\x1f"
"""Stands for a <br> while white space is being folded."""
PARSER_SETTINGS: dict[str, Any] = {
    "encoding": "utf-8",
    "no_network": True,
    "remove_comments": True,
    "remove_pis": True,
    "huge_tree": False,
    "recover": True,
}


def parse(text: str) -> Document:
    """The visible blocks of a page; the title is that of the article where the page names it."""
    out = Collector("html")
    root = _tree(text)
    out.title = _title(root)
    out.content(_Walk().blocks(root))
    return out.document()


def content(markup: str) -> list[RawParagraph | RawTable]:
    """Paragraphs and tables of a piece of markup that stands inside another text."""
    return _Walk().blocks(_tree(markup))


def _tree(text: str) -> Any:
    if re.search(r"<!ENTITY\b", text, re.I):
        raise Unreadable("网页里带有实体定义（<!ENTITY>），为安全起见不予读取")
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), etree.HTMLParser(**PARSER_SETTINGS))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("这份网页已损坏，无法读取") from error
    if root is None:
        raise Unreadable("这份网页里没有内容")
    return root


def _title(root: Any) -> str | None:
    for meta in root.iter("meta"):
        if (meta.get("name") or "").lower() == "articletitle" and meta.get("content", "").strip():
            return str(meta.get("content")).strip()
    title = root.find(".//title")
    text = "" if title is None else SPACES.sub(" ", "".join(title.itertext())).strip()
    return text or None


def _hidden(element: Any) -> bool:
    style = element.get("style")
    if style is not None and ("none" in style or "hidden" in style or not style.islower()):
        return HIDDEN.search(style) is not None
    return element.get("hidden") is not None


def _folded(pieces: list[str]) -> str:
    text = "".join(pieces)
    if text.isalnum():
        return text
    text = WRAP.sub("", text)
    lines = [SPACES.sub(" ", line).strip() for line in text.split(BREAK)]
    return "\n".join(line for line in lines if line)


class _Walk:
    """Goes once through a tree; `pieces` is the paragraph being gathered, `found` what is complete."""

    def __init__(self) -> None:
        self.found: list[RawParagraph | RawTable] = []
        self.pieces: list[str] = []

    def blocks(self, element: Any, depth: int = 0) -> list[RawParagraph | RawTable]:
        """All blocks under an element that lies `depth` elements deep."""
        self._inside(element, None, depth)
        self._flush(None)
        return self.found

    def _flush(self, level: int | None) -> None:
        if self.pieces:
            text = _folded(self.pieces)
            self.pieces = []
            if text:
                self.found.append(RawParagraph(text, level))

    def _inside(self, element: Any, level: int | None, depth: int) -> None:
        if depth > limits.DEPTH:
            self.pieces.extend(element.itertext())
            return
        if element.text:
            self.pieces.append(element.text)
        for child in element:
            tag = child.tag
            if tag == "br":
                self.pieces.append(BREAK)
            elif tag == "table":
                self._flush(level)
                if not _hidden(child):
                    self.found.append(RawTable(_rows(child, depth + 1)))
            elif tag not in SKIPPED and isinstance(tag, str) and not _hidden(child):
                self._child(child, tag, level, depth)
            if child.tail:
                self.pieces.append(child.tail)

    def _child(self, child: Any, tag: str, level: int | None, depth: int) -> None:
        if tag not in BLOCKS:
            self._inside(child, level, depth + 1)
            return
        self._flush(level)
        own = LEVELS.get(tag, level)
        if tag == "pre":
            self.pieces.append("".join(child.itertext()).replace("\n", BREAK))
        else:
            self._inside(child, own, depth + 1)
        self._flush(own)


def _rows(table: Any, depth: int) -> list[list[Slot]]:
    rows: list[list[Slot]] = []
    for part in table:
        if part.tag == "tr":
            rows.append(_row(part, depth))
        elif part.tag in {"tbody", "thead", "tfoot"} and not _hidden(part):
            rows.extend(_row(line, depth) for line in part if line.tag == "tr" and not _hidden(line))
        elif part.tag == "caption":
            rows.append([_slot(part, depth)])
    return rows


def _row(line: Any, depth: int) -> list[Slot]:
    return [_slot(cell, depth) for cell in line if cell.tag in {"td", "th"} and not _hidden(cell)]


def _slot(cell: Any, depth: int) -> Slot:
    text = _single(cell)
    if text is not None:
        return Slot(text, _span(cell, "rowspan"), _span(cell, "colspan"))
    walk = _Walk()
    inner = walk.blocks(cell, depth + 1)
    nested = any(isinstance(piece, RawTable) for piece in inner)
    text = "" if nested else "\n".join(piece.text for piece in inner if isinstance(piece, RawParagraph))
    return Slot(text, _span(cell, "rowspan"), _span(cell, "colspan"), inner=inner if nested else None)


def _single(cell: Any) -> str | None:
    """The text of a cell that holds one text only, however deep it is wrapped; None for all others."""
    while len(cell) == 1:
        child = cell[0]
        if child.tag not in WRAPPERS or (cell.text and not cell.text.isspace()) or _hidden(child):
            return None
        if child.tail and not child.tail.isspace():
            return None
        cell = child
    return None if len(cell) else _folded([cell.text or ""])


def _span(cell: Any, name: str) -> int:
    printed = cell.get(name)
    if printed is None:
        return 1
    found = DIGITS.match(printed.strip())
    number = int(found.group()) if found else 1
    return min(number, limits.COLUMNS) if number else 1
