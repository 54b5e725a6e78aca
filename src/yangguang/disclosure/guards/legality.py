"""Was the legality of a normative document reviewed, where that is wanted? Asked of the text itself."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from django.db.models import OuterRef, Subquery

from yangguang.disclosure.content import legal_text_of
from yangguang.disclosure.guards.releasing import today_of
from yangguang.disclosure.judgements import LegalityReview, NormativeRule
from yangguang.disclosure.models import Item
from yangguang.disclosure.states import Legality, LegalityNeed
from yangguang.disclosure.types_in_use import type_of
from yangguang.organisations.approval.selectors import content_hash
from yangguang.workflow.machine import Move

DEFAULT = LegalityNeed.RELEASE
"""Where a government has set nothing (law/open_questions.yaml, `normative.legality`)."""


class Lack(StrEnum):
    """What stands between a text and its being found legal."""

    UNREVIEWED = "没有合法性审核意见"
    NOT_LEGAL = "审核意见不是“合法”"
    CHANGED = "审核以后文本有改动"


def lack_of_legality(item: Item, opinion: str | None, reviewed: str | None) -> Lack | None:
    """What the text lacks when the newest review said `opinion` of the text with the hash `reviewed`.

    A review that did not find the text legal stands until the text is another.
    """
    if opinion is None:
        return Lack.UNREVIEWED
    if reviewed == content_hash(legal_text_of(item)):
        return None if opinion == Legality.LEGAL else Lack.NOT_LEGAL
    return Lack.CHANGED


def legality_allows_review(move: Move) -> str | None:
    """Where the government wants it so, a normative document goes forward only after its legality review."""
    return _refusal(move, {LegalityNeed.SUBMIT}, "提交审核")


def legality_was_reviewed(move: Move) -> str | None:
    """Unless set otherwise, only a text found legal goes out (优化营商环境条例第六十三条)."""
    return _refusal(move, {LegalityNeed.SUBMIT, LegalityNeed.RELEASE}, "发布")


def refusal_of_legality(item: Item, day: date, needed: set[LegalityNeed], what: str) -> str | None:
    """Why the text of a normative document may not go on by the rule in force on `day`; one statement."""
    rules = NormativeRule.objects.filter(government=OuterRef("government"), from_on__lte=day)
    reviews = LegalityReview.objects.filter(item=OuterRef("pk")).order_by("-pk")
    found = Item.objects.filter(pk=item.pk).values_list(
        Subquery(rules.order_by("-from_on").values("legality")[:1]),
        Subquery(reviews.values("opinion")[:1]),
        Subquery(reviews.values("hash")[:1]),
    )
    need, opinion, reviewed = found.get()
    if LegalityNeed(need or DEFAULT) not in needed:
        return None
    if opinion is None:
        return f"规范性文件须先经合法性审核才能{what}"
    if opinion != Legality.LEGAL:
        return f"合法性审核意见是“{Legality(opinion).label}”，须按意见修改并经审核确认合法才能{what}"
    if reviewed != content_hash(legal_text_of(item)):
        return f"合法性审核以后文本有改动，须重新审核才能{what}"
    return None


def _refusal(move: Move, needed: set[LegalityNeed], what: str) -> str | None:
    item: Item = move.subject
    return refusal_of_legality(item, today_of(move), needed, what) if type_of(item.type).normative else None
