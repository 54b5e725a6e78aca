"""What is asked of an item beside its decision? Doubts, other agencies and issuers, times, orders to stop."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yangguang.desk.access import at_desk, no_administrator
from yangguang.desk.asking import ask
from yangguang.desk.forms import DeskForm, day_field, words_field
from yangguang.desk.item_page import found_item
from yangguang.disclosure.models import Item
from yangguang.disclosure.services.asking import consent, consult, record_answer
from yangguang.disclosure.services.holding import lift_hold, place_hold
from yangguang.disclosure.services.referring import record_determination, refer
from yangguang.disclosure.services.releasing import schedule
from yangguang.disclosure.services.taking_down import take_down
from yangguang.disclosure.states import Determination, Ground, HoldKind, Opinion, Referred
from yangguang.organisations.viewers import Viewer

Given = dict[str, Any]


class SeenForm(DeskForm):
    """A question about an item as the page showed it."""

    revision = forms.IntegerField(widget=forms.HiddenInput)


def choice(label: str, choices: list[tuple[str, str]]) -> forms.ChoiceField:
    """One of a few answers."""
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect)


class ReferForm(SeenForm):
    """A doubt and who determines it."""

    referred_to = choice("报请谁确定", Referred.choices)
    question = words_field("报请事项", help_text="哪一部分、为什么不能确定是否可以公开")


class DetermineForm(SeenForm):
    """What was determined."""

    determination = choice("确定结果", Determination.choices)
    determined_on = day_field("确定日期")
    document_no = forms.CharField(label="确定文书文号", max_length=80)
    basis = words_field("确定依据")


class ConsultForm(SeenForm):
    """Which agency is asked what."""

    agency = forms.CharField(label="协商机关", max_length=120)
    question = words_field("协商事项")


class AnswerForm(SeenForm):
    """What the agency answered."""

    opinion = choice("对方意见", Opinion.choices)
    answer = words_field("答复内容")
    answered_on = day_field("答复日期")
    answered_by = forms.CharField(label="答复人", max_length=60)
    settlement = words_field("不同意时的处理", required=False, help_text="例如删去有关内容，报共同上级确定")


class ConsentForm(SeenForm):
    """What another issuing organ says."""

    opinion = choice("会签意见", Opinion.choices)
    reason = words_field("理由", required=False, help_text="不同意的须写明")


class ScheduleForm(SeenForm):
    """At which minute it goes out."""

    at = forms.DateTimeField(
        label="发布时间",
        required=False,
        help_text="写到分钟，例如 2026-12-01 09:00；不填写的，审批通过就发布",
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
        error_messages={"invalid": "时间写法不对，应写成 2026-12-01 09:00"},
    )


class HoldForm(SeenForm):
    """Who ordered it, by which document, from when to when."""

    kind = choice("谁决定暂缓", HoldKind.choices)
    instrument = forms.CharField(label="决定文书", max_length=200, help_text="名称和文号")
    from_on = day_field("自何日起")
    to_on = day_field("至何日止", required=False, help_text="没有写明的不填写")


class LiftForm(SeenForm):
    """Why it ends."""

    reason = words_field("解除理由")


class TakeDownForm(SeenForm):
    """Why it leaves the public."""

    ground = choice("撤下的原因", Ground.choices)
    reason = words_field(
        "撤下理由",
        help_text=(
            "理由写在原来的地址上，公众看得到。因国家秘密、个人隐私或者商业秘密撤下的，那里只写撤下原因，"
            "不显示标题，也不显示这里写的理由；理由长期留在办理记录里，不要重复需要隐去的内容"
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(no_administrator)
def refer_doubt(request: HttpRequest, viewer: Viewer, number: int) -> HttpResponse:
    """Put a doubt about openness to those who determine."""
    found = found_item(viewer, number)
    return _asked(request, viewer, found, ReferForm, refer, words=("报请确定", "已报请确定"))


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(no_administrator)
def determine(request: HttpRequest, viewer: Viewer, number: int, row: int) -> HttpResponse:
    """Bring in what was determined."""
    found = found_item(viewer, number)
    referral = get_object_or_404(found.referrals.select_related("item__organ"), pk=row)
    return _asked(
        request,
        viewer,
        found,
        DetermineForm,
        record_determination,
        words=("录入确定结果", "已录入"),
        of=referral,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(no_administrator)
def consult_agency(request: HttpRequest, viewer: Viewer, number: int) -> HttpResponse:
    """Ask another agency about information that concerns it."""
    found = found_item(viewer, number)
    return _asked(
        request, viewer, found, ConsultForm, consult, words=("协商", "已记录协商，答复以前不能发布")
    )


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(no_administrator)
def answer_of_agency(request: HttpRequest, viewer: Viewer, number: int, row: int) -> HttpResponse:
    """Bring in what the agency answered."""
    found = found_item(viewer, number)
    held = get_object_or_404(found.consultations.select_related("item__organ"), pk=row)
    names = ("opinion", "answer", "answered_on", "answered_by")
    initial = {name: getattr(held, name) for name in names}
    words = (f"录入{held.agency}的答复", "已录入答复")
    return _asked(request, viewer, found, AnswerForm, record_answer, words=words, of=held, initial=initial)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(no_administrator)
def consent_of_issuer(request: HttpRequest, viewer: Viewer, number: int) -> HttpResponse:
    """Say one's organ's word on a joint item."""
    found = found_item(viewer, number)
    return _asked(request, viewer, found, ConsentForm, consent, words=("会签", "已会签"))


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(no_administrator)
def set_time(request: HttpRequest, viewer: Viewer, number: int) -> HttpResponse:
    """Set the minute of the release, or take it back."""
    found = found_item(viewer, number)
    at = timezone.localtime(found.scheduled_at) if found.scheduled_at else None
    words = ("定时发布", "已设定发布时间")
    return _asked(request, viewer, found, ScheduleForm, schedule, words=words, initial={"at": at})


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(no_administrator)
def hold(request: HttpRequest, viewer: Viewer, number: int) -> HttpResponse:
    """Enter an order that stops the release."""
    found = found_item(viewer, number)
    initial = {"from_on": viewer.today}
    return _asked(
        request, viewer, found, HoldForm, place_hold, words=("暂缓公开", "已暂缓公开"), initial=initial
    )


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(no_administrator)
def lift(request: HttpRequest, viewer: Viewer, number: int, row: int) -> HttpResponse:
    """End such an order."""
    found = found_item(viewer, number)
    held = get_object_or_404(found.holds.select_related("item__organ"), pk=row)
    return _asked(request, viewer, found, LiftForm, lift_hold, words=("解除暂缓公开", "已解除"), of=held)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(no_administrator)
def take_from_public(request: HttpRequest, viewer: Viewer, number: int) -> HttpResponse:
    """Take an item from the public."""
    found = found_item(viewer, number)
    return _asked(request, viewer, found, TakeDownForm, take_down, words=("撤下", "已撤下"), stern=True)


def _asked(
    request: HttpRequest,
    viewer: Viewer,
    found: Item,
    form: type[SeenForm],
    service: Callable[..., Any],
    *,
    words: tuple[str, str],
    of: Any = None,
    initial: Given | None = None,
    stern: bool = False,
) -> HttpResponse:
    """Ask one thing, call its service with the answers by their names, and go back to the item."""
    title, done = words

    def act(given: Given) -> HttpResponse:
        service(found if of is None else of, viewer=viewer, **given)
        messages.success(request, f"{done}：{found}")
        return redirect("desk:item", number=found.pk)

    return ask(
        request,
        viewer,
        form,
        act,
        title=title,
        button=title,
        back=(found.title, reverse("desk:item", args=[found.pk])),
        at="items",
        initial={"revision": found.revision, **(initial or {})},
        stern=stern,
    )
