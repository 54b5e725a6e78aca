"""In which forms does each interpretation explain a document? Asked of its released version."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from django.db.models import JSONField, QuerySet
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast

from yangguang.disclosure.definitions import Definition
from yangguang.disclosure.models import Publication

FORMS = "forms"
"""The question of a type whose answer this is; other types do not ask it."""


def with_forms(rows: QuerySet[Publication]) -> QuerySet[Publication]:
    """Publications with what their versions answer to it, taken out by the database: no body is read."""
    content = Cast("version__content", JSONField())
    return rows.annotate(told_forms=KeyTextTransform(FORMS, KeyTransform("fields", content)))


def forms_of(rows: Iterable[Publication], types: Mapping[str, Definition]) -> dict[int, str]:
    """The forms in words, by the number of each of `rows` (from `with_forms`) whose type asks for them."""
    return {
        row.pk: types[row.type].field(FORMS).in_words(json.loads(told))
        for row in rows
        if (told := vars(row)["told_forms"]) and row.type in types and _asks(types[row.type])
    }


def _asks(kind: Definition) -> bool:
    return any(field.name == FORMS for field in kind.fields)
