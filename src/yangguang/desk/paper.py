"""What is a signed slip at the desk? Its form, its scan, its QR code, and who may have signed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import segno
from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.safestring import SafeString, mark_safe

from yangguang.accounts.models import User
from yangguang.desk.appointment_forms import PersonChoice
from yangguang.desk.forms import DeskForm, day_field, words_field
from yangguang.documents.writing.files import Unsaved, save
from yangguang.organisations.approval.models import Slip
from yangguang.organisations.approval.selectors import holders_of, slips_visible_to
from yangguang.organisations.approval.states import Verdict
from yangguang.organisations.viewers import Viewer
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


def slip_of(viewer: Viewer, found: models.Model, number: int) -> Slip:
    """A slip of this very thing; `Http404` otherwise."""
    seen = slips_visible_to(viewer).select_related("version__course", "step", "printed_by", "decision__by")
    held = get_object_or_404(seen, pk=number)
    course = held.version.course
    if (course.subject, course.subject_id) != (found._meta.label_lower, str(found.pk)):
        raise Http404("不是它的呈批单")
    return held


def signers_of(viewer: Viewer, slip: Slip) -> QuerySet[User]:
    """The people who could have signed: those whose step it is, as of today."""
    return holders_of(slip.step, slip.version.course, viewer.today).order_by("display_name")
