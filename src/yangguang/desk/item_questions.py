"""What does each page of an item's form ask, and what draft do the answers make?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from yangguang.catalogue.kinds import Vocabulary, page_level
from yangguang.catalogue.selectors import columns_of, terms
from yangguang.desk.forms import DeskForm, day_field
from yangguang.desk.item_fields import (
    UNCHOSEN,
    RowsField,
    RowsWidget,
    Terms,
    TreeField,
    question,
    shown_in_form,
)
from yangguang.desk.item_parts import BASICS, BODY, CLASSES, COLUMNS, PLAN, Part
from yangguang.desk.rich_text import RichText, RichTextField
from yangguang.disclosure.content import Draft, draft_of
from yangguang.disclosure.definitions import Definition, Field, Kind, Need, Option
from yangguang.disclosure.models import Item
from yangguang.disclosure.states import Openness
from yangguang.disclosure.types_in_use import type_of
from yangguang.organisations.models import Organ, in_force
from yangguang.organisations.selectors import organs_visible_to
from yangguang.organisations.viewers import Viewer

INTERPRETATION, FORMS = "interpretation", "forms"
PLANNED, EXEMPT = "planned", "exempt"
Given = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asking:
    """Whose item is asked about, on which page of its form, and by whom."""

    item: Item
    kind: Definition
    part: Part
    viewer: Viewer


class PartForm(DeskForm):
    """One page of an item's form."""

    def __init__(self, *args: Any, asking: Asking, **named: Any) -> None:
        self.asking = asking
        self.places: dict[str, str] = {}
        super().__init__(*args, **named)

    def further_questions(self) -> dict[str, forms.Field]:
        """The questions of the part."""
        return questions(self.asking)

    def clean(self) -> Given:
        """What was entered; what the type finds wrong with it stands at its question."""
        asking, given = self.asking, self.cleaned_data
        if asking.part.is_own:
            values = {**asking.item.fields, **given}
            for error in asking.kind.refusals(values, complete=False):
                if error.field in self.fields:
                    self.places[error.sentence] = f"id_{error.address}"
                    self.add_error(error.field, error.sentence)
        return given

    @property
    def faults_in_order(self) -> list[tuple[str, str, str]]:
        """Every fault; one in a table leads to its cell."""
        return [
            (self.places.get(words, place), label, words) for place, label, words in super().faults_in_order
        ]

    def add_rows(self, name: str, more: int) -> None:
        """Let a table show further empty rows."""
        if name in self.fields and isinstance(widget := self.fields[name].widget, RowsWidget):
            widget.spare += more


def questions(asking: Asking) -> dict[str, forms.Field]:
    """The form fields of a part, in order."""
    if asking.part.is_own:
        words = terms_in_use(asking)
        return {name: question(asking.kind.field(name), words) for name in asking.part.fields}
    makers = {
        BASICS: _basics,
        CLASSES: _classes,
        BODY: _body,
        COLUMNS: _columns,
        PLAN: _plan,
    }
    asked = makers[asking.part.key](asking)
    for name in needed_by(asking.kind) & asked.keys():
        asked[name].needed = True  # type: ignore[attr-defined]
    return asked


def needed_by(kind: Definition) -> frozenset[str]:
    """The fields of every item without which one of this type cannot be put forward."""
    by_part = {
        "made_on": kind.made_on,
        "document_no": kind.number,
        "issuers": kind.number,
        "body": kind.body,
    }
    return frozenset({"title", "columns", *(name for name, need in by_part.items() if need is Need.REQUIRED)})


def answers_now(asking: Asking) -> Given:
    """What the item says now, as the form shows it."""
    item, part = asking.item, asking.part
    if part.is_own:
        return {name: shown_in_form(item.fields.get(name)) for name in part.fields}
    if part.key == PLAN:
        return _plan_now(item)
    now = {name: getattr(item, name) for name in part.fields}
    if "issuers" in now:
        now["issuers"] = [_issuer_now(one) for one in item.issuers or _own_issuer(item)]
    if "keywords" in now:
        now["keywords"] = "、".join(item.keywords)
    if "genre" in now:
        now["genre"] = item.genre or asking.kind.genre
    if "columns" in now:
        now["columns"] = [str(one) for one in item.columns]
    return now


