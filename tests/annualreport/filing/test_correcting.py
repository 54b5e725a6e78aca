"""A published report is put right in public: the old one stands until the new one does, with a note."""

from __future__ import annotations

from datetime import date

from django.test import Client

from tests.annualreport.filing.making import (
    EDUCATION,
    decider_of,
    figures,
    fill,
    liaison_of,
    open_all,
    pass_leader,
    publish,
    put_forward,
    seen_by,
)
from tests.organisations.making import County
from yangguang.annualreport.filing.board import owed_to_the_public
from yangguang.annualreport.filing.models import Filing
from yangguang.annualreport.filing.selectors import buttons
from yangguang.annualreport.filing.services.correcting import begin_correction, drop_correction
from yangguang.annualreport.filing.services.deciding import approve
from yangguang.annualreport.filing.services.putting_forward import withdraw
from yangguang.annualreport.filing.states import State
from yangguang.annualreport.models import PublishedReport
from yangguang.annualreport.selectors import report_lines, reports_by_body_and_year

LICENCES = "disclosure/licences@decisions"
PAGE = "/reports/示例县教育局/2026/"


def published(county: County) -> Filing:
    return publish(
        county, pass_leader(county, put_forward(county, fill(county, open_all(county)[EDUCATION])))
    )


def shown() -> str | None:
    figure: str | None = PublishedReport.objects.get().cells[LICENCES]
    return figure


def test_a_correction_goes_the_whole_way_again_and_says_so_in_public(county: County) -> None:
    filing = published(county)
    viewer = liaison_of(county, filing)
    filing = begin_correction(
        filing, viewer=viewer, revision=filing.revision, note=" 许可件数由5件\n更正为6件 "
    )
    assert (filing.state, shown()) == (State.CORRECTING, "5")
    filing = pass_leader(county, put_forward(county, fill(county, filing, figures(licences=6))))
    assert shown() == "5"
    later = decider_of(county, filing)
    later = seen_by(county, later.name, date(2027, 6, 1))
    filing = approve(filing, viewer=later, revision=filing.revision)
    report = PublishedReport.objects.get()
    note = {"on": "2027-06-01", "note": "许可件数由5件 更正为6件", "version": 2}
    assert (shown(), report.corrections) == ("6", [note])
    assert (report.filed_on, filing.published_on) == (date(2027, 1, 12), date(2027, 1, 12))
    assert filing.correction_note == ""
    page = Client().get(PAGE).content.decode()
    assert "更正说明" in page
    assert "许可件数由5件 更正为6件" in page
    assert [version.number for version in filing.versions.order_by("number")] == [1, 2]
    assert filing.versions.get(number=1).facts["cells"][LICENCES] == "5"


def test_a_published_report_is_downloaded_from_the_portal(county: County) -> None:
    published(county)
    page = Client().get(PAGE).content.decode()
    assert "更正说明" not in page
    for ending in ("docx", "pdf", "csv", "json"):
        assert Client().get(f"{PAGE}report.{ending}").status_code == 200
    assert "示例县教育局" in Client().get("/reports/").content.decode()


def test_the_central_page_shows_who_owes_a_report_and_published_none(county: County) -> None:
    published(county)
    owed = owed_to_the_public(date(2027, 1, 1))
    assert [duty.body for duty in owed if duty.answers(words="示例县 局")] == ["示例县教育局"]
    assert len([duty for duty in owed if duty.answers(kind="agency")]) == 3
    assert owed_to_the_public(date(2026, 12, 31)) == ()
    matrix = reports_by_body_and_year(report_lines(PublishedReport.objects.all()), owed)
    assert (len(matrix.rows), matrix.held, matrix.unpublished) == (5, 1, 4)
    bare = reports_by_body_and_year(report_lines(PublishedReport.objects.all()))
    assert (len(bare.rows), bare.unpublished) == (1, 0)


def test_a_correction_that_is_given_up_leaves_what_is_public(county: County) -> None:
    filing = published(county)
    viewer = liaison_of(county, filing)
    before = (filing.cells, filing.sections)
    filing = begin_correction(filing, viewer=viewer, revision=filing.revision, note="更正许可件数")
    filing = fill(county, filing, figures(licences=9))
    filing = withdraw(
        put_forward(county, filing), viewer=viewer, revision=filing.revision + 1, reason="原数字无误"
    )
    assert filing.state == State.DRAFT
    filing = drop_correction(filing, viewer=viewer, revision=filing.revision)
    assert filing.state == State.PUBLISHED
    assert ((filing.cells, filing.sections), filing.correction_note) == (before, "")
    assert (shown(), PublishedReport.objects.get().corrections) == ("5", [])
    assert [one.verb for one in buttons(filing, viewer)] == ["begin_correction"]
