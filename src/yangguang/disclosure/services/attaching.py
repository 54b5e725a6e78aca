"""Which files hang on an item? Typed by content, searched for marks, kept once by hash, or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from yangguang.disclosure.machine import ITEM
from yangguang.disclosure.models import Item, StoredFile
from yangguang.disclosure.services.drafting import drafter, written_by
from yangguang.disclosure.services.texts import unclassified
from yangguang.documents import limits
from yangguang.documents.all_text import all_text
from yangguang.documents.attachments import media_of, safe_name
from yangguang.documents.model import Unreadable
from yangguang.documents.writing.files import Unsaved, save
from yangguang.organisations.viewers import Viewer
from yangguang.wording.secrecy_marks import notes_of_file, refusal_of_file
from yangguang.workflow.chain import sm3
from yangguang.workflow.machine import Refused
from yangguang.workflow.moment import now

MOST_BYTES = limits.FILE_BYTES
MOST_FILES = 60
MEGABYTE = 1024 * 1024
UNKEPT = "文件没有存下，请稍后再试"


@dataclass(frozen=True, slots=True)
class Examined:
    """A file that may be kept: tidy name, type by content, hash, and what someone should look at."""

    name: str
    media: str
    data: bytes
    digest: str
    notes: tuple[str, ...]

    @property
    def entry(self) -> dict[str, Any]:
        """The file as an item names it."""
        return {"file": self.digest, "name": self.name, "media": self.media, "size": len(self.data)}


def attach(item: Item, *, viewer: Viewer, revision: int, name: str, data: bytes) -> Item:
    """Add a file to a draft; nothing is kept of one that is `Refused`: wrong type, marked, too large."""
    actor = drafter(item, viewer)
    if sentence := ITEM.refusal(item, "attach", actor=actor, revision=revision):
        raise Refused(sentence)
    examined = examine(name, data)
    with ITEM.step(item, "attach", actor=actor, revision=revision, file=examined.digest) as held:
        if len(held.attachments) >= MOST_FILES:
            raise Refused(f"一条信息最多{MOST_FILES}个附件")
        if any(one["file"] == examined.digest for one in held.attachments):
            raise Refused(f"“{examined.name}”已经在附件里")
        held.attachments = [*held.attachments, examined.entry]
        written_by(held, viewer)
        keep(examined)
    return held


def detach(item: Item, *, viewer: Viewer, revision: int, file: str) -> Item:
    """Take a file off a draft; versions that were put forward with it keep it."""
    with ITEM.step(item, "attach", actor=drafter(item, viewer), revision=revision, removed=file) as held:
        left = [one for one in held.attachments if one["file"] != file]
        if len(left) == len(held.attachments):
            raise Refused("这个附件已经删除")
        held.attachments = left
        written_by(held, viewer)
    return held


def rearrange(item: Item, *, viewer: Viewer, revision: int, files: Sequence[str]) -> Item:
    """Put the files of a draft in another order, each named once by its hash."""
    with ITEM.step(item, "attach", actor=drafter(item, viewer), revision=revision, order=list(files)) as held:
        known = {one["file"]: one for one in held.attachments}
        if len(files) != len(known) or set(files) != set(known):
            raise Refused("附件的次序里有缺少或者重复的文件")
        held.attachments = [known[file] for file in files]
        written_by(held, viewer)
    return held


def examine(name: str, data: bytes) -> Examined:
    """Look at a file in every respect before anything of it is kept. Raises `Refused`."""
    if not data:
        raise Refused("文件是空的")
    if len(data) > MOST_BYTES:
        raise Refused(f"文件不能超过{MOST_BYTES // MEGABYTE}MB")
    tidy = unclassified(safe_name(name), "文件名")
    try:
        media = media_of(tidy, data)
        texts = all_text(data, tidy)
    except Unreadable as error:
        raise Refused(f"“{tidy}”：{error}") from None
    if sentence := refusal_of_file(tidy, texts):
        raise Refused(f"“{tidy}”：{sentence}")
    marks = dict.fromkeys(mark.words for mark in notes_of_file(tidy, texts))
    words = (f"文中出现“{'”“'.join(marks)}”，请核对是否涉密",) if marks else ()
    return Examined(tidy, media.media, data, sm3(data), (*words, *texts.notes))


def keep(examined: Examined) -> StoredFile:
    """Put an examined file where files stand; last inside the step, so that a refusal leaves nothing."""
    row, _ = StoredFile.objects.get_or_create(
        digest=examined.digest,
        defaults={
            "media": examined.media,
            "size": len(examined.data),
            "notes": list(examined.notes),
            "stored_at": now(),
        },
    )
    place = place_of(examined.digest)
    if not place.is_file():
        try:
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            save(examined.data, place)
        except (OSError, Unsaved) as failure:
            raise Refused(UNKEPT) from failure
    return row


def place_of(digest: str) -> Path:
    """Where a file stands."""
    return Path(settings.DATA) / "files" / digest[:2] / digest
