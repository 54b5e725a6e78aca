"""By which steps does a report go out where a county has set none of its own, and which may it set?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from yangguang.organisations.approval.routes import Step
from yangguang.organisations.approval.states import Scope
from yangguang.organisations.kinds import Role


@dataclass(frozen=True, slots=True)
class DefaultRoute:
    """The route of one kind of report, as `define_route` takes it."""

    thing: str
    name: str
    steps: tuple[Step, ...]


LEADER = Step("本机关分管领导审核", Role.ORGAN_LEADER, Scope.OWN)
"""The leader in charge answers first for the report (30号 三（四）)."""
OFFICE = Step("政府信息公开工作机构负责人审核", Role.FOI_HEAD, Scope.OWN)
"""The office that runs the work answers by law for the government's own; its leader is the county's."""
COUNTY = Step("县政府分管领导审定公布", Role.COUNTY_LEADER, Scope.COUNTY)

DEFAULT_ROUTES = (
    DefaultRoute(
        "annual_report.agency",
        "部门和乡镇年度报告",
        (LEADER, Step("主管部门审核公布", Role.COUNTY_OFFICE, Scope.COUNTY)),
    ),
    DefaultRoute(
        "annual_report.government_organ",
        "本政府机关年度报告",
        (OFFICE, COUNTY),
    ),
    DefaultRoute(
        "annual_report.aggregate",
        "本级政府年度报告",
        (OFFICE, COUNTY),
    ),
)


def refusal_of_filing_route(steps: Sequence[Step]) -> str | None:
    """The organ's own leader examines first, the county decides last (30号 二（三）, 三（四）)."""
    if steps[0].scope is Scope.COUNTY or steps[-1].scope is not Scope.COUNTY:
        return "须先由本机关审核，最后由主管部门审核"
    return None
