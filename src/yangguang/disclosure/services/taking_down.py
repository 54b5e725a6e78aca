"""How does something leave the public, and come back? With a reason that stands at its address."""

from __future__ import annotations

from yangguang.disclosure.guards.people import ANSWERING
from yangguang.disclosure.machine import ITEM
from yangguang.disclosure.models import Item, Publication
from yangguang.disclosure.services.publishing import close_files, open_files
from yangguang.disclosure.services.validating import derive_validity
from yangguang.disclosure.states import SENSITIVE_GROUNDS, Ground, Standing
from yangguang.organisations.approval import services as approval
from yangguang.organisations.approval.states import OPEN
from yangguang.organisations.fields import refusal_of_fields
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
    words = " ".join(reason.split())
    if not words:
        raise Refused("撤下须写明理由")
    facts = {"ground": ground, "reason": words}
    with ITEM.step(item, "take_down", actor=answering(item, viewer), revision=revision, **facts) as held:
        if held.course is not None and held.course.state in OPEN:
            approval.withdraw(held.course, viewer=viewer, reason=words)
            held.course = None
        leave_tombstone(held.publication, ground=ground, reason=words)
        held.scheduled_at = None
        held.revision += 1
    return held


def restore(item: Item, *, viewer: Viewer, revision: int, reason: str) -> Item:
    """Put back what was taken down, as it was approved. Raises `Refused`."""
    words = " ".join(reason.split())
    if not words:
        raise Refused("恢复须写明理由")
    with ITEM.step(item, "restore", actor=answering(item, viewer), revision=revision, reason=words) as held:
        publication = held.publication
        publication.standing = Standing.PUBLIC
        publication.taken_down_at, publication.ground, publication.take_down_reason = None, "", ""
        publication.save()
        open_files(publication)
        derive_validity([publication.pk, *publication.relations.values_list("target", flat=True)])
        held.revision += 1
    return held


def leave_tombstone(publication: Publication, *, ground: str, reason: str) -> None:
    """Leave at the public address only that something stood there, since when it is gone, and why."""
    sensitive = ground in SENSITIVE_GROUNDS
    publication.standing = Standing.BLANK_TOMBSTONE if sensitive else Standing.TOMBSTONE
    publication.taken_down_at = moment.now()
    publication.ground, publication.take_down_reason = ground, reason
    if sentence := refusal_of_fields(publication):
        raise Refused(sentence)
    publication.save()
    close_files(publication)
    derive_validity(publication.relations.values_list("target", flat=True))


def answering(item: Item, viewer: Viewer) -> Acting:
    """The actor who answers for an item; whether they may is asked by the machine."""
    own = viewer.standing(*ANSWERING, organ=item.organ_id)
    return actor_of(viewer, own or viewer.standing(Role.COUNTY_OFFICE) or next(iter(viewer.standings), None))
