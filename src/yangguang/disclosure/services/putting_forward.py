"""How does a draft go before others, and come back into the drafter's hands?"""

from __future__ import annotations

from typing import Any

from yangguang.disclosure.content import content_of
from yangguang.disclosure.guards.people import STALE
from yangguang.disclosure.joint import other_issuers
from yangguang.disclosure.machine import ITEM
from yangguang.disclosure.models import ConsentSought, Item, ItemVersion
from yangguang.disclosure.services.drafting import drafter, take_off_route, written_by
from yangguang.disclosure.services.texts import said
from yangguang.organisations.approval import services as approval
from yangguang.organisations.approval.models import Course
from yangguang.organisations.approval.selectors import content_hash, held_course
from yangguang.organisations.models import Organ
from yangguang.organisations.services.locking import living_organ
from yangguang.organisations.viewers import Viewer
from yangguang.workflow import moment
from yangguang.workflow.acts import acts
from yangguang.workflow.chain import canonical
from yangguang.workflow.machine import Refused


def submit(item: Item, *, viewer: Viewer, revision: int) -> Item:
    """Freeze the draft as a version and put it before its reviewers (条例第十七条). Raises `Refused`."""
    digest, actor = content_hash(content_of(item)), drafter(item, viewer)
    with acts():
        organ = living_organ(item.organ_id, viewer.government, viewer.today)
        seen = ITEM.lock(Item.objects.filter(pk=item.pk, organ=organ))
        if seen is None or content_hash(content_of(seen)) != digest:
            raise Refused(STALE)
        seen.organ = organ
        with ITEM.step(seen, "submit", actor=actor, revision=revision, hash=digest) as held:
            content = content_of(held)
            written_by(held, viewer)
            held.course = course = _put_forward(held, organ, content, viewer)
            held.version += 1
            ItemVersion.objects.create(
                item=held,
                number=held.version,
                content=canonical(content),
                hash=digest,
                at=moment.now(),
                approval=course.current,
            )
            held.return_reason = ""
            _seek_consents(held)
    return held


def withdraw(item: Item, *, viewer: Viewer, revision: int, reason: str) -> Item:
    """Take back what was put forward or waits for release, to go on writing; the reason is kept."""
    words = said(reason, "撤回理由", "撤回须写明理由")
    actor = drafter(item, viewer)
    with ITEM.step(item, "withdraw", actor=actor, revision=revision, reason=words) as held:
        take_off_route(held, viewer, words)
        held.revision += 1
    return held


def _seek_consents(held: Item) -> None:
    """Ask the other issuing organs of a joint item for their consent (条例第十条)."""
    others = other_issuers(held.issuers, organ=held.organ_id, government=held.government_id)
    if others:
        asked = (ConsentSought(item=held, organ_id=organ) for organ in sorted(others))
        ConsentSought.objects.bulk_create(asked, ignore_conflicts=True)


def _put_forward(held: Item, organ: Organ, content: dict[str, Any], viewer: Viewer) -> Course:
    """Begin the way along the route, or go along it again with the changed content."""
    course = held_course(held) if held.version else None
    if course is not None:
        course.organ = organ  # its people decide: the organ may have come to another since
        return approval.renew(course, viewer=viewer, content=content, authors=held.authors)
    return approval.start_course(
        held,
        viewer=viewer,
        thing=held.things,
        organ=organ,
        title=held.title,
        content=content,
        authors=held.authors,
        handler=viewer.user,
        route=held.route,
    )
