"""What is handed to the archive of one item? A zip of everything about it that repeats byte for byte."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path

from django.conf import settings
from django.db.models import Q

from yangguang.disclosure.archive_papers import papers_of, version_paper
from yangguang.disclosure.models import Item
from yangguang.disclosure.package import EVENTS, MANIFEST, PAGE, version_name, written_link, zipped
from yangguang.disclosure.selectors import items_visible_to
from yangguang.documents.writing.html import html
from yangguang.organisations.approval.models import Course
from yangguang.organisations.viewers import Viewer, actor_of
from yangguang.workflow.acts import acts, note
from yangguang.workflow.chain import Link, canonical, sm3
from yangguang.workflow.machine import Refused
from yangguang.workflow.models import Event

UNSAFE = re.compile(r'[\x00-\x1f\\/:*?"<>|]')
SHORT = slice(0, 8)
"""How much of its digest stands before a file's name: two files may have one name."""
LONGEST_NAME = 80
FORM = 1
"""The number of this layout of the package; a later one may differ."""


def archive_package(item: Item, *, viewer: Viewer, page: bytes | None = None) -> bytes:
    """Everything about an item as one zip, with the SM3 of each file (在线政务若干规定: 及时以电子形式归档).

    `page` is the public page as the door renders it. Packing it again gives the same bytes until something
    happens to the item. That it was packed is recorded beside the item's own history. Raises `Refused`.
    """
    found = items_visible_to(viewer).select_related("organ", "government").filter(pk=item.pk).first()
    if found is None:
        raise Refused("没有这件信息")
    files = dict(_files(found))
    if version_name(1) not in files:
        raise Refused("还没有提交过审核，没有可以归档的版本")
    if page is not None:
        files[PAGE] = page
    files[MANIFEST] = _manifest(found, files)
    package = zipped(files)
    facts = {"item": found.pk, "index_no": found.index_no, "digest": sm3(package)}
    with acts():
        note("archive", "packed", None, actor_of(viewer, next(iter(viewer.standings), None)), facts=facts)
    return package


def _files(item: Item) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of everything but the page and the manifest."""
    attached: dict[str, str] = {}
    for version in item.versions.order_by("number"):
        yield version_name(version.number), version.content.encode()
        yield f"版本/第{version.number}版.html", html(version_paper(version, item))
        facts = version.facts
        original = [facts["original"]] if facts["original"] else []
        for folder, one in [("原件", one) for one in original] + [
            ("附件", one) for one in facts["attachments"]
        ]:
            attached.setdefault(one["file"], f"{folder}/{one['file'][SHORT]}-{_plain(one['name'])}")
    for digest, name in attached.items():
        yield name, _kept(digest, name)
    for name, paper in papers_of(item):
        yield f"{name}.html", html(paper)
    yield EVENTS, canonical([written_link(link) for link in _links(item)]).encode()


def _links(item: Item) -> Iterator[Link]:
    """The item's own events and those of every way it went along a route, in the order of the chain."""
    ways = Course.objects.filter(subject=item._meta.label_lower, subject_id=str(item.pk))
    on_ways = Q(subject=Course._meta.label_lower, subject_id__in=[str(way.pk) for way in ways.order_by("pk")])
    own = Q(subject=item._meta.label_lower, subject_id=str(item.pk))
    events = Event.objects.filter(own | on_ways, government=item.government_id).order_by("sequence")
    return (Link(*values) for values in events.values_list(*Link.__slots__))


def _kept(digest: str, name: str) -> bytes:
    """A stored file, whole; `Refused` when it is gone or no longer what it was."""
    path: Path = settings.DATA / "files" / digest[:2] / digest
    content = path.read_bytes() if path.is_file() else b""
    if sm3(content) != digest:
        raise Refused(f"文件“{name}”不在存储中，或者已经损坏，不能归档")
    return content


def _manifest(item: Item, files: dict[str, bytes]) -> bytes:
    versions = item.versions.order_by("number").values_list("number", "hash")
    facts = {
        "form": FORM,
        "government": item.government.name,
        "organ": item.organ.name,
        "type": item.type,
        "index_no": item.index_no,
        "title": item.title,
        "state": item.get_state_display(),
        "released_at": item.released_at.astimezone(UTC).isoformat() if item.released_at else None,
        "versions": [{"number": number, "sm3": digest} for number, digest in versions],
        "files": [
            {"name": name, "size": len(content), "sm3": sm3(content)}
            for name, content in sorted(files.items())
        ],
    }
    return json.dumps(facts, ensure_ascii=False, indent=1, sort_keys=True).encode()


def _plain(name: str) -> str:
    """A file name that every system can hold, its ending kept."""
    path = Path(UNSAFE.sub("_", name).strip(". ") or "文件")
    return f"{path.stem[:LONGEST_NAME]}{path.suffix[:10]}"
