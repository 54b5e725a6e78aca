"""How will the public read the working copy? Head table, body, blocks of its type, files and relations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from yangguang.desk.access import at_desk, no_administrator
from yangguang.desk.item_page import found_item
from yangguang.desk.item_showing import Names, files_of, linked, names_for, words_of
from yangguang.desk.shell import show
from yangguang.disclosure.content import content_of
from yangguang.disclosure.definitions import Definition
from yangguang.disclosure.models import Item, Relation
from yangguang.disclosure.showing.blocks import blocks_of
from yangguang.disclosure.states import Standing
from yangguang.disclosure.types_in_use import has_validity, type_of
from yangguang.documents.cleaning import clean_html
from yangguang.organisations.viewers import Viewer

UNNUMBERED = "无"
CLASSES = (("公文种类", "document_kind"), ("体裁分类", "genre"))
SAID = (("信息来源", "source"), ("关键词", "keywords"), ("内容概述", "summary"))
AT_RELEASE = "发布时记下，以后不变"


@require_safe
@at_desk(no_administrator)
def preview(request: HttpRequest, viewer: Viewer, number: int) -> HttpResponse:
    """The working copy as the public will read it, without anything of the desk's own work."""
    found = found_item(viewer, number)
    kind, content = type_of(found.type), content_of(found)
    names = names_for(found.government_id, [content])
    publication = getattr(found, "publication", None)
    facts: dict[str, Any] = {
        "item": found,
        "publication": publication,
        "head": list(_head(found, content, kind, names)),
        "blocks": blocks_of(kind, found.fields, {str(one): words for one, words in names.words.items()}),
        "body": mark_safe(clean_html(found.body)),
        "files": files_of(found.attachments),
        "links": [linked(one, names) for one in found.relations],
        "borne_on_by": _bearing_on(publication.pk) if publication else [],
        "places": [" › ".join(names.columns[one]) for one in found.columns if one in names.columns],
    }
    return show(request, viewer, "desk/item_preview.html", at="items", title=f"预览 · {found}", **facts)


def _head(found: Item, content: dict[str, Any], kind: Definition, names: Names) -> Iterator[tuple[str, str]]:
    """The head table of the public page, in its order; what an item of this kind never has is left out."""

    def said(name: str) -> str:
        return words_of(name, content[name], names)

    yield "索引号", found.index_no
    yield "信息类型", kind.label
    issued = bool(found.issuers or found.document_no)
    if found.subject or issued:
        yield "主题分类", said("subject") or "—"
    yield "发布机构", found.organ.name
    if found.issuers:
        yield "发文机关", said("issuers")
    if issued:
        yield "文号", found.document_no or UNNUMBERED
    yield from ((label, said(name)) for label, name in CLASSES if content[name])
    if found.made_on:
        yield "成文日期", found.made_on.isoformat()
    yield "发布日期", _released(found)
    if has_validity(kind) and (found.effective_on or found.made_on):
        yield "有效性", _span(found)
    yield "公开方式", said("openness")
    yield from ((label, said(name)) for label, name in SAID if content[name])


def _released(found: Item) -> str:
    publication = getattr(found, "publication", None)
    return f"{timezone.localtime(publication.released_at):%Y-%m-%d %H:%M}" if publication else AT_RELEASE


def _span(found: Item) -> str:
    ends = f"至 {found.expires_on}" if found.expires_on else ""
    return f"自 {found.effective_on or found.made_on} 起{ends}"


def _bearing_on(publication: int) -> list[Relation]:
    rows = Relation.objects.filter(target=publication, source__standing=Standing.PUBLIC)
    return list(rows.select_related("source"))
