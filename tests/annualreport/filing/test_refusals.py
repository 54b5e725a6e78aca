"""What is refused: the exact sentence, the row unchanged, no event."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

import pytest

from tests.annualreport.filing.making import (
    EDUCATION,
    STREET,
    TOWNSHIP,
    WORDS,
    YEAR,
    figures,
    fill,
    leader_of,
    liaison_of,
    make_filing_county,
    open_all,
    open_one,
    pass_leader,
    publish,
    put_forward,
    seen_by,
)
from tests.organisations.making import County, events
from tests.organisations.refusing import refused
from yangguang.annualreport.checking.model import Severity
from yangguang.annualreport.filing.examining import examined
from yangguang.annualreport.filing.models import Filing
from yangguang.annualreport.filing.services.compiling import compile_aggregate
from yangguang.annualreport.filing.services.correcting import begin_correction, drop_correction
from yangguang.annualreport.filing.services.deciding import approve, send_back, skip
from yangguang.annualreport.filing.services.drafting import save_draft
from yangguang.annualreport.filing.services.opening import open_filing, open_year
from yangguang.annualreport.filing.services.putting_forward import submit, withdraw
from yangguang.annualreport.models import PublishedReport
from yangguang.organisations.approval.routes import Step
from yangguang.organisations.approval.routing import define_route
from yangguang.organisations.approval.states import Scope
from yangguang.organisations.kinds import Kind, Role
from yangguang.wording.secrecy_marks import WHAT_TO_DO

MARKED = f"第1行标有密级“机密★1年”，{WHAT_TO_DO}"
STALE = "页面打开以后内容已有变化，请重新打开后再办理"


@contextmanager
def nothing_moves(sentence: str) -> Iterator[None]:
    """The block is refused with this sentence; no filing and no event comes of it."""
    rows, record = list(Filing.objects.order_by("pk").values()), events()
    with refused(sentence):
        yield
    assert (list(Filing.objects.order_by("pk").values()), events()) == (rows, record)


@pytest.mark.parametrize(
    ("who", "body", "year", "sentence"),
    [
        ("教育局联络员", EDUCATION, 2018, "2018年没有法定的年度报告格式"),
        ("教育局联络员", EDUCATION, 2028, "2028年还没有开始"),
        ("教育局联络员", EDUCATION, 2025, "“教育局”在2025-12-31没有认定为公开主体"),
        ("教育局联络员", TOWNSHIP, YEAR, "只有县政务公开科可以替“向阳镇人民政府”开始编制年度报告"),
        ("教育局领导", EDUCATION, YEAR, "只有县政务公开科可以替“教育局”开始编制年度报告"),
        ("县办", "税务局", YEAR, "“税务局”实行垂直管理，在本系统内报送"),
        ("县办", "自来水公司", YEAR, "“自来水公司”（公共企事业单位）不编制行政机关的年度报告"),
        ("县办", "档案馆", YEAR, "“档案馆”在2026-12-31没有认定为公开主体"),
        ("系统", EDUCATION, YEAR, "只有县政务公开科可以替“教育局”开始编制年度报告"),
    ],
)
def test_who_may_not_begin_what(county: County, who: str, body: str, year: int, sentence: str) -> None:
    county.organ("自来水公司", kind=Kind.ENTERPRISE)
    county.organ("档案馆", kind=Kind.DEPARTMENT)
    organ = county.government.organs.get(name=body)
    with nothing_moves(sentence):
        open_filing(viewer=seen_by(county, who), body=organ, year=year)


def test_a_report_is_begun_once(county: County) -> None:
    filing = open_one(county)
    with nothing_moves("“教育局”2026年的报告已经开始编制"):
        open_one(county)
    open_year(viewer=seen_by(county, "县办"), year=YEAR)
    assert Filing.objects.filter(body=filing.body).count() == 1
    assert open_year(viewer=seen_by(county, "县办"), year=YEAR) == []
    with nothing_moves("只有县政务公开科可以布置年度报告"):
        open_year(viewer=seen_by(county, "教育局联络员"), year=YEAR)


def test_another_government_does_not_exist(county: County) -> None:
    other = make_filing_county("邻县", "371398")
    filing = open_one(county)
    viewer = seen_by(other, "教育局联络员")
    with nothing_moves("没有这个机构"):
        open_filing(viewer=viewer, body=filing.body, year=YEAR)
    with nothing_moves("只有任职人员可以办理"):
        save_draft(filing, viewer=viewer, revision=1, words=WORDS)


def test_drafts_are_written_by_the_organs_own_people(county: County) -> None:
    filing = open_one(county)
    sentence = "只有教育局的信息公开联络员、承办人、政府信息公开工作机构负责人可以起草"
    for name in ("教育局领导", "县办", "审计", f"{TOWNSHIP}联络员"):
        with nothing_moves(sentence):
            save_draft(filing, viewer=seen_by(county, name), revision=1, words=WORDS)
    whole = open_all(county)["政府"]
    with nothing_moves("本级政府的汇总报告由县政务公开科编制"):
        save_draft(whole, viewer=seen_by(county, "办公室联络员"), revision=1, words=WORDS)
    with nothing_moves("汇总报告的数字只能由各机关的报告汇总得出"):
        save_draft(whole, viewer=seen_by(county, "县办"), revision=1, figures=figures())


def _without_one_cell(filing: Filing, county: County) -> Filing:
    cells = figures()
    del cells["disclosure/fees@amount"]
    return save_draft(
        filing, viewer=liaison_of(county, filing), revision=filing.revision, figures=cells, words=WORDS
    )


def _with_a_wrong_sum(filing: Filing, county: County) -> Filing:
    cells = figures() | {"requests/received@total": "4"}
    return save_draft(
        filing, viewer=liaison_of(county, filing), revision=filing.revision, figures=cells, words=WORDS
    )


def _with_rules_of_a_county(filing: Filing, county: County) -> Filing:
    cells = figures() | {"disclosure/rules@in_force": "1"}
    return save_draft(
        filing, viewer=liaison_of(county, filing), revision=filing.revision, figures=cells, words=WORDS
    )


@pytest.mark.parametrize(
    ("prepare", "sentence"),
    [
        (lambda filing, _: filing, "还有200格没有填写，没有业务的填0"),
        (_without_one_cell, "还有1格没有填写，没有业务的填0"),
        (
            _with_a_wrong_sum,
            "有2处错误，改正后才能提交：",
        ),
        (_with_rules_of_a_county, "有1条疑点没有说明："),
    ],
)
def test_what_may_not_be_put_forward(
    county: County, prepare: Callable[[Filing, County], Filing], sentence: str
) -> None:
    filing = prepare(open_all(county)[EDUCATION], county)
    found = [one.finding for one in examined(filing) if one.finding.severity is not Severity.NOTE]
    if sentence.endswith("："):
        sentence += found[0].message
    with nothing_moves(sentence):
        put_forward(county, filing)


def test_a_year_that_is_not_over_cannot_be_put_forward(county: County) -> None:
    filing = fill(county, open_all(county)[EDUCATION])
    viewer = seen_by(county, "教育局联络员", date(2026, 12, 31))
    with nothing_moves("2026年还没有结束，2027-01-01起才能提交"):
        submit(filing, viewer=viewer, revision=filing.revision)


def test_a_doubt_needs_one_sentence_and_the_sentence_lapses_with_the_figures(county: County) -> None:
    filing = _with_rules_of_a_county(open_all(county)[EDUCATION], county)
    doubt = next(one for one in examined(filing) if not one.settled)
    viewer = liaison_of(county, filing)
    with nothing_moves("每条说明最多300字"):
        save_draft(filing, viewer=viewer, revision=filing.revision, explanations={doubt.key: "长" * 301})
    with nothing_moves("说明含有不能保存的控制字符"):
        save_draft(filing, viewer=viewer, revision=filing.revision, explanations={doubt.key: "甲\x00"})
    with nothing_moves(MARKED):
        save_draft(filing, viewer=viewer, revision=filing.revision, explanations={doubt.key: "机密★1年"})
    with nothing_moves(MARKED):
        save_draft(filing, viewer=viewer, revision=filing.revision, words={"一": "机密★1年"})
    with nothing_moves("所说明的疑点已经不存在（1条），请重新查看检查结果"):
        save_draft(filing, viewer=viewer, revision=filing.revision, explanations={"0" * 16: "说明"})
    filing = save_draft(
        filing, viewer=viewer, revision=filing.revision, explanations={doubt.key: " 承接原有规章。 "}
    )
    assert filing.explanations == {doubt.key: "承接原有规章。"}
    assert [one.explanation for one in examined(filing) if one.key == doubt.key] == ["承接原有规章。"]
    changed = save_draft(
        filing, viewer=viewer, revision=filing.revision, figures={"disclosure/rules@in_force": "2"}
    )
    assert changed.explanations == {}
    kept = save_draft(
        changed, viewer=viewer, revision=changed.revision, figures={"disclosure/rules@in_force": "0"}
    )
    assert put_forward(county, kept).state == "review"


def test_there_is_no_way_without_a_route(county: County) -> None:
    filing = fill(county, open_one(county))
    with nothing_moves("还没有设定年度报告的审批路线，请县政务公开科先设定"):
        put_forward(county, filing)
    steps = (Step("县里审核", Role.COUNTY_OFFICE, Scope.COUNTY),)
    define_route(viewer=seen_by(county, "县办"), thing="annual_report.agency", name="短路线", steps=steps)
    with nothing_moves("“短路线”须先由本机关审核，最后由主管部门审核"):
        put_forward(county, filing)


def test_decisions_that_may_not_be_made(county: County) -> None:
    filing = fill(county, open_all(county)[EDUCATION])
    leader = leader_of(county, filing)
    with nothing_moves("现在是“起草”，不能同意并报送"):
        approve(filing, viewer=leader, revision=filing.revision)
    filing = put_forward(county, filing)
    with nothing_moves("这一步由本机关的“分管领导”办理"):
        approve(filing, viewer=seen_by(county, "县办"), revision=filing.revision)
    with nothing_moves("这一步由本机关的“分管领导”办理"):
        approve(filing, viewer=seen_by(county, f"{TOWNSHIP}领导"), revision=filing.revision)
    with nothing_moves(STALE):
        approve(filing, viewer=leader, revision=filing.revision - 1)
    with nothing_moves("退回须写明理由"):
        send_back(filing, viewer=leader, revision=filing.revision, reason="  ")
    with nothing_moves("“本机关分管领导审核”不能跳过"):
        skip(filing, viewer=leader, revision=filing.revision, reason="急")
    with nothing_moves("现在是“本机关分管领导审核”，不能填写"):
        save_draft(filing, viewer=liaison_of(county, filing), revision=filing.revision, words=WORDS)
    with nothing_moves("撤回须写明理由"):
        withdraw(filing, viewer=liaison_of(county, filing), revision=filing.revision, reason="")


def test_an_author_never_decides_not_as_leader_nor_as_deputy(county: County) -> None:
    organ = county.government.organs.get(name=EDUCATION)
    county.appoint(f"{EDUCATION}联络员", Role.ORGAN_LEADER, organ)
    filing = put_forward(county, fill(county, open_all(county)[EDUCATION]))
    writer = liaison_of(county, filing)
    with nothing_moves("起草人不能审批自己起草的内容"):
        approve(filing, viewer=writer, revision=filing.revision)
    filing = withdraw(filing, viewer=writer, revision=filing.revision, reason="还要补充")
    county.appoint("另一联络员", Role.LIAISON, organ)
    filing = save_draft(
        filing,
        viewer=seen_by(county, "另一联络员"),
        revision=filing.revision,
        words={"六": "未收取信息处理费。"},
    )
    filing = submit(filing, viewer=seen_by(county, "另一联络员"), revision=filing.revision)
    with nothing_moves("起草人不能审批自己起草的内容"):
        approve(filing, viewer=writer, revision=filing.revision)


def test_what_came_back_has_to_change(county: County) -> None:
    filing = put_forward(county, fill(county, open_all(county)[EDUCATION]))
    filing = send_back(filing, viewer=leader_of(county, filing), revision=filing.revision, reason="再核对")
    with nothing_moves("内容没有变化，不必提交新版本"):
        put_forward(county, filing)


def test_an_aggregate_that_lacks_reports_goes_no_further(county: County) -> None:
    filings = open_all(county)
    whole, viewer = filings["政府"], seen_by(county, "县办")
    pass_leader(county, put_forward(county, fill(county, filings[TOWNSHIP])))
    names = "示例县人民政府办公室、教育局、河东街道办事处"
    with nothing_moves(f"还缺3个机关的报告：{names}；可以先作暂时汇总"):
        compile_aggregate(whole, viewer=viewer, revision=whole.revision)
    whole = compile_aggregate(whole, viewer=viewer, revision=whole.revision, provisional=True)
    assert whole.cells["requests/received@total"] == "3"
    whole = fill(county, whole)
    with nothing_moves("这是暂时汇总，还缺3个机关的报告"):
        put_forward(county, whole)
    with nothing_moves("只有本级政府的报告由汇总得出"):
        education = filings[EDUCATION]
        compile_aggregate(
            education, viewer=liaison_of(county, education), revision=education.revision, provisional=True
        )


def test_an_aggregate_with_a_part_that_changed_is_added_up_again(county: County) -> None:
    filings = open_all(county)
    for name in (EDUCATION, TOWNSHIP, STREET, "办公室"):
        filings[name] = pass_leader(county, put_forward(county, fill(county, filings[name])))
    whole = filings["政府"]
    whole = compile_aggregate(whole, viewer=seen_by(county, "县办"), revision=whole.revision)
    whole = fill(county, whole)
    township = filings[TOWNSHIP]
    send_back(township, viewer=seen_by(county, "县办"), revision=township.revision, reason="件数有误")
    with nothing_moves("“向阳镇人民政府”的报告在汇总以后有变化，请重新汇总"):
        put_forward(county, whole)


def test_corrections_that_may_not_be_begun(county: County) -> None:
    filing = pass_leader(county, put_forward(county, fill(county, open_all(county)[EDUCATION])))
    viewer = liaison_of(county, filing)
    with nothing_moves("现在是“已报送（主管部门审核）”，不能更正"):
        begin_correction(filing, viewer=viewer, revision=filing.revision, note="更正许可件数")
    filing = publish(county, filing)
    with nothing_moves("更正须写明向社会公布的更正说明"):
        begin_correction(filing, viewer=viewer, revision=filing.revision, note=" ")
    with nothing_moves("“更正说明”不能超过500个字符"):
        begin_correction(filing, viewer=viewer, revision=filing.revision, note="长" * 501)
    with nothing_moves(f"只有{EDUCATION}的信息公开联络员、承办人、政府信息公开工作机构负责人可以起草"):
        begin_correction(
            filing, viewer=seen_by(county, f"{TOWNSHIP}联络员"), revision=filing.revision, note="改"
        )
    with nothing_moves(MARKED):
        begin_correction(filing, viewer=viewer, revision=filing.revision, note="机密★1年")
    with nothing_moves("“更正说明”含有不能保存的控制字符"):
        begin_correction(filing, viewer=viewer, revision=filing.revision, note="甲\x00乙")
    fresh = open_all(county)[TOWNSHIP]
    with nothing_moves("这份报告还没有公布过"):
        drop_correction(fresh, viewer=liaison_of(county, fresh), revision=fresh.revision)
    assert PublishedReport.objects.get().corrections == []
