"""The county in which the filings of these tests are made."""

from __future__ import annotations

import pytest

from tests.annualreport.filing.making import make_filing_county
from tests.organisations.making import County


@pytest.fixture
def county(db: None) -> County:
    return make_filing_county()
