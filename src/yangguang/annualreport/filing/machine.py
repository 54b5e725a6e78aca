"""What may happen to a filing? The table of moves, each with what must be true."""

from __future__ import annotations

from yangguang.annualreport.filing.default_routes import refusal_of_filing_route
from yangguang.annualreport.filing.due import first_day_after
from yangguang.annualreport.filing.examining import examined, refusal_of_findings
from yangguang.annualreport.filing.models import Filing, FilingVersion
from yangguang.annualreport.filing.states import EDITABLE, ON_THE_WAY, State
from yangguang.annualreport.form.editions import edition
from yangguang.annualreport.models import ReportKind
from yangguang.organisations.approval.machine import COURSE
from yangguang.organisations.approval.models import Route, RouteStep
from yangguang.organisations.approval.selectors import course_of, route_for
from yangguang.organisations.approval.states import Scope
from yangguang.organisations.kinds import Role
from yangguang.organisations.viewers import Acting, Viewer
from yangguang.workflow.machine import Machine, Move, Transition

STALE = "页面打开以后内容已有变化，请重新打开后再办理"
DRAFTERS = (Role.LIAISON, Role.HANDLER, Role.FOI_HEAD)


def thing_of(filing: Filing) -> str:
    """The kind of thing for which a county sets the route."""
    return f"annual_report.{filing.kind}"


def route_of(filing: Filing) -> Route | None:
    """The route the filing takes when it is put forward: the one it began with, else the one in use."""
    course = course_of(filing)
    return course.route if course else route_for(thing_of(filing), filing.organ)


def form_is_current(move: Move) -> str | None:
    """Who presses the button has seen the filing as it is (two tabs, two people)."""
    seen = move.facts.get("revision", move.subject.revision)
    return None if seen == move.subject.revision else STALE


def drafts_for_the_organ(move: Move) -> str | None:
    """Who writes is the organ's liaison, handler or head of office; the county office for the county's."""
    filing: Filing = move.subject
    viewer = viewer_in(move)
    if viewer is None or viewer.government != filing.government_id:
        return "只有任职人员可以办理"
    own = viewer.standing(*DRAFTERS, organ=filing.organ_id)
    county = viewer.standing(Role.COUNTY_OFFICE)
    allowed = {
        ReportKind.AGENCY: own,
        ReportKind.GOVERNMENT_ORGAN: own or county,
        ReportKind.AGGREGATE: county,
    }
    if allowed[ReportKind(filing.kind)]:
        return None
    if filing.kind == ReportKind.AGGREGATE:
        return "本级政府的汇总报告由县政务公开科编制"
    return f"只有{filing.organ.name}的{'、'.join(role.label for role in DRAFTERS)}可以起草"


def is_an_aggregate(move: Move) -> str | None:
    """Only the government's own report is the sum of others."""
    return None if move.subject.kind == ReportKind.AGGREGATE else "只有本级政府的报告由汇总得出"


def is_no_aggregate(move: Move) -> str | None:
    """The figures of the government's own report come from its parts alone."""
    return None if is_an_aggregate(move) else "汇总报告的数字只能由各机关的报告汇总得出"


def year_is_over(move: Move) -> str | None:
    """Figures are fixed at the end of the year; before that no report can be put forward."""
    viewer, first = viewer_in(move), first_day_after(move.subject.year)
    if viewer is None or viewer.today >= first:
        return None
    return f"{move.subject.year}年还没有结束，{first}起才能提交"


def every_cell_is_settled(move: Move) -> str | None:
    """Nothing is left that the reader could not read for certain, or that nobody entered."""
    filing: Filing = move.subject
    if filing.uncertain:
        return f"还有{len(filing.uncertain)}格从文件读得不能确定，请逐格核对"
    absent = sum(address not in filing.cells for address in edition(filing.edition).addresses)
    return f"还有{absent}格没有填写，没有业务的填0" if absent else None


def nothing_is_lacking(move: Move) -> str | None:
    """An aggregate that lacks a report is provisional and goes no further."""
    count = len(move.subject.lacking)
    return f"这是暂时汇总，还缺{count}个机关的报告" if count else None


def parts_still_stand(move: Move) -> str | None:
    """Every part of an aggregate is still the newest version its organ has put before the county."""
    filing: Filing = move.subject
    versions = FilingVersion.objects.filter(pk__in=filing.parts).select_related(
        "filing__body", "filing__published"
    )
    for version in versions:
        child = version.filing
        if standing_version(child) != version.pk:
            return f"“{child.body.name}”的报告在汇总以后有变化，请重新汇总"
    return None


def standing_version(filing: Filing) -> int | None:
    """The frozen version that speaks for an organ now: submitted to the county, else published; by number."""
    if filing.state in {State.SUBMITTED, State.PUBLISHED}:
        newest = filing.versions.order_by("-number").values_list("pk", flat=True).first()
        return newest if filing.state == State.SUBMITTED else filing.published_id
    return filing.published_id


def passes_the_checks(move: Move) -> str | None:
    """No error of the form's own arithmetic, and one sentence to every doubt (30号 三（三）)."""
    return refusal_of_findings(examined(move.subject))


