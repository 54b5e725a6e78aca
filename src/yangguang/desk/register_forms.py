"""How is a document registered, decided anew, corrected, assessed? One question page each, one service."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from yangguang.catalogue.kinds import Vocabulary
from yangguang.catalogue.selectors import terms
from yangguang.desk.access import at_desk, only
from yangguang.desk.asking import ask
from yangguang.desk.forms import ChangingForm, DeskForm, day_field, words_field
from yangguang.desk.register_page import found_document
from yangguang.disclosure.register.choices import channels, reasons
from yangguang.disclosure.register.entering import Decision, Entry
from yangguang.disclosure.register.models import OfficialDocument
from yangguang.disclosure.register.services import (
    KEEPERS,
    change_attribute,
    correct_document,
    keep_closed,
    open_after_assessment,
    register_document,
    set_closed_share_alert,
)
from yangguang.disclosure.register.states import Attribute
from yangguang.organisations.kinds import Role
from yangguang.organisations.models import Organ, in_force
from yangguang.organisations.selectors import organs_visible_to
from yangguang.organisations.viewers import Viewer

KEEPING = only(*KEEPERS, Role.COUNTY_OFFICE)
AT = "register"
TITLE_HELP = "不予公开的可以不登记；涉及国家秘密的一律不登记。标有密级的内容不得录入"
KEEP = "keep"
RESULTS = (
    (KEEP, "继续不予公开"),
    (Attribute.PROACTIVE.value, "改为主动公开"),
    (Attribute.ON_REQUEST.value, "改为依申请公开"),
)
DECISION = ("attribute", "reason_code", "reason", "open_by", "channels", "reassess_on")


def ground_field() -> forms.ChoiceField:
    """The grounds for not opening, each with its article."""
    grounds = [(code, f"{one.label}（{one.article}）") for code, one in reasons().items()]
    return forms.ChoiceField(
        label="不予公开理由", choices=[("", "不适用"), *grounds], required=False, help_text="不予公开时选择"
    )


def channels_field() -> forms.MultipleChoiceField:
    """The channels to tick."""
    return forms.MultipleChoiceField(
        label="公开渠道",
        choices=[(code, one.label) for code, one in channels().items()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="主动公开时勾选",
    )


class DecisionForm(DeskForm):
    """How a document may be open."""

    attribute = forms.ChoiceField(label="公开属性", choices=Attribute.choices, widget=forms.RadioSelect)
    reason_code = ground_field()
    reason = words_field(
        "理由说明", required=False, help_text="依申请公开，以及条例写“可以”不予公开的，须写明"
    )
    open_by = day_field("公开时间", required=False, help_text="计划在哪一天以前公开；主动公开时填写")
    channels = channels_field()
    reassess_on = day_field("下次评估日期", required=False, help_text="不予公开时填写；不填的按规定的间隔")


class FactsForm(DeskForm):
    """What a document is."""

    document_no = forms.CharField(label="文号", max_length=80, help_text="例如 阳教发〔2026〕3号")
    title = forms.CharField(label="标题", max_length=200, required=False, help_text=TITLE_HELP)
    made_on = day_field("成文日期")
    document_kind = forms.ChoiceField(label="公文种类", required=False)

    def __init__(self, *args: Any, kinds: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["document_kind"].choices = [("", "不填"), *kinds]  # type: ignore[attr-defined]


class NewDocumentForm(FactsForm, DecisionForm):
    """A document to be registered."""

    organ = forms.ModelChoiceField(label="制作机关", queryset=Organ.objects.none(), empty_label=None)
    field_order = ("organ",)

    def __init__(self, *args: Any, organs: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["organ"].queryset = organs  # type: ignore[attr-defined]


class AttributeForm(ChangingForm, DecisionForm):
    """Another attribute."""

    title = forms.CharField(
        label="标题", max_length=200, required=False, help_text="原来没有登记标题、现在可以登记的，在这里补上"
    )
    because = words_field("变更原因", required=False, help_text="第一次认定时可以不写")


class CorrectionForm(ChangingForm, FactsForm):
    """What was written wrongly."""

    because = words_field("更正原因")


class AssessmentForm(ChangingForm):
    """What an assessment finds."""

    result = forms.ChoiceField(label="评估结果", choices=RESULTS, widget=forms.RadioSelect)
    because = words_field("评估意见")
    reassess_on = day_field(
        "下次评估日期", required=False, help_text="继续不予公开时可以填写，不填的按规定的间隔"
    )
    title = forms.CharField(
        label="标题", max_length=200, required=False, help_text="原来没有登记标题、改为公开的，在这里补上"
    )
    reason = words_field("依申请公开的理由", required=False)
    open_by = day_field("公开时间", required=False, help_text="改为主动公开时填写")
    channels = channels_field()


class AlertForm(DeskForm):
    """A threshold."""

    percent = forms.IntegerField(
        label="提醒比例（%）", min_value=0, max_value=99, required=False, help_text="不填就是不再提醒"
    )
    from_on = day_field("自何日起")
    basis = words_field("依据", most=200)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(KEEPING)
def new_document(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Register a document."""

    def act(given: dict[str, Any]) -> HttpResponse:
        facts = {name: given[name] for name in ("document_no", "title", "made_on", "document_kind")}
        made = register_document(
            Entry(organ=given["organ"].pk, decision=_decision(given), **facts), viewer=viewer
        )
        messages.success(request, f"已登记 {made.document_no}")
        return redirect("desk:document", number=made.pk)

    organs = organs_visible_to(viewer).filter(in_force(viewer.today)).order_by("order", "pk")
    if not viewer.standing(Role.COUNTY_OFFICE):
        organs = organs.filter(pk__in=[one.organ for one in viewer.standings if one.role in KEEPERS])
    facts: dict[str, Any] = {
        "form_facts": {"organs": organs, "kinds": _kinds(viewer)},
        "initial": {"made_on": viewer.today, "attribute": Attribute.PROACTIVE.value},
        "words": "这里只登记公文的目录信息，不登记正文。标有密级的内容不得录入。",
    }
    back = ("公文登记簿", reverse("desk:register"))
    return ask(
        request, viewer, NewDocumentForm, act, title="登记公文", button="登记", back=back, at=AT, **facts
    )


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(KEEPING)
def change_document(request: HttpRequest, viewer: Viewer, number: int) -> HttpResponse:
    """Decide anew how a document may be open."""
    row = found_document(viewer, number)

    def act(given: dict[str, Any]) -> HttpResponse:
        change_attribute(
            row,
            viewer=viewer,
            revision=row.revision,
            decision=_decision(given),
            because=given["because"],
            title="" if row.title else given["title"],
        )
        messages.success(request, "公开属性已变更")
        return redirect("desk:document", number=number)

    initial = {name: getattr(row, name) for name in DECISION}
    facts: dict[str, Any] = {"initial": initial | {"title": row.title}}
    title = f"变更{row.document_no}的公开属性"
    return ask(
        request, viewer, AttributeForm, act, title=title, button="变更", back=_back(row), at=AT, **facts
    )


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(KEEPING)
def correct(request: HttpRequest, viewer: Viewer, number: int) -> HttpResponse:
    """Put right what was written wrongly."""
    row = found_document(viewer, number)

    def act(given: dict[str, Any]) -> HttpResponse:
        correct_document(row, viewer=viewer, revision=row.revision, **given)
        messages.success(request, "已更正")
        return redirect("desk:document", number=number)

    names = ("document_no", "title", "made_on", "document_kind")
    facts: dict[str, Any] = {
        "initial": {name: getattr(row, name) for name in names},
        "form_facts": {"kinds": _kinds(viewer)},
    }
    title = f"更正{row.document_no}的登记"
    return ask(
        request, viewer, CorrectionForm, act, title=title, button="更正", back=_back(row), at=AT, **facts
    )


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(KEEPING)
def assess(request: HttpRequest, viewer: Viewer, number: int) -> HttpResponse:
    """Assess a closed document: keep it closed, or open it."""
    row = found_document(viewer, number)

    def act(given: dict[str, Any]) -> HttpResponse:
        facts: dict[str, Any] = {
            "viewer": viewer,
            "revision": row.revision,
            "because": given["because"],
        }
        if given["result"] == KEEP:
            kept = keep_closed(row, reassess_on=given["reassess_on"], **facts)
            messages.success(request, f"继续不予公开，下次评估日期是{kept.reassess_on}")
        else:
            decision = Decision(
                attribute=given["result"],
                reason=given["reason"],
                open_by=given["open_by"],
                channels=tuple(given["channels"]),
            )
            open_after_assessment(row, decision=decision, title=given["title"], **facts)
            messages.success(request, "评估后已改为公开")
        return redirect("desk:document", number=number)

    facts: dict[str, Any] = {
        "initial": {"title": row.title, "attribute": row.attribute, "assessed_on": row.assessed_on},
        "words": f"{row}，{row.ground}。条例第十八条：因情势变化可以公开的，应当公开。",
    }
    title = f"评估{row.document_no}"
    return ask(
        request, viewer, AssessmentForm, act, title=title, button="记下评估", back=_back(row), at=AT, **facts
    )


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(only(Role.COUNTY_OFFICE))
def closed_share_alert(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Set above which share of 不予公开 the county is alerted."""

    def act(given: dict[str, Any]) -> HttpResponse:
        alert = set_closed_share_alert(viewer=viewer, **given)
        messages.success(request, f"提醒比例自{alert.from_on}起施行")
        return redirect("desk:closed_shares")

    facts: dict[str, Any] = {
        "initial": {"from_on": viewer.today},
        "words": "法律没有规定比例；高于这个比例的机关在“不予公开占比”里标出。",
    }
    back = ("不予公开占比", reverse("desk:closed_shares"))
    return ask(
        request, viewer, AlertForm, act, title="设定提醒比例", button="设定", back=back, at=AT, **facts
    )


def _decision(given: dict[str, Any]) -> Decision:
    facts: dict[str, Any] = {name: given[name] for name in DECISION}
    return Decision(**{**facts, "channels": tuple(given["channels"])})


def _kinds(viewer: Viewer) -> list[tuple[str, str]]:
    words = terms(Vocabulary.DOCUMENT_KIND, viewer.government, viewer.today)
    return [(one.code, one.name) for one in words]


def _back(row: OfficialDocument) -> tuple[str, str]:
    return row.document_no, reverse("desk:document", args=[row.pk])
