"""What does an item under work show? Facts, line of steps, what may be done, its content and its history."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from yangguang.desk.access import at_desk, no_administrator
from yangguang.desk.item_buttons import moves_of
from yangguang.desk.item_showing import shown
from yangguang.desk.item_steps import steps_of
from yangguang.desk.shell import show
from yangguang.desk.tasks import left_until
from yangguang.disclosure.models import (
    Item,
    ItemVersion,
    Publication,
    Relation,
    SecrecyReview,
    StoredFile,
)
from yangguang.disclosure.secrecy import ANSWERS, Question, questions
from yangguang.disclosure.selectors import decisions_on, items_visible_to
from yangguang.disclosure.services.drafting import due_of
from yangguang.disclosure.states import EDITABLE, Standing, State
from yangguang.disclosure.types_in_use import type_of
from yangguang.disclosure.waiting import waiting_of
from yangguang.organisations.approval.models import RouteStep, Slip
from yangguang.organisations.approval.paper import refusal_of_printing
from yangguang.organisations.approval.selectors import holders_of, slips_visible_to
from yangguang.organisations.viewers import Viewer
from yangguang.workflow import moment
from yangguang.workflow.selectors import history

DECIDING = (State.REVIEW.value, State.URGENT.value)
Facts = dict[str, Any]


@require_safe
@at_desk(no_administrator)
def item(request: HttpRequest, viewer: Viewer, number: int) -> HttpResponse:
    """The page of one item."""
    return show_item(request, viewer, found_item(viewer, number))


def found_item(viewer: Viewer, number: int) -> Item:
    """An item this viewer may see; `Http404` otherwise, also for numbers nobody has."""
    seen = items_visible_to(viewer).select_related("organ", "handler", "publication")
    return get_object_or_404(seen, pk=number)


def show_item(
    request: HttpRequest,
    viewer: Viewer,
    found: Item,
    *,
    status: int = 200,
    refusal: str = "",
    tried: str = "",
    written: str = "",
    answers: Facts | None = None,
) -> HttpResponse:
    """Answer with the page; `refusal` is the sentence of a move just refused, the rest what came with it."""
    kind = type_of(found.type)
    versions = list(found.versions.defer("content").order_by("-number")) if found.version else []
    facts: Facts = {
        "item": found,
        "kind": kind,
        "publication": _publication(found),
        "steps": steps_of(found),
        "sections": shown(found, kind),
        "waiting": waiting_of(found, moment.now()),
        "stuck": _stuck(found, viewer),
        "editable": found.state in EDITABLE,
        "events": list(history(found)),
        "refusal": refusal,
        "tried": tried,
        "written": written,
        **_clock(found, viewer),
        **moves_of(found, viewer)._asdict(),
        "versions": versions,
        **_reviewing(found, answers, versions),
        **_others(found, versions),
        **_paper(found, viewer),
    }
    return show(request, viewer, "desk/item.html", at="items", title=found.title, status=status, **facts)


def _publication(found: Item) -> Publication | None:
    return getattr(found, "publication", None)


def _clock(found: Item, viewer: Viewer) -> Facts:
    """By when it has to be public, why, and how that lies to today."""
    due = due_of(type_of(found.type), found)
    publication = _publication(found)
    released = timezone.localdate(publication.released_at) if publication else None
    late = None
    if due is not None and released is not None:
        late = left_until(due.on, released)
    open_clock = due is not None and released is None and found.state != State.DROPPED
    return {
        "due": due,
        "left": left_until(due.on, viewer.today) if due and open_clock else None,
        "late": late,
    }


def _reviewing(found: Item, answers: Facts | None, versions: list[ItemVersion]) -> Facts:
    """The questions of the secrecy review with what was answered, here or before."""
    given = answers or {}
    decisions = list(decisions_on(found).prefetch_related("version__secrecy_reviews__by"))
    numbers = {one.approval_id: one.number for one in versions}
    reviews = [
        review
        for decision in decisions
        for review in decision.version.secrecy_reviews.all()
        if review.position == decision.step.position
    ]
    return {
        "questions": [(one, given.get(one.key, {})) for one in questions()],
        "answers": ANSWERS,
        "reviews": [(review, numbers[review.approval_id], _answered(review)) for review in reviews],
        "compared": _compared(found, {one.version_id for one in decisions}, numbers),
    }


def _answered(review: SecrecyReview) -> list[tuple[Question, Facts]]:
    return [(one, review.answers.get(one.key, {})) for one in questions()]


def _compared(found: Item, decided: set[int], numbers: dict[int, int]) -> tuple[int, bool] | None:
    """The earlier version with which a reviewer compares: decided on last, else the one before."""
    earlier = {number for number in numbers.values() if number < found.version}
    if found.state not in DECIDING or not earlier:
        return None
    known = earlier & {numbers[one] for one in decided}
    return max(known or earlier), bool(known)


def _others(found: Item, versions: list[ItemVersion]) -> Facts:
    """Who else has a say, what stands against it, and what bears on it."""
    publication = _publication(found)
    relations = Relation.objects.filter(target=publication.pk) if publication else Relation.objects.none()
    files = StoredFile.objects.filter(pk__in=_digests(found))
    said = {one.organ_id: one for one in versions[0].consents.select_related("by")} if versions else {}
    sought = found.consents_sought.select_related("organ").order_by("pk")
    return {
        "referrals": list(found.referrals.order_by("pk")),
        "consultations": list(found.consultations.order_by("pk")),
        "holds": list(found.holds.order_by("-from_on", "pk")),
        "consents": [(one, said.get(one.organ_id)) for one in sought],
        "borne_on_by": list(relations.filter(source__standing=Standing.PUBLIC).select_related("source")),
        "file_notes": [
            *((_name_of(found, one.digest), one.notes) for one in files if one.notes),
            *_notes_on_reading(found.original),
        ],
        "duty": getattr(publication, "interpretation_duty", None) if publication else None,
    }


def _stuck(found: Item, viewer: Viewer) -> RouteStep | None:
    """The step at which it waits, if nobody is left who may decide there: all wrote it or decided before."""
    course = found.course
    step = course.step_now if course is not None and found.state in DECIDING else None
    if course is None or step is None:
        return None
    hands = course.hands.authors | course.hands.deciders
    return None if holders_of(step, course, viewer.today).exclude(pk__in=hands).exists() else step


def _paper(found: Item, viewer: Viewer) -> Facts:
    """The slips printed for it, newest first, and why one may not print another."""
    slips: list[Slip] = []
    refusal = None
    if found.course is not None:
        refusal = refusal_of_printing(found.course, viewer)
        mine = slips_visible_to(viewer).filter(version__course=found.course)
        slips = list(mine.select_related("step", "version").order_by("-pk"))
    return {"slips": slips, "deciding": found.state in DECIDING, "not_printed": refusal}


def _digests(found: Item) -> list[str]:
    entries = [*found.attachments, *([found.original] if found.original else [])]
    return [one["file"] for one in entries]


def _notes_on_reading(original: Facts | None) -> list[tuple[str, list[str]]]:
    """What the reader of the Word file wants looked at, while its guesses are not all confirmed."""
    if original is None or not (original.get("guessed") and original.get("notes")):
        return []
    return [(original["name"], original["notes"])]


def _name_of(found: Item, digest: str) -> str:
    entries = [*found.attachments, *([found.original] if found.original else [])]
    return next(one["name"] for one in entries if one["file"] == digest)
