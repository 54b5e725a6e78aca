"""Is it known which documents were put on record, which are late, and which are about to end?"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.disclosure.normative.making import (
    EDUCATION,
    TODAY,
    county_reviewer,
    make_normative_county,
    make_public,
    office,
    organ_of,
    seen,
)
from tests.disclosure.normative.test_registering import refused
from tests.organisations.making import County
from yangguang.disclosure.models import Item
from yangguang.disclosure.normative.deadline import asked_since, filing_due
from yangguang.disclosure.normative.models import FilingRecord
from yangguang.disclosure.normative.selectors import (
    due_of_filing,
    expiring,
    filing_days,
    unfiled,
    unfiled_late,
    unregistered,
)
from yangguang.disclosure.normative.services.filing_records import accept_filing, send_for_filing
from yangguang.disclosure.normative.services.registering import register
from yangguang.disclosure.normative.services.rules import set_rule
from yangguang.organisations.services.organs import set_local_rule
from yangguang.workflow.models import Event

CITY = "示例市人民政府"


@pytest.fixture
def county(db: None) -> County:
    return make_normative_county()


@pytest.mark.parametrize(
    ("released", "own", "due"),
    [
        (date(2026, 11, 20), None, date(2026, 12, 20)),
        (date(2026, 11, 20), 15, date(2026, 12, 5)),
        (date(2026, 11, 20), 60, date(2026, 12, 20)),
        (date(2024, 2, 1), None, date(2024, 3, 2)),
    ],
)
def test_the_day_by_which_a_document_is_sent(released: date, own: int | None, due: date) -> None:
    found = filing_due(released, own)
    assert found is not None
    assert found.on == due


def test_a_document_older_than_the_rule_is_not_asked_for() -> None:
    assert asked_since() == date(2018, 1, 1)
    assert filing_due(date(2017, 12, 31)) is None


def test_the_reasons_name_the_rule_and_the_countys_own(db: None) -> None:
    found = filing_due(date(2026, 11, 20), 15)
    assert found is not None
    assert found.reasons[1:] == ("本级政府自行收紧为15日", "从次日起数15日，到2026-12-05")


def test_a_document_is_late_on_the_day_after_its_last(county: County) -> None:
    publication = make_public(county, 1)
    number, last = county.government.pk, TODAY + timedelta(days=30)
    assert [row.pk for row in unfiled(number)] == [publication.pk]
    assert list(unfiled_late(number, last)) == []
    assert [row.pk for row in unfiled_late(number, last + timedelta(days=1))] == [publication.pk]
    due = due_of_filing(publication, filing_days(number, TODAY))
    assert due is not None
    assert due.on == last


def test_a_county_may_ask_sooner(county: County) -> None:
    publication = make_public(county, 1)
    set_local_rule(
        viewer=office(county),
        name="publication.normative_filing",
        value="10",
        from_on=TODAY,
        basis="示政办发〔2026〕5号",
    )
    number = county.government.pk
    assert filing_days(number, TODAY) == 10
    assert list(unfiled_late(number, TODAY + timedelta(days=10))) == []
    assert [row.pk for row in unfiled_late(number, TODAY + timedelta(days=11))] == [publication.pk]


def test_what_was_published_before_the_rule_is_never_late(county: County) -> None:
    make_public(county, 1, day=date(2017, 12, 31))
    assert list(unfiled(county.government.pk)) == []
    publication = make_public(county, 2, day=date(2018, 1, 1))
    assert list(unfiled_late(county.government.pk, TODAY)) == [publication]


def test_sent_and_accepted_are_kept_with_their_events(county: County) -> None:
    publication = make_public(county, 1)
    record = send_for_filing(publication, viewer=seen(county, "联络员"), authority=CITY, sent_on=TODAY)
    assert list(unfiled(county.government.pk)) == []
    done = accept_filing(record, viewer=seen(county, "法制员"), number="示备〔2026〕7号", accepted_on=TODAY)
    assert (done.number, done.accepted_on, str(done)) == ("示备〔2026〕7号", TODAY, f"{CITY}（2026-11-20）")
    second = send_for_filing(
        publication, viewer=county_reviewer(county), authority="示例县人大常委会", sent_on=TODAY
    )
    assert second.accepted_on is None
    verbs = Event.objects.filter(machine="filing_record").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["sent", "accepted", "sent"]


def test_what_cannot_be_kept_of_a_filing(county: County) -> None:
    publication = make_public(county, 1)

    def sending(**changes: Any) -> str:
        given = {"viewer": seen(county, "联络员"), "authority": CITY, "sent_on": TODAY, **changes}
        return refused(lambda: send_for_filing(publication, **given), FilingRecord)

    assert sending(sent_on=TODAY + timedelta(days=1)) == "报送日期不能晚于今天"
    assert sending(sent_on=date(2026, 11, 15)) == "报送日期早于成文日期"
    assert sending(authority=" ") == "“备案机关”不能为空"
    assert sending(viewer=seen(county, "联络员", "财政局")) == (
        "只有教育局的人员和县政务公开科和县一级的法制审核员可以录入备案"
    )
    record = send_for_filing(publication, viewer=office(county), authority=CITY, sent_on=TODAY)
    assert sending() == f"已经录入过报送{CITY}"

    def accepting(**changes: Any) -> str:
        given = {"viewer": office(county), "number": "示备〔2026〕7号", "accepted_on": TODAY, **changes}
        return refused(lambda: accept_filing(record, **given))

    assert accepting(accepted_on=TODAY - timedelta(days=1)) == "准予备案的日期早于报送日期"
    assert accepting(accepted_on=TODAY + timedelta(days=1)) == "准予备案的日期不能晚于今天"
    assert accepting(number="") == "“备案号”不能为空"
    accept_filing(record, viewer=office(county), number="示备〔2026〕7号", accepted_on=TODAY)
    assert accepting() == f"{CITY}的备案号已经录入：示备〔2026〕7号"


def test_documents_about_to_end_are_listed_by_the_countys_days(county: County) -> None:
    soon = make_public(county, 1, expires_on=TODAY + timedelta(days=90))
    make_public(county, 2, expires_on=TODAY + timedelta(days=91))
    last = make_public(county, 3, expires_on=TODAY)
    make_public(county, 4)
    number = county.government.pk
    assert [row.pk for row in expiring(number, TODAY)] == [last.pk, soon.pk]
    set_rule(
        viewer=office(county),
        from_on=TODAY,
        legality="release",
        pattern="GF-{year}-{number}",
        remind_days=0,
        basis="示政办发〔2026〕6号",
    )
    assert [row.pk for row in expiring(number, TODAY)] == [last.pk]


def test_public_documents_of_listed_makers_without_a_number_are_listed(county: County) -> None:
    first, second = make_public(county, 1), make_public(county, 2)
    make_public(county, 3, organ="向阳镇人民政府")
    register(Item.objects.get(pk=first.pk), viewer=office(county))
    assert [row.pk for row in unregistered(county.government.pk)] == [second.pk]
    assert organ_of(county, EDUCATION).pk == second.publisher_id
