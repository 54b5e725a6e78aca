"""Which html may stand on an official page? An allow-list of structure; looks, scripts, rubbish go."""

from __future__ import annotations

import re
from typing import Any

import nh3
from lxml import etree
from lxml import html as markup

from yangguang.documents.model import Unreadable

FILE_ADDRESS = re.compile(r"/files/[0-9a-f]{64}(?:/[^/\\?#<>\"']{1,200})?")
"""Where our own files are served: pictures may come from nowhere else."""
HREF = re.compile(
    r"(?:https?://[^/\s\\]|mailto:[^\s<>]|/(?![/\\])|\?|\.{1,2}/|[^:/\\?#\s]+(?:[/?#]|$))", re.I
)
KEPT = frozenset(
    {
        *("p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "hr", "br"),
        *("strong", "em", "u", "sub", "sup", "a", "img", "figure", "figcaption"),
        *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"),
    }
)
ATTRIBUTES: dict[str, set[str]] = {
    "*": set(),
    "a": {"href"},
    "img": {"src", "alt"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "ol": {"start"},
}
GONE = {"script", "style", "title", "template", "noscript", "iframe", "object", "svg", "math", "del", "xml"}
"""Elements that go with all they hold."""
BOXES = frozenset(
    {"div", "section", "article", "main", "header", "footer", "center", "address", "aside", "dl", "dt", "dd"}
    | {"pre", "form", "fieldset", "nav", "details", "summary"}
)
"""Elements that only arrange the page: a paragraph remains of what they hold."""
SPOKEN = {"b": "strong", "i": "em", "h5": "h4", "h6": "h4", "ins": "u"}
BLOCKS = KEPT - {"strong", "em", "u", "sub", "sup", "a", "img", "br"}
TEXT_BLOCKS = frozenset({"p", "h2", "h3", "h4", "figcaption", "caption"})
HOLDERS = frozenset({"div", "blockquote"})
"""What may hold paragraphs and no text of its own; `div` is the root while html is being cleaned."""
INDENTS = " \t\n\xa0\u3000"
SPAN = re.compile("[1-9][0-9]{0,2}")
SCOPES = frozenset({"row", "col", "rowgroup", "colgroup"})
ROUNDS = 6
"""What html is nested so oddly that it still changes after so many rounds is reduced to its text."""
LARGEST = 1_000_000
"""In characters; the text of a long plan has a tenth of it."""

DANGEROUS = frozenset(
    {"script", "iframe", "frame", "frameset", "object", "embed", "applet", "base", "portal"}
)
DANGEROUS_TAG = re.compile(rf"<\s*/?\s*(?:\w+:)?(?:{'|'.join(sorted(DANGEROUS))})\b", re.I)
HANDLER = re.compile(r"<[^<>]*[\s/\"'](on[a-z]{3,})\s*=", re.I)
SCRIPT_ADDRESS = re.compile(
    r"^(?:javascript|vbscript|livescript|data:(?!image/(?:png|jpe?g|gif|webp)))", re.I
)
ADDRESSES = frozenset(
    {"href", "src", "action", "formaction", "data", "poster", "background", "xlink:href", "to"}
)
UNSEEN = re.compile(r"[\x00-\x20\x7f\xad\u200b-\u200f\u2028-\u202e\u2060\ufeff]+")
REFRESH = re.compile(r"<\s*meta[^<>]*http-equiv\s*=\s*[\"']?\s*refresh", re.I)
WITH_SCRIPT = "正文里带有脚本或嵌入的网页（{}），不能保存，请删除后再试"
TOO_LONG = "正文太长，不能保存"


def clean_html(html: str) -> str:
    """The html with only what KEPT and ATTRIBUTES name, headings from h2 down, no empty paragraphs.

    Cleaning twice changes nothing. Raises Unreadable when the text is longer than LARGEST characters.
    """
    if len(html) > LARGEST:
        raise Unreadable(TOO_LONG)
    before = html
    for _ in range(ROUNDS):
        after = _once(before)
        if after == before:
            return after
        before = after
    lines = plain_text(before).split("\n")
    return "".join(f"<p>{nh3.clean_text(line)}</p>" for line in lines if line)


def refusal_of_html(html: str) -> str | None:
    """Why html may not be saved at all: it carries a script, a frame or the like. One sentence, or None.

    Styles, classes and comments of word processors are no reason: they are cleaned away without a word.
    """
    found = DANGEROUS_TAG.search(html) or HANDLER.search(html) or REFRESH.search(html)
    if found is not None:
        return WITH_SCRIPT.format(re.sub(r"[\s<>/]+", " ", found.group(found.lastindex or 0)).strip()[:40])
    for element in _tree(html).iter():
        if not isinstance(element.tag, str):
            continue
        name = element.tag.rpartition(":")[2].lower()
        if name in DANGEROUS:
            return WITH_SCRIPT.format(name)
        for attribute, value in element.attrib.items():
            if attribute.lower().startswith("on"):
                return WITH_SCRIPT.format(attribute.lower())
            if attribute.lower() in ADDRESSES and SCRIPT_ADDRESS.match(UNSEEN.sub("", value)):
                return WITH_SCRIPT.format(UNSEEN.sub("", value)[:20])
    return None


def plain_text(html: str) -> str:
    """The text of html that was cleaned: a line a block, cells of a row joined by tabs."""
    lines = [""]
    cells = 0
    for event, element in etree.iterwalk(_tree(html), events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if tag in {"td", "th"}:
                lines[-1] += "\t" if cells else ""
                cells += 1
            elif tag in BLOCKS | {"br"} and not cells:
                lines.append("")
            lines[-1] += _flat(element.text) if tag else ""
            continue
        if tag == "tr":
            cells = 0
        if tag in BLOCKS and not cells:
            lines.append("")
        elif tag in BLOCKS - {"td", "th"} or tag == "br":
            lines[-1] += " "
        lines[-1] += _flat(element.tail)
    return "\n".join(line.strip(" \n") for line in lines if line.strip())


def _flat(text: str | None) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text) if text else ""


def _once(html: str) -> str:
    rough = nh3.clean(
        html,
        tags=set(KEPT | BOXES | SPOKEN.keys() | {"h1"}),
        clean_content_tags=GONE,
        attributes=ATTRIBUTES,
        attribute_filter=_attribute,
        link_rel=None,
        url_schemes={"http", "https", "mailto"},
    )
    tree = _tree(rough)
    _rename(tree)
    _tidy(tree)
    inside = (tree.text or "") + "".join(markup.tostring(one, encoding="unicode") for one in tree)
    return nh3.clean(
        inside,
        tags=set(KEPT),
        attributes=ATTRIBUTES,
        attribute_filter=_attribute,
        link_rel=None,
        url_schemes={"http", "https", "mailto"},
    ).strip()


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name == "href":
        plain = value.strip()
        return plain if HREF.match(plain) and not UNSEEN.search(plain.replace(" ", "")) else None
    if name == "src":
        return value if FILE_ADDRESS.fullmatch(value) else None
    if name in {"colspan", "rowspan", "start"}:
        return value if SPAN.fullmatch(value) and value != "1" else None
    if name == "scope":
        return value.lower() if value.lower() in SCOPES else None
    return value.strip() or None


def _tree(html: str) -> Any:
    """The html under one div. What a browser would put into a page's head is kept where it stands."""
    parser = markup.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    whole = f"<html><body><div>{html}</div></body></html>".replace("\x00", "").encode("utf-8", "replace")
    root = markup.document_fromstring(whole, parser=parser)
    body = root.find("body")
    if body is None:
        return root
    if len(body) == 1 and not (body[0].tail or "").strip():
        return body[0]
    body.tag = "div"
    return body


def _rename(tree: Any) -> None:
    """Headings go down a step where the text uses h1; looks become meaning."""
    demoted = {"h1": "h2", "h2": "h3", "h3": "h4"} if tree.find(".//h1") is not None else {}
    for element in tree.iter():
        element.tag = demoted.get(element.tag) or SPOKEN.get(element.tag, element.tag)


def _tidy(tree: Any) -> None:
    for element in list(tree.iter()):
        if element is not tree and element.tag in BOXES:
            _open_box(element)
    for element in [tree, *tree.iter(*HOLDERS)]:
        _gather_text(element)
    for element in list(tree.iter()):
        if element.tag in TEXT_BLOCKS:
            _trim(element)
    for element in reversed(list(tree.iter())):
        if element is not tree and _is_empty(element):
            _drop(element)
    for element in list(tree.iter("p")):
        if _is_only_paragraph(element):
            element.drop_tag()


def _open_box(box: Any) -> None:
    """A box of paragraphs is opened; one of text becomes a paragraph where a paragraph may stand."""
    parent = box.getparent()
    if any(one.tag in BLOCKS | BOXES for one in box) or parent.tag not in HOLDERS | BOXES | {
        "li",
        "td",
        "th",
    }:
        _gather_text(box)
        box.drop_tag()
        return
    box.tag = "p"


def _gather_text(holder: Any) -> None:
    """Text and inline elements that stand among paragraphs become paragraphs of their own."""
    pieces = [*holder]
    paragraph: Any = None
    if (holder.text or "").strip(INDENTS):
        paragraph = holder.makeelement("p")
        paragraph.text, holder.text = holder.text, None
        holder.insert(0, paragraph)
    for piece in pieces:
        tail, piece.tail = piece.tail, None
        if piece.tag in BLOCKS | BOXES:
            paragraph = None
        elif paragraph is None:
            paragraph = holder.makeelement("p")
            holder.replace(piece, paragraph)
            paragraph.append(piece)
        else:
            paragraph.append(piece)
        if tail and (tail.strip(INDENTS) or paragraph is not None):
            if paragraph is None:
                paragraph = holder.makeelement("p")
                holder.insert(holder.index(piece) + 1, paragraph)
            _add_text(paragraph, tail)


def _add_text(element: Any, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _trim(block: Any) -> None:
    """No indent before the first word, none after the last, no hard blanks between."""
    for element in block.iter():
        element.text = element.text and element.text.replace("\xa0", " ")
        if element is not block:
            element.tail = element.tail and element.tail.replace("\xa0", " ")
    first = block
    while not (first.text or "").strip(INDENTS):
        first.text = None
        if not len(first) or first[0].tag in {"br", "img"}:
            break
        first = first[0]
    first.text = first.text and first.text.lstrip(INDENTS)
    while len(block) and block[-1].tag == "br" and not (block[-1].tail or "").strip(INDENTS):
        block.remove(block[-1])
    if len(block):
        block[-1].tail = block[-1].tail and block[-1].tail.rstrip(INDENTS)
    else:
        block.text = block.text and block.text.rstrip(INDENTS)


def _is_empty(element: Any) -> bool:
    if element.tag == "img":
        return not element.get("src")
    if element.tag == "a" and not element.get("href"):
        return True
    if element.tag in {"br", "hr", "td", "th", "tr", "tbody"} or len(element):
        return False
    text = element.text or ""
    return not text.strip(INDENTS) if element.tag in BLOCKS else not text


def _is_only_paragraph(element: Any) -> bool:
    """Whether a paragraph is all that its cell or list item holds."""
    holder = element.getparent()
    if element.tag != "p" or holder is None or holder.tag not in {"td", "th", "li"} or len(holder) != 1:
        return False
    return not (holder.text or "").strip(INDENTS) and not (element.tail or "").strip(INDENTS)


def _drop(element: Any) -> None:
    element.drop_tree() if element.tag in BLOCKS else element.drop_tag()
