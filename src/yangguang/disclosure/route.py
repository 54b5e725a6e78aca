"""Is the way an item takes before it is released lawful?"""

from __future__ import annotations

from yangguang.organisations.approval.models import Route
from yangguang.organisations.approval.routes import refusal_of_publishing_route
from yangguang.organisations.kinds import Role

NO_ROUTE = "还没有设定信息发布的审批路线，请县政务公开科先设定"


def refusal_of_route(route: Route | None) -> str | None:
    """Why items may not take this route: the organ reviews secrecy first, a leader decides after it.

    保守国家秘密法第三十五条：先审查、后公开.
    """
    if route is None:
        return NO_ROUTE
    steps = [row.step() for row in route.way]
    if sentence := refusal_of_publishing_route(steps):
        return f"“{route.name}”不能用于公开信息：{sentence}"
    if steps[-1].role is Role.SECRECY_REVIEWER:
        return f"“{route.name}”在保密审查以后须由负责人审定"
    return None
