"""What is written can be read back: the same cells out of docx, html and pdf, in every edition."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from tests.annualreport.lawful import lawful_reports, lawful_statistics
from tests.shared import gold, needs_shared, report_path
from yangguang.annualreport.form.editions import edition
from yangguang.annualreport.reading.reader import read_report
from yangguang.annualreport.writing.facts import ReportFacts, facts_of
from yangguang.annualreport.writing.report import report_pictures, written_report
from yangguang.documents.parsing import parse
from yangguang.documents.writing.files import FORMATS

AGAIN = settings(
    max_examples=20,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a whole report takes minutes to shrink
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def assert_same_again(facts: ReportFacts, file_format: str) -> None:
    reading = read_report(parse(FORMATS[file_format](written_report(facts))))
    assert reading.uncertain == {}
    assert reading.missing == ()
    assert reading.cells == facts.cells
    assert (reading.body, reading.year, reading.edition) == (facts.body, facts.year, facts.edition)
    assert [(part.number, part.title) for part in reading.sections] == [
        (part.number, part.title) for part in facts.sections
    ]


@pytest.mark.parametrize("file_format", FORMATS)
@pytest.mark.parametrize(("name", "collapsed"), [("2021", False), ("2021", True), ("2019", False)])
def test_statutory_reports(name, collapsed, file_format):
    @AGAIN
    @given(lawful_reports(name, collapsed=collapsed))
    def check(facts):
        assert_same_again(facts, file_format)

    check()


@pytest.mark.parametrize("file_format", FORMATS)
def test_statistics_before_2019(file_format):
    @AGAIN
    @given(lawful_statistics())
    def check(facts):
        assert_same_again(facts, file_format)

    check()


@pytest.mark.parametrize("file_format", FORMATS)
def test_charts_change_no_cell(file_format):
    addresses = edition("2021").addresses
    facts = ReportFacts("阳光县", 2024, "2021", {address: Decimal(3) for address in addresses})
    content = FORMATS[file_format](written_report(facts, report_pictures(facts)))
    assert read_report(parse(content)).cells == facts.cells


@needs_shared
@pytest.mark.parametrize("name", sorted(gold()))
@pytest.mark.parametrize("file_format", ["docx", "html"])
def test_real_reports(name, file_format):
    path = report_path(gold()[name])
    facts = facts_of(read_report(parse(path.read_bytes(), path.name)))
    again = read_report(parse(FORMATS[file_format](written_report(facts))))
    assert again.cells == facts.cells
    assert (again.body, again.year, again.edition) == (facts.body, facts.year, facts.edition)
