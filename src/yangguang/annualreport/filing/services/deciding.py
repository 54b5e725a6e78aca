"""What may be decided on a filing? Agreed to, sent back, a step left out; the last agreement publishes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from yangguang.accounts.models import User
from yangguang.annualreport.filing.machine import FILING, STALE
from yangguang.annualreport.filing.models import Filing
from yangguang.annualreport.filing.publishing import publish_version
from yangguang.annualreport.filing.states import Sender, State
from yangguang.organisations.approval import services as approval
from yangguang.organisations.approval.models import Course, Slip
from yangguang.organisations.approval.paper import SIGNED, record_slip
from yangguang.organisations.approval.selectors import course_of, held_course
from yangguang.organisations.approval.states import Scope, Verdict
from yangguang.organisations.viewers import Viewer, actor_of
from yangguang.workflow.acts import acts
from yangguang.workflow.machine import Refused


@dataclass(frozen=True, slots=True)
class Signature:
    """A decision made on paper: the slip it stands on, who signed it when, and the hash of the scan."""

    slip: Slip
    signer: User
    signed_on: date
    scan_hash: str


def approve(filing: Filing, *, viewer: Viewer, revision: int, reason: str = "") -> Filing:
    """Agree at the present step; the county's last agreement publishes in the same act (条例第四十九条).

    `revision` is the one the page showed. Raises `Refused`.
    """
    verb = verb_of(filing, Verdict.AGREED)
    with _deciding(filing, verb, viewer, revision, reason=reason.strip()) as (held, course):
        approval.agree(course, viewer=viewer, version=course.version, position=course.position, reason=reason)
        _follow(held, verb, viewer.today)
    return held


def send_back(filing: Filing, *, viewer: Viewer, revision: int, reason: str) -> Filing:
    """Return the version to those who wrote it, with reasons. Raises `Refused`."""
    if not reason.strip():
        raise Refused("退回须写明理由")
    verb = verb_of(filing, Verdict.RETURNED)
    with _deciding(filing, verb, viewer, revision, reason=reason.strip()) as (held, course):
        approval.send_back(
            course, viewer=viewer, version=course.version, position=course.position, reason=reason
        )
        _send_back(held, verb, reason)
    return held


def skip(filing: Filing, *, viewer: Viewer, revision: int, reason: str) -> Filing:
    """Leave out a step that the route allows to be left out, saying why. Raises `Refused`."""
    if not reason.strip():
        raise Refused("跳过须写明理由")
    verb = verb_of(filing, Verdict.SKIPPED)
    with _deciding(filing, verb, viewer, revision, reason=reason.strip()) as (held, course):
        approval.skip_step(
            course, viewer=viewer, version=course.version, position=course.position, reason=reason
        )
        _follow(held, verb, viewer.today)
    return held


def record_signature(
    filing: Filing,
    signature: Signature,
    *,
    viewer: Viewer,
    revision: int,
    verdict: Verdict,
    reason: str = "",
) -> Filing:
    """Bring in a decision signed on paper; the recorder is no author, and the event says 纸质签批."""
    verb = verb_of(filing, verdict)
    facts = {"slip": signature.slip.number, "signed": SIGNED, "reason": reason.strip()}
    with _deciding(filing, verb, viewer, revision, **facts) as (held, course):
        if signature.slip.version.course_id != course.pk:
            raise Refused("这张呈批单不是这份报告的")
        record_slip(
            signature.slip,
            viewer=viewer,
            signer=signature.signer,
            signed_on=signature.signed_on,
            verdict=verdict,
            scan_hash=signature.scan_hash,
            reason=reason,
        )
        if verdict is Verdict.RETURNED:
            _send_back(held, verb, reason)
        else:
            _follow(held, verb, viewer.today)
    return held


def verb_of(filing: Filing, verdict: Verdict) -> str:
    """The move that a verdict makes where the filing stands; the machine asks again on the locked row."""
    at_county = filing.state == State.SUBMITTED
    if verdict is Verdict.RETURNED:
        return "return_to_organ" if at_county else "return_to_author"
    course = course_of(filing)
    behind = course.steps[course.position + 1 :] if course else []
    skipped = verdict is Verdict.SKIPPED
    if at_county:
        if skipped:
            return "skip_at_county"
        return "pass_at_county" if behind else "publish"
    if behind and behind[0].scope != Scope.COUNTY:
        return "skip" if skipped else "pass_on"
    return "skip_to_county" if skipped else "approve"


@contextmanager
def _deciding(
    filing: Filing, verb: str, viewer: Viewer, revision: int, **facts: Any
) -> Iterator[tuple[Filing, Course]]:
    with acts():
        seen = FILING.lock(Filing.objects.filter(pk=filing.pk))
        course = held_course(seen) if seen else None
        standing = approval.deciding_standing(course, viewer) if course else None
        actor = actor_of(viewer, standing or next(iter(viewer.standings), None))
        with FILING.step(seen or filing, verb, actor=actor, revision=revision, **facts) as held:
            if course is None:
                raise Refused(STALE)
            yield held, course
            held.revision += 1


def _follow(held: Filing, verb: str, today: date) -> None:
    """What an agreement brings about where it leads."""
    if verb in {"approve", "skip_to_county"}:
        held.submitted_on = held.submitted_on or today
    if verb == "publish":
        publish_version(held, today)


def _send_back(held: Filing, verb: str, reason: str) -> None:
    held.returned_by = Sender.COUNTY if verb == "return_to_organ" else Sender.ORGAN
    held.return_reason = reason.strip()
