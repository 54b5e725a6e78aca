"""Makers: a county whose organs owe a report on 2026, and figures that hold the form's own arithmetic."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from tests.organisations.making import START, County, make_county
from yangguang.annualreport.checking.model import Severity
from yangguang.annualreport.filing.examining import examined
from yangguang.annualreport.filing.models import Filing
from yangguang.annualreport.filing.selectors import filings_visible_to
from yangguang.annualreport.filing.services.deciding import approve
from yangguang.annualreport.filing.services.drafting import save_draft
from yangguang.annualreport.filing.services.opening import open_filing, open_year
from yangguang.annualreport.filing.services.putting_forward import submit
from yangguang.annualreport.form.editions import Address, edition
from yangguang.organisations.kinds import Kind, Role
from yangguang.organisations.models import Organ
from yangguang.organisations.services.organs import decide_subject
from yangguang.organisations.viewers import Viewer

YEAR = 2026
TODAY = date(2027, 1, 12)
EDUCATION, TOWNSHIP, STREET = "教育局", "向阳镇人民政府", "河东街道办事处"

WORDS = {
    "一": "全年按要求公开政府信息，答复申请，管理信息，建设平台，开展监督保障。",
    "五": "存在公开内容不够细的问题，下一步按清单补充。",
    "六": "本年度未收取信息处理费。没有其他需要报告的事项。",
}


def figures(**changes: int) -> dict[Address, str]:
    """Every figure of the form: `received` requests of natural persons, all granted; zero elsewhere."""
    form = edition("2021")
    facts = {"received": 3, "licences": 5, **changes}
    cells = dict.fromkeys(form.addresses, "0")
    for row in ("received", "results.granted", "results.total"):
        for column in ("natural_person", "total"):
            cells[f"requests/{row}@{column}"] = str(facts["received"])
    cells["disclosure/licences@decisions"] = str(facts["licences"])
    return cells


def make_filing_county(name: str = "示例县", region_code: str = "371399") -> County:
    """A county with a department, a township, a street and a vertical unit, and people in every role."""
    county = make_county(name, region_code)
    for organ, kind in ((EDUCATION, Kind.DEPARTMENT), (TOWNSHIP, Kind.TOWNSHIP), (STREET, Kind.SUBDISTRICT)):
        make_subject(county, organ, kind=kind)
    make_subject(county, "税务局", kind=Kind.DEPARTMENT, vertical=True)
    for organ in county.government.organs.filter(kind__in=[Kind.DEPARTMENT, Kind.TOWNSHIP, Kind.SUBDISTRICT]):
        if not organ.vertical:
            man(county, organ)
    county.appoint("办公室联络员", Role.LIAISON, county.office)
    county.appoint("办公室主任", Role.FOI_HEAD, county.office)
    county.appoint("副县长", Role.COUNTY_LEADER, county.office)
    return county


def make_subject(county: County, name: str, *, kind: Kind, vertical: bool = False) -> Organ:
    organ = county.organ(name, kind=kind, vertical=vertical)
    decide_subject(
        organ,
        viewer=county.seen_by("县办"),
        administrative=True,
        external=True,
        independent=True,
        from_on=START,
        basis="示例政办〔2026〕1号",
    )
    return organ


def man(county: County, organ: Organ) -> None:
    county.appoint(f"{organ.name}联络员", Role.LIAISON, organ)
    county.appoint(f"{organ.name}领导", Role.ORGAN_LEADER, organ)


def seen_by(county: County, name: str, day: date = TODAY) -> Viewer:
    return county.seen_by(name, day)


def liaison_of(county: County, filing: Filing) -> Viewer:
    names = {"aggregate": "县办", "government_organ": "办公室联络员"}
    return seen_by(county, names.get(filing.kind, f"{filing.organ.name}联络员"))


def leader_of(county: County, filing: Filing) -> Viewer:
    return seen_by(county, "办公室主任" if filing.kind != "agency" else f"{filing.organ.name}领导")


def decider_of(county: County, filing: Filing) -> Viewer:
    return seen_by(county, "副县长" if filing.kind != "agency" else "县办")


def fill(county: County, filing: Filing, cells: Mapping[Address, str] | None = None) -> Filing:
    """Enter a whole report, and a sentence to every doubt of the checks."""
    viewer = liaison_of(county, filing)
    filing = save_draft(
        filing,
        viewer=viewer,
        revision=filing.revision,
        figures={} if filing.kind == "aggregate" else figures() if cells is None else cells,
        words=WORDS,
    )
    doubts = {
        one.key: "已核对，情况属实。" for one in examined(filing) if one.finding.severity is Severity.WARNING
    }
    if not doubts:
        return filing
    return save_draft(filing, viewer=viewer, revision=filing.revision, explanations=doubts)


def put_forward(county: County, filing: Filing) -> Filing:
    return submit(filing, viewer=liaison_of(county, filing), revision=filing.revision)


def pass_leader(county: County, filing: Filing) -> Filing:
    return approve(filing, viewer=leader_of(county, filing), revision=filing.revision)


def publish(county: County, filing: Filing) -> Filing:
    return approve(filing, viewer=decider_of(county, filing), revision=filing.revision)


def open_all(county: County) -> dict[str, Filing]:
    """Every filing of the year by the name of its body; the government's own under 政府."""
    open_year(viewer=seen_by(county, "县办"), year=YEAR)
    return by_name(county)


def by_name(county: County) -> dict[str, Filing]:
    held = filings_visible_to(seen_by(county, "县办")).select_related("body", "organ")
    names = {"aggregate": "政府", "government_organ": "办公室"}
    return {names.get(filing.kind, filing.body.name): filing for filing in held}


def open_one(county: County, body: str = EDUCATION) -> Filing:
    organ = county.government.organs.get(name=body)
    return open_filing(viewer=seen_by(county, f"{body}联络员"), body=organ, year=YEAR)
