"""What if the organ cannot settle a doubt about secrecy? It is put to those who determine, and waits."""

from __future__ import annotations

from datetime import date

from yangguang.disclosure.machine import ITEM
from yangguang.disclosure.models import Item, Referral
from yangguang.disclosure.reviewed import newest_version
from yangguang.disclosure.services.texts import unclassified
from yangguang.disclosure.states import Determination, Referred
from yangguang.organisations.approval.services import deciding_standing
from yangguang.organisations.viewers import Acting, Viewer, actor_of
from yangguang.workflow.machine import Refused


def refer(item: Item, *, viewer: Viewer, revision: int, referred_to: str, question: str) -> Referral:
    """Put a doubt about openness to the 主管部门 or the 保密行政管理部门 (条例第十七条第三款).

    Nobody can agree to the item until the determination is recorded. Raises `Refused`.
    """
    if referred_to not in Referred.values:
        raise Refused("须选择报请哪个机关确定")
    words = unclassified(question, "报请事项")
    facts = {"referred_to": referred_to, "question": words}
    with ITEM.step(item, "refer", actor=_reviewer(item, viewer), revision=revision, **facts) as held:
        referral = Referral.objects.create(
            item=held,
            hash=newest_version(held).hash,
            referred_to=referred_to,
            question=words,
            asked_on=viewer.today,
        )
        held.revision += 1
    return referral


def record_determination(
    referral: Referral,
    *,
    viewer: Viewer,
    revision: int,
    determination: str,
    determined_on: date,
    document_no: str,
    basis: str,
) -> Item:
    """Bring in what was determined, with its document; 不予公开 lets nobody agree any more."""
    if determination not in Determination.values:
        raise Refused("须选择确定结果")
    if not referral.asked_on <= determined_on <= viewer.today:
        raise Refused("确定日期须在报请以后、今天以前")
    number, words = unclassified(document_no, "确定文书文号"), unclassified(basis, "确定依据")
    facts = {"determination": determination, "document_no": number, "basis": words}
    item = referral.item
    with ITEM.step(item, "determine", actor=_reviewer(item, viewer), revision=revision, **facts) as held:
        fresh = Referral.objects.select_for_update(no_key=True).get(pk=referral.pk)
        if fresh.determination:
            raise Refused("这项报请已经录入确定结果")
        fresh.determination, fresh.determined_on = determination, determined_on
        fresh.document_no, fresh.basis = number, words
        fresh.save()
        held.revision += 1
    return held


def _reviewer(item: Item, viewer: Viewer) -> Acting:
    standing = deciding_standing(item.course, viewer) if item.course else None
    return actor_of(viewer, standing or next(iter(viewer.standings), None))
