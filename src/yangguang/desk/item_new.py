"""How does an item begin? For one of one's organs, of a type, empty or out of a Word file."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from yangguang.catalogue.selectors import columns_of
from yangguang.catalogue.services.numbering import pattern_on
from yangguang.desk.access import at_desk, only
from yangguang.desk.asking import ask
from yangguang.desk.forms import DeskForm
from yangguang.disclosure.content import Draft
from yangguang.disclosure.guards.people import DRAFTERS
from yangguang.disclosure.services.attaching import MEGABYTE, MOST_BYTES
from yangguang.disclosure.services.bringing_in import bring_in
from yangguang.disclosure.services.drafting import begin_item
from yangguang.disclosure.types_in_use import types_in_use
from yangguang.organisations.viewers import Viewer


class BeginForm(DeskForm):
    """For whom, of which type, and from which file, if from one."""

    organ = forms.TypedChoiceField(label="发布机关", coerce=int)
    title = forms.CharField(label="标题", max_length=200, required=False, help_text="从文件带入的可以不填")
    file = forms.FileField(
        label="从 Word 文件带入",
        required=False,
        help_text="标题、文号和正文从文件读出，读出的内容要逐项核对；文件作为原件只在工作台保存，标有密级的不会存下",
        widget=forms.FileInput(attrs={"accept": ".docx,.doc"}),
    )
    type = forms.ChoiceField(label="信息类型", widget=forms.RadioSelect)

    column = forms.TypedChoiceField(
        label="栏目",
        coerce=int,
        empty_value=None,
        required=False,
        help_text="本县的索引号按栏目编制；不选的按这类信息通常所在的栏目",
    )

    def __init__(
        self, *args: Any, organs: list[tuple[int, str]], columns: list[tuple[int, str]], **named: Any
    ) -> None:
        super().__init__(*args, **named)
        if columns:
            self.fields["column"].choices = [("", "请选择"), *columns]  # type: ignore[attr-defined]
        else:
            del self.fields["column"]
        self.fields["organ"].choices = organs  # type: ignore[attr-defined]
        if len(organs) == 1:
            self.fields["organ"].initial = organs[0][0]
            self.fields["organ"].widget = forms.HiddenInput()
        self.fields["type"].choices = [(one.key, one.label) for one in types_in_use()]  # type: ignore[attr-defined]

    def clean_file(self) -> UploadedFile | None:
        """Not larger than what is kept of one."""
        sent: UploadedFile | None = self.cleaned_data["file"]
        if sent is not None and sent.size is not None and sent.size > MOST_BYTES:
            raise forms.ValidationError(f"文件不能超过{MOST_BYTES // MEGABYTE}MB")
        return sent

    def clean(self) -> dict[str, Any]:
        """A title, or a file it is read from."""
        given = super().clean() or self.cleaned_data
        if not given.get("file") and not given.get("title", "").strip() and "title" not in self.errors:
            self.add_error("title", "请填写标题，或者选择一个 Word 文件")
        return given


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(only(*DRAFTERS))
def new_item(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Choose organ and type, and go on to the form; a Word file fills it in."""

    def act(given: dict[str, Any]) -> HttpResponse:
        whose: dict[str, Any] = {"viewer": viewer, "organ": given["organ"], "type_key": given["type"]}
        columns = (given["column"],) if given.get("column") else ()
        if (sent := given["file"]) is not None:
            item = bring_in(**whose, name=sent.name, data=sent.read(), columns=columns)
            notes: list[str] = (item.original or {})["notes"]
            messages.warning(request, "；".join(notes))
        else:
            item = begin_item(**whose, draft=Draft(title=given["title"], columns=columns))
        messages.success(request, f"已建立，索引号 {item.index_no}")
        return redirect("desk:item_entry", number=item.pk)

    return ask(
        request,
        viewer,
        BeginForm,
        act,
        title="起草信息",
        button="开始填写",
        back=("信息发布", reverse("desk:items")),
        at="items",
        template="desk/item_new.html",
        form_facts={"organs": organs_written_for(viewer), "columns": _columns_numbered_by(viewer)},
        groups=_groups(),
    )


def organs_written_for(viewer: Viewer) -> list[tuple[int, str]]:
    """The organs for which a viewer may draft."""
    mine = {one.organ: one.organ_name for one in viewer.standings if one.role in DRAFTERS}
    return list(mine.items())


def _columns_numbered_by(viewer: Viewer) -> list[tuple[int, str]]:
    """The columns to choose from where the county's index numbers print one; none where they do not."""
    pattern, _ = pattern_on(viewer.government, viewer.today)
    if not pattern.needs_column:
        return []
    return [(one.pk, " › ".join(one.path)) for one in columns_of(viewer.government, viewer.today)]


def _groups() -> list[tuple[str, list[Any]]]:
    """The types by their groups, groups in the order of their first type."""
    kinds = types_in_use()
    order = list(dict.fromkeys(one.group for one in kinds))
    ordered = sorted(kinds, key=lambda one: order.index(one.group))
    return [(group, list(members)) for group, members in groupby(ordered, key=lambda one: one.group)]
