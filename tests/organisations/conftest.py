"""What tests of organs ask for."""

from __future__ import annotations

import pytest

from tests.organisations.making import County, make_county
from tests.organisations.offices import Office, make_office


@pytest.fixture
def county(db: None) -> County:
    """A county with its office, three administrators and a person of the county office."""
    return make_county()


@pytest.fixture
def office(county: County) -> Office:
    """A bureau of that county with its people and a route."""
    return make_office(county)