def draft_with(asking: Asking, given: Given) -> Draft:
    """The item's draft with the answers of one part."""
    draft = draft_of(asking.item)
    if asking.part.is_own:
        return draft.changed(fields={**draft.fields, **given})
    changes = dict(given)
    if asking.part.key == PLAN:
        changes = {"interpretation": _plan_of(given)}
    if "issuers" in changes:
        changes["issuers"] = tuple(_issuers_of(changes["issuers"], asking.viewer))
    if "keywords" in changes:
        changes["keywords"] = tuple(dict.fromkeys(_split(changes["keywords"])))
    if "columns" in changes:
        changes["columns"] = tuple(int(one) for one in changes["columns"])
    return draft.changed(**changes)


def terms_in_use(asking: Asking) -> Terms:
    """The words of every vocabulary that the type's own questions choose from."""
    government, day = asking.item.government_id, asking.viewer.today
    fields = [asking.kind.field(name) for name in asking.part.fields]
    named = {one.vocabulary for field in fields for one in (field, *field.columns) if one.vocabulary}
    return {name: _words(Vocabulary(name), government, day) for name in named}


def _basics(asking: Asking) -> dict[str, forms.Field]:
    every: dict[str, forms.Field] = {
        "title": forms.CharField(label="标题", max_length=200, required=False),
        "document_no": forms.CharField(
            label="文号",
            max_length=80,
            required=False,
            help_text="例如 示政办发〔2026〕18号，括号和全角半角不论",
        ),
        "issuers": RowsField(_issuer_question(asking.viewer), {}),
        "made_on": day_field("成文日期", required=False, help_text=_clock_hint(asking.kind)),
        "changed_on": day_field("变更日期", required=False, help_text="内容后来变更的才填写"),
        "effective_on": day_field("施行日期", required=False, help_text="不填写的从成文日期起算"),
        "expires_on": day_field("有效期至", required=False, help_text="最后一天；没有写明有效期的不填写"),
    }
    every["issuers"].label = "发文机关"
    every["issuers"].help_text = "联合发文的每个机关一行，牵头机关写在第一行；名录以外的机关只写名称"
    return {name: every[name] for name in asking.part.fields}


def _issuer_question(viewer: Viewer) -> Field:
    organs = organs_visible_to(viewer).filter(in_force(viewer.today)).order_by("order", "pk")
    options = tuple(Option(str(pk), name) for pk, name in organs.values_list("pk", "name"))
    columns = (
        Field("organ", "本县机关", Kind.CHOICE, options=options),
        Field("name", "其他机关的名称", Kind.ORGAN, longest=100),
    )
    return Field("issuers", "发文机关", Kind.ROWS, columns=columns)


def _classes(asking: Asking) -> dict[str, forms.Field]:
    government, day = asking.item.government_id, asking.viewer.today

    def chosen(label: str, vocabulary: Vocabulary) -> forms.Field:
        return forms.ChoiceField(
            label=label, required=False, choices=[UNCHOSEN, *_words(vocabulary, government, day)]
        )

    return {
        "document_kind": chosen("公文种类", Vocabulary.DOCUMENT_KIND),
        "subject": chosen("主题分类", Vocabulary.SUBJECT),
        "genre": chosen("体裁", Vocabulary.GENRE),
        "openness": forms.ChoiceField(label="公开方式", choices=Openness.choices, widget=forms.RadioSelect),
        "source": forms.CharField(label="来源", max_length=120, required=False),
        "keywords": forms.CharField(
            label="关键词", max_length=200, required=False, help_text="几个词用顿号或者空格分开"
        ),
        "summary": forms.CharField(
            label="内容概述", max_length=1500, required=False, widget=forms.Textarea(attrs={"rows": 4})
        ),
    }


