"""How does a decision signed on paper come in? With its slip, its scan, and the answers on secrecy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from yangguang.accounts.models import User
from yangguang.disclosure.models import Item
from yangguang.disclosure.services.deciding import Answers, deciding, is_at_secrecy, keep_answers
from yangguang.disclosure.services.releasing import release_if_free
from yangguang.disclosure.services.taking_down import leave_tombstone
from yangguang.disclosure.services.texts import unclassified
from yangguang.disclosure.states import Ground, State
from yangguang.organisations.approval.models import Slip
from yangguang.organisations.approval.paper import SIGNED, record_slip
from yangguang.organisations.approval.services import deciding_standing
from yangguang.organisations.approval.states import Verdict
from yangguang.organisations.viewers import Viewer, actor_of, viewer_of
from yangguang.workflow import moment
from yangguang.workflow.acts import acts
from yangguang.workflow.machine import Refused


@dataclass(frozen=True, slots=True)
class Signature:
    """A decision made on paper: the slip it stands on, who signed it when, and the hash of the scan."""

    slip: Slip
    signer: User
    signed_on: date
    scan_hash: str


def record_signature(
    item: Item,
    signature: Signature,
    *,
    viewer: Viewer,
    revision: int,
    verdict: Verdict,
    reason: str = "",
    answers: Answers | None = None,
    now: datetime | None = None,
) -> Item:
    """Bring in a decision signed on paper; the recorder is no author, and the event says 纸质签批.

    At the secrecy review `answers` are those that stand on the slip. Raises `Refused`.
    """
    words = unclassified(reason, "批语或退回理由", may_be_empty=verdict is Verdict.AGREED)
    slip, signer = signature.slip, signature.signer
    facts: dict[str, Any] = {"slip": slip.number, "signed": SIGNED, "reason": words}
    facts |= {"signer": signer.pk, "signed_on": signature.signed_on.isoformat()}
    with acts():
        with deciding(item, verdict, viewer, revision, **facts) as (held, course, _):
            if slip.version.course_id != course.pk:
                raise Refused("这张呈批单不是这条信息的")
            slip.version.course = course  # the very row that this act has locked, not another reading of it
            if verdict is Verdict.AGREED and is_at_secrecy(held):
                signing = viewer_of(signer, signature.signed_on, government=viewer.government)
                keep_answers(course, answers or {}, actor_of(signing, deciding_standing(course, signing)))
            held.course = record_slip(
                slip,
                viewer=viewer,
                signer=signer,
                signed_on=signature.signed_on,
                verdict=verdict,
                scan_hash=signature.scan_hash,
                reason=words,
            )
            _return(held, verdict, words)
        if held.state == State.APPROVED:
            return release_if_free(held, now=now or moment.now())
    return held


def _return(held: Item, verdict: Verdict, words: str) -> None:
    if verdict is not Verdict.RETURNED:
        return
    if held.state == State.URGENT:
        leave_tombstone(held, ground=Ground.OTHER, reason=words)
    held.return_reason = words
