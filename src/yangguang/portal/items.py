"""The pages of items: one item or its tombstone, the same item as Word and PDF."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from yangguang.catalogue.layout import laid_out
from yangguang.disclosure.showing.facts import ItemFacts, Tombstone
from yangguang.disclosure.showing.gathering import item_at
from yangguang.disclosure.showing.whose import government_shown, public_day
from yangguang.disclosure.showing.written import written_item
from yangguang.documents.writing.files import FORMATS
from yangguang.portal.answering import frame_of, gone, sent
from yangguang.portal.downloads import WORD
from yangguang.portal.fresh import fresh
from yangguang.portal.rendering.item import ItemPage, TombstonePage, render_item, render_tombstone

MEDIA = {"docx": WORD, "pdf": "application/pdf"}
LARGEST_NUMBER = 2**63 - 1
"""A number that no row can have is not asked of the database, which could not read it."""


@require_safe
def item(request: HttpRequest, number: int) -> HttpResponseBase:
    """What stands at an item's public address; a draft's answers like one that nobody ever used."""
    found = _found(number)
    frame = frame_of(request)
    if isinstance(found, Tombstone):
        return gone(render_tombstone(TombstonePage(frame, found)))
    return sent(request, render_item(ItemPage(frame, found, _says(found))))


@require_safe
def download(request: HttpRequest, number: int, ending: str) -> HttpResponseBase:
    """The released text as a file named for its title; equal facts give equal bytes."""
    if ending not in MEDIA:
        raise Http404("没有这份文件")
    found = _found(number)
    if isinstance(found, Tombstone):
        return gone(render_tombstone(TombstonePage(frame_of(request), found)))
    answer = fresh(request, FORMATS[ending](written_item(found)), media=MEDIA[ending])
    disposition = content_disposition_header(True, f"{found.line.title}.{ending}")
    answer.headers["Content-Disposition"] = disposition or "attachment"
    return answer


def _says(item: ItemFacts) -> str:
    official = laid_out(item.places[0].code) if item.places else None
    return official.says if official else ""


def _found(number: int) -> ItemFacts | Tombstone:
    government = government_shown()
    usable = government is not None and number <= LARGEST_NUMBER
    found = item_at(government.pk, public_day(), number=number) if government and usable else None
    if found is None:
        raise Http404("没有这条信息")
    return found
