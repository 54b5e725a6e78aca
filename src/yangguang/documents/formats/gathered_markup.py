"""What is there to search in a web page? Text as it reads past its tags, and all that is not shown."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from yangguang.documents import limits
from yangguang.documents.formats.gathered_text import CHINESE, first
from yangguang.documents.formats.html import BLOCKS, HIDDEN
from yangguang.documents.model import AllText, Unreadable

NOT_SHOWN = frozenset({"script", "style", "template", "noscript", "head", "iframe", "svg", "math", "object"})
LINES = BLOCKS | {"br", "table", "option", "title", "textarea", "caption"}
TAG = re.compile(r"<[^<>]*>")
ESCAPE = re.compile(r"\\u?\{?([0-9a-fA-F]{1,6})\}?\s?")
SETTINGS: dict[str, Any] = {"encoding": "utf-8", "no_network": True, "huge_tree": False, "recover": True}


def of_page(text: str) -> AllText:
    """Printed lines, and in `others` comments, attributes, scripts, styles and hidden elements."""
    if re.search(r"<!ENTITY\b", text, re.I):
        raise Unreadable("网页里带有实体定义（<!ENTITY>），为安全起见不予读取")
    if not text.strip():
        return AllText()
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), etree.HTMLParser(**SETTINGS))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("这份网页已损坏，无法读取") from error
    if root is None:
        return AllText(body=text)
    walk = _Walk()
    walk.through(root, 0)
    walk.end_line()
    before = root.getprevious()
    while before is not None:
        walk.unseen(before.text)
        before = before.getprevious()
    title = root.findtext(".//title")
    head = (*((title,) if title else ()), *first(walk.lines))
    return AllText(head, "\n".join(walk.lines), tuple(walk.others))


class _Walk:
    """Goes once through a tree; `pieces` is the line being gathered."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.others: list[str] = []
        self.pieces: list[str] = []

    def end_line(self) -> None:
        """What was gathered becomes a line."""
        line = "".join(self.pieces).replace("\n", " ")
        self.pieces = []
        if line.strip():
            self.lines.append(line)

    def unseen(self, text: str | None) -> None:
        """Keep what is not shown, with markup inside it taken away and escapes resolved."""
        if not text or text.isspace():
            return
        bare = (ESCAPE.sub(_character, TAG.sub(instead, text)) for instead in ("", "\n"))
        self.others.extend(dict.fromkeys(one for one in (text, *bare) if CHINESE.search(one)))

    def through(self, element: Any, depth: int) -> None:
        """Gather an element and all under it."""
        if not isinstance(element.tag, str):
            self.unseen(element.text)
            return
        for value in element.attrib.values():
            self.unseen(value)
        if depth > limits.DEPTH:
            self.pieces.extend(element.itertext())
            return
        if element.tag in NOT_SHOWN or _hidden(element):
            self._apart(element)
            return
        breaks = element.tag in LINES
        if breaks:
            self.end_line()
        self.pieces.append(element.text or "")
        for child in element:
            self.through(child, depth + 1)
            self.pieces.append(child.tail or "")
        if breaks:
            self.end_line()

    def _apart(self, element: Any) -> None:
        """Hidden text is searched by itself: what stands around it reads as one."""
        self.unseen("".join(element.itertext()))
        for inner in element.iter():
            if not isinstance(inner.tag, str):
                self.unseen(inner.text)
                continue
            for value in inner.attrib.values():
                self.unseen(value)


def _hidden(element: Any) -> bool:
    return element.get("hidden") is not None or HIDDEN.search(element.get("style") or "") is not None


def _character(found: re.Match[str]) -> str:
    number = int(found[1], 16)
    return chr(number) if 0x20 <= number < 0x110000 and not 0xD800 <= number < 0xE000 else ""