def _body(asking: Asking) -> dict[str, forms.Field]:
    return {"body": RichTextField(label="正文", required=False, widget=RichText({"rows": 24}))}


def _columns(asking: Asking) -> dict[str, forms.Field]:
    item, proposed = asking.item, set(asking.kind.columns)
    nodes = columns_of(item.government_id, asking.viewer.today, page_level(item.organ.kind))
    marked = frozenset(node.pk for node in nodes if {node.code, node.article} & proposed)
    return {"columns": TreeField(nodes, marked, label="栏目")}


def _plan(asking: Asking) -> dict[str, forms.Field]:
    forms_of = [(one.code, one.label) for one in type_of(INTERPRETATION).field(FORMS).options]
    organs = organs_visible_to(asking.viewer).filter(in_force(asking.viewer.today))
    choice = [(PLANNED, "随文件解读"), (EXEMPT, "不需要解读")]
    return {
        "choice": forms.ChoiceField(
            label="是否解读", required=False, choices=choice, widget=forms.RadioSelect
        ),
        "forms": forms.MultipleChoiceField(
            label="解读形式", required=False, choices=forms_of, widget=forms.CheckboxSelectMultiple
        ),
        "organ": forms.ModelChoiceField(
            label="由谁解读",
            required=False,
            queryset=organs.order_by("order", "pk"),
            empty_label="起草机关",
            help_text="谁起草谁解读；解读在文件公开以后另有期限",
        ),
        "exempt": forms.CharField(
            label="不需要解读的理由", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
        ),
    }


def _plan_now(item: Item) -> Given:
    plan: Mapping[str, Any] = item.interpretation or {}
    choice = EXEMPT if plan.get("exempt") else (PLANNED if plan.get("forms") else "")
    return {"choice": choice, **{name: plan.get(name) for name in ("forms", "organ", "exempt")}}


def _plan_of(given: Given) -> dict[str, Any] | None:
    """The plan as an item keeps it; a choice without its forms or its reason is none yet."""
    organ: Organ | None = given["organ"]
    if given["choice"] == EXEMPT and given["exempt"].strip():
        return {"exempt": " ".join(given["exempt"].split())}
    if given["choice"] == PLANNED and given["forms"]:
        return {"forms": given["forms"], "organ": organ.pk if organ else None}
    return None


def _own_issuer(item: Item) -> list[dict[str, Any]]:
    return [{"name": item.organ.name, "organ": item.organ_id}]


def _issuer_now(issuer: Mapping[str, Any]) -> dict[str, str]:
    organ = issuer.get("organ")
    return {"organ": str(organ) if organ else "", "name": "" if organ else issuer["name"]}


def _issuers_of(rows: list[dict[str, Any]], viewer: Viewer) -> list[dict[str, Any]]:
    """The issuers in the order entered; an organ of the county brings its own name."""
    names = {str(pk): name for pk, name in organs_visible_to(viewer).values_list("pk", "name")}
    issuers: dict[str, dict[str, Any]] = {}
    for row in rows:
        number, name = row.get("organ", ""), " ".join(row.get("name", "").split())
        if number in names:
            issuers[names[number]] = {"name": names[number], "organ": int(number)}
        elif name:
            issuers[name] = {"name": name, "organ": None}
    return list(issuers.values())


def _words(vocabulary: Vocabulary, government: int, day: date) -> list[tuple[str, str]]:
    return [(one.code, one.name) for one in terms(vocabulary, government, day)]


def _split(words: str) -> list[str]:
    for sign in "，,；;\n　":
        words = words.replace(sign, "、")
    return [word for part in words.split("、") for word in part.split() if word]


def _clock_hint(kind: Definition) -> str:
    starts = dict.fromkeys(clock.start_label for clock in kind.clocks)
    return f"公开期限从{'、'.join(starts)}起算"
