"""What is handed to the archive of one item, and is a package still whole? A zip that repeats byte for byte."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from yangguang.disclosure.archive_papers import papers_of, version_paper
from yangguang.disclosure.models import Item
from yangguang.disclosure.selectors import items_visible_to
from yangguang.documents.archive import opened
from yangguang.documents.model import Unreadable
from yangguang.documents.writing.html import html
from yangguang.organisations.viewers import Viewer, actor_of
from yangguang.workflow.acts import acts, note
from yangguang.workflow.chain import Link, canonical, link_hash, sm3
from yangguang.workflow.machine import Refused
from yangguang.workflow.selectors import history

ZIP_TIME = (1980, 1, 1, 0, 0, 0)
MANIFEST, EVENTS, PAGE = "目录.json", "办理记录.json", "公开页面.html"
VERSION = re.compile(r"版本/第(\d+)版\.json")
UNSAFE = re.compile(r'[\x00-\x1f\\/:*?"<>|]')
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
    if not any(VERSION.fullmatch(name) for name in files):
        raise Refused("还没有提交过审核，没有可以归档的版本")
    if page is not None:
        files[PAGE] = page
    files[MANIFEST] = _manifest(found, files)
    package = _zipped(files)
    facts = {"item": found.pk, "index_no": found.index_no, "digest": sm3(package)}
    with acts():
        note("archive", "packed", None, actor_of(viewer, next(iter(viewer.standings), None)), facts=facts)
    return package


def verify_package(package: bytes) -> tuple[str, ...]:
    """What is wrong with a package, sentence by sentence; empty when it is whole.

    Needs no database: the manifest names every file, versions carry their own hash, events are chained.
    """
    try:
        with opened(package) as archive:
            files = {info.filename: archive.read(info) for info in archive.infolist()}
            manifest = json.loads(files[MANIFEST])
            listed = {one["name"]: one["sm3"] for one in manifest["files"]}
            frozen = {f"版本/第{one['number']}版.json": one["sm3"] for one in manifest["versions"]}
            return tuple(_faults(files, listed, frozen))
    except Unreadable as unreadable:
        return (str(unreadable),)
    except (KeyError, TypeError, ValueError, zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return ("归档包没有目录，或者目录已经损坏",)


def _faults(files: dict[str, bytes], listed: dict[str, str], frozen: dict[str, str]) -> Iterator[str]:
    there = set(files) - {MANIFEST}
    yield from (f"缺少文件“{name}”" for name in sorted(set(listed) - there))
    yield from (f"多出文件“{name}”" for name in sorted(there - set(listed)))
    for name in sorted(there & set(listed)):
        if sm3(files[name]) != listed[name]:
            yield f"文件“{name}”的内容与目录中的校验值不符"
    for name in sorted(set(frozen) & there):
        if sm3(files[name]) != frozen[name]:
            yield f"“{name}”与冻结时的校验值不符"
    for link in map(_link, json.loads(files.get(EVENTS, b"[]"))):
        if link_hash(link) != link.hash:
            yield f"办理记录第{link.sequence}条的内容与其校验值不符"


def _files(item: Item) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of everything but the page and the manifest."""
    attached: dict[str, tuple[str, bytes]] = {}
    for version in item.versions.order_by("number"):
        yield f"版本/第{version.number}版.json", version.content.encode()
        yield f"版本/第{version.number}版.html", html(version_paper(version, item))
        facts = version.facts
        for folder, files in (("原件", [facts["original"]] if facts["original"] else []), ("附件", facts["attachments"])):
            for one in files:
                attached.setdefault(one["file"], (f"{folder}/{one['file'][:8]}-{_plain(one['name'])}", b""))
    for digest, (name, _) in attached.items():
        yield name, _kept(digest, name)
    for name, paper in papers_of(item):
        yield f"{name}.html", html(paper)
    yield EVENTS, canonical([_written(link) for link in _links(item)]).encode()


def _links(item: Item) -> Iterator[Link]:
    """The item's own events and those of its ways along the route, in the order of the chain."""
    own = list(history(item).values_list(*Link.__slots__))
    course = item.course
    ways = list(history(course).values_list(*Link.__slots__)) if course is not None else []
    return iter(sorted((Link(*values) for values in (*own, *ways)), key=lambda link: link.sequence))


def _written(link: Link) -> dict[str, Any]:
    return {**asdict(link), "at": link.at.astimezone(UTC).isoformat(timespec="microseconds")}


def _link(kept: dict[str, Any]) -> Link:
    link = Link(**kept)
    return replace(link, at=datetime.fromisoformat(kept["at"]))


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
            {"name": name, "size": len(content), "sm3": sm3(content)} for name, content in sorted(files.items())
        ],
    }
    return json.dumps(facts, ensure_ascii=False, indent=1, sort_keys=True).encode()


def _zipped(files: dict[str, bytes]) -> bytes:
    """Stored, not compressed: no library's version changes a byte."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name in (MANIFEST, *sorted(set(files) - {MANIFEST})):
            archive.writestr(zipfile.ZipInfo(name, ZIP_TIME), files[name])
    return target.getvalue()


def _plain(name: str) -> str:
    """A file name that every system can hold, its ending kept."""
    path = Path(UNSAFE.sub("_", name).strip(". ") or "文件")
    return f"{path.stem[:LONGEST_NAME]}{path.suffix[:10]}"
