"""What becomes of several conclusions given at once? One act an item, each refused or done by itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from yangguang.disclosure.models import Item
from yangguang.disclosure.selectors import awaiting_decision
from yangguang.disclosure.services.deciding import Answers, approve, send_back
from yangguang.organisations.approval.states import Verdict
from yangguang.organisations.viewers import Viewer
from yangguang.workflow.machine import Refused

GONE = "这条信息已经不等您审核"


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What is concluded on one item, seen at `revision`; `answers` only at the secrecy review."""

    item: int
    revision: int
    verdict: Verdict
    reason: str = ""
    answers: Answers | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a conclusion: the item as it now stands, or the sentence of refusal."""

    conclusion: Conclusion
    item: Item | None
    refusal: str = ""


def review_batch(conclusions: Iterable[Conclusion], *, viewer: Viewer) -> tuple[Outcome, ...]:
    """Carry out every conclusion as an act of its own, in the order given; one refused stops no other."""
    return tuple(_concluded(one, viewer) for one in conclusions)


def _concluded(one: Conclusion, viewer: Viewer) -> Outcome:
    item = awaiting_decision(viewer).filter(pk=one.item).first()
    if item is None:
        return Outcome(one, None, GONE)
    try:
        if one.verdict is Verdict.RETURNED:
            done = send_back(item, viewer=viewer, revision=one.revision, reason=one.reason)
        else:
            done = approve(item, viewer=viewer, revision=one.revision, reason=one.reason, answers=one.answers)
    except Refused as refused:
        return Outcome(one, item, str(refused))
    return Outcome(one, done)
