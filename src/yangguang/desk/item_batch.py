"""How are many items decided in one sitting? Each with a conclusion and secrecy answers of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from yangguang.desk.access import at_desk, no_administrator
from yangguang.desk.item_moves import answers_in
from yangguang.desk.reading import number_in, words_in
from yangguang.desk.shell import show
from yangguang.desk.tasks import left_until
from yangguang.disclosure.models import Item
from yangguang.disclosure.secrecy import ANSWERS, Question, questions
from yangguang.disclosure.selectors import awaiting_decision, courses_of
from yangguang.disclosure.services.deciding import is_at_secrecy
from yangguang.disclosure.services.reviewing import Conclusion, Outcome, review_batch
from yangguang.disclosure.types_in_use import types_in_use
from yangguang.disclosure.waiting import Waiting, waiting_of
from yangguang.documents.cleaning import plain_text
from yangguang.organisations.approval.states import Verdict
from yangguang.organisations.viewers import Viewer
from yangguang.workflow import moment

AT_ONCE = 30
"""So many items stand on one page; those that press most come first."""
BEGINNING = 160
"""So many characters of the text are shown where an item has no summary."""
CONCLUSIONS = {"agree": Verdict.AGREED, "return": Verdict.RETURNED}


@dataclass(frozen=True, slots=True)
class Row:
    """One item that waits, with what is needed to conclude on it, and what was entered for it just now."""

    item: Item
    type: str
    says: str
    step: str
    is_secrecy: bool
    asked: tuple[tuple[Question, dict[str, str]], ...]
    left: Any
    reason: str = ""
    conclusion: str = ""
    refusal: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(no_administrator)
def review(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Everything that waits for one's decision; each concluded item is an act of its own."""
    outcomes: tuple[Outcome, ...] = ()
    if request.method == "POST":
        outcomes = review_batch(_conclusions(request), viewer=viewer)
    rows = list(_rows(request, viewer, {one.conclusion.item: one for one in outcomes if one.refusal}))
    facts: dict[str, Any] = {
        "rows": rows,
        "more": awaiting_decision(viewer).count() - len(rows),
        "done": [(one, _waiting(one)) for one in outcomes if not one.refusal],
        "refused": [one for one in outcomes if one.refusal],
        "answers": ANSWERS,
    }
    status = 409 if facts["refused"] and not facts["done"] else 200
    return show(
        request, viewer, "desk/item_review.html", at="items", title="批量审核", status=status, **facts
    )


def _waiting(outcome: Outcome) -> Waiting | None:
    return waiting_of(outcome.item, moment.now()) if outcome.item is not None else None


def _conclusions(request: HttpRequest) -> Iterator[Conclusion]:
    """The conclusions of the form; an item without one is left as it is."""
    for text in request.POST.getlist("item")[:AT_ONCE]:
        before = f"{text}."
        verdict = CONCLUSIONS.get(request.POST.get(f"{before}conclusion", ""))
        if verdict is not None:
            yield Conclusion(
                item=number_in(text),
                revision=number_in(request.POST.get(f"{before}revision", "")),
                verdict=verdict,
                reason=words_in(request, f"{before}reason"),
                answers=answers_in(request, before),
            )


def _rows(request: HttpRequest, viewer: Viewer, refused: dict[int, Outcome]) -> Iterator[Row]:
    labels = {one.key: one.label for one in types_in_use()}
    waiting = list(awaiting_decision(viewer).order_by("due_on", "pk")[:AT_ONCE])
    courses = courses_of(waiting)
    for item in waiting:
        item.course = courses.get(item.pk)
        outcome = refused.get(item.pk)
        step = item.course.step_now if item.course else None
        before = f"{item.pk}."
        answers = answers_in(request, before) if outcome else {}
        yield Row(
            item=item,
            type=labels.get(item.type, item.type),
            says=item.summary or plain_text(item.body)[:BEGINNING],
            step=step.name if step else "",
            is_secrecy=is_at_secrecy(item),
            left=left_until(item.due_on, viewer.today) if item.due_on else None,
            asked=tuple((one, answers.get(one.key, {})) for one in questions()),
            reason=words_in(request, f"{before}reason") if outcome else "",
            conclusion=request.POST.get(f"{before}conclusion", "") if outcome else "",
            refusal=outcome.refusal if outcome else "",
        )
