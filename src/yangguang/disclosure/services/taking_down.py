"""How does something leave the public, and come back? With a reason that stands at its address."""

from __future__ import annotations

from yangguang.disclosure.content import draft_of_content, put_into
from yangguang.disclosure.guards.people import ANSWERING
from yangguang.disclosure.machine import ITEM
from yangguang.disclosure.models import Item, Publication
from yangguang.disclosure.services.drafting import due_of, take_off_route
from yangguang.disclosure.services.interpreting import fulfil_interpretation, leave_uninterpreted
from yangguang.disclosure.services.publishing import number_once
from yangguang.disclosure.services.texts import said
from yangguang.disclosure.services.validating import derive_validity, ended_by, locked_with_targets
from yangguang.disclosure.states import SENSITIVE_GROUNDS, Ground, Standing
from yangguang.disclosure.types_in_use import type_of
from yangguang.organisations.kinds import Role
from yangguang.organisations.viewers import Acting, Viewer, actor_of
from yangguang.workflow import moment
from yangguang.workflow.machine import Refused


def take_down(item: Item, *, viewer: Viewer, revision: int, ground: str, reason: str) -> Item:
    """Take an item from the public; what stands there says since when and why (条例第六条、第五十三条).

    For secrecy or privacy not even the title stays. Raises `Refused`.
    """
    if ground not in Ground.values:
        raise Refused("须选择撤下的原因")
    words = said(reason, "撤下理由", "撤下须写明理由")
    facts = {"ground": ground, "reason": words}
    with ITEM.step(item, "take_down", actor=answering(item, viewer), revision=revision, **facts) as held:
        take_off_route(held, viewer, words)
        leave_tombstone(held, ground=ground, reason=words)
        held.scheduled_at = None
        held.revision += 1
    return held


def restore(item: Item, *, viewer: Viewer, revision: int, reason: str) -> Item:
    """Put back what was taken down, as it was approved; the draft says again what is public.

    Raises `Refused`.
    """
    words = said(reason, "恢复理由", "恢复须写明理由")
    with ITEM.step(item, "restore", actor=answering(item, viewer), revision=revision, reason=words) as held:
        publication = publication_held(held)
        publication.standing = Standing.PUBLIC
        publication.taken_down_at, publication.ground, publication.take_down_reason = None, "", ""
        with number_once(publication.document_no):
            publication.save()
        fulfil_interpretation(publication)
        derive_validity([publication.pk, *ended_by(publication)])
        say_what_is_public(held, publication)
        held.revision += 1
    return held


def leave_tombstone(held: Item, *, ground: str, reason: str) -> None:
    """Leave at the public address only that something stood there, since when it is gone, and why.

    What it ended is in force again, and what it interpreted waits for an interpretation again.
    """
    publication = publication_held(held)
    sensitive = ground in SENSITIVE_GROUNDS
    publication.standing = Standing.BLANK_TOMBSTONE if sensitive else Standing.TOMBSTONE
    publication.taken_down_at = moment.now()
    publication.ground, publication.take_down_reason = ground, reason
    publication.save()
    leave_uninterpreted(publication)
    derive_validity(ended_by(publication))


def publication_held(held: Item) -> Publication:
    """What stands or stood of a locked item before the public, locked with all it bears on."""
    publication = locked_with_targets(held.pk)
    if publication is None:
        raise Refused("这条信息没有公开过")
    return publication


def say_what_is_public(held: Item, publication: Publication) -> None:
    """Let the working copy say again what the public version says; what was written since is given up."""
    facts = publication.version.facts
    put_into(held, draft_of_content(facts))
    held.attachments, held.original = facts["attachments"], facts["original"]
    held.correction_note = held.return_reason = ""
    held.scheduled_at = None
    due = due_of(type_of(held.type), held)
    held.due_on = due.on if due else None


def answering(item: Item, viewer: Viewer) -> Acting:
    """The actor who answers for an item; whether they may is asked by the machine."""
    own = viewer.standing(*ANSWERING, organ=item.organ_id)
    return actor_of(viewer, own or viewer.standing(Role.COUNTY_OFFICE) or next(iter(viewer.standings), None))
