"""How does a draft go before others, and come back into the drafter's hands?"""

from __future__ import annotations

from yangguang.accounts.models import User
from yangguang.annualreport.filing.content import content_of
from yangguang.annualreport.filing.machine import FILING, STALE, thing_of
from yangguang.annualreport.filing.models import Filing, FilingVersion
from yangguang.annualreport.filing.services.drafting import drafter
from yangguang.organisations.approval import services as approval
from yangguang.organisations.approval.models import Course
from yangguang.organisations.approval.selectors import content_hash, course_of, held_course
from yangguang.organisations.services.locking import locked_organ
from yangguang.organisations.viewers import Viewer
from yangguang.workflow import moment
from yangguang.workflow.acts import acts
from yangguang.workflow.chain import canonical
from yangguang.workflow.machine import Refused


def submit(filing: Filing, *, viewer: Viewer, revision: int) -> Filing:
    """Freeze the draft as a version and put it before the organ's leader (30号 二（三）)."""
    digest, actor = content_hash(content_of(filing)), drafter(filing, viewer)
    with acts():
        locked_organ(filing.organ_id, viewer.government)  # first, as in a reorganisation that moves filings
        with FILING.step(filing, "submit", actor=actor, revision=revision, hash=digest) as held:
            if (held.organ_id, content_hash(content_of(held))) != (filing.organ_id, digest):
                raise Refused(STALE)
            held.authors.add(viewer.user)
            _freeze(held, _put_forward(held, viewer))
            held.handler_id = viewer.user
            held.returned_by = held.return_reason = ""
            held.revision += 1
    return held


def withdraw(filing: Filing, *, viewer: Viewer, revision: int, reason: str) -> Filing:
    """Take back what was put forward, to go on writing; the reason is kept. Raises `Refused`."""
    if not reason.strip():
        raise Refused("撤回须写明理由")
    with FILING.step(
        filing, "withdraw", actor=drafter(filing, viewer), revision=revision, reason=reason.strip()
    ) as held:
        approval.withdraw(_course(held), viewer=viewer, reason=reason)
        held.revision += 1
    return held


def _put_forward(held: Filing, viewer: Viewer) -> Course:
    """Begin the way along the route, or go along it again with the changed content."""
    authors = list(User.objects.filter(pk__in=held.authors.values("pk")))
    course = held_course(held)
    if course is not None:
        return approval.renew(course, viewer=viewer, content=content_of(held), authors=authors)
    handler = User.objects.get(pk=viewer.user)
    return approval.start_course(
        held,
        viewer=viewer,
        thing=thing_of(held),
        organ=held.organ,
        title=str(held),
        content=content_of(held),
        authors=authors,
        handler=handler,
    )


def _freeze(held: Filing, course: Course) -> None:
    content = content_of(held)
    newest = held.versions.order_by("-number").first()
    FilingVersion.objects.create(
        filing=held,
        number=newest.number + 1 if newest else 1,
        content=canonical(content),
        hash=content_hash(content),
        at=moment.now(),
        approval=course.current,
    )


def _course(held: Filing) -> Course:
    course = course_of(held)
    if course is None:
        raise Refused(STALE)
    return course
