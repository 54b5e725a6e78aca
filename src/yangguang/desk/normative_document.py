"""What is known of one normative document: its number, its legality, its filing, its validity, its rounds?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yangguang.desk.access import at_desk, no_administrator, only
from yangguang.desk.asking import Back, ask
from yangguang.desk.forms import DeskForm, day_field, words_field
from yangguang.desk.normative_page import AT, TONES, tabs
from yangguang.desk.shell import show
from yangguang.desk.tasks import left_until
from yangguang.disclosure.models import Item, Publication
from yangguang.disclosure.normative.models import FilingRecord
from yangguang.disclosure.normative.people import OF_AN_ORGAN, keeper, reviewer_for, worker_for
from yangguang.disclosure.normative.selectors import (
    documents_open_to,
    due_of_filing,
    filing_days,
    filing_records_visible_to,
)
from yangguang.disclosure.normative.services.filing_records import accept_filing, send_for_filing
from yangguang.disclosure.normative.services.registering import refusal_of_registration, register
from yangguang.disclosure.normative.services.reviewing import review_legality, text_hash
from yangguang.disclosure.selectors import items_visible_to
from yangguang.disclosure.standing import standing_of
from yangguang.disclosure.states import Legality, Standing
from yangguang.organisations.kinds import Role
from yangguang.organisations.selectors import with_successors
from yangguang.organisations.viewers import Viewer
from yangguang.workflow.machine import Refused
from yangguang.workflow.selectors import history

KEEPING = only(Role.COUNTY_OFFICE, Role.LEGAL_REVIEWER)
FILING = only(*OF_AN_ORGAN, Role.COUNTY_OFFICE)
LATEST = 50


@dataclass(frozen=True, slots=True)
class Button:
    """What may be done: the page or the press that does it, and why not now."""

    label: str
    address: str
    refusal: str | None = None
    pressed: bool = False


class ReviewForm(DeskForm):
    """What the legality review said."""

    hash = forms.CharField(widget=forms.HiddenInput, max_length=64)
    opinion = forms.ChoiceField(label="审核意见", choices=Legality.choices, widget=forms.RadioSelect)
    document_no = forms.CharField(label="审核文号", max_length=80)
    reviewed_on = day_field("审核日期")
    words = words_field("意见说明", required=False, help_text="审核意见不是“合法”的须写明")


class SendForm(DeskForm):
    """Where a document was sent to be put on record."""

    authority = forms.CharField(label="备案机关", max_length=120)
    sent_on = day_field("报送日期")


class AcceptForm(DeskForm):
    """Under which number it was taken."""

    number = forms.CharField(label="备案号", max_length=80)
    accepted_on = day_field("准予备案日期")


@require_safe
@at_desk(no_administrator)
def document(request: HttpRequest, viewer: Viewer, number: int) -> HttpResponse:
    """Everything that is kept about one document beside its content."""
    found = found_document(viewer, number)
    publication = public_of(found)
    stands = standing_of([number], viewer.today).get(number) if publication else None
    reviews = list(found.legality_reviews.select_related("organ").order_by("-pk"))
    filings = list(publication.filing_records.order_by("sent_on", "pk")) if publication else []
    due = due_of_filing(publication, filing_days(viewer.government, viewer.today)) if publication else None
    facts: dict[str, Any] = {
        "item": found,
        "publication": publication,
        "sees_item": items_visible_to(viewer).filter(pk=number).exists(),
        "registration": getattr(found, "registration", None),
        "stands": stands,
        "tone": TONES[stands.status] if stands else "",
        "reviews": reviews,
        "current": text_hash(found),
        "filings": filings,
        "due": due if not filings else None,
        "left": left_until(due.on, viewer.today) if due and not filings else None,
        "rounds": list(publication.clean_ups.select_related("clean_up").order_by("-pk"))
        if publication
        else [],
        "buttons": _buttons(found, publication, viewer),
        "events": list(history(found).order_by("-sequence")[:LATEST]),
        "tabs": tabs("normative"),
    }
    return show(request, viewer, "desk/normative_document.html", at=AT, title=found.title, **facts)


@require_POST
@at_desk(KEEPING)
def register_number(request: HttpRequest, viewer: Viewer, number: int) -> HttpResponse:
    """Give the document its unified number."""
    found = found_document(viewer, number)
    try:
        row = register(found, viewer=viewer)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"已登记，统一登记编号是{row.number}")
    return redirect("desk:normative_document", number=number)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(only(Role.LEGAL_REVIEWER))
def review(request: HttpRequest, viewer: Viewer, number: int) -> HttpResponse:
    """Enter what the legality review said of the text as it stands."""
    found = found_document(viewer, number)

    def act(given: dict[str, Any]) -> HttpResponse:
        row = review_legality(found, viewer=viewer, **given)
        messages.success(request, f"已录入合法性审核意见：{row}")
        return redirect("desk:normative_document", number=number)

    initial = {"hash": text_hash(found), "reviewed_on": viewer.today}
    words = "意见只对现在的文本有效：标题、正文、附件、施行和失效日期、与其他文件的关系改动以后须重新审核。"
    facts: dict[str, Any] = {"initial": initial, "words": words, "at": AT}
    title = "录入合法性审核意见"
    return ask(request, viewer, ReviewForm, act, title=title, button="录入", back=_back(found), **facts)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(FILING)
def send(request: HttpRequest, viewer: Viewer, number: int) -> HttpResponse:
    """Enter that the document was sent to be put on record."""
    found = found_document(viewer, number)
    publication = get_object_or_404(Publication, pk=number, standing=Standing.PUBLIC)

    def act(given: dict[str, Any]) -> HttpResponse:
        record = send_for_filing(publication, viewer=viewer, **given)
        messages.success(request, f"已录入报送备案：{record}")
        return redirect("desk:normative_document", number=number)

    facts: dict[str, Any] = {"initial": {"sent_on": viewer.today}, "at": AT}
    return ask(
        request, viewer, SendForm, act, title="录入报送备案", button="录入", back=_back(found), **facts
    )


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(FILING)
def accept(request: HttpRequest, viewer: Viewer, number: int) -> HttpResponse:
    """Enter under which number an authority took a document on record."""
    rows = filing_records_visible_to(viewer).select_related("publication__publisher", "publication__item")
    record: FilingRecord = get_object_or_404(rows, pk=number)

    def act(given: dict[str, Any]) -> HttpResponse:
        accept_filing(record, viewer=viewer, **given)
        messages.success(request, "已录入备案号")
        return redirect("desk:normative_document", number=record.publication_id)

    facts: dict[str, Any] = {"initial": {"accepted_on": viewer.today}, "at": AT}
    back = _back(record.publication.item)
    return ask(request, viewer, AcceptForm, act, title="录入备案号", button="录入", back=back, **facts)


def found_document(viewer: Viewer, number: int) -> Item:
    """A document that the viewer sees, or 404."""
    rows = documents_open_to(viewer).select_related("organ", "registration", "publication__publisher")
    return get_object_or_404(rows, pk=number)


def public_of(item: Item) -> Publication | None:
    """What stands of a document before the public, if anything does."""
    publication: Publication | None = getattr(item, "publication", None)
    return publication if publication is not None and publication.standing == Standing.PUBLIC else None


def _buttons(item: Item, publication: Publication | None, viewer: Viewer) -> list[Button]:
    found = []
    if keeper(viewer):
        refusal = refusal_of_registration(item)
        found.append(Button("统一登记", _to("register_number", item), refusal, pressed=True))
    if reviewer_for(viewer, item.organ_id):
        found.append(Button("录入合法性审核意见", _to("review_legality", item)))
    if publication is not None and worker_for(viewer, with_successors(publication.publisher)):
        found.append(Button("录入报送备案", _to("send_for_filing", item)))
    return found


def _to(page: str, item: Item) -> str:
    return reverse(f"desk:{page}", args=[item.pk])


def _back(item: Item) -> Back:
    return item.title, reverse("desk:normative_document", args=[item.pk])
