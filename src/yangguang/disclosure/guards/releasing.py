"""May an item go out, come back or be taken down? Nobody's order and nobody's word stands against it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from yangguang.disclosure.content import content_of
from yangguang.disclosure.joint import other_issuers
from yangguang.disclosure.models import Consent, Consultation, Hold, Item, Publication
from yangguang.disclosure.states import SENSITIVE_GROUNDS, Opinion, Standing, State
from yangguang.organisations.approval.models import Course, Decision
from yangguang.organisations.approval.states import State as CourseState
from yangguang.organisations.approval.states import Verdict
from yangguang.organisations.viewers import Acting
from yangguang.workflow.machine import Move

ON_THEIR_WAY = (State.REVIEW.value, State.APPROVED.value, State.URGENT.value)
"""States in which a 文号 is spoken for although nothing of the item need be public."""
HELD = "有暂缓公开的决定，解除以前不能发布"
UNSETTLED = "还有协商事项没有答复或者没有处理完"
REFUSED = "有联合发文机关不同意公开这个版本，须修改后重新提交"


def nothing_stands_against_it(move: Move) -> str | None:
    """No court's hold is in force, every joint issuer consents, every agency that was asked has agreed.

    One statement asks for all three (条例第十条、第十一条; 法释〔2025〕8号第十三条).
    """
    item: Item = move.subject
    others = _other_issuers(item)
    held = Hold.objects.filter(held_on(today_of(move)), item=OuterRef("pk"))
    unsettled = Consultation.objects.filter(is_unsettled(), item=OuterRef("pk"))
    given = Consent.objects.filter(_version_in_question(item), organ__in=others).order_by()
    agreed = given.filter(opinion=Opinion.AGREED).values("version").annotate(count=Count("organ"))
    found = Item.objects.filter(pk=item.pk).values_list(
        Exists(held),
        Exists(unsettled),
        Exists(given.filter(opinion=Opinion.REFUSED)) if others else Value(False),
        Coalesce(Subquery(agreed.values("count")), 0) if others else Value(0),
    )
    is_stopped, is_open, is_refused, consents = found.get()
    wrongs = {
        HELD: is_stopped,
        UNSETTLED: is_open,
        REFUSED: is_refused,
        f"还缺{len(others) - consents}个联合发文机关的会签同意": consents < len(others),
    }
    return next((words for words, wrong in wrongs.items() if wrong), None)


def held_on(day: date) -> Q:
    """Holds in force on a day."""
    return Q(from_on__lte=day, lifted_on__isnull=True) & (Q(to_on__isnull=True) | Q(to_on__gte=day))


def is_unsettled() -> Q:
    """Consultations that nobody has answered, or whose refusal nobody has dealt with."""
    return Q(opinion="") | Q(opinion=Opinion.REFUSED, settlement="")


def the_time_has_come(move: Move) -> str | None:
    """The time set for release is past."""
    item: Item = move.subject
    if item.scheduled_at is None or "now" not in move.facts:
        return None
    come = item.scheduled_at <= datetime.fromisoformat(move.facts["now"])
    return None if come else "定时发布的时间还没有到，可以先取消定时"


def document_no_is_free(move: Move) -> str | None:
    """No other public item bears the same 文号; asked only where there is one."""
    item: Item = move.subject
    number = _content_in_question(item)["document_no"]
    return number_taken(number) if number and _public_with(number, item).exists() else None


def document_no_is_unclaimed(move: Move) -> str | None:
    """No other item that is public or on its way there bears the same 文号; one statement for both."""
    item: Item = move.subject
    if not item.document_no:
        return None
    mine = {"government": item.government_id, "document_no": item.document_no}
    coming = Item.objects.filter(**mine, state__in=ON_THEIR_WAY).exclude(pk=item.pk)
    taken = _public_with(item.document_no, item).values_list("pk").union(coming.values_list("pk"))[:1]
    return number_taken(item.document_no) if taken else None


def number_taken(number: str) -> str:
    """The sentence for a 文号 that another item bears."""
    return f"文号“{number}”已经用于另一条信息，请核对"


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


def is_taken_down(move: Move) -> str | None:
    """What stood before the public was taken down."""
    down = _standing(move) in {Standing.TOMBSTONE, Standing.BLANK_TOMBSTONE}
    return None if down else "这条信息没有撤下"


def may_come_back(move: Move) -> str | None:
    """What was taken down for secrecy or privacy comes back only through review; so does what had none."""
    publication = publication_of(move.subject)
    if publication is None:
        return "这条信息没有公开过"
    if publication.ground in SENSITIVE_GROUNDS:
        return "因涉密或者隐私撤下的信息，须修改后重新审核"
    decided = Decision.objects.filter(version=publication.version.approval_id, version__course=OuterRef("pk"))
    through = decided.exclude(verdict=Verdict.RETURNED).order_by().values("version")
    counted = Course.objects.filter(versions=publication.version.approval_id).values_list(
        "plan", Coalesce(Subquery(through.annotate(count=Count("pk")).values("count")), 0)
    )
    plan, decisions = counted.get()
    return None if decisions == len(plan) else "紧急发布以后没有补审批的内容，须重新审核"


def publication_of(item: Item) -> Publication | None:
    """What stands of an item before the public, or stood; asked only of what was ever released."""
    return getattr(item, "publication", None) if item.released_at is not None else None


def _public_with(number: str, item: Item) -> QuerySet[Publication]:
    mine = {"government": item.government_id, "document_no": number}
    return Publication.objects.filter(**mine, standing=Standing.PUBLIC).exclude(pk=item.pk)


def _content_in_question(item: Item) -> Mapping[str, Any]:
    """What would stand before the public: after a taking down the version that stood there."""
    if item.state == State.TAKEN_DOWN and (publication := publication_of(item)) is not None:
        return publication.version.facts
    return content_of(item)


def _version_in_question(item: Item) -> Q:
    if item.state == State.TAKEN_DOWN and (publication := publication_of(item)) is not None:
        return Q(version=publication.version_id)
    return Q(version__item=item.pk, version__number=item.version)


def _other_issuers(item: Item) -> list[int]:
    issuers = _content_in_question(item)["issuers"]
    return sorted(other_issuers(issuers, organ=item.organ_id, government=item.government_id))


def today_of(move: Move) -> date:
    """The day on which somebody moves: theirs, or that of the minute at which the clock does."""
    if "now" in move.facts:
        return timezone.localdate(datetime.fromisoformat(move.facts["now"]))
    viewer = move.actor.viewer if isinstance(move.actor, Acting) else None
    return viewer.today if viewer is not None else timezone.localdate()


def _standing(move: Move) -> str | None:
    publication = publication_of(move.subject)
    return publication.standing if publication is not None else None
