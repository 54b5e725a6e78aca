"""How is the government's own report put together? As the sum of frozen reports, each organ once."""

from __future__ import annotations

from yangguang.annualreport.filing.aggregating import added_up
from yangguang.annualreport.filing.content import part_of, stored
from yangguang.annualreport.filing.machine import FILING, standing_version
from yangguang.annualreport.filing.models import Filing, FilingVersion
from yangguang.annualreport.filing.services.drafting import drafter
from yangguang.annualreport.filing.services.opening import duties
from yangguang.annualreport.form.editions import edition
from yangguang.annualreport.models import ReportKind
from yangguang.organisations.models import Organ
from yangguang.organisations.viewers import Viewer
from yangguang.workflow.machine import Refused

NAMED = 5


def compile_aggregate(filing: Filing, *, viewer: Viewer, revision: int, provisional: bool = False) -> Filing:
    """Add up the submitted or published reports of all who owe one (30号 二（二）, C1, §2.6).

    While one is lacking this is `Refused` with the names, unless it is expressly `provisional`: such a draft
    shows what there is and cannot be put forward.
    """
    with FILING.step(
        filing, "compile", actor=drafter(filing, viewer), revision=revision, provisional=provisional
    ) as held:
        there, lacking = parts_for(held)
        if lacking and not provisional:
            names = "、".join(organ.name for organ in lacking[:NAMED])
            more = "等" if len(lacking) > NAMED else ""
            raise Refused(f"还缺{len(lacking)}个机关的报告：{names}{more}；可以先作暂时汇总")
        form = edition(held.edition)
        held.cells = stored(added_up(form, [part_of(version) for version in there]))
        held.parts = [version.pk for version in there]
        held.lacking = [organ.pk for organ in lacking]
        held.authors.add(viewer.user)
        held.handler_id = viewer.user
        held.revision += 1
    return held


def parts_for(filing: Filing) -> tuple[list[FilingVersion], list[Organ]]:
    """The versions that speak for the organs of the year, in the order of organs, and who has none yet."""
    owed = [
        (organ, kind)
        for organ, kind in duties(filing.government_id, filing.year)
        if kind is not ReportKind.AGGREGATE
    ]
    filings = {
        child.body_id: child
        for child in Filing.objects.filter(government=filing.government_id, year=filing.year).exclude(
            kind=ReportKind.AGGREGATE
        )
    }
    chosen = {
        body: number for body, child in filings.items() if (number := standing_version(child)) is not None
    }
    versions = FilingVersion.objects.select_related("filing").in_bulk(list(chosen.values()))
    there = [versions[chosen[organ.pk]] for organ, _ in owed if organ.pk in chosen]
    return there, [organ for organ, _ in owed if organ.pk not in chosen]
