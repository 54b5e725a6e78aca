"""A county with one bureau, its people, and a route for things of kind “item”."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.organisations.making import County
from yangguang.organisations.approval.models import Course
from yangguang.organisations.approval.routes import Step
from yangguang.organisations.approval.routing import define_route
from yangguang.organisations.approval.services import start_course
from yangguang.organisations.approval.states import Scope
from yangguang.organisations.kinds import Role
from yangguang.organisations.models import Organ

R = Role
SECRECY = Step("保密审查", R.SECRECY_REVIEWER)
LEADER = Step("分管领导审签", R.ORGAN_LEADER)
LEGAL = Step("法制审核", R.LEGAL_REVIEWER, may_be_skipped=True)
COUNTY = Step("县政务公开科审核", R.COUNTY_OFFICE, Scope.COUNTY)


@dataclass
class Office:
    """The county, its bureau, and what is done there in one line."""

    county: County
    bureau: Organ

    def start(self, content: Any = "一", authors: str = "起草", **changes: Any) -> Course:
        organ = changes.get("organ", self.bureau)
        return start_course(
            organ,
            viewer=self.county.seen_by(authors),
            thing="item",
            organ=organ,
            title="示例事项",
            content=content,
            authors=[self.county.person(authors)],
            handler=self.county.person("起草"),
        )

    def act(self, verb: Any, course: Course, who: str, **changes: Any) -> Course:
        course = Course.objects.get(pk=course.pk)
        facts = {"version": course.version, "position": course.position, **changes}
        return verb(course, viewer=self.county.seen_by(who), **facts)


def make_office(county: County) -> Office:
    bureau = county.organ("示例局")
    for name, role in (
        ("起草", R.HANDLER),
        ("保密", R.SECRECY_REVIEWER),
        ("法制", R.LEGAL_REVIEWER),
        ("领导", R.ORGAN_LEADER),
        ("负责人", R.FOI_HEAD),
    ):
        county.appoint(name, role, bureau)
    define_route(
        viewer=county.seen_by("县办"), thing="item", name="信息发布", steps=[SECRECY, LEGAL, LEADER, COUNTY]
    )
    return Office(county, bureau)
