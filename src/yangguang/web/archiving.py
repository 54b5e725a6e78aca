"""What goes to the archive of one item? Its package with its public page: here both doors are known."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from yangguang.desk.access import at_desk, no_administrator
from yangguang.desk.item_page import found_item, show_item
from yangguang.disclosure.archiving import archive_package
from yangguang.disclosure.showing.facts import ItemFacts
from yangguang.disclosure.showing.gathering import item_at
from yangguang.disclosure.showing.whose import public_day
from yangguang.organisations.viewers import Viewer
from yangguang.portal.answering import frame_of
from yangguang.portal.rendering.item import ItemPage, TombstonePage, render_item, render_tombstone
from yangguang.workflow.machine import Refused


@require_safe
@at_desk(no_administrator)
def item_archive(request: HttpRequest, viewer: Viewer, number: int) -> HttpResponse:
    """The archive package of an item, as a zip; that it was packed is recorded."""
    found = found_item(viewer, number)
    try:
        content = archive_package(found, viewer=viewer, page=_page(request, viewer, number))
    except Refused as refused:
        return show_item(request, viewer, found, status=409, refusal=str(refused))
    answer = HttpResponse(content, content_type="application/zip")
    disposition = content_disposition_header(True, f"归档包-{found.index_no.replace('/', '-')}.zip")
    answer.headers["Content-Disposition"] = disposition or "attachment"
    return answer


def _page(request: HttpRequest, viewer: Viewer, number: int) -> bytes | None:
    """What stands at the item's public address; None when nothing ever did."""
    shown = item_at(viewer.government, public_day(), number=number)
    if shown is None:
        return None
    frame = frame_of(request)
    if isinstance(shown, ItemFacts):
        return render_item(ItemPage(frame, shown))
    return render_tombstone(TombstonePage(frame, shown))