def route_goes_by_leader_and_county(move: Move) -> str | None:
    """The organ's own leader examines first, the county decides last (30号 二（三）, 三（四）)."""
    route = route_of(move.subject)
    if route is None:
        return "还没有设定年度报告的审批路线，请县政务公开科先设定"
    sentence = refusal_of_filing_route([row.step() for row in route.way])
    return f"“{route.name}”{sentence}" if sentence else None


def may_decide(move: Move) -> str | None:
    """Who decides holds the step's role and wrote nothing of it; asked of the course itself."""
    return _asked_of_the_course(move, "send_back_on_paper" if "slip" in move.facts else "send_back")


def may_leave_out(move: Move) -> str | None:
    """The route allows the step to be left out, and this person may say so; asked of the course itself."""
    return _asked_of_the_course(move, "skip")


def organ_decides_next(move: Move) -> str | None:
    """After this step another of the organ follows."""
    step = _next_step(move.subject)
    return None if step is not None and step.scope != Scope.COUNTY else "下一步由主管部门审核"


def county_decides_next(move: Move) -> str | None:
    """After this step one of the county follows."""
    step = _next_step(move.subject)
    return None if step is not None and step.scope == Scope.COUNTY else "下一步不是主管部门审核"


def is_the_last_step(move: Move) -> str | None:
    """No step comes after this one."""
    return None if _next_step(move.subject) is None else "后面还有审核步骤"


def steps_remain(move: Move) -> str | None:
    """There is a step after this one."""
    return "这已经是最后一步" if _next_step(move.subject) is None else None


def was_published(move: Move) -> str | None:
    """There is a published version to return to."""
    return None if move.subject.published_id else "这份报告还没有公布过"


def puts_right_what_is_public(move: Move) -> str | None:
    """A correction is begun by those who draft, or by the county office that answers for the page."""
    viewer = viewer_in(move)
    county = (
        viewer and viewer.government == move.subject.government_id and viewer.standing(Role.COUNTY_OFFICE)
    )
    return None if county else drafts_for_the_organ(move)


def viewer_in(move: Move) -> Viewer | None:
    """Who is looking, if the actor is a person who acts in a government."""
    return move.actor.viewer if isinstance(move.actor, Acting) else None


def _asked_of_the_course(move: Move, verb: str) -> str | None:
    course = course_of(move.subject)
    if course is None:
        return "这份报告没有在审批中"
    facts = {name: move.facts[name] for name in ("signer",) if name in move.facts}
    return COURSE.refusal(course, verb, actor=move.actor, **facts)


def _next_step(filing: Filing) -> RouteStep | None:
    course = course_of(filing)
    if course is None:
        return None
    behind = course.steps[course.position + 1 :]
    return behind[0] if behind else None


REVIEWING = (State.REVIEW.value,)
AT_THE_COUNTY = (State.SUBMITTED.value,)
DRAFTING = (form_is_current, drafts_for_the_organ)
PUTTING_FORWARD = (
    *DRAFTING,
    year_is_over,
    nothing_is_lacking,
    every_cell_is_settled,
    parts_still_stand,
    passes_the_checks,
    route_goes_by_leader_and_county,
)
DECIDING = (form_is_current, may_decide)

FILING: Machine[Filing] = Machine(
    "filing",
    Filing,
    State,
    (
        Transition("save", "填写", EDITABLE, None, DRAFTING),
        Transition("bring_in", "从文件带入", EDITABLE, None, (*DRAFTING, is_no_aggregate)),
        Transition("bring_from_library", "从规范性文件库带入", EDITABLE, None, (*DRAFTING, is_no_aggregate)),
        Transition("compile", "汇总", EDITABLE, None, (*DRAFTING, is_an_aggregate)),
        Transition("submit", "提交审核", EDITABLE, State.REVIEW, PUTTING_FORWARD),
        Transition("withdraw", "撤回", ON_THE_WAY, State.DRAFT, DRAFTING),
        Transition("pass_on", "同意", REVIEWING, None, (*DECIDING, organ_decides_next)),
        Transition("approve", "同意并报送", REVIEWING, State.SUBMITTED, (*DECIDING, county_decides_next)),
        Transition("return_to_author", "退回", REVIEWING, State.RETURNED, DECIDING),
        Transition(
            "skip", "跳过这一步", REVIEWING, None, (form_is_current, may_leave_out, organ_decides_next)
        ),
        Transition(
            "skip_to_county",
            "跳过这一步并报送",
            REVIEWING,
            State.SUBMITTED,
            (form_is_current, may_leave_out, county_decides_next),
        ),
        Transition("pass_at_county", "审核同意", AT_THE_COUNTY, None, (*DECIDING, steps_remain)),
        Transition(
            "skip_at_county",
            "跳过这一步",
            AT_THE_COUNTY,
            None,
            (form_is_current, may_leave_out, steps_remain),
        ),
        Transition("return_to_organ", "退回", AT_THE_COUNTY, State.RETURNED, DECIDING),
        Transition(
            "publish",
            "审核通过并公布",
            AT_THE_COUNTY,
            State.PUBLISHED,
            (*DECIDING, is_the_last_step, parts_still_stand),
        ),
        Transition(
            "begin_correction",
            "更正",
            (State.PUBLISHED.value,),
            State.CORRECTING,
            (form_is_current, puts_right_what_is_public),
        ),
        Transition(
            "drop_correction",
            "放弃更正",
            EDITABLE,
            State.PUBLISHED,
            (form_is_current, puts_right_what_is_public, was_published),
        ),
    ),
)
