"""Was exactly the version put forward last examined for secrets, and does no doubt stand against it?"""

from __future__ import annotations

from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce

from yangguang.disclosure.models import Item, ItemVersion, Referral, SecrecyReview
from yangguang.disclosure.states import Determination
from yangguang.organisations.approval.models import Course
from yangguang.organisations.kinds import Role

NOT_UNDER_REVIEW = "这条信息没有在审批中"
ANOTHER_VERSION = "审批的不是提交的这个版本，请撤回后重新提交"
NOT_EXAMINED = "这个版本没有作过保密审查，不能发布"
DOUBTED = "已经报请确定，确定结果录入以前不能同意"
CLOSED = "经确定不予公开，只能退回或者撤回"


def newest_version(item: Item) -> ItemVersion:
    """The version put forward last, in one statement with what was said of it.

    `answered` counts the secrecy reviews with an answer to every question; `is_doubted` and `is_closed` say
    whether a doubt about this very content waits for its determination or was determined against openness.
    """
    reviews = SecrecyReview.objects.filter(approval=OuterRef("approval")).order_by().values("approval")
    doubts = Referral.objects.filter(item=OuterRef("item"), hash=OuterRef("hash"))
    rows = item.versions.select_related("approval").annotate(
        answered=Coalesce(Subquery(reviews.annotate(count=Count("pk")).values("count")), 0),
        is_doubted=Exists(doubts.filter(determination="")),
        is_closed=Exists(doubts.filter(determination=Determination.CLOSED)),
    )
    return rows.get(number=item.version)


def refusal_of_version(version: ItemVersion, course: Course | None, *, whole: bool) -> str | None:
    """Why a version may not pass: decided beside the item, not examined, or doubted.

    `whole`: every secrecy review of the route counts, not only those before the present step.
    """
    if course is None:
        return NOT_UNDER_REVIEW
    decided = (course.pk, course.version, course.hash)
    if decided != (version.approval.course_id, version.approval.number, version.hash):
        return ANOTHER_VERSION
    steps = course.steps if whole else course.steps[: course.position]
    needed = sum(row.role == Role.SECRECY_REVIEWER for row in steps)
    if version.answered < needed or (whole and not needed):  # type: ignore[attr-defined]
        return NOT_EXAMINED
    if version.is_doubted:  # type: ignore[attr-defined]
        return DOUBTED
    return CLOSED if version.is_closed else None  # type: ignore[attr-defined]
