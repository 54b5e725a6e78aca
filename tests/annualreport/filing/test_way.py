"""The way of a report: drafted, examined by the leader, returned and published by the county, corrected."""

from __future__ import annotations

from datetime import date

from tests.annualreport.filing.making import (
    EDUCATION,
    STREET,
    TOWNSHIP,
    YEAR,
    figures,
    fill,
    leader_of,
    liaison_of,
    open_all,
    open_one,
    pass_leader,
    publish,
    put_forward,
    seen_by,
)
from tests.organisations.making import County
from tests.organisations.refusing import refused
from yangguang.annualreport.filing.models import FilingVersion
from yangguang.annualreport.filing.services.compiling import compile_aggregate
from yangguang.annualreport.filing.services.deciding import approve, send_back
from yangguang.annualreport.filing.services.drafting import save_draft
from yangguang.annualreport.filing.states import State
from yangguang.annualreport.models import PublishedReport
from yangguang.workflow.selectors import history, verify_chain


def test_an_organ_drafts_its_leader_returns_then_approves_the_county_returns_once_then_publishes(
    county: County,
) -> None:
    filing = put_forward(county, fill(county, open_all(county)[EDUCATION]))
    assert filing.state == State.REVIEW
    filing = send_back(filing, viewer=leader_of(county, filing), revision=filing.revision, reason="件数不对")
    assert (filing.state, filing.returned_by, filing.return_reason) == (
        State.RETURNED,
        "organ",
        "件数不对",
    )
    filing = pass_leader(county, put_forward(county, fill(county, filing, figures(licences=6))))
    assert (filing.state, filing.submitted_on) == (State.SUBMITTED, date(2027, 1, 12))
    filing = send_back(
        filing, viewer=seen_by(county, "县办"), revision=filing.revision, reason="第五部分太简略"
    )
    assert (filing.state, filing.returned_by) == (State.RETURNED, "county")
    filing = pass_leader(county, put_forward(county, fill(county, filing, figures(licences=7))))
    filing = publish(county, filing)
    report = PublishedReport.objects.get()
    assert filing.state == State.PUBLISHED
    assert (report.body, report.year, report.filed_on) == ("示例县教育局", YEAR, date(2027, 1, 12))
    assert report.cells["disclosure/licences@decisions"] == "7"
    assert report.filing == filing
    verbs = [event.verb for event in history(filing)]
    assert verbs == [
        *("open", "save", "submit", "return_to_author", "save", "submit", "approve"),
        *("return_to_organ", "save", "submit", "approve", "publish"),
    ]
    assert FilingVersion.objects.filter(filing=filing).count() == 3
    assert verify_chain(county.government.pk).whole


def test_all_organs_file_and_the_aggregate_equals_their_sum(county: County) -> None:
    filings = open_all(county)
    received = {EDUCATION: 3, TOWNSHIP: 4, STREET: 5, "办公室": 6}
    for name, count in received.items():
        filing = fill(county, filings[name], figures(received=count, licences=count))
        filing = pass_leader(county, put_forward(county, filing))
        if name != STREET:  # a report that is only submitted counts as well
            publish(county, filing)
    whole = filings["政府"]
    whole = compile_aggregate(whole, viewer=liaison_of(county, whole), revision=whole.revision)
    assert whole.cells["requests/received@total"] == "18"
    assert whole.cells["disclosure/licences@decisions"] == "18"
    whole = publish(county, pass_leader(county, put_forward(county, fill(county, whole))))
    report = PublishedReport.objects.get(kind="aggregate")
    assert report.body == "示例县"
    assert report.cells == whole.cells
    assert len(whole.parts) == 4


def test_who_wrote_a_report_never_decides_on_it(county: County) -> None:
    filing = open_all(county)[EDUCATION]
    filing = put_forward(county, fill(county, filing))
    writer = liaison_of(county, filing)
    with refused("这一步由本机关的“分管领导”办理"):
        approve(filing, viewer=writer, revision=filing.revision)


def test_a_form_that_shows_an_older_revision_is_refused(county: County) -> None:
    filing = open_one(county)
    save_draft(filing, viewer=liaison_of(county, filing), revision=1, words={"一": "甲"})
    with refused("页面打开以后内容已有变化，请重新打开后再办理"):
        save_draft(filing, viewer=liaison_of(county, filing), revision=1, words={"一": "乙"})
    filing.refresh_from_db()
    assert (filing.sections, filing.revision) == ({"一": "甲"}, 2)
