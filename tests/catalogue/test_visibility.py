"""Who sees which columns, words and rules: their own county's, and the words that are everybody's."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.catalogue.making import column, local, make_catalogue
from tests.organisations.making import TODAY, County, make_county
from yangguang.catalogue import selectors
from yangguang.catalogue.index_numbers import DEFAULT
from yangguang.catalogue.kinds import Vocabulary
from yangguang.catalogue.models import Column, IndexCounter, IndexPattern, Term
from yangguang.catalogue.services.numbering import set_index_pattern
from yangguang.catalogue.services.terms import add_term
from yangguang.organisations.kinds import Role
from yangguang.organisations.viewers import viewer_of

SELECTORS: dict[Any, Any] = {
    Column: selectors.columns_visible_to,
    Term: selectors.terms_visible_to,
    IndexPattern: selectors.index_patterns_visible_to,
}
SHOWN_TO_NOBODY = {IndexCounter}


def test_every_model_has_its_selector() -> None:
    assert set(apps.get_app_config("catalogue").get_models()) == set(SELECTORS) | SHOWN_TO_NOBODY


@pytest.mark.parametrize(
    ("who", "expected"),
    [("县办", (35, 60, 1)), ("联络员", (35, 60, 1)), ("系统", (35, 60, 1)), ("审计", (35, 60, 1))],
)
def test_structure_is_seen_by_everybody_in_the_county(
    county: County, who: str, expected: tuple[int, int, int]
) -> None:
    county.appoint("联络员", Role.LIAISON, county.organ("示例局"))
    fill(county)
    fill(make_catalogue(make_county("邻县", "371398")))
    viewer = county.seen_by(who)
    assert tuple(seen(viewer).count() for seen in SELECTORS.values()) == expected


def test_strangers_see_nothing(county: County) -> None:
    fill(county)
    stranger = viewer_of(county.person("生人"), TODAY)
    assert [seen(stranger).count() for seen in SELECTORS.values()] == [0, 0, 0]


def test_each_reading_is_one_query(county: County) -> None:
    government, held = county.government.pk, column(county, "a20-07")
    readings = [
        lambda: selectors.columns_of(government, TODAY),
        lambda: selectors.path_of(held),
        lambda: selectors.terms(Vocabulary.SUBJECT, government, TODAY),
        lambda: selectors.term_names(government),
    ]
    for reading in readings:
        with CaptureQueriesContext(connection) as captured:
            reading()
        assert len(captured) == 1


def fill(county: County) -> None:
    """One local column, one local word and one rule."""
    viewer = county.seen_by("县办")
    local(county, "topics", "专题专栏")
    add_term(viewer=viewer, vocabulary=Vocabulary.GENRE, code="poem", name="其他文体")
    set_index_pattern(viewer=viewer, pattern=DEFAULT, from_on=TODAY)
