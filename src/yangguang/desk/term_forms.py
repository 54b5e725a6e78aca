"""How are local words added and ended? One question page each, one service behind it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from yangguang.catalogue.kinds import Vocabulary
from yangguang.catalogue.models import Term
from yangguang.catalogue.selectors import terms_visible_to
from yangguang.catalogue.services.columns import KEEPERS
from yangguang.catalogue.services.terms import add_term, end_term
from yangguang.desk.access import at_desk, only
from yangguang.desk.asking import ask
from yangguang.desk.forms import DeskForm, day_field
from yangguang.organisations.models import in_force
from yangguang.organisations.viewers import Viewer

KEEPING = only(*KEEPERS)


class WordField(forms.ModelChoiceField):
    """A word, shown after its vocabulary."""

    def label_from_instance(self, obj: Any) -> str:
        """主题分类：综合政务."""
        return f"{obj.get_vocabulary_display()}：{obj.name}"


class NewTermForm(DeskForm):
    """A local word."""

    vocabulary = forms.ChoiceField(label="词表", choices=Vocabulary.choices)
    name = forms.CharField(label="词条名称", max_length=60)
    code = forms.CharField(label="词条编码", max_length=40, help_text="用过的不再使用")
    parent = WordField(label="上级词条", queryset=Term.objects.none(), required=False, empty_label="没有")
    from_on = day_field("启用日期")

    def __init__(self, *args: Any, words: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["parent"].queryset = words  # type: ignore[attr-defined]


class EndTermForm(DeskForm):
    """A last day."""

    on = day_field("最后一天", help_text="这一天还能用，次日起停用")


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(KEEPING)
def new_term(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Add a word of the county's own."""

    def act(given: dict[str, Any]) -> HttpResponse:
        made = add_term(viewer=viewer, **{**given, "vocabulary": Vocabulary(given["vocabulary"])})
        messages.success(request, f"已在“{made.get_vocabulary_display()}”里增加“{made.name}”")
        return redirect("desk:columns")

    words = terms_visible_to(viewer).filter(in_force(viewer.today)).order_by("vocabulary", "order", "pk")
    facts: dict[str, Any] = {"initial": {"from_on": viewer.today}, "form_facts": {"words": words}}
    return ask(request, viewer, NewTermForm, act, title="增加本地词条", button="增加", back=_home(), **facts)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(KEEPING)
def end(request: HttpRequest, viewer: Viewer, number: int) -> HttpResponse:
    """Give a word of the county's own its last day."""
    own = terms_visible_to(viewer).filter(government=viewer.government)
    term = get_object_or_404(own, pk=number)

    def act(given: dict[str, Any]) -> HttpResponse:
        end_term(term, viewer=viewer, on=given["on"])
        messages.success(request, f"“{term.name}”将在{given['on']}之后停用")
        return redirect("desk:columns")

    facts: dict[str, Any] = {"initial": {"on": viewer.today}, "words": "以前用过这个词条的信息照样显示。"}
    title = f"停用词条{term.name}"
    return ask(request, viewer, EndTermForm, act, title=title, button="停用", back=_home(), **facts)


def _home() -> tuple[str, str]:
    return "栏目与分类", reverse("desk:columns")
