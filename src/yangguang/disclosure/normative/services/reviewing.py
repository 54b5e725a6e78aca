"""How does the legality review come onto the record? One row a text, by a reviewer who wrote none of it."""

from __future__ import annotations

from datetime import date

from yangguang.disclosure.content import legal_text_of
from yangguang.disclosure.judgements import LegalityReview
from yangguang.disclosure.models import Item
from yangguang.disclosure.normative.people import reviewer_for
from yangguang.disclosure.services.texts import unclassified
from yangguang.disclosure.states import Legality, State
from yangguang.disclosure.types_in_use import type_of
from yangguang.organisations.approval.selectors import content_hash
from yangguang.organisations.fields import refusal_of_fields
from yangguang.organisations.viewers import Viewer, actor_of
from yangguang.workflow import moment
from yangguang.workflow.acts import acts, note
from yangguang.workflow.machine import Refused

STALE = "页面打开以后文本已有变化，请重新审核"


def review_legality(
    item: Item,
    *,
    viewer: Viewer,
    hash: str,
    opinion: str,
    document_no: str,
    reviewed_on: date,
    words: str = "",
) -> LegalityReview:
    """Keep what the review said of the text with the hash `hash` (优化营商环境条例第六十三条).

    A review is never changed: a later one takes its place. Raises `Refused`.
    """
    standing = reviewer_for(viewer, item.organ_id)
    if standing is None or viewer.government != item.government_id:
        raise Refused(f"只有{item.organ.name}和县一级的法制审核员可以录入合法性审核意见")
    said = unclassified(words, "意见说明", may_be_empty=True)
    if opinion != Legality.LEGAL and not said:
        raise Refused("审核意见不是“合法”的，须写明说明")
    actor, number = actor_of(viewer, standing), " ".join(document_no.split())
    with acts():
        held = Item.objects.select_for_update(no_key=True).get(pk=item.pk)
        row = LegalityReview(item=held, hash=hash, opinion=opinion, document_no=number, note=said)
        row.reviewed_on, row.organ_id, row.role = reviewed_on, standing.organ, standing.label
        row.by_id, row.at = viewer.user, moment.now()
        if sentence := refusal_of_fields(row) or _refusal(row, viewer):
            raise Refused(sentence)
        row.save(force_insert=True)
        facts = {"opinion": opinion, "document": row.document_no, "hash": hash, "note": said}
        note("item", "review_legality", held, actor, facts={**facts, "on": reviewed_on.isoformat()})
    return row


def text_hash(item: Item) -> str:
    """The hash of the text that a review judges."""
    return content_hash(legal_text_of(item))


def _refusal(row: LegalityReview, viewer: Viewer) -> str | None:
    item = row.item
    if not type_of(item.type).normative:
        return "这条信息不是规范性文件，不用合法性审核"
    if item.state == State.DROPPED:
        return f"现在是“{State(item.state).label}”，不能录入合法性审核意见"
    if viewer.user in item.authors:
        return "起草人不能审核自己起草的文件"
    if row.reviewed_on > viewer.today:
        return "审核日期不能晚于今天"
    return None if row.hash == text_hash(item) else STALE
