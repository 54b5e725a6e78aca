"""Two processes press the same button at once, a thousand times: one winner each, the chain whole."""

from __future__ import annotations

from typing import Any

import pytest

from tests.annualreport.filing.contenders import PATIENCE, together
from tests.annualreport.filing.making import (
    EDUCATION,
    fill,
    make_filing_county,
    open_all,
    open_one,
    put_forward,
    seen_by,
)
from tests.engines import Settings
from tests.organisations.making import County
from yangguang.annualreport.filing.models import Filing, FilingVersion
from yangguang.annualreport.filing.services.deciding import approve
from yangguang.annualreport.filing.states import State
from yangguang.organisations.approval.models import Course, Decision, Version
from yangguang.organisations.kinds import Role
from yangguang.workflow.machine import Refused
from yangguang.workflow.models import Event
from yangguang.workflow.selectors import verify_chain

ROUNDS = 1000
FAIR = ROUNDS // 20
LOSING = {
    "页面打开以后内容已有变化，请重新打开后再办理",
    "现在是“已报送（主管部门审核）”，不能同意并报送",
}


def waiting_filings(county: County, count: int) -> list[int]:
    """One report put before its leader through the services, and copies of its rows for further years."""
    first = put_forward(county, fill(county, open_all(county)[EDUCATION]))
    frozen = FilingVersion.objects.get(filing=first)
    course, version = frozen.approval.course, frozen.approval
    authors = list(first.authors.values_list("pk", flat=True))
    numbers = [first.pk]
    for year in range(3000, 3000 + count - 1):
        filing = copied(first, year=year)
        filing.authors.set(authors)
        way = copied(course, subject_id=str(filing.pk))
        step = copied(version, course=way)
        step.authors.set(authors)
        copied(frozen, filing=filing, approval=step)
        numbers.append(filing.pk)
    return numbers


def copied(row: Any, **changes: Any) -> Any:
    """The same row once more, with changes."""
    fields = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    del fields["id"]
    named = {f"{name}_id" if f"{name}_id" in fields else name: value for name, value in changes.items()}
    plain = {name: getattr(value, "pk", value) for name, value in named.items()}
    return type(row).objects.create(**{**fields, **plain})


def press(barrier: Any, county: County, name: str, numbers: list[int]) -> list[str]:
    """Press 同意并报送 on each report in turn, together with the other; what each press came to."""
    viewer, said = seen_by(county, name), []
    for number in numbers:
        filing = Filing.objects.select_related("organ", "body").get(pk=number)
        barrier.wait(PATIENCE)
        try:
            approve(filing, viewer=viewer, revision=filing.revision)
            said.append("won")
        except Refused as refusal:
            said.append(str(refusal))
    return said


@pytest.mark.long
def test_a_button_pressed_by_two_processes_is_pressed_once(scratch_database: Settings) -> None:
    county = make_filing_county()
    organ = county.government.organs.get(name=EDUCATION)
    county.appoint("另一位领导", Role.ORGAN_LEADER, organ)
    numbers = waiting_filings(county, ROUNDS)
    names = (f"{EDUCATION}领导", "另一位领导")
    said = together(press, *((county, name, numbers) for name in names))
    winners = [[one[place] == "won" for one in said].count(True) for place in range(ROUNDS)]
    assert winners == [1] * ROUNDS
    assert {word for one in said for word in one} - {"won"} <= LOSING
    assert min(one.count("won") for one in said) >= FAIR, [one.count("won") for one in said]
    assert Filing.objects.filter(pk__in=numbers, state=State.SUBMITTED).count() == ROUNDS
    assert Decision.objects.count() == ROUNDS
    assert Event.objects.filter(machine="filing", verb="approve").count() == ROUNDS
    assert Event.objects.filter(machine="course", verb="agree").count() == ROUNDS
    assert Course.objects.filter(position=1).count() == Version.objects.count() == ROUNDS
    assert verify_chain(county.government.pk).whole


def begin(barrier: Any, county: County) -> str:
    barrier.wait(PATIENCE)
    try:
        open_one(county, EDUCATION)
    except Refused as refusal:
        return str(refusal)
    return "won"


def test_a_report_is_begun_once(scratch_database: Settings) -> None:
    county = make_filing_county()
    said = together(begin, (county,), (county,))
    assert sorted(said) == ["won", "“教育局”2026年的报告已经开始编制"]
    assert Filing.objects.count() == 1
