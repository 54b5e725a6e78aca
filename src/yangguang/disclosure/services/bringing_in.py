"""How does a Word file become a draft? Its words are read, what was guessed is marked, the file is kept."""

from __future__ import annotations

from yangguang.disclosure.content import Draft
from yangguang.disclosure.guards.people import DRAFTERS
from yangguang.disclosure.models import Item
from yangguang.disclosure.services.attaching import Examined, examine, keep
from yangguang.disclosure.services.drafting import begin_item
from yangguang.documents.drafting import DraftText, draft_of_docx
from yangguang.documents.model import Unreadable
from yangguang.organisations.viewers import Viewer, acting_as
from yangguang.workflow.acts import acts
from yangguang.workflow.machine import Refused

UNTITLED = "（标题没有读出，请填写）"


def bring_in(
    *, viewer: Viewer, organ: int, type_key: str, name: str, data: bytes, columns: tuple[int, ...] = ()
) -> Item:
    """Begin an item from a Word file; the file is its original, its pictures are attachments.

    What was guessed waits to be confirmed; what the reader wants looked at stands in the original's `notes`.
    A mark of classification refuses everything, nothing is kept. Raises `Refused`.
    """
    acting_as(viewer, DRAFTERS, "起草本机关的信息", organ=organ)
    original, pictures, read = _examined(name, data)
    title = read.title or UNTITLED
    draft = Draft(title=title, document_no=read.document_no, body=read.html, columns=columns)
    guessed = ["title", *(["document_no"] if read.document_no else []), *(["body"] if read.html else [])]
    with acts():
        item = begin_item(
            viewer=viewer,
            organ=organ,
            type_key=type_key,
            draft=draft,
            original={**original.entry, "guessed": guessed, "notes": list(read.notes)},
            attachments=[one.entry for one in pictures],
        )
        for one in (original, *pictures):
            keep(one)
    return item


def _examined(name: str, data: bytes) -> tuple[Examined, list[Examined], DraftText]:
    original = examine(name, data)
    try:
        read = draft_of_docx(data)
    except Unreadable as error:
        raise Refused(str(error)) from None
    pictures = {one.digest: one for one in (examine(one.name, one.data) for one in read.pictures)}
    return original, list(pictures.values()), read
