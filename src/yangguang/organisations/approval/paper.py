"""How is a signature on paper brought in? A slip is printed for one version; no author of it records it."""

from __future__ import annotations

import re
from datetime import date

from django.utils import timezone

from yangguang.accounts.models import User
from yangguang.organisations.approval.machine import COURSE, STALE, works_on_it
from yangguang.organisations.approval.models import Course, Slip
from yangguang.organisations.approval.services import deciding_standing, write_decision
from yangguang.organisations.approval.states import State, Verdict
from yangguang.organisations.viewers import Acting, Viewer, actor_of, viewer_of
from yangguang.workflow import moment
from yangguang.workflow.acts import acts, note
from yangguang.workflow.machine import Move, Refused

HASH = re.compile(r"[0-9a-f]{64}", re.ASCII)
SIGNED = "纸质签批"
SHORT = slice(0, 8)
"""How much of the version's hash a slip's number carries."""


def print_slip(course: Course, *, viewer: Viewer) -> Slip:
    """Print the 呈批单 of the present step: it carries the hash of the version that is put forward."""
    with acts():
        held = Course.objects.select_for_update(no_key=True).get(pk=course.pk)
        actor = _actor(held, viewer)
        row = held.step_now
        if sentence := refusal_of_printing(held, viewer):
            raise Refused(sentence)
        if row is None or held.state != State.RUNNING:
            raise Refused("现在没有等待签批的步骤")
        count = Slip.objects.filter(version__course=held).count() + 1
        slip = Slip.objects.create(
            version=held.current,
            step=row,
            number=f"{held.pk}-{held.version}-{count}-{held.current.hash[SHORT]}",
            printed_by_id=viewer.user,
            printed_at=moment.now(),
        )
        facts = {"slip": slip.number, "version": held.version, "hash": held.current.hash}
        note("course", "slip_printed", held, actor, facts=facts)
    return slip


def refusal_of_printing(course: Course, viewer: Viewer) -> str | None:
    """Why somebody may not print a slip, in the words in which `print_slip` would refuse; no statement."""
    return works_on_it(Move(course, "print", _actor(course, viewer)))


def record_slip(
    slip: Slip,
    *,
    viewer: Viewer,
    signer: User,
    signed_on: date,
    verdict: Verdict,
    scan_hash: str,
    reason: str = "",
) -> Course:
    """Bring in the signed scan of a slip as a decision of its signer; the event says 纸质签批.

    The signer must have been able to decide on `signed_on`, the slip's version must still be the current one,
    and neither signer nor recorder may be an author. Raises `Refused`.
    """
    _check(slip, verdict, scan_hash, reason)
    if not timezone.localdate(slip.printed_at) <= signed_on <= viewer.today:
        raise Refused("签批日期须在打印之日以后、今天以前")
    course = slip.version.course
    signing = viewer_of(signer, signed_on, government=viewer.government)
    facts = {
        **{"version": slip.version.number, "position": slip.step.position, "hash": slip.version.hash},
        **{"signed": SIGNED, "slip": slip.number, "scan": scan_hash, "reason": reason.strip()},
        **{"signer": signer.pk, "signed_on": signed_on.isoformat()},
    }
    with COURSE.step(course, _verb(course, verdict), actor=_actor(course, viewer), **facts) as held:
        fresh = Slip.objects.select_for_update(no_key=True).get(pk=slip.pk)
        standing = deciding_standing(held, signing)
        if fresh.decision_id is not None or standing is None:
            raise Refused(STALE)
        fresh.decision = write_decision(held, verdict, signing, standing, reason, on_paper=True)
        fresh.scan_hash, fresh.signed_on, fresh.recorded_by_id = scan_hash, signed_on, viewer.user
        fresh.save()
        if verdict is Verdict.AGREED:
            held.position += 1
    return held


def _check(slip: Slip, verdict: Verdict, scan_hash: str, reason: str) -> None:
    if verdict not in {Verdict.AGREED, Verdict.RETURNED}:
        raise Refused("纸质签批只能是同意或退回")
    if verdict is Verdict.RETURNED and not reason.strip():
        raise Refused("退回须写明理由")
    if not HASH.fullmatch(scan_hash):
        raise Refused("签批件的校验值应是64位小写十六进制")
    if slip.decision_id is not None:
        raise Refused("这张呈批单已经录入")


def _verb(course: Course, verdict: Verdict) -> str:
    if verdict is Verdict.RETURNED:
        return "send_back_on_paper"
    return "finish_on_paper" if course.position + 1 >= len(course.steps) else "agree_on_paper"


def _actor(course: Course, viewer: Viewer) -> Acting:
    own = next((one for one in viewer.standings if one.organ == course.organ_id), None)
    return actor_of(viewer, own or next(iter(viewer.standings), None))
