"""Which pages stand below 目录与机构, and which of them does this viewer use?"""

from __future__ import annotations

from django.urls import reverse

from yangguang.organisations.kinds import Role
from yangguang.organisations.viewers import Viewer

Tab = tuple[str, str, bool]
"""A label, its address, and whether the page stands below it."""


def tabs(viewer: Viewer, at: str) -> list[Tab]:
    """The tabs of 目录与机构."""
    entries = [("organs", "机构", True), ("people", "任职", True)]
    entries.append(("accounts", "账号", viewer.standing(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN) is not None))
    entries += [("columns", "栏目与分类", True), ("routes", "审批路线", True)]
    return [(label, reverse(f"desk:{key}"), key == at) for key, label, shown in entries if shown]
