"""How are all addresses of a site told to those who look through it? As sitemaps.org writes them, pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from lxml import etree

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"
SHORT, LONG = 16, 48
"""How many characters a name may have in a description of a search, the short one and the long one."""
UNWANTED = ("/desk/", "/display/", "/search/", "/reports/check/", "/reports/compare/", "/api/items.")
"""Addresses without anything to find, or without an end."""


@dataclass(frozen=True, slots=True)
class Address:
    """A whole address, and when what stands there changed last, if that is known."""

    whole: str
    changed_at: datetime | None = None


def index_of(parts: Iterable[Address]) -> bytes:
    """The list of the parts of a map."""
    return _listed("sitemapindex", "sitemap", parts)


def map_of(addresses: Iterable[Address]) -> bytes:
    """One part: addresses of pages."""
    return _listed("urlset", "url", addresses)


def robots(map_address: str) -> bytes:
    """What robots are asked to leave alone, and where the map lies."""
    lines = ["User-agent: *", *(f"Disallow: {one}" for one in UNWANTED), "", f"Sitemap: {map_address}", ""]
    return "\n".join(lines).encode()


def search_description(name: str, *, template: str, icon: str) -> bytes:
    """How a browser searches this site (OpenSearch 1.1); `template` holds {searchTerms}."""
    root = etree.Element(f"{{{OPENSEARCH}}}OpenSearchDescription", nsmap=cast("Any", {None: OPENSEARCH}))
    _say(root, OPENSEARCH, "ShortName", name[:SHORT])
    _say(root, OPENSEARCH, "LongName", name[:LONG])
    _say(root, OPENSEARCH, "Description", f"在{name}网站搜索")
    _say(root, OPENSEARCH, "Language", "zh-CN")
    _say(root, OPENSEARCH, "InputEncoding", "UTF-8")
    _say(root, OPENSEARCH, "Image", icon).set("type", "image/svg+xml")
    search = etree.SubElement(root, f"{{{OPENSEARCH}}}Url")
    search.attrib.update({"type": "text/html", "method": "get", "template": template})
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _listed(holder: str, tag: str, addresses: Iterable[Address]) -> bytes:
    root = etree.Element(f"{{{NAMESPACE}}}{holder}", nsmap=cast("Any", {None: NAMESPACE}))
    for address in addresses:
        one = etree.SubElement(root, f"{{{NAMESPACE}}}{tag}")
        _say(one, NAMESPACE, "loc", address.whole)
        if address.changed_at is not None:
            _say(one, NAMESPACE, "lastmod", address.changed_at.isoformat(timespec="seconds"))
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _say(holder: etree._Element, namespace: str, tag: str, words: str) -> etree._Element:
    element = etree.SubElement(holder, f"{{{namespace}}}{tag}")
    element.text = words
    return element
