"""The figures of the normative documents come out of their library, as the drafter saw and confirmed them."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.annualreport.filing.making import (
    EDUCATION,
    TODAY,
    leader_of,
    liaison_of,
    make_filing_county,
    open_all,
)
from tests.organisations.making import County
from yangguang.annualreport.filing.library import documents_behind, figures_in_library, organs_of
from yangguang.annualreport.filing.models import Filing
from yangguang.annualreport.filing.services.from_library import bring_from_library
from yangguang.organisations.kinds import Kind
from yangguang.organisations.models import Organ
from yangguang.workflow.machine import Refused
from yangguang.workflow.models import Event

pytestmark = pytest.mark.django_db
MADE, REPEALED, IN_FORCE = (
    f"disclosure/normative_documents@{name}" for name in ("made", "repealed", "in_force")
)
NOTHING = {MADE: 0, REPEALED: 0, IN_FORCE: 0}


@pytest.fixture
def filings(db: None) -> tuple[County, Mapping[str, Filing]]:
    county = make_filing_county()
    return county, open_all(county)


def test_the_library_fills_three_cells(filings: tuple[County, Mapping[str, Filing]]) -> None:
    county, every = filings
    filing = every[EDUCATION]
    assert figures_in_library(filing) == NOTHING
    assert documents_behind(filing, IN_FORCE) == []
    assert documents_behind(filing, "disclosure/rules@made") is None
    viewer = liaison_of(county, filing)
    done = bring_from_library(filing, viewer=viewer, revision=filing.revision, seen=NOTHING)
    assert done.cells == {MADE: "0", REPEALED: "0", IN_FORCE: "0"}
    assert (done.handler_id, done.revision) == (viewer.user, filing.revision + 1)
    event = Event.objects.filter(machine="filing", verb="bring_from_library").get()
    assert event.facts == (
        '{"figures":{"disclosure/normative_documents@in_force":0,'
        '"disclosure/normative_documents@made":0,"disclosure/normative_documents@repealed":0},"revision":1}'
    )


def test_what_the_drafter_did_not_see_is_not_brought_in(
    filings: tuple[County, Mapping[str, Filing]],
) -> None:
    county, every = filings
    filing = every[EDUCATION]
    before = Event.objects.count()
    given = {"revision": filing.revision, "seen": {**NOTHING, MADE: 1}}
    with pytest.raises(Refused, match=r"^页面打开以后规范性文件库有变化，请重新查看后再带入$"):
        bring_from_library(filing, viewer=liaison_of(county, filing), **given)
    with pytest.raises(
        Refused, match=r"^只有教育局的信息公开联络员、承办人、政府信息公开工作机构负责人可以起草$"
    ):
        bring_from_library(filing, viewer=leader_of(county, filing), revision=filing.revision, seen=NOTHING)
    filing.refresh_from_db()
    assert (filing.cells, Event.objects.count()) == ({}, before)


def test_an_aggregate_is_a_sum_and_the_office_speaks_for_the_government(
    filings: tuple[County, Mapping[str, Filing]],
) -> None:
    county, every = filings
    whole = next(one for one in every.values() if one.kind == "aggregate")
    assert figures_in_library(whole) == {}
    given = {"viewer": county.seen_by("县办", TODAY), "revision": whole.revision, "seen": NOTHING}
    with pytest.raises(Refused, match=r"^汇总报告的数字只能由各机关的报告汇总得出$"):
        bring_from_library(whole, **given)
    own = next(one for one in every.values() if one.kind == "government_organ")
    pillars = Organ.objects.filter(kind__in=[Kind.GOVERNMENT, Kind.OFFICE])
    assert set(organs_of(own)) == set(pillars.values_list("pk", flat=True))
