"""Is an archive package still whole? Asked of its bytes alone: the manifest, the versions, the events."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any

from yangguang.documents.archive import opened
from yangguang.documents.model import Unreadable
from yangguang.workflow.chain import Link, link_hash, sm3

ZIP_TIME = (1980, 1, 1, 0, 0, 0)
MANIFEST, EVENTS, PAGE = "目录.json", "办理记录.json", "公开页面.html"
DAMAGED = "归档包的目录或者办理记录缺失、损坏"


def version_name(number: int) -> str:
    """Where a frozen version stands in the package."""
    return f"版本/第{number}版.json"


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Stored, not compressed: no library's version changes a byte."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name in (MANIFEST, *sorted(set(files) - {MANIFEST})):
            archive.writestr(zipfile.ZipInfo(name, ZIP_TIME), files[name])
    return target.getvalue()


def written_link(link: Link) -> dict[str, Any]:
    """An event as the package keeps it; `link_hash` of what is read back is its own hash."""
    return {**asdict(link), "at": link.at.astimezone(UTC).isoformat(timespec="microseconds")}


def verify_package(package: bytes) -> tuple[str, ...]:
    """What is wrong with a package, sentence by sentence; empty when it is whole.

    Needs no database: the manifest names every file, versions carry their own hash, events are chained.
    """
    try:
        with opened(package) as archive:
            files = {info.filename: archive.read(info) for info in archive.infolist()}
            manifest = json.loads(files[MANIFEST])
            listed = {one["name"]: one["sm3"] for one in manifest["files"]}
            frozen = {version_name(one["number"]): one["sm3"] for one in manifest["versions"]}
            return tuple(_faults(files, listed, frozen))
    except Unreadable as unreadable:
        return (str(unreadable),)
    except (KeyError, TypeError, ValueError, zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return (DAMAGED,)


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


def _link(kept: dict[str, Any]) -> Link:
    link = Link(**kept)
    return replace(link, at=datetime.fromisoformat(kept["at"]))
