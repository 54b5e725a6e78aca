"""By which rule does the county number its information? Tried on the page before it is set."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from yangguang.catalogue.index_numbers import DEFAULT, PARTS
from yangguang.catalogue.selectors import index_patterns_visible_to
from yangguang.catalogue.services.columns import KEEPERS
from yangguang.catalogue.services.numbering import set_index_pattern
from yangguang.desk.access import at_desk, only
from yangguang.desk.asking import ask
from yangguang.desk.columns_page import numbering_sample
from yangguang.desk.forms import DeskForm, day_field
from yangguang.desk.shell import show
from yangguang.organisations.viewers import Viewer
from yangguang.workflow.machine import Refused

TEMPLATE, TITLE = "desk/index_pattern.html", "设定索引号规则"
PREVIEW = "preview"


class IndexPatternForm(DeskForm):
    """A rule and its first day."""

    pattern = forms.CharField(label="索引号规则", max_length=120, help_text=f"例如 {DEFAULT}")
    from_on = day_field("施行日期", help_text="已经编定的索引号不会改变")


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(only(*KEEPERS))
def index_pattern(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Set the rule, or see first what number comes next under it."""
    facts: dict[str, Any] = {
        "button": "施行",
        "second": (PREVIEW, "先看下一号"),
        "back": ("栏目与分类", reverse("desk:columns")),
        "parts": [(f"{{{name}}}", says) for name, says in PARTS.items()],
    }
    if request.method == "POST" and PREVIEW in request.POST:
        return _previewed(request, viewer, facts)

    def act(given: dict[str, Any]) -> HttpResponse:
        rule = set_index_pattern(viewer=viewer, **given)
        messages.success(request, f"索引号规则自{rule.from_on}起施行")
        return redirect("desk:columns")

    newest = index_patterns_visible_to(viewer).order_by("-from_on").first()
    initial = {"pattern": newest.pattern if newest else DEFAULT, "from_on": viewer.today}
    return ask(
        request, viewer, IndexPatternForm, act, title=TITLE, template=TEMPLATE, initial=initial, **facts
    )


def _previewed(request: HttpRequest, viewer: Viewer, facts: dict[str, Any]) -> HttpResponse:
    """The same page with the number that would come next; nothing is set."""
    form, status, sample = IndexPatternForm(request.POST), 400, ""
    if form.is_valid():
        try:
            sample, status = numbering_sample(viewer, form.cleaned_data["pattern"]), 200
        except Refused as refused:
            form.refuse(str(refused), "pattern")
            status = 409
    shown = {"form": form, "sample": sample, "sample_organ": viewer.standings[0].organ_name}
    return show(request, viewer, TEMPLATE, at="organs", title=TITLE, status=status, **shown, **facts)
