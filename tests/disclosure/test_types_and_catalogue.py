"""Do the item types and the catalogue speak of the same columns and words?"""

from __future__ import annotations

import pytest

from tests.organisations.making import TODAY, make_county
from yangguang.catalogue.kinds import Vocabulary
from yangguang.catalogue.models import Column
from yangguang.catalogue.selectors import terms
from yangguang.catalogue.services.laying_out import lay_out
from yangguang.disclosure.definitions import definitions
from yangguang.disclosure.schema.fields import Field
from yangguang.workflow.acts import SYSTEM

pytestmark = pytest.mark.django_db


def vocabularies(fields: tuple[Field, ...]) -> set[str]:
    return {field.vocabulary for field in fields if field.vocabulary} | {
        name for field in fields for name in vocabularies(field.columns)
    }


def test_every_genre_and_column_that_a_type_proposes_is_in_the_catalogue() -> None:
    government = make_county().government
    lay_out(government, actor=SYSTEM)
    columns = Column.objects.filter(government=government)
    known = set(columns.values_list("article", flat=True)) | set(columns.values_list("code", flat=True))
    genres = {term.code for term in terms(Vocabulary.GENRE, government.pk, TODAY)}
    assert {kind.key for kind in definitions() if kind.genre not in genres} == set()
    assert {(kind.key, code) for kind in definitions() for code in kind.columns if code not in known} == set()
    asked = {name for kind in definitions() for name in vocabularies(kind.fields)}
    assert asked <= {str(name) for name in Vocabulary}
