"""Of which blocks is clean html made? Paragraphs, headings, items, rows, with addresses in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from lxml import html as markup

TEXT = frozenset({"p", "h2", "h3", "h4", "figcaption", "caption"})
HOLDERS = frozenset({"ul", "ol", "blockquote", "figure", "table", "thead", "tbody", "tfoot", "div", "li"})
SPACES = re.compile(r"[ \t\r\n]+")


@dataclass(frozen=True, slots=True)
class CellText:
    """A cell of a row: its text and how it stands in its table."""

    text: str
    tag: str = "td"
    column_span: int = 1
    row_span: int = 1


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a page that is compared as one. `look` tells apart what reads alike but is set otherwise."""

    tag: str
    text: str
    look: str
    cells: tuple[CellText, ...] = ()


def blocks_of(html: str) -> list[Block]:
    """The blocks of html that was cleaned, in order. Links and pictures are told with their addresses."""
    found: list[Block] = []
    if html.strip():
        _walk(markup.fragment_fromstring(html, create_parent="div"), "p", found)
    return found


def _walk(element: Any, tag: str, found: list[Block]) -> None:
    """Blocks under a holder; its inline content between them is a block of the given tag."""
    inline: list[Any] = []
    text = element.text or ""
    for child in element:
        if child.tag in TEXT | HOLDERS | {"tr", "hr"}:
            _take(text, inline, tag, found)
            text, inline = child.tail or "", []
            _child(child, found)
        else:
            inline.append(child)
    _take(text, inline, tag, found)


def _child(child: Any, found: list[Block]) -> None:
    if child.tag in TEXT:
        quoted = child.tag == "p" and child.getparent().tag == "blockquote"
        _walk(child, "blockquote" if quoted else child.tag, found)
    elif child.tag == "tr":
        cells = tuple(_cell(one) for one in child if one.tag in {"td", "th"})
        text = "\t".join(cell.text for cell in cells)
        found.append(Block("tr", text, _look(child), cells))
    elif child.tag == "hr":
        found.append(Block("hr", "", ""))
    else:
        _walk(child, "li" if child.tag == "li" else "p", found)


def _take(text: str, inline: list[Any], tag: str, found: list[Block]) -> None:
    words = _flat(text + "".join(_inline(one) for one in inline))
    if words:
        look = str(len(_flat(text))) + "".join(_look(one) + str(len(_flat(one.tail or ""))) for one in inline)
        found.append(Block(tag, words, f"{tag} {look}"))


def _cell(element: Any) -> CellText:
    text = _flat((element.text or "") + "".join(_inline(one) for one in element))
    return CellText(text, element.tag, *(int(element.get(name) or 1) for name in ("colspan", "rowspan")))


def _inline(element: Any) -> str:
    """The words of an inline element and what follows it."""
    if element.tag == "br":
        return "\n" + (element.tail or "")
    if element.tag == "img":
        return f"〔图片：{element.get('alt') or ''} {element.get('src') or ''}〕{element.tail or ''}"
    inside = (element.text or "") + "".join(_inline(one) for one in element)
    if element.tag == "a":
        inside += f"（链接：{element.get('href') or ''}）"
    after = "\n" if element.tag in TEXT | HOLDERS | {"tr"} else ""
    return inside + after + (element.tail or "")


def _look(element: Any) -> str:
    """The tags of an element without its words' addresses, which are compared as words."""
    inside = "".join(_look(one) + str(len(_flat(one.tail or ""))) for one in element)
    spans = " ".join(element.get(name) or "" for name in ("colspan", "rowspan", "scope"))
    return f"<{element.tag} {spans} {len(_flat(element.text or ''))}>{inside}</>"


def _flat(text: str) -> str:
    lines = (SPACES.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
