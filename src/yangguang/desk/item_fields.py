"""How is one question of an item type asked on a page? The form field for each kind of answer."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDict
from django.utils.safestring import SafeString, mark_safe

from yangguang.catalogue.nodes import ColumnNode
from yangguang.disclosure.schema.fields import FIGURES, NO, YES, YES_NO_WORDS, Field, Kind

LONGEST_ANSWER = 30_000
"""What a browser may send for one answer; how long it may be is said by the type."""
FEW = 6
"""Up to so many options are shown side by side, more in a drop-down list."""
SPARE, MORE = 2, 4
"""How many empty rows stand ready below a table, and how many further ones the button adds."""
MOST_ROWS = 600
UNCHOSEN = ("", "请选择")
CELL = re.compile(r"(?P<row>\d{1,3})\.(?P<column>[a-z][a-z0-9_]*)", re.ASCII)

Terms = Mapping[str, Sequence[tuple[str, str]]]
"""(code, name) of every word in use, by vocabulary."""


def question(field: Field, terms: Terms) -> forms.Field:
    """The form field; whether an answer fits is asked of the type, not of the form."""
    asked = _asked(field, terms)
    asked.label, asked.help_text = _label(field), field.hint
    asked.needed = field.required  # type: ignore[attr-defined]
    return asked


def shown_in_form(value: Any) -> Any:
    """A kept answer as the form shows it."""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [{name: shown_in_form(cell) for name, cell in row.items()} for row in value]
    return value


def options_of(field: Field, terms: Terms) -> list[tuple[str, str]]:
    """What may be picked."""
    if field.kind is Kind.YES_NO:
        return [(YES, YES_NO_WORDS[True]), (NO, YES_NO_WORDS[False])]
    if field.vocabulary is not None:
        return list(terms.get(field.vocabulary, ()))
    return [(option.code, option.label) for option in field.options]


def _asked(field: Field, terms: Terms) -> forms.Field:
    if field.kind is Kind.ROWS:
        return RowsField(field, terms)
    options = options_of(field, terms)
    if field.kind is Kind.CHOICES:
        return forms.MultipleChoiceField(choices=options, required=False, widget=forms.CheckboxSelectMultiple)
    if field.kind is Kind.YES_NO or (field.kind is Kind.CHOICE and len(options) <= FEW):
        return forms.ChoiceField(choices=options, required=False, widget=forms.RadioSelect)
    if field.kind is Kind.CHOICE:
        return forms.ChoiceField(choices=[UNCHOSEN, *options], required=False)
    return forms.CharField(
        required=False, max_length=LONGEST_ANSWER, strip=False, empty_value="", widget=_widget(field)
    )


def _widget(field: Field) -> forms.Widget:
    if field.kind is Kind.LONG_TEXT:
        return forms.Textarea(attrs={"rows": 4})
    if field.kind is Kind.DATE:
        return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    attrs = {"class": "short"} if field.kind in FIGURES | {Kind.YEAR} else {}
    modes = {Kind.URL: "url", Kind.PHONE: "tel", Kind.YEAR: "numeric"} | dict.fromkeys(FIGURES, "decimal")
    if field.kind in modes:
        attrs["inputmode"] = modes[field.kind]
    return forms.TextInput(attrs=attrs)


def _label(field: Field) -> str:
    return f"{field.label}（{field.unit}）" if field.unit else field.label


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table that is typed in."""

    name: str
    label: str
    value: Any
    kind: str
    options: Sequence[tuple[str, str]]


class RowsWidget(forms.Widget):
    """A table with empty rows below what is filled in; it needs no script."""

    def __init__(self, field: Field, terms: Terms) -> None:
        super().__init__()
        self.field, self.terms = field, terms
        self.spare = SPARE

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[dict[str, Any]]:
        """The rows that the form brought, empty ones too, so that each keeps its number."""
        rows: dict[int, dict[str, Any]] = {}
        columns = {column.name: column for column in self.field.columns}
        for key in data:
            found = CELL.fullmatch(key.removeprefix(f"{name}.")) if key.startswith(f"{name}.") else None
            if found is None or found["column"] not in columns or int(found["row"]) > MOST_ROWS:
                continue
            several = columns[found["column"]].kind is Kind.CHOICES and isinstance(data, MultiValueDict)
            value = data.getlist(key) if several else data.get(key)
            rows.setdefault(int(found["row"]), {})[found["column"]] = value
        return [rows.get(number, {}) for number in range(1, max(rows, default=0) + 1)]

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The table as html."""
        filled = [row for row in value or [] if any(row.values())]
        rows = [*filled, *({} for _ in range(self.spare))]
        lines = [
            [self._cell(name, number, column, row) for column in self.field.columns]
            for number, row in enumerate(rows, start=1)
        ]
        facts = {"field": self.field, "name": name, "lines": lines, "asked": self.field.columns}
        return mark_safe(render_to_string("desk/parts/rows.html", facts))

    def id_for_label(self, id_: str, index: Any = None) -> str:
        """The first cell."""
        first = self.field.columns[0]
        return f"{id_}.1.{first.name}" if id_ else id_

    def _cell(self, name: str, number: int, column: Field, row: Mapping[str, Any]) -> Cell:
        kind = "text"
        if column.kind in {Kind.CHOICE, Kind.YES_NO}:
            kind = "choice"
        elif column.kind in {Kind.CHOICES, Kind.LONG_TEXT, Kind.DATE}:
            kind = column.kind.value
        return Cell(
            name=f"{name}.{number}.{column.name}",
            label=f"{column.label}，第{number}行",
            value=row.get(column.name, "") or "",
            kind=kind,
            options=options_of(column, self.terms),
        )


class RowsField(forms.Field):
    """Rows of answers; a list of {column: answer}, empty rows among them."""

    def __init__(self, field: Field, terms: Terms) -> None:
        super().__init__(required=False, widget=RowsWidget(field, terms))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether anything was typed; asked by nobody here."""
        return bool(initial != data)


class TreeWidget(forms.CheckboxSelectMultiple):
    """Columns as a tree of boxes, those proposed by the type marked."""

    def __init__(self, nodes: Sequence[ColumnNode], proposed: frozenset[int]) -> None:
        super().__init__()
        self.nodes, self.proposed = nodes, proposed

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The tree as html, one part of the layout after the other."""
        chosen = {str(one) for one in value or ()}
        parts: dict[str, list[dict[str, Any]]] = {}
        for node in self.nodes:
            entry = {"node": node, "on": str(node.pk) in chosen, "proposed": node.pk in self.proposed}
            parts.setdefault(node.part.label, []).append(entry)
        facts = {"name": name, "parts": parts.items()}
        return mark_safe(render_to_string("desk/parts/tree.html", facts))


class TreeField(forms.MultipleChoiceField):
    """Some columns of a tree."""

    def __init__(self, nodes: Sequence[ColumnNode], proposed: frozenset[int], **named: Any) -> None:
        choices = [(str(node.pk), node.name) for node in nodes]
        super().__init__(choices=choices, required=False, widget=TreeWidget(nodes, proposed), **named)
