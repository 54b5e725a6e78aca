"""How is a released item put right? By a new version on the same route, with a note the public reads."""

from __future__ import annotations

from yangguang.disclosure.content import draft_of_content, put_into
from yangguang.disclosure.machine import ITEM
from yangguang.disclosure.models import Item
from yangguang.disclosure.services.drafting import drafter
from yangguang.organisations.fields import refusal_of_fields
from yangguang.organisations.viewers import Viewer
from yangguang.workflow.machine import Refused


def begin_correction(item: Item, *, viewer: Viewer, revision: int, note: str) -> Item:
    """Open a released item for correction; `note` says to the public what is put right and why.

    The released version stays public until the corrected one is. Raises `Refused`.
    """
    words = " ".join(note.split())
    if not words:
        raise Refused("更正须写明向社会公布的更正说明")
    actor = drafter(item, viewer)
    with ITEM.step(item, "begin_correction", actor=actor, revision=revision, note=words) as held:
        held.correction_note = words
        if sentence := refusal_of_fields(held):
            raise Refused(sentence)
        held.handler_id = viewer.user
        held.revision += 1
    return held


def drop_correction(item: Item, *, viewer: Viewer, revision: int) -> Item:
    """Give a correction up: the draft says again what is public. Raises `Refused`."""
    with ITEM.step(item, "drop_correction", actor=drafter(item, viewer), revision=revision) as held:
        facts = held.publication.version.facts
        put_into(held, draft_of_content(facts))
        held.attachments, held.original = facts["attachments"], facts["original"]
        held.correction_note = held.return_reason = ""
        held.revision += 1
    return held
