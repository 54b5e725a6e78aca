"""How does a signature on paper come in for an item? Slip printed, scan recorded, secrecy answered."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yangguang.desk.access import at_desk, no_administrator
from yangguang.desk.asking import ask
from yangguang.desk.item_moves import became_of
from yangguang.desk.item_page import found_item, show_item
from yangguang.desk.item_showing import names_for, sections_of
from yangguang.desk.paper import SignatureForm, kept, qr_picture, signers_of, slip_of
from yangguang.desk.shell import show
from yangguang.disclosure.models import ItemVersion
from yangguang.disclosure.secrecy import ANSWERS, questions
from yangguang.disclosure.services.signing import Signature, record_signature
from yangguang.disclosure.types_in_use import type_of
from yangguang.organisations.approval.models import Slip
from yangguang.organisations.approval.paper import print_slip
from yangguang.organisations.approval.states import Verdict
from yangguang.organisations.kinds import Role
from yangguang.organisations.viewers import Viewer
from yangguang.workflow.chain import sm3
from yangguang.workflow.machine import Refused

NOTE = "note_"


class ReviewedForm(SignatureForm):
    """What stands on the signed slip of a secrecy review: an answer to each question as well."""

    def further_questions(self) -> dict[str, forms.Field]:
        """The questions of the review."""
        asked: dict[str, forms.Field] = {}
        for one in questions():
            asked[one.key] = forms.ChoiceField(
                label=one.label,
                help_text=one.asks,
                required=False,
                choices=list(ANSWERS.items()),
                widget=forms.RadioSelect,
            )
            asked[f"{NOTE}{one.key}"] = forms.CharField(
                label=f"{one.label}的说明", required=False, max_length=300
            )
        return asked


@require_POST
@at_desk(no_administrator)
def print_one(request: HttpRequest, viewer: Viewer, number: int) -> HttpResponse:
    """Print a slip for the step at which the item waits."""
    found = found_item(viewer, number)
    try:
        if found.course is None:
            raise Refused("现在没有等待签批的步骤")
        printed = print_slip(found.course, viewer=viewer)
    except Refused as refused:
        return show_item(request, viewer, found, status=409, refusal=str(refused))
    return redirect("desk:item_slip", number=number, slip=printed.pk)


@require_safe
@at_desk(no_administrator)
def slip(request: HttpRequest, viewer: Viewer, number: int, slip: int) -> HttpResponse:
    """The 呈批单 to be printed: the version put forward, its hash and QR code, room for the signature."""
    found = found_item(viewer, number)
    held = slip_of(viewer, found, slip)
    version = get_object_or_404(ItemVersion, approval=held.version)
    names = names_for(found.government_id, [version.facts])
    facts: dict[str, Any] = {
        "item": found,
        "slip": held,
        "version": version,
        "qr": qr_picture(f"{held.number} {version.hash}"),
        "sections": sections_of(version.facts, type_of(found.type), names),
        "stale": found.course is None or found.course.hash != version.hash,
        "questions": questions() if _is_secrecy(held) else (),
        "answers": ANSWERS,
    }
    return show(request, viewer, "desk/item_slip.html", at="items", title=f"呈批单 {held.number}", **facts)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(no_administrator)
def record(request: HttpRequest, viewer: Viewer, number: int, slip: int) -> HttpResponse:
    """Record a signed slip; whoever wrote the item may not."""
    found = found_item(viewer, number)
    held = slip_of(viewer, found, slip)

    def act(given: dict[str, Any]) -> HttpResponse:
        signature = Signature(held, given["signer"], given["signed_on"], sm3(given["scan"].read()))
        with kept(given["scan"], signature.scan_hash):
            signed = record_signature(
                found,
                signature,
                viewer=viewer,
                revision=given["revision"],
                verdict=Verdict(given["verdict"]),
                reason=given["reason"],
                answers=_answers(given),
            )
        messages.success(request, f"已录入纸质签批{became_of(signed)}：{held.number}")
        return redirect("desk:item", number=number)

    return ask(
        request,
        viewer,
        ReviewedForm if _is_secrecy(held) else SignatureForm,
        act,
        title=f"录入签批件 {held.number}",
        button="录入",
        back=(found.title, reverse("desk:item", args=[number])),
        at="items",
        initial={"revision": found.revision, "signed_on": viewer.today},
        form_facts={"people": signers_of(viewer, held)},
    )


def _is_secrecy(slip: Slip) -> bool:
    return slip.step.role == Role.SECRECY_REVIEWER


def _answers(given: dict[str, Any]) -> dict[str, dict[str, str]]:
    return {
        one.key: {"answer": given[one.key], "note": given[f"{NOTE}{one.key}"]}
        for one in questions()
        if given.get(one.key)
    }
