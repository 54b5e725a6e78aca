"""How are organs added, corrected, renamed, merged, split? One question page each, one service behind it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from yangguang.desk.access import at_desk, only
from yangguang.desk.asking import ask
from yangguang.desk.forms import ChangingForm, DeskForm, day_field, words_field
from yangguang.desk.organs import CONTACT_FIELDS
from yangguang.organisations.kinds import Kind, Role, SuccessionKind
from yangguang.organisations.models import Organ, in_force
from yangguang.organisations.selectors import organs_visible_to
from yangguang.organisations.services.organs import KEEPERS, change_organ, create_organ, decide_subject
from yangguang.organisations.services.reorganising import Reorganisation, rename_organ, reorganise
from yangguang.organisations.viewers import Viewer

KEEPING = only(*KEEPERS)
BACK = "目录与机构"


class LivingOrgans(forms.ModelMultipleChoiceField):
    """Organs to tick."""

    widget = forms.CheckboxSelectMultiple


class OrganForm(DeskForm):
    """What an organ is."""

    code = forms.CharField(label="机构编码", max_length=20)
    name = forms.CharField(label="名称", max_length=120)
    kind = forms.ChoiceField(label="类别", choices=Kind.choices)
    uscc = forms.CharField(label="统一社会信用代码", max_length=18, required=False, help_text="18位")
    vertical = forms.BooleanField(label="垂直管理（在本系统内报送）", required=False)
    superior = forms.ModelChoiceField(
        label="上级机构", queryset=Organ.objects.none(), required=False, empty_label="没有"
    )
    order = forms.IntegerField(label="排序", min_value=0, max_value=100_000, initial=0)
    aliases = words_field("别名", required=False, help_text="每行一个")

    def __init__(self, *args: Any, organs: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["superior"].queryset = organs  # type: ignore[attr-defined]

    def clean_aliases(self) -> tuple[str, ...]:
        """One alias a line."""
        return tuple(line.strip() for line in self.cleaned_data["aliases"].splitlines() if line.strip())


class NewOrganForm(OrganForm):
    """A new organ."""

    from_on = day_field("成立日期")


class CorrectionForm(ChangingForm, OrganForm):
    """An organ put right."""

    reason = words_field("原因", required=False, most=200, help_text="更正名称时须写明；正式更名请用“更名”")


class ContactForm(ChangingForm):
    """What the guide prints of an organ."""

    office_address = forms.CharField(label="办公地址", max_length=200, required=False)
    office_hours = forms.CharField(label="办公时间", max_length=200, required=False)
    phone = forms.CharField(label="联系电话", max_length=60, required=False)
    fax = forms.CharField(label="传真", max_length=60, required=False)
    postcode = forms.CharField(label="邮编", max_length=10, required=False)
    email = forms.EmailField(label="电子邮箱", required=False)
    request_url = forms.URLField(label="互联网申请地址", required=False, assume_scheme="https")
    contact_checked_on = day_field("联系方式核对日期", required=False)


class RenameForm(DeskForm):
    """A new name by decision."""

    name = forms.CharField(label="新名称", max_length=120)
    on = day_field("生效日期", help_text="以新名称开始的第一天")
    basis = words_field("依据", most=200, help_text="文件名称和文号")


class SubjectForm(DeskForm):
    """The three tests of a subject."""

    administrative = forms.BooleanField(label="行政性：行使行政职权", required=False)
    external = forms.BooleanField(label="外部性：对外管理或服务", required=False)
    independent = forms.BooleanField(label="独立性：以自己的名义行使职权", required=False)
    from_on = day_field("自何日起")
    basis = words_field("依据", most=200)


class ReorganisationForm(DeskForm):
    """A decision on organs."""

    kind = forms.ChoiceField(
        label="方式", choices=[one for one in SuccessionKind.choices if one[0] != "renamed"]
    )
    on = day_field("生效日期", help_text="新机构开始工作的第一天，不能晚于今天")
    basis = words_field("依据", most=200, help_text="文件名称和文号")
    matter = forms.CharField(label="划转的事项", max_length=200, required=False, help_text="职权划转时写明")
    predecessors = LivingOrgans(label="原机构", queryset=Organ.objects.none())
    successors = LivingOrgans(label="接收的机构", queryset=Organ.objects.none())
    rest = forms.ModelChoiceField(
        label="未办结工作和人员归入",
        queryset=Organ.objects.none(),
        required=False,
        empty_label="只有一个接收机构时不必选",
    )

    def __init__(self, *args: Any, organs: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        for name in ("predecessors", "successors", "rest"):
            self.fields[name].queryset = organs  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(KEEPING)
def new_organ(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Add an organ."""

    def act(given: dict[str, Any]) -> HttpResponse:
        made = create_organ(viewer=viewer, **{**given, "kind": Kind(given["kind"])})
        messages.success(request, f"已增加“{made.name}”")
        return redirect("desk:organ", number=made.pk)

    facts: dict[str, Any] = {"initial": {"from_on": viewer.today}, "form_facts": {"organs": _living(viewer)}}
    back = (BACK, reverse("desk:organs"))
    return ask(request, viewer, NewOrganForm, act, title="增加机构", button="增加", back=back, **facts)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(KEEPING)
