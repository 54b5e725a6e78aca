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
from yangguang.disclosure.models import Item, Publication, Relation, StoredFile
from yangguang.disclosure.secrecy import ANSWERS, questions
from yangguang.disclosure.selectors import decisions_on, items_visible_to
from yangguang.disclosure.services.drafting import due_of
from yangguang.disclosure.states import EDITABLE, Standing, State
from yangguang.disclosure.types_in_use import type_of
from yangguang.organisations.approval.models import Slip
from yangguang.organisations.approval.selectors import slips_visible_to
from yangguang.organisations.viewers import Viewer
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
    facts: Facts = {
        "item": found,
        "kind": kind,
        "publication": _publication(found),
        "steps": steps_of(found),
        "sections": shown(found, kind),
        "editable": found.state in EDITABLE,
        "events": list(history(found)),
        "refusal": refusal,
        "tried": tried,
        "written": written,
        **_clock(found, viewer),
        **moves_of(found, viewer)._asdict(),
        **_reviewing(found, answers),
        **_others(found),
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


def _reviewing(found: Item, answers: Facts | None) -> Facts:
    """The questions of the secrecy review with what was answered, here or before."""
    given = answers or {}
    reviews = [
        (decision, review)
        for decision in decisions_on(found).prefetch_related("version__secrecy_reviews__by")
        for review in decision.version.secrecy_reviews.all()
        if review.position == decision.step.position
    ]
    return {
        "questions": [(one, given.get(one.key, {})) for one in questions()],
        "answers": ANSWERS,
        "reviews": [
            (review, [(one, review.answers.get(one.key, {})) for one in questions()]) for _, review in reviews
        ],
    }


def _others(found: Item) -> Facts:
    """Who else has a say, what stands against it, and what bears on it."""
    publication = _publication(found)
    relations = Relation.objects.filter(target=publication.pk) if publication else Relation.objects.none()
    files = StoredFile.objects.filter(pk__in=_digests(found))
    version = found.versions.filter(number=found.version).first() if found.version else None
    said = {one.organ_id: one for one in version.consents.select_related("by")} if version else {}
    sought = found.consents_sought.select_related("organ").order_by("pk")
    return {
        "referrals": list(found.referrals.order_by("pk")),
        "consultations": list(found.consultations.order_by("pk")),
        "holds": list(found.holds.order_by("-from_on", "pk")),
        "consents": [(one, said.get(one.organ_id)) for one in sought],
        "versions": list(found.versions.order_by("-number")) if found.version else [],
        "borne_on_by": list(relations.filter(source__standing=Standing.PUBLIC).select_related("source")),
        "file_notes": [
            *((_name_of(found, one.digest), one.notes) for one in files if one.notes),
            *_notes_on_reading(found.original),
        ],
        "duty": getattr(publication, "interpretation_duty", None) if publication else None,
    }


def _paper(found: Item, viewer: Viewer) -> Facts:
    """The slips printed for it, newest first."""
    slips: list[Slip] = []
    if found.course is not None:
        mine = slips_visible_to(viewer).filter(version__course=found.course)
        slips = list(mine.select_related("step", "version").order_by("-pk"))
    return {"slips": slips, "deciding": found.state in DECIDING}


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
