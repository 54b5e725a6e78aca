"""How are roles granted and ended, deputies named, and the work of somebody who leaves handed over?"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from yangguang.accounts.models import User
from yangguang.desk.access import at_desk, only
from yangguang.desk.asking import ask
from yangguang.desk.forms import DeskForm, day_field
from yangguang.organisations.kinds import ADMINISTRATORS, Role
from yangguang.organisations.models import Appointment, Organ, in_force
from yangguang.organisations.open_work import Work, works_of_person
from yangguang.organisations.selectors import (
    appointments_visible_to,
    deputyships_visible_to,
    organs_visible_to,
    people_visible_to,
)
from yangguang.organisations.services.handing_over import hand_over, key_of
from yangguang.organisations.services.people import appoint_deputy, end_appointment, end_deputyship, grant
from yangguang.organisations.viewers import Viewer

GRANTING = only(Role.SECURITY_ADMIN)
CONTENT_ROLES = [one for one in Role if one not in ADMINISTRATORS]


class PersonChoice(forms.ModelChoiceField):
    """A person, named with their sign-in name, as two may be called the same."""

    def label_from_instance(self, obj: Any) -> str:
        """Name and sign-in name."""
        return named_person(obj)


def named_person(person: User) -> str:
    """A person as lists to choose from name them."""
    return f"{person.display_name}（{person.sign_in_name}）"


class GrantForm(DeskForm):
    """A role for an organ, from a day to a day."""

    organ = forms.ModelChoiceField(label="机关", queryset=Organ.objects.none(), empty_label="请选择")
    role = forms.ChoiceField(label="身份", choices=[("", "请选择"), *Role.choices])
    full_time = forms.BooleanField(label="专职", required=False)
    from_on = day_field("起始日期")
    to_on = day_field("终止日期", required=False, help_text="不填为长期")

    def __init__(self, *args: Any, organs: QuerySet[Organ], **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["organ"].queryset = organs  # type: ignore[attr-defined]


class EndForm(DeskForm):
    """The last day."""

    last_day = day_field("最后一天")


class DeputyForm(DeskForm):
    """Who stands in, from when to when."""

    deputy = PersonChoice(label="代理人", queryset=User.objects.none(), empty_label="请选择")
    from_on = day_field("起始日期")
    to_on = day_field("终止日期")
    reason = forms.CharField(label="原因", max_length=100, help_text="例如：休假、学习、借调")

    def __init__(self, *args: Any, people: QuerySet[User], **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["deputy"].queryset = people  # type: ignore[attr-defined]


class HandOverForm(DeskForm):
    """Who takes the work over; `listed` is the list as it was shown."""

    to = PersonChoice(label="接手人", queryset=User.objects.none(), empty_label="请选择")
    listed = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, people: QuerySet[User], works: list[Work], **named: Any) -> None:
        self.works = works
        super().__init__(*args, **named)
        known = [(one.pk, named_person(one)) for one in people]
        for field in self.fields.values():
            if isinstance(field, PersonChoice):
                field.queryset = people
                field.choices = [("", str(field.empty_label)), *known]  # read once for all works

    def further_questions(self) -> dict[str, forms.Field]:
        """For each piece of work another receiver, if it is not to go to the one for all."""
        return {
            f"other-{work.subject}-{work.subject_id}": PersonChoice(
                label=f"{work.title}：{work.name}（{work.organ_name}）",
                queryset=User.objects.none(),
                required=False,
                empty_label="同接手人",
            )
            for work in self.works
        }


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(GRANTING)
def grant_role(request: HttpRequest, viewer: Viewer, number: int) -> HttpResponse:
    """Appoint a person."""
    person = _person(viewer, number)

    def act(given: dict[str, Any]) -> HttpResponse:
        made = grant(person, viewer=viewer, **{**given, "role": Role(given["role"])})
        messages.success(request, f"已授予{person.display_name}：{made}")
        return redirect("desk:person", number=number)

    facts: dict[str, Any] = {"form_facts": {"organs": _living(viewer)}, "initial": {"from_on": viewer.today}}
    title = f"授予{person.display_name}任职"
    return ask(request, viewer, GrantForm, act, title=title, button="授予", back=_back(person), **facts)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(GRANTING)
def end(request: HttpRequest, viewer: Viewer, number: int) -> HttpResponse:
    """End an appointment with a last day; the work it leaves behind is listed."""
    held = _appointment(viewer, number)

    def act(given: dict[str, Any]) -> HttpResponse:
        end_appointment(held, viewer=viewer, last_day=given["last_day"])
        messages.success(request, f"已终止：{held}，最后一天 {given['last_day']}")
        return redirect("desk:person", number=held.user_id)

    facts: dict[str, Any] = {
        "initial": {"last_day": viewer.today},
        "words": "终止以后，未办结的工作会列在县政务公开科的待办里，直到移交。",
        "works": works_of_person(held.user_id, viewer.government),
        "stern": True,
    }
    title = f"终止{held.user.display_name}的{held}"
    return ask(request, viewer, EndForm, act, title=title, button="终止任职", back=_back(held.user), **facts)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(GRANTING)
def deputy(request: HttpRequest, viewer: Viewer, number: int) -> HttpResponse:
    """Let somebody act in another's role while that one is away."""
    held = _appointment(viewer, number)

    def act(given: dict[str, Any]) -> HttpResponse:
        made = appoint_deputy(held, viewer=viewer, **given)
        messages.success(request, f"{made.from_on}至{made.to_on}由{made.deputy.display_name}代理{held}")
        return redirect("desk:person", number=held.user_id)

    people = (
        people_visible_to(viewer).filter(is_active=True).exclude(pk=held.user_id).order_by("display_name")
    )
    facts: dict[str, Any] = {
        "form_facts": {"people": people.distinct()},
        "initial": {"from_on": viewer.today},
        "words": "代理人以被代理人的身份办理，记录里写明是代理；自己起草的仍不能自己审批。",
    }
    title = f"{held.user.display_name}的{held}：指定代理"
    return ask(request, viewer, DeputyForm, act, title=title, button="指定", back=_back(held.user), **facts)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(GRANTING)
