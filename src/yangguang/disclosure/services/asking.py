"""Who else has a say? Joint issuers consent to a version, other agencies are consulted about an item."""

from __future__ import annotations

from datetime import date

from yangguang.disclosure.guards.people import ANSWERING
from yangguang.disclosure.joint import other_issuers
from yangguang.disclosure.machine import ITEM
from yangguang.disclosure.models import Consent, Consultation, Item
from yangguang.disclosure.reviewed import newest_version
from yangguang.disclosure.services.drafting import drafter
from yangguang.disclosure.services.texts import unclassified
from yangguang.disclosure.states import Opinion
from yangguang.organisations.viewers import Standing, Viewer, actor_of
from yangguang.workflow import moment
from yangguang.workflow.machine import Refused


def consent(item: Item, *, viewer: Viewer, revision: int, opinion: str, reason: str = "") -> Consent:
    """Say for another issuing organ whether the current version of a joint item may be public (条例第十条).

    Who answers for the heir of an issuer speaks for it. Raises `Refused`; a refusal needs its reason.
    """
    if opinion not in Opinion.values:
        raise Refused("须选择同意或者不同意")
    words = unclassified(reason, "理由", may_be_empty=opinion == Opinion.AGREED)
    facts = {"opinion": opinion, "reason": words}
    asked = _asked_of(item, viewer)
    standing = next(iter(asked.values()), None)
    actor = actor_of(viewer, standing or next(iter(viewer.standings), None))
    with ITEM.step(item, "consent", actor=actor, revision=revision, **facts) as held:
        version = newest_version(held)
        said = set(version.consents.values_list("organ", flat=True))
        organ = next((one for one in asked if one not in said), None)
        if organ is None:
            raise Refused("本机关已经对这个版本会签过")
        given = Consent.objects.create(
            version=version,
            organ_id=organ,
            opinion=opinion,
            reason=words,
            by_id=viewer.user,
            role=asked[organ].label,
            at=moment.now(),
        )
        held.revision += 1
    return given


def _asked_of(item: Item, viewer: Viewer) -> dict[int, Standing]:
    """The other issuers for which a viewer may speak, each with the role in which."""
    others = other_issuers(item.issuers, organ=item.organ_id, government=item.government_id)
    found = {
        issuer: next(
            (held for heir in sorted(heirs) if (held := viewer.standing(*ANSWERING, organ=heir))), None
        )
        for issuer, heirs in sorted(others.items())
    }
    return {issuer: standing for issuer, standing in found.items() if standing is not None}


def consult(item: Item, *, viewer: Viewer, revision: int, agency: str, question: str) -> Consultation:
    """Ask another agency about information that concerns it; release waits for the answer (条例第十一条)."""
    name, words = unclassified(agency, "协商机关", longest=120), unclassified(question, "协商事项")
    facts = {"agency": name, "question": words}
    with ITEM.step(item, "consult", actor=drafter(item, viewer), revision=revision, **facts) as held:
        asked = Consultation.objects.create(item=held, agency=name, question=words, asked_on=viewer.today)
        held.revision += 1
    return asked


def record_answer(
    consultation: Consultation,
    *,
    viewer: Viewer,
    revision: int,
    opinion: str,
    answer: str,
    answered_on: date,
    answered_by: str,
    settlement: str = "",
) -> Item:
    """Bring in what the agency answered; where it refused, how that was settled may be brought in later."""
    if opinion not in Opinion.values:
        raise Refused("须选择同意或者不同意")
    if not consultation.asked_on <= answered_on <= viewer.today:
        raise Refused("答复日期须在去函以后、今天以前")
    words = unclassified(answer, "答复内容")
    person = unclassified(answered_by, "答复人", longest=60)
    settled = unclassified(settlement, "不同意时的处理", may_be_empty=True)
    facts = {"agency": consultation.agency, "opinion": opinion, "settlement": settled}
    item = consultation.item
    with ITEM.step(item, "record_answer", actor=drafter(item, viewer), revision=revision, **facts) as held:
        fresh = Consultation.objects.select_for_update(no_key=True).get(pk=consultation.pk)
        settles = fresh.opinion == opinion == Opinion.REFUSED and settled and not fresh.settlement
        if fresh.opinion and not settles:
            raise Refused("这项协商已经录入答复")
        fresh.opinion, fresh.answer, fresh.settlement = opinion, words, settled
        fresh.answered_on, fresh.answered_by = answered_on, person
        fresh.save()
        held.revision += 1
    return held
