"""What is there to search in a docx, xlsx, pptx or ofd? The text of every part, and its attributes."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from lxml import etree

from yangguang.documents.archive import xml_part
from yangguang.documents.formats.gathered_text import CHINESE, first
from yangguang.documents.formats.word import W, switched_on
from yangguang.documents.model import AllText

LINES = frozenset({"p", "si", "is", "h", "TextObject", "property", "row", "comment", "br", "cr"})
"""Elements, by local name, whose text is a line of its own."""
APART = frozenset({"del", "moveFrom", "instrText", "delInstrText", "txbxContent", "rt", "rPh", "Fallback"})
"""Elements whose text does not read together with what stands around it."""
SHEETS = re.compile(r"xl/(?:work|dialog|chart|macro)?sheets/[^/]+\.xml")
SHARED = "xl/sharedStrings.xml"
BODIES = re.compile(
    r"word/(?:document\d*|footnotes|endnotes)\.xml|ppt/(?:slides|notesSlides)/[^/]+\.xml"
    r"|.*/Pages/.*\.xml",
    re.I,
)
HEADS = re.compile(
    r"word/(?:header|footer)\d*\.xml|xl/(?:drawings|charts)/.*\.xml|ppt/(?:slideLayouts|slideMasters)/[^/]+\.xml"
    r"|.*/Tpls/.*\.xml",
    re.I,
)
INSIDE = re.compile(
    r".*\.(?:docx?|docm|xlsx?|xlsm|pptx?|pptm|dot|xlt|rtf|html?|mht|txt|pdf|ofd|wps|et|dps|zip|rar|7z|emf|wmf)$"
    r"|(?:word|xl|ppt)/embeddings/.*|.*/Attachs/.*(?<!\.xml)",
    re.I,
)
HEADER_CODES = re.compile(r'&(?:"[^"]*"|[LCRPNDTAFGZBIUESXY]|\d+|K[0-9A-Fa-f]{6})')
STARS = frozenset({"F0AB", "F0B5", "F0B6", "00AB"})
"""Characters of Wingdings that print as a star."""
AFTER_BREAK = 6
"""Lines at the top of a new page where a mark may stand alone."""


def is_known(names: Sequence[str]) -> bool:
    """Whether the names in a zip are those of a docx, xlsx, pptx or ofd."""
    known = {"xl/workbook.xml", "xl/workbook.bin", "ppt/presentation.xml", "ofd.xml"}
    return any(name.lower() in known or name.startswith("word/document") for name in names)


def is_file_inside(name: str) -> bool:
    """Whether a part is a file of its own that must be searched by itself."""
    return INSIDE.fullmatch(name) is not None and not name.endswith("/")


def of_archive(archive: zipfile.ZipFile) -> AllText:
    """All text of all XML parts."""
    head: list[str] = []
    body: list[str] = []
    others: list[str] = []
    strings = _shared(archive)
    for name in archive.namelist():
        if not name.lower().endswith((".xml", ".rels", ".vml")):
            others.append(name)
            continue
        root = xml_part(archive, name)
        if root is None:
            continue
        others.extend(_attributes(root))
        head.extend(_always_seen(root))
        if SHEETS.fullmatch(name):
            lines = list(_rows(root, strings))
            head.extend(first(lines))
            body.extend(lines)
            continue
        found = _lines(root)
        texts = [text for text, _ in found]
        if name == SHARED:
            body.extend(texts)
        elif BODIES.fullmatch(name):
            head.extend(_heads(found))
            body.extend(texts)
        elif HEADS.fullmatch(name):
            head.extend(texts)
        else:
            others.extend([*texts, *(one.text or "" for one in root.iter() if isinstance(one.tag, str))])
    return AllText(tuple(head), "\n".join(body), tuple(one for one in others if CHINESE.search(one)))


def _local(element: Any) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _lines(root: Any) -> list[tuple[str, str]]:
    """The lines of a part, each with what makes it stand at a head: `box`, `break`, or nothing."""
    found: list[tuple[str, str]] = []
    pieces: list[list[str]] = [[]]
    boxes = 0
    place = ""
    for event, element in etree.iterwalk(root, events=("start", "end", "comment")):
        if event == "comment":
            found.append((element.text or "", ""))
            continue
        name = _local(element)
        apart = name in LINES or name in APART or _vanishes(element, name)
        boxes += (event == "start") - (event == "end") if name == "txbxContent" else 0
        place = "break" if event == "start" and _breaks_page(element, name) else place
        if event == "start":
            if apart:
                pieces.append([])
            pieces[-1].append(_own_text(element, name))
            continue
        if apart:
            text = "".join(pieces.pop())
            if text.strip():
                found.append((text, "box" if boxes else place))
                place = ""
        pieces[-1].append(element.tail or "")
    found.append(("".join(pieces[0]), place))
    return [(text, place) for text, place in found if text.strip()]


def _own_text(element: Any, name: str) -> str:
    if name == "sym":
        return "★" if (element.get(W + "char") or "").upper() in STARS else ""
    return " " if name in {"tab", "c"} else element.text or ""


def _vanishes(element: Any, name: str) -> bool:
    return name == "r" and switched_on(element.find(f"{W}rPr/{W}vanish"))


def _breaks_page(element: Any, name: str) -> bool:
    if name == "br":
        return element.get(W + "type") == "page"
    return name in {"lastRenderedPageBreak", "sectPr", "pageBreakBefore"}


def _heads(lines: Sequence[tuple[str, str]]) -> Iterator[str]:
    """The first lines of a part and of every page in it, and all lines of text boxes."""
    yield from first([text for text, _ in lines])
    for number, (text, place) in enumerate(lines):
        if place == "box":
            yield text
        elif place == "break":
            yield from (text for text, _ in lines[number : number + AFTER_BREAK])


def _attributes(root: Any) -> Iterator[str]:
    """Attributes with Chinese in them: names, alternative texts, properties with the name they are given."""
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        values = [value for value in element.attrib.values() if CHINESE.search(value)]
        yield from values
        if values and _local(element) == "property":
            yield f"{'：'.join(values)}：{''.join(element.itertext())}"


def _always_seen(root: Any) -> Iterator[str]:
    """Watermarks, names of sheets, headers and footers of sheets."""
    for element in root.iter():
        name = _local(element)
        if name == "textpath":
            yield element.get("string") or ""
        elif name == "sheet":
            yield element.get("name") or ""
        elif re.fullmatch("(?:odd|even|first)(?:Header|Footer)", name):
            yield HEADER_CODES.sub(" ", element.text or "")


def _shared(archive: zipfile.ZipFile) -> list[str]:
    root = xml_part(archive, SHARED)
    return [] if root is None else ["".join(_texts(one)) for one in root if _local(one) == "si"]


def _texts(element: Any) -> Iterator[str]:
    return (one.text or "" for one in element.iter() if _local(one) == "t")


def _rows(root: Any, strings: Sequence[str]) -> Iterator[str]:
    cells = (one for one in root.iter() if _local(one) == "c")
    for _, row in groupby(cells, key=lambda cell: cell.getparent()):
        yield "\t".join(_shown(cell, strings) for cell in row)


def _shown(cell: Any, strings: Sequence[str]) -> str:
    inside = {_local(one): one for one in cell}
    if "is" in inside:
        return "".join(_texts(inside["is"]))
    value = inside["v"].text or "" if "v" in inside else ""
    if cell.get("t") == "s":
        return strings[int(value)] if value.isdigit() and int(value) < len(strings) else ""
    return value
