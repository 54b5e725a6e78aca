"""In whose hands is a report? Successors, receivers, deputies, signatures on paper, steps left out."""

from __future__ import annotations

from datetime import date

import pytest

from tests.annualreport.filing.making import (
    EDUCATION,
    STREET,
    TODAY,
    TOWNSHIP,
    YEAR,
    fill,
    leader_of,
    liaison_of,
    make_filing_county,
    open_all,
    pass_leader,
    publish,
    put_forward,
    seen_by,
)
from tests.organisations.making import County
from tests.organisations.refusing import refused
from yangguang.annualreport.filing.models import Filing
from yangguang.annualreport.filing.selectors import (
    awaiting_decision,
    buttons,
    decisions_on,
    filings_visible_to,
    parts_of,
    versions_visible_to,
)
from yangguang.annualreport.filing.services.compiling import compile_aggregate
from yangguang.annualreport.filing.services.deciding import Signature, approve, record_signature, skip
from yangguang.annualreport.filing.services.opening import open_filing
from yangguang.annualreport.filing.services.putting_forward import submit
from yangguang.annualreport.filing.states import State
from yangguang.annualreport.models import PublishedReport
from yangguang.organisations.approval.paper import print_slip
from yangguang.organisations.approval.routes import Step
from yangguang.organisations.approval.routing import define_route
from yangguang.organisations.approval.states import Scope, Verdict
from yangguang.organisations.kinds import Kind, Role, SuccessionKind
from yangguang.organisations.open_work import undeclared, works_of_organ, works_of_person
from yangguang.organisations.services.handing_over import hand_over, key_of
from yangguang.organisations.services.people import appoint_deputy
from yangguang.organisations.services.reorganising import Reorganisation, reorganise
from yangguang.workflow.selectors import history

ON = date(2027, 1, 5)
SCAN = "ab" * 32


def merge_education(county: County) -> None:
    """教育局 goes into a new organ with the first days of the year in which its report is due."""
    old = county.government.organs.get(name=EDUCATION)
    new = county.organ("教育和体育局", kind=Kind.DEPARTMENT, from_on=ON)
    plan = Reorganisation(SuccessionKind.MERGED, ON, "示编〔2027〕1号", (old.pk,), (new.pk,))
    reorganise(plan, viewer=seen_by(county, "县办"))


def test_every_field_that_names_an_organ_or_person_is_declared() -> None:
    assert undeclared() == []


def test_a_successor_finishes_the_report_of_an_organ_that_ended(county: County) -> None:
    filing = fill(county, open_all(county)[EDUCATION])
    merge_education(county)
    filing = Filing.objects.select_related("organ", "body").get(pk=filing.pk)
    assert (filing.body.name, filing.organ.name) == (EDUCATION, "教育和体育局")
    assert works_of_organ(filing.body_id) == []
    viewer = seen_by(county, f"{EDUCATION}联络员")
    assert filings_visible_to(viewer).get() == filing
    leader = seen_by(county, f"{EDUCATION}领导")
    filing = submit_by(filing, county)
    filing = publish(county, approve(filing, viewer=leader, revision=filing.revision))
    assert PublishedReport.objects.get().body == "示例县教育局"


def submit_by(filing: Filing, county: County) -> Filing:
    from_successor = seen_by(county, f"{EDUCATION}联络员")
    return submit(filing, viewer=from_successor, revision=filing.revision)


def test_a_successor_begins_the_report_that_was_never_begun(county: County) -> None:
    merge_education(county)
    old = county.government.organs.get(name=EDUCATION)
    filing = open_filing(viewer=seen_by(county, f"{EDUCATION}联络员"), body=old, year=YEAR)
    assert (filing.body, filing.organ.name) == (old, "教育和体育局")


