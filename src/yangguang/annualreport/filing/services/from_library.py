"""How do the figures of the library of normative documents come into a draft? As the drafter saw them."""

from __future__ import annotations

from collections.abc import Mapping

from yangguang.annualreport.filing.library import figures_in_library
from yangguang.annualreport.filing.machine import FILING
from yangguang.annualreport.filing.models import Filing
from yangguang.annualreport.filing.services.drafting import drafter
from yangguang.annualreport.form.editions import Address
from yangguang.organisations.viewers import Viewer
from yangguang.workflow.machine import Refused


def bring_from_library(
    filing: Filing, *, viewer: Viewer, revision: int, seen: Mapping[Address, int]
) -> Filing:
    """Put the counts of the library into the draft (30号 一（二）); `seen` are those the drafter confirmed.

    Counts that changed since are refused, so that nobody confirms what they did not see. Raises `Refused`.
    """
    facts = {"figures": dict(seen)}
    with FILING.step(
        filing, "bring_from_library", actor=drafter(filing, viewer), revision=revision, **facts
    ) as held:
        now = figures_in_library(held)
        if not now:
            raise Refused("这种格式没有规范性文件库能够统计的数字")
        if now != dict(seen):
            raise Refused("页面打开以后规范性文件库有变化，请重新查看后再带入")
        for address, figure in now.items():
            held.uncertain.pop(address, None)
            held.cells[address] = str(figure)
        held.authors.add(viewer.user)
        held.handler_id = viewer.user
        held.revision += 1
    return held
