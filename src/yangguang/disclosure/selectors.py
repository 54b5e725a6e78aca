"""Which items may a viewer see, what may they do with one, and what does the public see?"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from yangguang.disclosure.guards.deciding import is_at_secrecy_review, is_the_last_step, steps_remain
from yangguang.disclosure.guards.people import ANSWERING
from yangguang.disclosure.guards.releasing import is_not_public, is_public, is_taken_down
from yangguang.disclosure.machine import ITEM
from yangguang.disclosure.models import Consent, ConsentSought, Item, ItemVersion, Publication
from yangguang.disclosure.normative.people import county_reviewer
from yangguang.disclosure.normative.rules import normative_types, rule_on
from yangguang.disclosure.states import LegalityNeed, Standing, State
from yangguang.organisations.approval.models import Course, Decision
from yangguang.organisations.approval.selectors import awaiting
from yangguang.organisations.approval.states import State as CourseState
from yangguang.organisations.lineage import predecessors
from yangguang.organisations.selectors import edges_of, scope_of
from yangguang.organisations.viewers import Viewer, actor_of
from yangguang.workflow.machine import Choice, Move

LABEL = "disclosure.item"
WHERE_IT_STANDS = (
    steps_remain,
    is_the_last_step,
    is_at_secrecy_review,
    is_public,
    is_not_public,
    is_taken_down,
)
"""Guards that tell alternatives apart: of two moves with one meaning, only the fitting one is a button."""


def items_visible_to(viewer: Viewer) -> QuerySet[Item]:
    """Those of the organs whose content one sees, single ones opened to one, and those one must decide on.

    Whoever reviews the legality of every organ's normative documents sees those that are to be reviewed.
    """
    scope = scope_of(viewer)
    inside = Item.objects.filter(government=scope.government)
    if scope.every_organ:
        return inside
    cases = [int(number) for label, number in scope.cases if label == LABEL and number.isdigit()]
    cases += _numbers_awaiting(viewer)
    seen = Q(organ__in=scope.organs) | Q(pk__in=cases) if cases else Q(organ__in=scope.organs)
    if signing := _organs_signing(viewer):
        sought = ConsentSought.objects.filter(organ__in=signing)
        seen |= Q(pk__in=sought.values("item"))
    if county_reviewer(viewer) is not None:
        seen |= _reviewed_for_the_county(viewer)
    return inside.filter(seen)


def versions_visible_to(viewer: Viewer) -> QuerySet[ItemVersion]:
    """The frozen versions of the items seen."""
    return ItemVersion.objects.filter(item__in=items_visible_to(viewer))


def awaiting_decision(viewer: Viewer) -> QuerySet[Item]:
    """The items that wait for this viewer's decision now."""
    return Item.objects.filter(pk__in=_numbers_awaiting(viewer)).select_related("organ")


def courses_of(items: Iterable[Item]) -> dict[int, Course]:
    """The ways on which these items are, by their numbers; one statement for all of them."""
    numbers = [str(item.pk) for item in items]
    rows = Course.objects.filter(subject=LABEL, subject_id__in=numbers).exclude(state=CourseState.WITHDRAWN)
    return {int(course.subject_id): course for course in rows}


def awaiting_consent(viewer: Viewer) -> QuerySet[Item]:
    """The joint items under way on whose newest version this viewer's organ has still to say its word."""
    organs = _organs_signing(viewer)
    said = Consent.objects.filter(version__item=OuterRef("item"), organ=OuterRef("organ"))
    said = said.filter(version__number=OuterRef("item__version"))
    sought = ConsentSought.objects.filter(organ__in=organs).exclude(Exists(said))
    rows = Item.objects.filter(pk__in=sought.values("item"), state__in=(State.REVIEW, State.APPROVED))
    return rows.select_related("organ")


def buttons(item: Item, viewer: Viewer) -> tuple[Choice, ...]:
    """The moves that fit where an item stands, each with the sentence why it cannot be made now, if so."""
    actor = actor_of(viewer, next(iter(viewer.standings), None))
    guards = {
        transition.verb: [guard for guard in transition.guards if guard in WHERE_IT_STANDS]
        for transition in ITEM.transitions
    }
    step = item.course.step_now if item.course else None
    return tuple(
        choice
        for choice in ITEM.choices(item, actor)
        if not any(guard(Move(item, choice.verb, actor)) for guard in guards[choice.verb])
        and (choice.verb != "skip" or (step is not None and step.may_be_skipped))
        and (choice.verb != "consent" or len(item.issuers) > 1)
    )


def decisions_on(item: Item) -> QuerySet[Decision]:
    """What was decided on every version of an item, oldest first."""
    mine = Decision.objects.filter(version__item_version__item=item)
    return mine.select_related("version", "step", "by").order_by("at", "pk")


def public_in(government: int) -> QuerySet[Publication]:
    """What the public sees of a government, without what was taken down."""
    return Publication.objects.filter(government=government, standing=Standing.PUBLIC)


def _organs_signing(viewer: Viewer) -> list[int]:
    """The organs for which the viewer may consent to what others put forward; those that came to one too."""
    mine = {one.organ for one in viewer.standings if one.role in ANSWERING}
    edges = edges_of(viewer.government) if mine else []
    return sorted(mine.union(*(predecessors(edges, organ) for organ in mine)))


def _reviewed_for_the_county(viewer: Viewer) -> Q:
    """Normative documents put forward; drafts too where a government wants the legality reviewed before."""
    early = rule_on(viewer.government, viewer.today).legality == LegalityNeed.SUBMIT
    private = (State.DROPPED.value,) if early else (State.DRAFT.value, State.DROPPED.value)
    return Q(type__in=normative_types()) & ~Q(state__in=private)


def _numbers_awaiting(viewer: Viewer) -> list[int]:
    waiting = awaiting(viewer).filter(subject=LABEL)
    return [int(number) for number in waiting.values_list("subject_id", flat=True)]
