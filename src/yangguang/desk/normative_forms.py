"""Who may make normative documents, by which rules are they kept? The list, the rules, how both change."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from yangguang.desk.access import at_desk, no_administrator, only
from yangguang.desk.asking import Back, ask
from yangguang.desk.forms import DeskForm, day_field, words_field
from yangguang.desk.normative_document import KEEPING
from yangguang.desk.normative_page import AT, organs_of, tabs
from yangguang.desk.shell import show
from yangguang.disclosure.judgements import NormativeRule
from yangguang.disclosure.normative.models import Maker
from yangguang.disclosure.normative.people import keeper
from yangguang.disclosure.normative.rules import MOST_REMIND_DAYS, rule_on
from yangguang.disclosure.normative.selectors import makers_visible_to
from yangguang.disclosure.normative.services.makers import end_maker, list_maker
from yangguang.disclosure.normative.services.rules import set_rule
from yangguang.disclosure.states import LegalityNeed
from yangguang.organisations.kinds import Role
from yangguang.organisations.viewers import Viewer

PAGE = "制定主体和规定"


class MakerForm(DeskForm):
    """An organ that may make normative documents."""

    organ = forms.TypedChoiceField(label="机关", coerce=int)
    from_on = day_field("自何日起", help_text="可以早于今天")
    basis = forms.CharField(label="依据", max_length=200)

    def __init__(self, *args: Any, organs: tuple[tuple[str, str], ...], **named: Any) -> None:
        super().__init__(*args, **named)
        chooser = self.fields["organ"]
        assert isinstance(chooser, forms.TypedChoiceField)
        chooser.choices = organs


class EndForm(DeskForm):
    """A last day on the list."""

    on = day_field("最后一天")
    reason = words_field("原因", most=200)


class RuleForm(DeskForm):
    """The county's own rules."""

    from_on = day_field("施行日期")
    legality = forms.ChoiceField(label="合法性审核", choices=LegalityNeed.choices)
    pattern = forms.CharField(
        label="统一登记编号规则", max_length=60, help_text="例如 XXFG-{year}-{number}，每年从1起编"
    )
    remind_days = forms.IntegerField(
        label="有效期届满提醒天数", min_value=0, max_value=MOST_REMIND_DAYS, help_text="届满以前多少天列出"
    )
    basis = forms.CharField(label="依据", max_length=200)


@require_safe
@at_desk(no_administrator)
def makers(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The list of makers, past ones too, and the rules in force and to come."""
    rules = NormativeRule.objects.filter(government=viewer.government).order_by("-from_on")
    rows = makers_visible_to(viewer).select_related("organ").order_by("organ__order", "organ", "from_on")
    facts: dict[str, Any] = {
        "makers": list(rows),
        "rule": rule_on(viewer.government, viewer.today),
        "rules": list(rules),
        "keeps": keeper(viewer) is not None,
        "sets": viewer.standing(Role.COUNTY_OFFICE) is not None,
        "tabs": tabs("makers"),
    }
    return show(request, viewer, "desk/makers.html", at=AT, title=PAGE, **facts)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(KEEPING)
def new_maker(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Put an organ on the list."""

    def act(given: dict[str, Any]) -> HttpResponse:
        row = list_maker(viewer=viewer, **given)
        messages.success(request, f"“{row}”已列入制定主体清单")
        return redirect("desk:makers")

    facts: dict[str, Any] = {
        "initial": {"from_on": viewer.today},
        "form_facts": {"organs": organs_of(viewer)},
        "at": AT,
    }
    return ask(request, viewer, MakerForm, act, title="列入制定主体", button="列入", back=_back(), **facts)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(KEEPING)
def last_day(request: HttpRequest, viewer: Viewer, number: int) -> HttpResponse:
    """Give an organ its last day on the list."""
    row: Maker = get_object_or_404(makers_visible_to(viewer).select_related("organ"), pk=number)

    def act(given: dict[str, Any]) -> HttpResponse:
        end_maker(row, viewer=viewer, **given)
        messages.success(request, f"“{row}”在{given['on']}之后退出制定主体清单")
        return redirect("desk:makers")

    facts: dict[str, Any] = {"initial": {"on": viewer.today}, "stern": True, "at": AT}
    title = f"{row}退出制定主体清单"
    return ask(request, viewer, EndForm, act, title=title, button="退出", back=_back(), **facts)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(only(Role.COUNTY_OFFICE))
def rules(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Set the county's own rules from a day on."""

    def act(given: dict[str, Any]) -> HttpResponse:
        row = set_rule(viewer=viewer, **given)
        messages.success(request, f"管理规定自{row.from_on}起施行")
        return redirect("desk:makers")

    now = rule_on(viewer.government, viewer.today)
    initial = {
        "from_on": viewer.today,
        "legality": now.legality,
        "pattern": now.pattern,
        "remind_days": now.remind_days,
    }
    facts: dict[str, Any] = {"initial": initial, "at": AT, "words": "已经编定的编号不会改变。"}
    return ask(request, viewer, RuleForm, act, title="设定管理规定", button="施行", back=_back(), **facts)


def _back() -> Back:
    return PAGE, reverse("desk:makers")
