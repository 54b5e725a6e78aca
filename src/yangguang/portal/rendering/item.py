"""How does the page of an item look? Head table, body, parts of its type, its bearings; or a tombstone."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from yangguang.disclosure.definitions import Show
from yangguang.disclosure.showing.facts import Bearing, ItemFacts, Party, Tombstone
from yangguang.disclosure.showing.force import banner_of, span_of
from yangguang.disclosure.states import Kind
from yangguang.documents.cleaning import clean_html
from yangguang.portal.page import DISCLOSURE, Crumb, Page
from yangguang.portal.rendering.frame import Frame, rendered
from yangguang.portal.rendering.qr import qr_picture
from yangguang.portal.rendering.words import column_address, column_says

RELATED = (
    (Kind.REPEALS, False, "被以下文件废止"),
    (Kind.REPLACES, False, "被以下文件替代"),
    (Kind.AMENDS, False, "被以下文件修改"),
    (Kind.REPEALS, True, "废止以下文件"),
    (Kind.REPLACES, True, "替代以下文件"),
    (Kind.AMENDS, True, "修改以下文件"),
    (Kind.BASED_ON, True, "制定依据"),
    (Kind.BASED_ON, False, "以本文件为依据"),
)
"""What bears on a document, in the order of weight, each under its heading."""
PICTURE = re.compile(r'<img [^>]*?src="(/files/[^"]+)"')
DOWNLOADS = (("docx", "下载 Word"), ("pdf", "下载 PDF"))


@dataclass(frozen=True, slots=True)
class ItemPage:
    """What the page of a released item is made from."""

    frame: Frame
    item: ItemFacts
    column_says: str = ""
    """What the national layout says of its first column."""


@dataclass(frozen=True, slots=True)
class TombstonePage:
    """What stands at the address of something taken down is made from this."""

    frame: Frame
    tombstone: Tombstone


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A cell of the head table: its name and words, or the organs it names, linked where they have pages."""

    name: str
    words: str = ""
    parties: tuple[Party, ...] = ()
    wide: bool = False
    pieces: tuple[str, ...] = ()
    """Words that no line breaks inside."""


@dataclass(frozen=True, slots=True)
class Related:
    """Documents that bear on the page's own in one way."""

    heading: str
    bearings: tuple[Bearing, ...]


def render_item(facts: ItemPage) -> bytes:
    """The page of a released item."""
    item = facts.item
    titled = {block.shows for block in item.blocks}
    return rendered(
        "portal/item.html",
        facts.frame,
        _page(facts),
        item=item,
        line=item.line,
        cells=tuple(_cells(item)),
        banner=banner_of(item),
        body=_body(item),
        has_own_place_for_files=Show.ATTACHMENTS in titled,
        interpretations=item.bearing(Kind.INTERPRETS, outgoing=False),
        interprets=item.bearing(Kind.INTERPRETS, outgoing=True),
        related=tuple(_related(item)),
        downloads=DOWNLOADS,
        qr=qr_picture(facts.frame.address),
    )


def render_tombstone(facts: TombstonePage) -> bytes:
    """The page that says since when something is gone and why; without its title where that may not stay."""
    title = facts.tombstone.title or "该信息已撤下"
    page = Page(
        title,
        "该信息已撤下，不再公开",
        column="disclosure",
        crumbs=(DISCLOSURE, ("已撤下的信息", "")),
        keywords="政府信息公开",
    )
    return rendered("portal/tombstone.html", facts.frame, page, tombstone=facts.tombstone)


def _page(facts: ItemPage) -> Page:
    item, line = facts.item, facts.item.line
    place = item.places[0] if item.places else None
    source = item.source or line.publisher.name
    return Page(
        line.title,
        item.summary or f"{line.publisher.name}发布：{line.title}",
        column="disclosure",
        crumbs=(DISCLOSURE, *_way(item), ("正文", "")),
        keywords=",".join(item.keywords) or line.type_label,
        is_article=True,
        published_at=line.released_at,
        source=source,
        author="、".join(one.name for one in item.issuers) or line.publisher.name,
        own_column=place.name if place else line.type_label,
        own_column_type="，".join(("政府信息公开", line.type_label)),
        own_column_says=column_says(place.name, facts.frame.site.name, facts.column_says) if place else "",
        image=f"https://{facts.frame.site.domain}{_picture(item)}",
        feed=column_address(place.code) if place else "",
    )


def _picture(item: ItemFacts) -> str:
    """The first picture of the body, or the sign of the site."""
    found = PICTURE.search(_body(item))
    return html.unescape(found[1]) if found else "/static/portal/sun.svg"


def _way(item: ItemFacts) -> Iterator[Crumb]:
    """The columns from the top to the first one it stands in; what is above it leads to the whole tree."""
    if item.places:
        *above, last = item.places[0].path
        yield from ((name, "/columns/disclosure/") for name in above)
        yield (last, column_address(item.places[0].code))


def _cells(item: ItemFacts) -> Iterator[HeadCell]:
    """The head table; what an item of this kind never has is left out, not shown empty."""
    line = item.line
    yield HeadCell("索引号", line.index_no)
    yield HeadCell("信息类型", line.type_label)
    if item.subject or item.is_issued:
        yield HeadCell("主题分类", item.subject or "—")
    yield HeadCell("发布机构", parties=(line.publisher,))
    if item.issuers:
        yield HeadCell("发文机关", parties=item.issuers)
    if line.document_no or item.issuers:
        yield HeadCell("文号", line.document_no or "无")
    if item.document_kind:
        yield HeadCell("公文种类", item.document_kind)
    if item.genre:
        yield HeadCell("体裁分类", item.genre)
    if line.made_on:
        yield HeadCell("成文日期", line.made_on.isoformat())
    yield HeadCell("发布日期", f"{line.released_at:%Y-%m-%d %H:%M}")
    if line.validity:
        yield HeadCell("有效性", pieces=span_of(line))
    yield HeadCell("公开方式", item.openness)
    if item.source:
        yield HeadCell("信息来源", item.source)
    if item.keywords:
        yield HeadCell("关键词", "，".join(item.keywords))
    if item.summary:
        yield HeadCell("内容概述", item.summary, wide=True)


def _related(item: ItemFacts) -> Iterator[Related]:
    for kind, outgoing, heading in RELATED:
        found = item.bearing(kind, outgoing=outgoing)
        to_come = tuple(one for one in found if one.is_to_come and kind is not Kind.BASED_ON)
        now = tuple(one for one in found if one not in to_come)
        for words, some in ((f"将{heading}", to_come), (heading, now)):
            if some:
                yield Related(words, some)


def _body(item: ItemFacts) -> SafeString:
    """The body with only what official pages may hold."""
    return mark_safe(clean_html(item.body))
