"""Which files hang on an item, and how are they sent and fetched? Checked first, never shown as pages."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yangguang.desk.access import at_desk, no_administrator
from yangguang.desk.item_entry import entering, why_not
from yangguang.desk.item_page import found_item
from yangguang.desk.item_parts import FILES, neighbours, parts_of
from yangguang.desk.item_showing import files_of
from yangguang.desk.reading import revision_in
from yangguang.desk.shell import show
from yangguang.disclosure.models import Item, StoredFile
from yangguang.disclosure.services.attaching import (
    MEGABYTE,
    MOST_BYTES,
    attach,
    detach,
    place_of,
    rearrange,
)
from yangguang.disclosure.types_in_use import type_of
from yangguang.organisations.viewers import Viewer
from yangguang.workflow.machine import Refused


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(no_administrator)
def files(request: HttpRequest, viewer: Viewer, number: int) -> HttpResponse:
    """The files of an item, and room for further ones."""
    found = found_item(viewer, number)
    if request.method != "POST":
        if refusal := why_not(found, viewer):
            messages.error(request, refusal)
            return redirect("desk:item", number=number)
        return _page(request, viewer, found)
    sent = request.FILES.getlist("file")
    if not sent:
        return _page(request, viewer, found, refusal="没有选择文件", status=400)
    kept, revision, held = 0, revision_in(request), found
    try:
        for one in sent:
            held = attach(held, viewer=viewer, revision=revision, name=one.name or "", data=one.read())
            kept, revision = kept + 1, held.revision
    except Refused as refused:
        words = f"{refused}。前面{kept}个文件已添加" if kept else str(refused)
        return _page(request, viewer, found_item(viewer, number), refusal=words, status=409)
    messages.success(request, f"已添加{kept}个附件")
    return redirect("desk:item_files", number=number)


@require_POST
@at_desk(no_administrator)
def change_file(request: HttpRequest, viewer: Viewer, number: int, digest: str) -> HttpResponse:
    """Take a file off, or move it one place up."""
    found = found_item(viewer, number)
    revision = revision_in(request)
    try:
        if "up" in request.POST:
            rearrange(found, viewer=viewer, revision=revision, files=_moved_up(found, digest))
        else:
            detach(found, viewer=viewer, revision=revision, file=digest)
            messages.success(request, "已删除附件")
    except Refused as refused:
        return _page(request, viewer, found_item(viewer, number), refusal=str(refused), status=409)
    return redirect("desk:item_files", number=number)


@require_safe
@at_desk(no_administrator)
def file(request: HttpRequest, viewer: Viewer, number: int, digest: str) -> HttpResponseBase:
    """One file of an item or of one of its versions, to be saved; it is never opened as a page."""
    found = found_item(viewer, number)
    name = _name_of(found, digest)
    row = StoredFile.objects.filter(pk=digest).first()
    if name is None or row is None or not place_of(digest).is_file():
        raise Http404("没有这个文件")
    answer = FileResponse(place_of(digest).open("rb"), content_type=row.media)
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def _page(
    request: HttpRequest, viewer: Viewer, found: Item, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    kind = type_of(found.type)
    try:
        here, following = neighbours(parts_of(kind), FILES)
    except KeyError:
        raise Http404("这类信息没有附件") from None
    noted = StoredFile.objects.filter(pk__in=[one["file"] for one in found.attachments])
    notes = {one.digest: one.notes for one in noted}
    facts: dict[str, Any] = {
        "item": found,
        "kind": kind,
        "part": here,
        "following": following,
        "files": [(one, notes.get(one.digest, [])) for one in files_of(found.attachments)],
        "original": files_of([found.original]) if found.original else (),
        "largest": MOST_BYTES // MEGABYTE,
        "refusal": refusal,
        **entering(found, FILES),
    }
    title = f"附件 · {found.title}"
    return show(request, viewer, "desk/item_files.html", at="items", title=title, status=status, **facts)


def _moved_up(found: Item, digest: str) -> list[str]:
    order = [one["file"] for one in found.attachments]
    if digest in order[1:]:
        at = order.index(digest)
        order[at - 1], order[at] = order[at], order[at - 1]
    return order


def _name_of(found: Item, digest: str) -> str | None:
    """What the file is called in the working copy or in a version of the item."""
    contents = [
        {"attachments": found.attachments, "original": found.original},
        *(version.facts for version in found.versions.order_by("-number")),
    ]
    for content in contents:
        entries = [*content["attachments"], *([content["original"]] if content["original"] else [])]
        for one in entries:
            if one["file"] == digest:
                return str(one["name"])
    return None
