"""May an item go out, come back or be taken down? Nobody's order and nobody's word stands against it."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate

from yangguang.disclosure.content import content_of
from yangguang.disclosure.guards.people import viewer_in
from yangguang.disclosure.models import Consent, Consultation, Hold, Item
from yangguang.disclosure.states import SENSITIVE_GROUNDS, Opinion, Standing
from yangguang.organisations.approval.selectors import content_hash
from yangguang.organisations.approval.states import State as CourseState
from yangguang.workflow.machine import Move


def nothing_stands_against_it(move: Move) -> str | None:
    """No court's hold is in force, every joint issuer consents, every agency that was asked has agreed.

    One statement asks for all three (条例第十条、第十一条; 法释〔2025〕8号第十三条).
    """
    item: Item = move.subject
    others = {issuer["organ"] for issuer in item.issuers if issuer.get("organ")} - {item.organ_id}
    held = Hold.objects.filter(held_on(_today(move)), item=OuterRef("pk"))
    unsettled = Consultation.objects.filter(
        Q(opinion="") | Q(opinion=Opinion.REFUSED, settlement=""), item=OuterRef("pk")
    )
    found = Item.objects.filter(pk=item.pk).values_list(
        Exists(held), Exists(unsettled), _consents(item, others) if others else Value(0)
    )
    is_held, is_unsettled, consents = found.get()
    if is_held:
        return "有暂缓公开的决定，解除以前不能发布"
    if is_unsettled:
        return "还有协商事项没有答复或者没有处理完"
    return f"还缺{len(others) - consents}个联合发文机关的会签同意" if consents < len(others) else None


def _consents(item: Item, others: set[int]) -> Coalesce:
    """How many of the other issuing organs consent to the content as it stands."""
    agreed = Consent.objects.filter(
        version__item=OuterRef("pk"),
        version__hash=content_hash(content_of(item)),
        opinion=Opinion.AGREED,
        organ__in=others,
    )
    counted = agreed.order_by().values("version__item").annotate(count=Count("organ", distinct=True))
    return Coalesce(Subquery(counted.values("count")), 0)


def held_on(day: date) -> Q:
    """Holds in force on a day."""
    return Q(from_on__lte=day, lifted_on__isnull=True) & (Q(to_on__isnull=True) | Q(to_on__gte=day))


def the_time_has_come(move: Move) -> str | None:
    """The time set for release is past."""
    item: Item = move.subject
    if item.scheduled_at is None or "now" not in move.facts:
        return None
    return (
        None
        if item.scheduled_at <= datetime.fromisoformat(move.facts["now"])
        else "定时发布的时间还没有到，可以先取消定时"
    )


def approved_as_it_stands(move: Move) -> str | None:
    """The version that goes out is the one that was approved."""
    course = move.subject.course
    return None if course is not None and course.state == CourseState.APPROVED else "这个版本还没有审批通过"


def is_public(move: Move) -> str | None:
    """Something of the item stands before the public."""
    return None if _standing(move) == Standing.PUBLIC else "这条信息没有公开"


def is_not_public(move: Move) -> str | None:
    """Nothing of the item was ever public."""
    return None if _standing(move) is None else "已经公开过的信息不能作废，可以撤下"


def may_come_back(move: Move) -> str | None:
    """What was taken down for secrecy or privacy comes back only through review."""
    publication = getattr(move.subject, "publication", None)
    if publication is None:
        return "这条信息没有公开过"
    if publication.ground in SENSITIVE_GROUNDS:
        return "因涉密或者隐私撤下的信息，须修改后重新审核"
    return approved_as_it_stands(move)


def _today(move: Move) -> date:
    viewer = viewer_in(move)
    return viewer.today if viewer is not None else localdate(datetime.fromisoformat(move.facts["now"]))


def _standing(move: Move) -> str | None:
    publication = getattr(move.subject, "publication", None)
    return publication.standing if publication is not None else None