def end_deputy(request: HttpRequest, viewer: Viewer, number: int) -> HttpResponse:
    """Let a deputyship end earlier."""
    seen = deputyships_visible_to(viewer).select_related("appointment__organ", "appointment__user", "deputy")
    row = get_object_or_404(seen, pk=number)

    def act(given: dict[str, Any]) -> HttpResponse:
        end_deputyship(row, viewer=viewer, last_day=given["last_day"])
        messages.success(request, "代理已提前终止")
        return redirect("desk:person", number=row.appointment.user_id)

    title = f"提前终止{row.deputy.display_name}的代理"
    back = _back(row.appointment.user)
    initial = {"last_day": viewer.today}
    return ask(request, viewer, EndForm, act, title=title, button="终止代理", back=back, initial=initial)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(only(*CONTENT_ROLES))
def hand_over_work(request: HttpRequest, viewer: Viewer, number: int) -> HttpResponse:
    """Move all pending work of somebody who leaves, listed before, in one act."""
    person = _person(viewer, number)
    works = _seen_works(viewer, person)

    def act(given: dict[str, Any]) -> HttpResponse:
        listed = [_key(text) for text in given["listed"].split() if "." in text and text.count(":") == 1]
        others = {
            key_of(work): chosen
            for work in works
            if (chosen := given.get(f"other-{work.subject}-{work.subject_id}")) is not None
        }
        moved = hand_over(person, viewer=viewer, to=given["to"], listed=listed, others=others)
        messages.success(request, f"已移交{person.display_name}的工作{len(moved)}件")
        return redirect("desk:person", number=number)

    here = Appointment.objects.filter(
        in_force(viewer.today), organ__in={work.organ for work in works}, organ__government=viewer.government
    )
    people = User.objects.filter(pk__in=here.values("user"), is_active=True).exclude(pk=person.pk)
    facts: dict[str, Any] = {
        "form_facts": {"people": people.order_by("display_name"), "works": works},
        "initial": {"listed": " ".join(f"{work.subject}:{work.subject_id}" for work in works)},
        "words": "接手人今天须在该机关有任职。移交是一步完成的：要么全部移交，要么一件也不动。",
        "works": works,
    }
    title = f"移交{person.display_name}的全部工作"
    return ask(
        request,
        viewer,
        HandOverForm,
        act,
        title=title,
        button="全部移交",
        back=_back(person),
        template="desk/hand_over.html",
        **facts,
    )


def _seen_works(viewer: Viewer, person: User) -> list[Work]:
    """The pending work of a person; `Http404` for who may not hand it over, so that its names stay unsaid."""
    works = works_of_person(person.pk, viewer.government)
    led = all(viewer.standing(Role.ORGAN_LEADER, Role.FOI_HEAD, organ=work.organ) for work in works)
    if viewer.standing(Role.COUNTY_OFFICE) or viewer.user == person.pk or led:
        return works
    raise Http404("没有可以移交的工作")


def _key(text: str) -> tuple[str, int]:
    subject, _, number = text.partition(":")
    return subject, int(number) if number.isascii() and number.isdigit() and len(number) < 19 else 0


def _person(viewer: Viewer, number: int) -> User:
    return get_object_or_404(people_visible_to(viewer), pk=number)


def _appointment(viewer: Viewer, number: int) -> Appointment:
    return get_object_or_404(appointments_visible_to(viewer).select_related("user", "organ"), pk=number)


def _living(viewer: Viewer) -> QuerySet[Organ]:
    return organs_visible_to(viewer).filter(in_force(viewer.today)).order_by("order", "pk")


def _back(person: User) -> tuple[str, str]:
    return person.display_name, reverse("desk:person", args=[person.pk])
