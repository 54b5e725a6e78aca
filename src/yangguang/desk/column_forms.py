"""How are columns laid out, added, renamed, moved, ended? One question page each, one service behind it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from yangguang.catalogue.kinds import PageLevel
from yangguang.catalogue.models import Column
from yangguang.catalogue.nodes import ColumnNode
from yangguang.catalogue.selectors import columns_of, columns_visible_to
from yangguang.catalogue.services.columns import (
    KEEPERS,
    LARGEST,
    add_column,
    end_column,
    move_column,
    rename_column,
)
from yangguang.catalogue.services.laying_out import lay_out_own
from yangguang.desk.access import at_desk, only
from yangguang.desk.asking import Back, ask
from yangguang.desk.forms import ChangingForm, DeskForm, day_field, words_field
from yangguang.organisations.viewers import Viewer

KEEPING = only(*KEEPERS)
PARTING = " › "


def column_field(label: str, *, empty: str) -> forms.TypedChoiceField:
    """One of the columns in use, or none; its choices come with the form."""
    field = forms.TypedChoiceField(label=label, required=False, coerce=int, empty_value=None)
    field.widget.attrs["data-empty"] = empty
    return field


class ChoosingForm(DeskForm):
    """A form that offers columns, each by its whole path."""

    def __init__(self, *args: Any, nodes: tuple[ColumnNode, ...], **named: Any) -> None:
        super().__init__(*args, **named)
        for field in self.fields.values():
            if isinstance(field, forms.TypedChoiceField) and field.coerce is int:
                empty = field.widget.attrs.pop("data-empty")
                field.choices = [("", empty), *((node.pk, PARTING.join(node.path)) for node in nodes)]


class NewColumnForm(ChoosingForm):
    """A local column."""

    name = forms.CharField(label="栏目名称", max_length=60)
    code = forms.CharField(
        label="栏目编码", max_length=40, help_text="小写字母、数字和连字符，例如 key-areas；用过的不再使用"
    )
    parent = column_field("上级栏目", empty="没有，放在最上一级")
    level = forms.ChoiceField(
        label="所在页面", required=False, choices=[("", "与上级栏目相同"), *PageLevel.choices]
    )
    order = forms.IntegerField(
        label="排序", required=False, min_value=0, max_value=LARGEST, help_text="不填的排在最后"
    )
    from_on = day_field("启用日期")


class RenameColumnForm(ChangingForm):
    """Another name."""

    name = forms.CharField(label="新名称", max_length=60)


class MoveColumnForm(ChoosingForm, ChangingForm):
    """Another place."""

    parent = column_field("上级栏目", empty="没有，放在最上一级")
    order = forms.IntegerField(label="排序", min_value=0, max_value=LARGEST, help_text="小的在前")


class EndColumnForm(ChoosingForm):
    """A last day."""

    on = day_field("最后一天", help_text="这一天还能用，次日起停用")
    successor = column_field("接替的栏目", empty="没有")
    reason = words_field("原因", most=200)


@require_POST
@at_desk(KEEPING)
def lay_out_columns(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Give the county whatever it lacks of the national layout."""
    made = lay_out_own(viewer=viewer)
    messages.success(request, f"全国统一的栏目已齐全：新增栏目{made.columns}个、官方词条{made.terms}个")
    return redirect("desk:columns")


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(KEEPING)
def new_column(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Add a local column."""

    def act(given: dict[str, Any]) -> HttpResponse:
        level = PageLevel(given["level"]) if given["level"] else None
        made = add_column(
            viewer=viewer, **{**given, "parent": _chosen(viewer, given["parent"]), "level": level}
        )
        messages.success(request, f"已增加“{made.name}”")
        return redirect("desk:column", number=made.pk)

    initial = {"from_on": viewer.today, "parent": request.GET.get("below", "")}
    facts: dict[str, Any] = {"initial": initial, "form_facts": {"nodes": _nodes(viewer)}}
    return ask(request, viewer, NewColumnForm, act, title="增加栏目", button="增加", back=_home(), **facts)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(KEEPING)
def rename(request: HttpRequest, viewer: Viewer, number: int) -> HttpResponse:
    """Give a column another name."""
    column = _column(viewer, number)

    def act(given: dict[str, Any]) -> HttpResponse:
        renamed = rename_column(column, viewer=viewer, name=given["name"])
        messages.success(request, f"“{column.name}”已更名为“{renamed.name}”")
        return redirect("desk:column", number=number)

    facts: dict[str, Any] = {"initial": {"name": column.name}, "words": "栏目里的信息不动，只换名称。"}
    title = f"{column.name}更名"
    return ask(
        request, viewer, RenameColumnForm, act, title=title, button="更名", back=_back(column), **facts
    )


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(KEEPING)
def move(request: HttpRequest, viewer: Viewer, number: int) -> HttpResponse:
    """Put a column elsewhere, or elsewhere among its neighbours."""
    column = _column(viewer, number)

    def act(given: dict[str, Any]) -> HttpResponse:
        move_column(column, viewer=viewer, parent=_chosen(viewer, given["parent"]), order=given["order"])
        messages.success(request, f"已移动“{column.name}”")
        return redirect("desk:column", number=number)

    facts: dict[str, Any] = {
        "initial": {"parent": column.parent_id, "order": column.order},
        "form_facts": {"nodes": _nodes(viewer)},
        "words": "下级栏目一起移动。",
    }
    title = f"移动{column.name}"
    return ask(request, viewer, MoveColumnForm, act, title=title, button="移动", back=_back(column), **facts)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(KEEPING)
def end(request: HttpRequest, viewer: Viewer, number: int) -> HttpResponse:
    """Give a column its last day."""
    column = _column(viewer, number)

    def act(given: dict[str, Any]) -> HttpResponse:
        end_column(column, viewer=viewer, **{**given, "successor": _chosen(viewer, given["successor"])})
        messages.success(request, f"“{column.name}”将在{given['on']}之后停用")
        return redirect("desk:column", number=number)

    facts: dict[str, Any] = {
        "initial": {"on": viewer.today},
        "form_facts": {"nodes": _nodes(viewer)},
        "words": "栏目不会删除：里面的信息还在，只是不再往里放新的。",
        "stern": True,
    }
    title = f"停用{column.name}"
    return ask(request, viewer, EndColumnForm, act, title=title, button="停用", back=_back(column), **facts)


def _column(viewer: Viewer, number: int) -> Column:
    return get_object_or_404(columns_visible_to(viewer), pk=number)


def _chosen(viewer: Viewer, number: int | None) -> Column | None:
    return None if number is None else columns_visible_to(viewer).get(pk=number)


def _nodes(viewer: Viewer) -> tuple[ColumnNode, ...]:
    return columns_of(viewer.government, viewer.today)


def _home() -> Back:
    return "栏目与分类", reverse("desk:columns")


def _back(column: Column) -> Back:
    return column.name, reverse("desk:column", args=[column.pk])
