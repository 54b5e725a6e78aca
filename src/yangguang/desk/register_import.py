"""How does a list of documents come in from an office system? Previewed, then the rows that were fit."""

from __future__ import annotations

import secrets
from typing import Any

from django import forms
from django.contrib import messages
from django.core.cache import cache
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from yangguang.desk.access import at_desk
from yangguang.desk.asking import ask
from yangguang.desk.forms import DeskForm
from yangguang.desk.import_page import KEPT_SECONDS, MEGABYTE, MOST_BYTES, SHOWN
from yangguang.desk.register_forms import AT, KEEPING
from yangguang.desk.shell import show
from yangguang.disclosure.register.choices import reasons
from yangguang.disclosure.register.columns import ALSO, REGISTER
from yangguang.disclosure.register.importing import Preview, import_waiting, preview_list
from yangguang.disclosure.register.states import Attribute
from yangguang.organisations.viewers import Viewer
from yangguang.workflow.machine import Refused

BACK = "公文登记簿"


class DocumentListForm(DeskForm):
    """A list in a file."""

    file = forms.FileField(
        label="表格文件",
        help_text="xlsx 或 csv，从办公系统导出；列名写法不同也能认出，不认识的列不读",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def clean_file(self) -> UploadedFile:
        """Not larger than a list of documents is."""
        sent: UploadedFile = self.cleaned_data["file"]
        if sent.size is not None and sent.size > MOST_BYTES:
            raise forms.ValidationError(f"文件不能超过{MOST_BYTES // MEGABYTE}MB，请分成几个文件")
        return sent


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(KEEPING)
def import_register(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Choose a list and see what it would add; of what is refused nothing is kept."""
    back = (BACK, reverse("desk:register"))

    def act(given: dict[str, Any]) -> HttpResponse:
        sent: UploadedFile = given["file"]
        preview = preview_list(sent.read(), sent.name or "", viewer=viewer)
        ticket = secrets.token_urlsafe(24)
        cache.set(_place(viewer, ticket), preview.waiting, KEPT_SECONDS)
        facts = {**_shown(preview), "ticket": ticket, "back": back}
        title = "导入公文登记：预览"
        return show(request, viewer, "desk/register_preview.html", at=AT, title=title, **facts)

    heads = [(column.head, "、".join(ALSO.get(column.head, ())), column.required) for column in REGISTER]
    return ask(
        request,
        viewer,
        DocumentListForm,
        act,
        title="导入公文登记",
        button="预览",
        back=back,
        at=AT,
        template="desk/register_import.html",
        heads=heads,
    )


@require_POST
@at_desk(KEEPING)
def register_imported(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Register the rows that the preview found fit."""
    place = _place(viewer, request.POST.get("ticket", ""))
    waiting = cache.get(place)
    try:
        if waiting is None:
            raise Refused("预览已经过期，请重新选择文件")
        only_good = request.POST.get("without_faulty") == "on"
        count = import_waiting(waiting, viewer=viewer, without_faulty=only_good)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("desk:import_register")
    finally:
        cache.delete(place)
    messages.success(request, f"已登记{count}件公文")
    return redirect("desk:register")


def _shown(preview: Preview) -> dict[str, Any]:
    grounds = reasons()
    rows = [
        (one.row, one.entry, Attribute(one.entry.decision.attribute).label, _ground(one.entry, grounds))
        for one in preview.rows[:SHOWN]
    ]
    counts = (
        ("可以登记", len(preview.rows)),
        ("已经登记", len(preview.known)),
        ("错误", len(preview.faults)),
    )
    shown = {"known": preview.known[:SHOWN], "faults": preview.faults[:SHOWN]}
    return {"rows": rows, "counts": counts, "fault_count": len(preview.faults), **shown}


def _ground(entry: Any, grounds: Any) -> str:
    code = entry.decision.reason_code
    return grounds[code].label if code else ""


def _place(viewer: Viewer, ticket: str) -> str:
    plain = "".join(letter for letter in ticket if letter.isalnum() and letter.isascii())[:60]
    return f"import.register.{viewer.government}.{viewer.user}.{plain}"
