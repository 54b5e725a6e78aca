"""What tests of the catalogue ask for."""

from __future__ import annotations

import pytest

from tests.catalogue.making import make_catalogue
from tests.organisations.making import County, make_county


@pytest.fixture
def bare(db: None) -> County:
    """A county without columns."""
    return make_county()


@pytest.fixture
def county(bare: County) -> County:
    """A county with the national layout."""
    return make_catalogue(bare)
