"""How does a whole list come in? Chosen, previewed row by row, then carried out as seen or not at all."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.cache import cache
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yangguang.desk.access import Allowed, at_desk, only
from yangguang.desk.asking import ask
from yangguang.desk.forms import DeskForm
from yangguang.desk.lists import EXCEL
from yangguang.desk.shell import show
from yangguang.organisations.kinds import Role
from yangguang.organisations.services.changes import Outcome
from yangguang.organisations.services.exporting import EXPORTERS, Format, export_appointments, export_organs
from yangguang.organisations.services.importing import (
    Preview,
    import_appointments,
    import_organs,
    preview_appointments,
    preview_organs,
)
from yangguang.organisations.services.organs import KEEPERS
from yangguang.organisations.viewers import Viewer
from yangguang.workflow.machine import Refused

MOST_BYTES = 4 * 1024 * 1024
MEGABYTE = 1024 * 1024
KEPT_SECONDS = 30 * 60
"""How long a previewed file waits for its import; then it is forgotten."""
SHOWN = 500
CSV = "text/csv; charset=utf-8"


class ListForm(DeskForm):
    """A list in a file."""

    file = forms.FileField(
        label="表格文件",
        help_text="xlsx 或 csv，第一行是列名；可以先导出现有的表，改好再导入",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def clean_file(self) -> UploadedFile:
        """Not larger than what can wait for its import."""
        sent: UploadedFile = self.cleaned_data["file"]
        if sent.size is not None and sent.size > MOST_BYTES:
            raise forms.ValidationError(f"文件不能超过{MOST_BYTES // MEGABYTE}MB，请分成几个文件")
        return sent


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of list: what it is called, where it leads back, how it is previewed and carried out."""

    key: str
    title: str
    back: str
    preview: Callable[..., Preview]
    carry_out: Callable[..., Preview]


ORGANS = Kind("organs", "机构", "desk:organs", preview_organs, import_organs)
APPOINTMENTS = Kind("appointments", "任职", "desk:people", preview_appointments, import_appointments)
OUTCOMES = tuple(Outcome)
KEEPING: Allowed = only(*KEEPERS)
GRANTING: Allowed = only(Role.SECURITY_ADMIN)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(KEEPING)
def organs(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Choose a list of organs and see what it would change."""
    return _previewed(request, viewer, ORGANS)


@require_POST
@at_desk(KEEPING)
def organs_carried_out(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Do what the preview showed."""
    return _carried_out(request, viewer, ORGANS)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(GRANTING)
def appointments(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Choose a list of appointments and see what it would change."""
    return _previewed(request, viewer, APPOINTMENTS)


@require_POST
@at_desk(GRANTING)
def appointments_carried_out(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Do what the preview showed."""
    return _carried_out(request, viewer, APPOINTMENTS)


@require_safe
@at_desk(only(*EXPORTERS))
def exported(request: HttpRequest, viewer: Viewer, what: str, ending: str) -> HttpResponse:
    """The list as a file that can be read back."""
    file_format = Format(ending)
    service = export_organs if what == ORGANS.key else export_appointments
    kind = EXCEL if file_format is Format.XLSX else CSV
    answer = HttpResponse(service(viewer=viewer, file_format=file_format), content_type=kind)
    title = ORGANS.title if what == ORGANS.key else APPOINTMENTS.title
    answer["Content-Disposition"] = content_disposition_header(True, f"{title}.{ending}") or "attachment"
    return answer


def _previewed(request: HttpRequest, viewer: Viewer, kind: Kind) -> HttpResponse:
    back = (kind.title, reverse(kind.back))

    def act(given: dict[str, Any]) -> HttpResponse:
        data: bytes = given["file"].read()
        preview = kind.preview(data, viewer=viewer)
        ticket = secrets.token_urlsafe(24)
        if not preview.faults:
            cache.set(_place(viewer, kind, ticket), data, KEPT_SECONDS)
        facts: dict[str, Any] = {
            "preview": preview,
            "changes": [one for one in preview.changes if one.outcome is not Outcome.UNCHANGED][:SHOWN],
            "faults": preview.faults[:SHOWN],
            "ticket": ticket,
            "kind": kind,
            "back": back,
            "counts": [(outcome.value, preview.count(outcome)) for outcome in OUTCOMES],
        }
        title = f"导入{kind.title}：预览"
        return show(request, viewer, "desk/import_preview.html", at="organs", title=title, **facts)

    return ask(
        request,
        viewer,
        ListForm,
        act,
        title=f"导入{kind.title}",
        button="预览",
        back=back,
        template="desk/import.html",
        kind=kind,
    )


def _carried_out(request: HttpRequest, viewer: Viewer, kind: Kind) -> HttpResponse:
    place = _place(viewer, kind, request.POST.get("ticket", ""))
    data = cache.get(place)
    try:
        if data is None:
            raise Refused("预览已经过期，请重新选择文件")
        done = kind.carry_out(data, viewer=viewer, token=request.POST.get("token", ""))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(f"desk:import_{kind.key}")
    finally:
        cache.delete(place)
    counted = "，".join(f"{outcome.value}{done.count(outcome)}" for outcome in OUTCOMES)
    messages.success(request, f"已导入：{counted}")
    return redirect(kind.back)


def _place(viewer: Viewer, kind: Kind, ticket: str) -> str:
    plain = "".join(letter for letter in ticket if letter.isalnum() and letter.isascii())[:60]
    return f"import.{kind.key}.{viewer.government}.{viewer.user}.{plain}"