def test_what_a_leaver_held_goes_on_in_other_hands(county: County) -> None:
    filing = fill(county, open_all(county)[EDUCATION])
    organ, leaver = filing.organ, county.people[f"{EDUCATION}联络员"]
    county.appoint("新联络员", Role.LIAISON, organ)
    works = works_of_person(leaver.pk, county.government.pk)
    assert [(work.title, work.name) for work in works] == [("年度报告", "教育局2026年度报告")]
    hand_over(
        leaver,
        viewer=seen_by(county, "县办"),
        to=county.people["新联络员"],
        listed=[key_of(work) for work in works],
    )
    filing.refresh_from_db()
    assert filing.handler == county.people["新联络员"]


def test_a_deputy_decides_for_the_absent_leader_and_the_record_says_so(county: County) -> None:
    filing = put_forward(county, fill(county, open_all(county)[EDUCATION]))
    leader = county.people[f"{EDUCATION}领导"].appointments.get()
    county.appoint("副职", Role.FOI_HEAD, filing.organ)
    appoint_deputy(
        leader,
        viewer=seen_by(county, "安全"),
        deputy=county.people["副职"],
        from_on=ON,
        to_on=TODAY,
        reason="休假",
    )
    deputy = seen_by(county, "副职")
    assert list(awaiting_decision(deputy)) == [filing]
    approve(filing, viewer=deputy, revision=filing.revision)
    assert decisions_on(filing).get().role == f"分管领导（代{EDUCATION}领导）"
    assert list(awaiting_decision(deputy)) == []


def test_a_signature_on_paper_moves_the_report_and_the_record_says_so(county: County) -> None:
    filing = put_forward(county, fill(county, open_all(county)[EDUCATION]))
    county.appoint("内勤", Role.HANDLER, filing.organ)
    clerk = seen_by(county, "内勤")
    slip = print_slip(filing.versions.get().approval.course, viewer=clerk)
    signature = Signature(slip, county.people[f"{EDUCATION}领导"], TODAY, SCAN)
    with refused("起草人不能录入自己内容的签批件"):
        record_signature(
            filing,
            signature,
            viewer=liaison_of(county, filing),
            revision=filing.revision,
            verdict=Verdict.AGREED,
        )
    filing = record_signature(
        filing, signature, viewer=clerk, revision=filing.revision, verdict=Verdict.AGREED
    )
    event = history(filing).last()
    assert event is not None
    assert (filing.state, event.verb) == (State.SUBMITTED, "approve")
    assert '"signed":"纸质签批"' in event.facts
    assert decisions_on(filing).get().on_paper


def test_a_step_that_may_be_left_out_is_left_out_with_a_reason(county: County) -> None:
    filings = open_all(county)
    steps = (
        Step("法制审核", Role.LEGAL_REVIEWER, Scope.OWN, may_be_skipped=True),
        Step("分管领导审核", Role.ORGAN_LEADER, Scope.OWN),
        Step("县里审核", Role.COUNTY_OFFICE, Scope.COUNTY, may_be_skipped=True),
        Step("县领导审定", Role.COUNTY_LEADER, Scope.COUNTY),
    )
    define_route(viewer=seen_by(county, "县办"), thing="annual_report.agency", name="长路线", steps=steps)
    filing = put_forward(county, fill(county, filings[EDUCATION]))
    county.appoint("机构负责人", Role.FOI_HEAD, filing.organ)
    head = seen_by(county, "机构负责人")
    assert [(one.verb, one.refusal) for one in buttons(filing, head) if one.verb == "skip"] == [
        ("skip", None)
    ]
    with refused("跳过须写明理由"):
        skip(filing, viewer=head, revision=filing.revision, reason="")
    filing = skip(filing, viewer=head, revision=filing.revision, reason="本年没有规范性文件")
    assert filing.state == State.REVIEW
    filing = pass_leader(county, filing)
    assert (filing.state, filing.submitted_on) == (State.SUBMITTED, TODAY)
    filing = approve(filing, viewer=seen_by(county, "县办"), revision=filing.revision)
    assert filing.state == State.SUBMITTED
    filing = approve(filing, viewer=seen_by(county, "副县长"), revision=filing.revision)
    assert filing.state == State.PUBLISHED
    verbs = [event.verb for event in history(filing)]
    assert verbs == ["open", "save", "submit", "skip", "approve", "pass_at_county", "publish"]


