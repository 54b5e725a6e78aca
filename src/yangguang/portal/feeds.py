"""How does a list of news read in a feed reader? As RSS 2.0 and Atom 1.0, pure from facts.

Equal facts give equal bytes. What stands in a feed is told by an identity that never changes, whatever
becomes of addresses.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from lxml import etree

from yangguang.documents.writing.text import printable

ATOM = "http://www.w3.org/2005/Atom"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
OWN: Any = {None: ATOM}
LANGUAGE = "zh-cn"
MINUTES = 30
"""How long a reader may keep a feed before it asks again."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A piece of news; `name` is what it is called for ever, `address` its page, empty where it has none."""

    name: str
    title: str
    address: str
    author: str
    category: str
    summary: str
    released_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class FeedFacts:
    """A feed: what it is called for ever, whose it is, where it and its page stand, what is in it.

    Addresses are whole. `updated_at` is when anything in it changed last.
    """

    name: str
    title: str
    description: str
    author: str
    page: str
    own: str
    updated_at: datetime
    entries: tuple[Entry, ...]


def rss(facts: FeedFacts) -> bytes:
    """The feed as RSS 2.0, days as RFC 822 has them."""
    root = etree.Element("rss", {"version": "2.0"}, nsmap={"atom": ATOM, "dc": DUBLIN_CORE})
    channel = etree.SubElement(root, "channel")
    _text(channel, "title", facts.title)
    _text(channel, "link", facts.page)
    _text(channel, "description", facts.description)
    _text(channel, "language", LANGUAGE)
    _text(channel, "lastBuildDate", format_datetime(facts.updated_at))
    _text(channel, "ttl", str(MINUTES))
    media = "application/rss+xml"
    etree.SubElement(channel, f"{{{ATOM}}}link", {"href": facts.own, "rel": "self", "type": media})
    for entry in facts.entries:
        item = etree.SubElement(channel, "item")
        _text(item, "title", entry.title)
        if entry.address:
            _text(item, "link", entry.address)
        _text(item, "guid", identity(entry.name)).set("isPermaLink", "false")
        _text(item, "pubDate", format_datetime(entry.released_at))
        _text(item, f"{{{DUBLIN_CORE}}}creator", entry.author)
        _text(item, "category", entry.category)
        if entry.summary:
            _text(item, "description", entry.summary)
    return _bytes(root)


def atom(facts: FeedFacts) -> bytes:
    """The feed as Atom 1.0, instants as RFC 3339 has them."""
    root = etree.Element(f"{{{ATOM}}}feed", nsmap=OWN)
    root.set("{http://www.w3.org/XML/1998/namespace}lang", LANGUAGE)
    _say(root, "id", identity(facts.name))
    _say(root, "title", facts.title)
    _say(root, "subtitle", facts.description)
    _say(root, "updated", _instant(facts.updated_at))
    _link(root, "self", facts.own, "application/atom+xml")
    _link(root, "alternate", facts.page, "text/html")
    _say(_say(root, "author"), "name", facts.author)
    for entry in facts.entries:
        item = _say(root, "entry")
        _say(item, "id", identity(entry.name))
        _say(item, "title", entry.title)
        _say(item, "published", _instant(entry.released_at))
        _say(item, "updated", _instant(entry.updated_at))
        _link(item, "alternate", entry.address, "text/html")
        _say(_say(item, "author"), "name", entry.author)
        _say(item, "category").set("term", printable(entry.category))
        if entry.summary:
            _say(item, "summary", entry.summary)
    return _bytes(root)


FORMS: dict[str, tuple[str, Callable[[FeedFacts], bytes]]] = {
    "rss": ("application/rss+xml; charset=utf-8", rss),
    "atom": ("application/atom+xml; charset=utf-8", atom),
}
"""For each form its media type and what writes it."""


def identity(name: str) -> str:
    """The same address of nothing for the same name, for ever: it leads nowhere and cannot move."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, name)}"


def _say(holder: etree._Element, tag: str, words: str = "") -> etree._Element:
    return _text(holder, f"{{{ATOM}}}{tag}", words)


def _text(holder: etree._Element, tag: str, words: str = "") -> etree._Element:
    """An element with words in it, as far as XML can hold them."""
    element = etree.SubElement(holder, tag)
    element.text = printable(words) or None
    return element


def _link(holder: etree._Element, relation: str, address: str, media: str) -> None:
    if address:
        _say(holder, "link").attrib.update({"href": address, "rel": relation, "type": media})


def _instant(at: datetime) -> str:
    return at.isoformat(timespec="seconds")


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)
