"""How does a signature on paper come in? A slip is printed with its version's hash; its scan is recorded."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yangguang.annualreport.filing.content import reading_of_filing
from yangguang.annualreport.filing.services.deciding import Signature, record_signature
from yangguang.annualreport.form.editions import edition
from yangguang.annualreport.showing.figures import Marks, tables_of
from yangguang.desk.access import at_desk, no_administrator
from yangguang.desk.asking import ask
from yangguang.desk.filing_page import found_filing, show_filing
from yangguang.desk.paper import SignatureForm, kept, qr_picture, signers_of, slip_of
from yangguang.desk.shell import show
from yangguang.organisations.approval.paper import print_slip
from yangguang.organisations.approval.selectors import course_of
from yangguang.organisations.approval.states import Verdict
from yangguang.organisations.viewers import Viewer
from yangguang.workflow.chain import sm3
from yangguang.workflow.machine import Refused


@require_POST
@at_desk(no_administrator)
def print_one(request: HttpRequest, viewer: Viewer, number: int) -> HttpResponse:
    """Print a slip for the step at which the report waits."""
    found = found_filing(viewer, number)
    course = course_of(found)
    try:
        if course is None:
            raise Refused("现在没有等待签批的步骤")
        printed = print_slip(course, viewer=viewer)
    except Refused as refused:
        return show_filing(request, viewer, found, status=409, refusal=str(refused))
    return redirect("desk:slip", number=number, slip=printed.pk)


@require_safe
@at_desk(no_administrator)
def slip(request: HttpRequest, viewer: Viewer, number: int, slip: int) -> HttpResponse:
    """The 呈批单 to be printed: what is put forward, its hash and QR code, room for the signature."""
    found = found_filing(viewer, number)
    held = slip_of(viewer, found, slip)
    form = edition(found.edition)
    facts: dict[str, Any] = {
        "filing": found,
        "slip": held,
        "version": held.version,
        "qr": qr_picture(f"{held.number} {held.version.hash}"),
        "tables": tables_of(reading_of_filing(found), form, Marks()),
        "stale": course_of(found) is None or found.versions.count() != held.version.number,
    }
    return show(request, viewer, "desk/slip.html", at="reports", title=f"呈批单 {held.number}", **facts)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(no_administrator)
def record(request: HttpRequest, viewer: Viewer, number: int, slip: int) -> HttpResponse:
    """Record a signed slip; whoever wrote the report may not."""
    found = found_filing(viewer, number)
    held = slip_of(viewer, found, slip)

    def act(given: dict[str, Any]) -> HttpResponse:
        signature = Signature(held, given["signer"], given["signed_on"], sm3(given["scan"].read()))
        with kept(given["scan"], signature.scan_hash):
            record_signature(
                found,
                signature,
                viewer=viewer,
                revision=given["revision"],
                verdict=Verdict(given["verdict"]),
                reason=given["reason"],
            )
        messages.success(request, f"已录入纸质签批：{held.number}")
        return redirect("desk:filing", number=number)

    return ask(
        request,
        viewer,
        SignatureForm,
        act,
        title=f"录入签批件 {held.number}",
        button="录入",
        back=(str(found), reverse("desk:filing", args=[number])),
        at="reports",
        initial={"revision": found.revision, "signed_on": viewer.today},
        form_facts={"people": signers_of(viewer, held)},
    )