@pytest.mark.parametrize(
    ("who", "verbs"),
    [
        (f"{EDUCATION}联络员", {"withdraw": None}),
        (f"{EDUCATION}领导", {"approve": None, "return_to_author": None}),
    ],
)
def test_buttons_are_the_moves_that_fit(county: County, who: str, verbs: dict[str, None]) -> None:
    filing = put_forward(county, fill(county, open_all(county)[EDUCATION]))
    shown = buttons(filing, seen_by(county, who))
    assert [one.verb for one in shown] == ["withdraw", "approve", "return_to_author"]
    assert {one.verb: one.refusal for one in shown if one.refusal is None} == verbs


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        (f"{EDUCATION}联络员", {EDUCATION}),
        (f"{TOWNSHIP}领导", {TOWNSHIP}),
        ("县办", {EDUCATION, TOWNSHIP, STREET, "示例县人民政府办公室", "示例县人民政府"}),
        ("副县长", {EDUCATION, TOWNSHIP, STREET, "示例县人民政府办公室", "示例县人民政府"}),
        ("办公室主任", {"示例县人民政府办公室", "示例县人民政府"}),
        ("系统", set()),
        ("安全", set()),
        ("审计", set()),
    ],
)
def test_who_sees_which_filings(county: County, who: str, seen: set[str]) -> None:
    put_forward(county, fill(county, open_all(county)[EDUCATION]))
    viewer = seen_by(county, who)
    assert {filing.body.name for filing in filings_visible_to(viewer)} == seen
    assert versions_visible_to(viewer).count() == (EDUCATION in seen)


def test_another_government_sees_nothing(county: County) -> None:
    open_all(county)
    other = make_filing_county("邻县", "371398")
    for name in ("县办", f"{EDUCATION}联络员", "副县长"):
        assert list(filings_visible_to(seen_by(other, name))) == []


def test_two_governments_publish_side_by_side(county: County) -> None:
    other = make_filing_county("邻县", "371398")
    for one in (county, other):
        filing = open_all(one)[EDUCATION]
        publish(one, pass_leader(one, put_forward(one, fill(one, filing))))
    bodies = PublishedReport.objects.order_by("body").values_list("body", flat=True)
    assert list(bodies) == ["示例县教育局", "邻县教育局"]


def test_every_figure_of_the_aggregate_opens_its_parts(county: County) -> None:
    filings = open_all(county)
    for name in (EDUCATION, TOWNSHIP, STREET, "办公室"):
        pass_leader(county, put_forward(county, fill(county, filings[name])))
    whole = filings["政府"]
    whole = compile_aggregate(whole, viewer=seen_by(county, "县办"), revision=whole.revision)
    opened = parts_of(whole, "requests/received@total")
    assert [(one.part.name, str(one.figure)) for one in opened] == [
        ("示例县人民政府办公室", "3"),
        ("示例县教育局", "3"),
        ("示例县向阳镇人民政府", "3"),
        ("示例县河东街道办事处", "3"),
    ]
    with pytest.raises(KeyError):
        parts_of(whole, "requests/none@total")
    assert parts_of(filings[EDUCATION], "requests/received@total") == ()


def test_leaders_see_what_waits_for_them(county: County) -> None:
    filing = put_forward(county, fill(county, open_all(county)[EDUCATION]))
    assert list(awaiting_decision(leader_of(county, filing))) == [filing]
    assert list(awaiting_decision(seen_by(county, "县办"))) == []
    filing = pass_leader(county, filing)
    assert list(awaiting_decision(seen_by(county, "县办"))) == [filing]
