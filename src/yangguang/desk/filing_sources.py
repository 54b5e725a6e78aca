"""Where do a report's figures come from? Out of a file, or as the sum of others; each opens its parts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from yangguang.annualreport.filing.content import cells_of
from yangguang.annualreport.filing.library import ROW, documents_behind, figures_in_library
from yangguang.annualreport.filing.selectors import parts_of
from yangguang.annualreport.filing.services.compiling import compile_aggregate, parts_for
from yangguang.annualreport.filing.services.drafting import bring_in
from yangguang.annualreport.filing.services.from_library import bring_from_library
from yangguang.annualreport.form.editions import edition
from yangguang.annualreport.form.naming import named
from yangguang.annualreport.inspecting import SentFile
from yangguang.annualreport.models import ReportKind
from yangguang.annualreport.showing.figures import spell
from yangguang.desk.access import at_desk, no_administrator
from yangguang.desk.asking import ask
from yangguang.desk.filing_page import found_filing
from yangguang.desk.forms import DeskForm
from yangguang.desk.shell import show
from yangguang.disclosure.normative.states import Count
from yangguang.documents.limits import FILE_BYTES
from yangguang.organisations.viewers import Viewer

ACCEPTED = ".docx,.doc,.pdf,.html,.htm,.xlsx,.md,.txt"
MEGABYTE = 1024 * 1024
LIBRARY = {one.value: f"{ROW}@{one.value}" for one in Count}
"""The cells that the library of normative documents counts, by the name of the hidden question."""


class FileForm(DeskForm):
    """A report in a file."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    file = forms.FileField(
        label="报告文件",
        help_text="docx、pdf、html、xlsx、md 或 txt。只读出数字和文字，文件本身不保存。",
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )

    def clean_file(self) -> UploadedFile:
        """Not larger than the reader takes."""
        sent: UploadedFile = self.cleaned_data["file"]
        if sent.size is not None and sent.size > FILE_BYTES:
            raise forms.ValidationError(f"文件不能超过{FILE_BYTES // MEGABYTE}MB")
        return sent


class LibraryForm(DeskForm):
    """The counts that the drafter saw and confirms."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    made = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    repealed = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    in_force = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class CompileForm(DeskForm):
    """Add up what there is."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    provisional = forms.BooleanField(label="还缺报告时也先作暂时汇总（不能提交，只供查看）", required=False)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(no_administrator)
def from_file(request: HttpRequest, viewer: Viewer, number: int) -> HttpResponse:
    """Bring a report in from a file; what could not be read for certain is looked at first."""
    found = found_filing(viewer, number)

    def act(given: dict[str, Any]) -> HttpResponse:
        upload: UploadedFile = given["file"]
        sent = SentFile(upload.name or "未命名", upload.read())
        came = bring_in(found, viewer=viewer, revision=given["revision"], sent=sent)
        read = len(came.filing.cells)
        messages.success(
            request, f"读出{read}格，不能确定{len(came.uncertain)}格，没有读到{len(came.missing)}格"
        )
        for note in came.notes:
            messages.warning(request, note)
        return redirect("desk:entry", number=number)

    return ask(
        request,
        viewer,
        FileForm,
        act,
        title="从文件带入",
        button="读入",
        back=(str(found), reverse("desk:filing", args=[number])),
        at="reports",
        initial={"revision": found.revision},
        words="读入以后，草稿里原有的数字和文字由文件里的取代。",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(no_administrator)
def compiled(request: HttpRequest, viewer: Viewer, number: int) -> HttpResponse:
    """Add up the reports of all who owe one; who is lacking is listed before."""
    found = found_filing(viewer, number)
    if found.kind != ReportKind.AGGREGATE:
        raise Http404("不是汇总报告")
    there, lacking = parts_for(found)

    def act(given: dict[str, Any]) -> HttpResponse:
        done = compile_aggregate(
            found, viewer=viewer, revision=given["revision"], provisional=given["provisional"]
        )
        messages.success(request, f"已由{len(done.parts)}个机关的报告汇总")
        return redirect("desk:filing", number=number)

    return ask(
        request,
        viewer,
        CompileForm,
        act,
        title=f"汇总{found}",
        button="汇总",
        back=(str(found), reverse("desk:filing", args=[number])),
        at="reports",
        template="desk/compile.html",
        initial={"revision": found.revision},
        there=there,
        lacking=lacking,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(no_administrator)
def from_library(request: HttpRequest, viewer: Viewer, number: int) -> HttpResponse:
    """Bring in what the library of normative documents counts, once the drafter has looked at it."""
    found = found_filing(viewer, number)
    counted = figures_in_library(found)
    if not counted:
        raise Http404("规范性文件库不统计这份报告的数字")
    now = dict(cells_of(edition(found.edition), found.cells))

    def act(given: dict[str, Any]) -> HttpResponse:
        seen = {address: int(given[name]) for name, address in LIBRARY.items() if address in counted}
        bring_from_library(found, viewer=viewer, revision=given["revision"], seen=seen)
        messages.success(request, "已带入规范性文件的制发、废止、现行有效件数")
        return redirect("desk:filing", number=number)

    shown = [(named(one, found.edition), one, spell(now.get(one)), count) for one, count in counted.items()]
    return ask(
        request,
        viewer,
        LibraryForm,
        act,
        title="从规范性文件库带入",
        button="核对无误，带入",
        back=(str(found), reverse("desk:filing", args=[number])),
        at="reports",
        template="desk/from_library.html",
        initial={
            "revision": found.revision,
            **{name: counted[address] for name, address in LIBRARY.items() if address in counted},
        },
        filing=found,
        shown=shown,
    )


@require_safe
@at_desk(no_administrator)
def figure(request: HttpRequest, viewer: Viewer, number: int) -> HttpResponse:
    """What one figure of an aggregate is made of: each organ's frozen report, and the sum."""
    found = found_filing(viewer, number)
    address = request.GET.get("at", "")
    try:
        parts = parts_of(found, address)
    except KeyError:
        raise Http404("没有这一格") from None
    total = cells_of(edition(found.edition), found.cells).get(address)
    documents = documents_behind(found, address)
    facts: dict[str, Any] = {
        "filing": found,
        "documents": documents,
        "differs": documents is not None and total != len(documents),
        "label": named(address, found.edition),
        "parts": [(one.part, spell(one.figure) or "空") for one in parts],
        "total": spell(total) or "空",
    }
    return show(request, viewer, "desk/figure.html", at="reports", title="数字的组成", **facts)
