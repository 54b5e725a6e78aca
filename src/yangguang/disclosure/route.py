"""Is the way an item takes before it is released lawful?"""

from __future__ import annotations

from yangguang.organisations.approval.models import Route
from yangguang.organisations.approval.states import Scope
from yangguang.organisations.kinds import Role

NO_ROUTE = "还没有设定信息发布的审批路线，请县政务公开科先设定"


def refusal_of_route(route: Route | None) -> str | None:
    """Why items may not take this route: the organ's own secrecy review comes first, a leader decides after it.

    保守国家秘密法第三十五条：先审查、后公开.
    """
    if route is None:
        return NO_ROUTE
    steps = [(step.role, step.scope) for step in route.way]
    if not steps or steps[0] != (Role.SECRECY_REVIEWER, Scope.OWN) and _secrecy_comes_late(steps):
        return f"“{route.name}”须先由本机关作保密审查"
    if steps[-1][0] == Role.SECRECY_REVIEWER:
        return f"“{route.name}”在保密审查以后须由负责人审定"
    return None


def _secrecy_comes_late(steps: list[tuple[str, str]]) -> bool:
    """Whether a leader or the county decides before the organ's own secrecy review, or nobody reviews."""
    roles = [role for role, scope in steps if role != Role.SECRECY_REVIEWER or scope == Scope.OWN]
    if Role.SECRECY_REVIEWER not in roles:
        return True
    before = roles[: roles.index(Role.SECRECY_REVIEWER)]
    return any(role in {Role.ORGAN_LEADER, Role.COUNTY_OFFICE, Role.COUNTY_LEADER} for role in before)