def change(request: HttpRequest, viewer: Viewer, number: int) -> HttpResponse:
    """Put right what stands about an organ."""
    organ = _organ(viewer, number)

    def act(given: dict[str, Any]) -> HttpResponse:
        reason = given.pop("reason")
        aliases = given["aliases"]
        changes = {
            name: value for name, value in given.items() if name == "aliases" or value != getattr(organ, name)
        }
        change_organ(organ, viewer=viewer, reason=reason, **{**changes, "aliases": aliases})
        messages.success(request, "已更正")
        return redirect("desk:organ", number=number)

    initial = {
        name: getattr(organ, name)
        for name in ("code", "name", "kind", "uscc", "vertical", "superior", "order")
    }
    initial["aliases"] = "\n".join(one.name for one in organ.aliases.order_by("pk"))
    facts: dict[str, Any] = {
        "initial": initial,
        "form_facts": {"organs": _living(viewer).exclude(pk=organ.pk)},
    }
    return ask(
        request, viewer, CorrectionForm, act, title="更正机构信息", button="更正", back=_back(organ), **facts
    )


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(only(*KEEPERS, Role.LIAISON, Role.FOI_HEAD))
def change_contact(request: HttpRequest, viewer: Viewer, number: int) -> HttpResponse:
    """Keep what the guide prints of an organ."""
    organ = _organ(viewer, number)
    if not (viewer.standing(*KEEPERS) or viewer.standing(Role.LIAISON, Role.FOI_HEAD, organ=number)):
        raise Http404("不是本机关")

    def act(given: dict[str, Any]) -> HttpResponse:
        change_organ(organ, viewer=viewer, **given)
        messages.success(request, "已修改联系方式")
        return redirect("desk:organ", number=number)

    initial = {name: getattr(organ, name) for name in CONTACT_FIELDS}
    title = f"修改{organ.name}的联系方式"
    return ask(
        request, viewer, ContactForm, act, title=title, button="修改", back=_back(organ), initial=initial
    )


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(KEEPING)
def rename(request: HttpRequest, viewer: Viewer, number: int) -> HttpResponse:
    """Give an organ a new name by decision."""
    organ = _organ(viewer, number)

    def act(given: dict[str, Any]) -> HttpResponse:
        made = rename_organ(organ, viewer=viewer, **given)
        messages.success(request, f"“{organ.name}”已更名为“{made.name}”，工作和人员一并转入")
        return redirect("desk:organ", number=made.pk)

    words = "更名以后是一个新的机构：原机构终止，以前的东西仍归原机构，并能从新机构查到。"
    facts: dict[str, Any] = {"words": words, "initial": {"on": viewer.today}}
    title = f"{organ.name}更名"
    return ask(request, viewer, RenameForm, act, title=title, button="更名", back=_back(organ), **facts)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(only(Role.COUNTY_OFFICE))
def subject(request: HttpRequest, viewer: Viewer, number: int) -> HttpResponse:
    """Decide whether the ordinance applies to an organ."""
    organ = _organ(viewer, number)

    def act(given: dict[str, Any]) -> HttpResponse:
        decision = decide_subject(organ, viewer=viewer, **given)
        messages.success(request, "已认定：" + ("是公开主体" if decision.is_subject else "不是公开主体"))
        return redirect("desk:organ", number=number)

    facts: dict[str, Any] = {"words": "三项都符合才是公开主体。", "initial": {"from_on": viewer.today}}
    title = f"认定{organ.name}"
    return ask(request, viewer, SubjectForm, act, title=title, button="认定", back=_back(organ), **facts)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(KEEPING)
def reorganisation(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Carry out a decision on organs: merged, split, powers moved."""

    def act(given: dict[str, Any]) -> HttpResponse:
        plan = Reorganisation(
            kind=SuccessionKind(given["kind"]),
            on=given["on"],
            basis=given["basis"],
            matter=given["matter"],
            predecessors=tuple(one.pk for one in given["predecessors"]),
            successors=tuple(one.pk for one in given["successors"]),
            rest=given["rest"].pk if given["rest"] else None,
        )
        reorganise(plan, viewer=viewer)
        messages.success(request, "机构改革已登记，未办结的工作和人员已转入接收的机构")
        return redirect("desk:organ", number=plan.successors[0])

    words = "合并和拆分以后原机构终止：未办结的工作和人员在同一步转入接收的机构，一件也不留下。"
    facts: dict[str, Any] = {
        "form_facts": {"organs": _living(viewer)},
        "initial": {"on": viewer.today},
        "words": words,
    }
    back = (BACK, reverse("desk:organs"))
    return ask(
        request,
        viewer,
        ReorganisationForm,
        act,
        title="机构改革",
        button="登记",
        back=back,
        stern=True,
        **facts,
    )


def _organ(viewer: Viewer, number: int) -> Organ:
    return get_object_or_404(organs_visible_to(viewer), pk=number)


def _living(viewer: Viewer) -> Any:
    return organs_visible_to(viewer).filter(in_force(viewer.today)).order_by("order", "pk")


def _back(organ: Organ) -> tuple[str, str]:
    return organ.name, reverse("desk:organ", args=[organ.pk])
