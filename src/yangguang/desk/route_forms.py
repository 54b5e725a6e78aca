"""What is asked to set a way: for which things and organs, then its name and its steps, one row each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms

from yangguang.desk.forms import STALE, DeskForm
from yangguang.desk.route_things import RouteThing, thing_choices
from yangguang.organisations.approval.models import Route
from yangguang.organisations.approval.routes import UNDECIDING, Step
from yangguang.organisations.approval.routing import refusal_of_steps
from yangguang.organisations.approval.states import Scope
from yangguang.organisations.kinds import Kind, Role
from yangguang.organisations.models import Organ

ROWS = range(1, 9)
WHOLE = "all"
ROLES = [("", "不设这一步"), *((role.value, role.label) for role in Role if role not in UNDECIDING)]
NO_NAME, NO_ROLE = "请填写这一步的名称", "请选择由谁办理"


@dataclass(frozen=True, slots=True)
class Bound:
    """For whom a way is set: one organ, one kind of organ, or neither: the whole government."""

    key: str
    label: str
    organ: Organ | None = None
    kind: Kind | None = None

    @property
    def bound_to(self) -> str:
        """The same as a route keeps it."""
        return "" if self.key == WHOLE else self.key


def bounds(organs: Iterable[Organ]) -> list[Bound]:
    """The bounds to choose from, the widest first."""
    kinds = [Bound(f"kind:{kind.value}", kind.label, kind=kind) for kind in Kind]
    return [
        Bound(WHOLE, "全部机构"),
        *kinds,
        *(Bound(f"organ:{organ.pk}", organ.name, organ=organ) for organ in organs),
    ]


class RouteForm(DeskForm):
    """For which things, and for which organs."""

    thing = forms.ChoiceField(
        label="事项", choices=thing_choices, help_text="某一类信息另设路线的，以另设的为准"
    )
    bound = forms.ChoiceField(label="适用范围", help_text="范围小的优先：本机构、本类别、全部机构")

    def __init__(self, *args: Any, choices: list[Bound], **named: Any) -> None:
        super().__init__(*args, **named)
        grouped = [
            ("全部", [one for one in choices if one.organ is None and one.kind is None]),
            ("一类机构", [one for one in choices if one.kind is not None]),
            ("一个机构", [one for one in choices if one.organ is not None]),
        ]
        field: Any = self.fields["bound"]
        field.choices = [(label, [(one.key, one.label) for one in of]) for label, of in grouped]


class StepsForm(DeskForm):
    """The name of the way and its steps; rows that name no role are left out."""

    name = forms.CharField(label="路线名称", max_length=60)
    replacing = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)

    def __init__(
        self, *args: Any, thing: RouteThing, organs: list[Organ], in_use: Route | None, **named: Any
    ) -> None:
        self.thing, self.organs, self.in_use = thing, organs, in_use
        super().__init__(*args, **named)

    def further_questions(self) -> dict[str, forms.Field]:
        """Five questions about each step."""
        organs = [("", "不指定"), *((str(organ.pk), organ.name) for organ in self.organs)]
        return {f"step{row}_{name}": field for row in ROWS for name, field in _questions(row, organs)}

    @property
    def rows(self) -> list[tuple[int, list[forms.BoundField]]]:
        """The number of each row and its questions."""
        return [(row, [self[f"step{row}_{name}"] for name, _ in _questions(row, [])]) for row in ROWS]

    def clean(self) -> dict[str, Any]:
        """The steps beside the answers, once they make a way for this kind of thing."""
        steps = [step for row in ROWS if (step := self._step(row)) is not None]
        if not self.errors:
            sentence = refusal_of_steps(self.thing.thing, steps) or self.thing.refusal(steps)
            if sentence is None and self.cleaned_data["replacing"] != (self.in_use.pk if self.in_use else 0):
                sentence = STALE
            if sentence:
                raise forms.ValidationError(sentence)
        return {**self.cleaned_data, "steps": steps}

    def _step(self, row: int) -> Step | None:
        given = {name: self.cleaned_data.get(f"step{row}_{name}") for name, _ in _questions(row, [])}
        if not given["role"]:
            if given["name"]:
                self.add_error(f"step{row}_role", NO_ROLE)
            return None
        if not given["name"]:
            self.add_error(f"step{row}_name", NO_NAME)
        organ = int(given["organ"]) if given["organ"] else None
        scope = Scope(given["scope"] or Scope.OWN)
        return Step(given["name"] or "", Role(given["role"]), scope, organ, bool(given["skip"]))


def initial_of(name: str, steps: Iterable[Step], in_use: Route | None) -> dict[str, Any]:
    """The answers with which the form begins."""
    answers: dict[str, Any] = {"name": name, "replacing": in_use.pk if in_use else 0}
    for row, step in zip(ROWS, steps, strict=False):
        kept = {
            "name": step.name,
            "role": step.role.value,
            "scope": step.scope.value,
            "organ": str(step.organ) if step.organ is not None else "",
            "skip": step.may_be_skipped,
        }
        answers |= {f"step{row}_{question}": value for question, value in kept.items()}
    return answers


def _questions(row: int, organs: list[tuple[str, str]]) -> Iterator[tuple[str, forms.Field]]:
    yield "name", forms.CharField(label=f"第{row}步名称", max_length=60, required=False)
    yield "role", forms.ChoiceField(label=f"第{row}步由谁办理", choices=ROLES, required=False)
    yield "scope", forms.ChoiceField(label=f"第{row}步机关范围", choices=Scope.choices, required=False)
    yield "organ", forms.ChoiceField(label=f"第{row}步指定机关", choices=organs, required=False)
    yield "skip", forms.BooleanField(label=f"第{row}步可以跳过", required=False)
