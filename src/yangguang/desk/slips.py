"""How does a signature on paper come in? A slip is printed with its version's hash; its scan is recorded."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import segno
from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yangguang.accounts.models import User
from yangguang.annualreport.filing.content import reading_of_filing
from yangguang.annualreport.filing.models import Filing
from yangguang.annualreport.filing.services.deciding import Signature, record_signature
from yangguang.annualreport.form.editions import edition
from yangguang.annualreport.showing.figures import Marks, tables_of
from yangguang.desk.access import at_desk, no_administrator
from yangguang.desk.appointment_forms import PersonChoice
from yangguang.desk.asking import ask
from yangguang.desk.filing_page import found_filing, show_filing
from yangguang.desk.forms import DeskForm, day_field, words_field
from yangguang.desk.shell import show
from yangguang.documents.writing.files import Unsaved, save
from yangguang.organisations.approval.models import Slip
from yangguang.organisations.approval.paper import print_slip
from yangguang.organisations.approval.selectors import course_of, slips_visible_to
from yangguang.organisations.approval.states import Verdict
from yangguang.organisations.models import Appointment, in_force
from yangguang.organisations.viewers import Viewer
from yangguang.workflow.chain import sm3
from yangguang.workflow.machine import Refused

SCAN_BYTES = 20 * 1024 * 1024
MEGABYTE = 1024 * 1024
SCAN_KINDS = {b"%PDF-": "pdf", b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg"}
"""What a scan may be, by its first bytes."""
VERDICTS = [(Verdict.AGREED.value, "同意"), (Verdict.RETURNED.value, "退回")]


class SignatureForm(DeskForm):
    """What stands on a signed slip."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    scan = forms.FileField(
        label="签批件扫描",
        help_text="pdf、jpg 或 png；扫描件按校验值保存，纸质原件由本机关存档",
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )
    signer = PersonChoice(label="签批人", queryset=User.objects.none(), empty_label="请选择")
    signed_on = day_field("签批日期")
    verdict = forms.ChoiceField(label="签批意见", choices=VERDICTS, widget=forms.RadioSelect)
    reason = words_field("批语或退回理由", required=False)

    def __init__(self, *args: Any, people: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["signer"].queryset = people  # type: ignore[attr-defined]

    def clean_scan(self) -> UploadedFile:
        """Not larger than a scan needs to be."""
        sent: UploadedFile = self.cleaned_data["scan"]
        if sent.size is not None and sent.size > SCAN_BYTES:
            raise forms.ValidationError(f"扫描件不能超过{SCAN_BYTES // MEGABYTE}MB")
        if kind_of(sent) is None:
            raise forms.ValidationError("扫描件应是 pdf、png 或 jpg 文件")
        return sent


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
    held = _slip(viewer, found, slip)
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
    held = _slip(viewer, found, slip)

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

    here = Appointment.objects.filter(in_force(viewer.today), organ__government=viewer.government)
    signers = here.filter(role=held.step.role).values("user")
    people = User.objects.filter(pk__in=signers, is_active=True).order_by("display_name")
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
        form_facts={"people": people},
    )


def kind_of(scan: UploadedFile) -> str | None:
    """pdf, png or jpg by the first bytes, whatever the file is called; None for anything else."""
    scan.seek(0)
    head = scan.read(max(map(len, SCAN_KINDS)))
    scan.seek(0)
    return next((kind for mark, kind in SCAN_KINDS.items() if head.startswith(mark)), None)


@contextmanager
def kept(scan: UploadedFile, hash_: str) -> Iterator[None]:
    """Put the scan where scans stand, named by its hash; one whose recording is refused is not kept."""
    folder: Path = settings.DATA / "scans"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    place = folder / f"{hash_}.{kind_of(scan)}"
    known = place.exists()
    try:
        save(scan.read(), place)
    except Unsaved as failure:
        raise Refused("扫描件没有存下，请稍后再试") from failure
    try:
        yield
    except Refused:
        if not known:
            place.unlink()
        raise


def qr_picture(text: str) -> SafeString:
    """A QR code as SVG without any style; `text` is written into it as it is."""
    code = segno.make(text, error="m", micro=False)
    svg = code.svg_inline(scale=3, border=2, svgclass="qr", lineclass=None, omitsize=False)
    return mark_safe(svg)


def _slip(viewer: Viewer, found: Filing, number: int) -> Slip:
    seen = slips_visible_to(viewer).select_related("version__course", "step", "printed_by", "decision__by")
    held = get_object_or_404(seen, pk=number)
    course = held.version.course
    if (course.subject, course.subject_id) != (found._meta.label_lower, str(found.pk)):
        raise Http404("不是这份报告的呈批单")
    return held
