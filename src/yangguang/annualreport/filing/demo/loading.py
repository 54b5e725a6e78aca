"""How far is the invented county with last year's reports? Each step is taken by the people whose it is."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import yaml

from yangguang.accounts.models import User
from yangguang.annualreport.filing.examining import examined
from yangguang.annualreport.filing.models import Filing
from yangguang.annualreport.filing.services.compiling import compile_aggregate
from yangguang.annualreport.filing.services.deciding import approve, send_back
from yangguang.annualreport.filing.services.drafting import save_draft
from yangguang.annualreport.filing.services.opening import open_year
from yangguang.annualreport.filing.services.putting_forward import submit
from yangguang.annualreport.form.editions import Address, edition
from yangguang.annualreport.models import PublishedReport, ReportKind
from yangguang.organisations.kinds import Role
from yangguang.organisations.models import Government
from yangguang.organisations.viewers import Viewer, viewer_of
from yangguang.workflow.acts import acts

STORY = Path(__file__).with_name("story.yaml")
OPEN_SINCE = "01-04"
DRAFTER = {ReportKind.AGENCY: Role.LIAISON}
REVIEWER = {ReportKind.AGENCY: Role.ORGAN_LEADER}
DECIDER = {ReportKind.AGENCY: Role.COUNTY_OFFICE}


def load_demo_filings(today: date) -> int:
    """Enter the reports on last year unless one is there; returns how many are public afterwards.

    Does nothing where the invented county is not on this installation.
    """
    story: dict[str, Any] = yaml.safe_load(STORY.read_text("utf-8"))
    government = Government.objects.filter(name=story["government"]).first()
    if government is None:
        return 0
    year = today.year - 1
    if not Filing.objects.filter(government=government, year=year).exists():
        with acts():
            _Telling(government, year, story).tell()
    return Filing.objects.filter(government=government, year=year, published__isnull=False).count()


def demo_figures(number: int) -> dict[Address, str]:
    """Invented figures for the organ of this number; they hold the form's own arithmetic."""
    cells = dict.fromkeys(edition("2021").addresses, "0")
    granted, partly, absent = number % 5, number % 3, number % 2
    column = {"received": granted + partly + absent, "results.total": granted + partly + absent}
    column |= {"results.granted": granted, "results.partly_granted": partly}
    column |= {"results.unavailable.not_held": absent}
    for row, figure in column.items():
        for place in ("natural_person", "total"):
            cells[f"requests/{row}@{place}"] = str(figure)
    cells["disclosure/licences@decisions"] = str(number * 37 % 410)
    cells["disclosure/penalties@decisions"] = str(number * 11 % 90)
    cells["disclosure/normative_documents@in_force"] = str(number % 4)
    return cells


class _Telling:
    """Takes the steps of one county's year."""

    def __init__(self, government: Government, year: int, story: dict[str, Any]) -> None:
        self.government = government
        self.year = year
        self.story = story

    def tell(self) -> None:
        """Begin the year, then let each organ come as far as the story says."""
        opened = open_year(viewer=self._someone(Role.COUNTY_OFFICE, OPEN_SINCE), year=self.year)
        for number, filing in enumerate(opened, start=1):
            if filing.kind != ReportKind.AGGREGATE:
                self._move_on(filing, number)
        for filing in opened:
            if filing.kind == ReportKind.AGGREGATE:
                viewer = self._someone(Role.COUNTY_OFFICE, self.story["late"])
                compile_aggregate(filing, viewer=viewer, revision=filing.revision, provisional=True)
        public = PublishedReport.objects.filter(filing__government=self.government)
        public.update(source_note=self.story["source_note"])

    def _move_on(self, filing: Filing, number: int) -> None:
        name, story = filing.body.name, self.story
        if name in story["missing"]:
            return
        day = story["late"] if name in story["published_late"] else story["on_time"]
        kind = ReportKind(filing.kind)
        drafter = self._of(filing, DRAFTER.get(kind, Role.COUNTY_OFFICE), day)
        filing = self._written(filing, drafter, number)
        if name in story["drafting"]:
            return
        filing = submit(filing, viewer=drafter, revision=filing.revision)
        if name in story["in_review"]:
            return
        reviewer = self._of(filing, REVIEWER.get(kind, Role.FOI_HEAD), day)
        filing = approve(filing, viewer=reviewer, revision=filing.revision)
        if name in story["submitted"]:
            return
        decider = self._someone(DECIDER.get(kind, Role.COUNTY_LEADER), day)
        if name in story["returned"]:
            send_back(filing, viewer=decider, revision=filing.revision, reason=story["return_reason"])
            return
        approve(filing, viewer=decider, revision=filing.revision)

    def _written(self, filing: Filing, viewer: Viewer, number: int) -> Filing:
        filing = save_draft(
            filing,
            viewer=viewer,
            revision=filing.revision,
            figures=demo_figures(number),
            words=self.story["words"],
        )
        doubts = {one.key: self.story["explanation"] for one in examined(filing) if not one.settled}
        if doubts:
            filing = save_draft(filing, viewer=viewer, revision=filing.revision, explanations=doubts)
        return filing

    def _of(self, filing: Filing, role: Role, day: str) -> Viewer:
        """Whoever holds the role at the organ."""
        people = User.objects.filter(appointments__organ=filing.organ, appointments__role=role)
        return self._seen_by(people.order_by("pk")[0], day)

    def _someone(self, role: Role, day: str) -> Viewer:
        """Whoever holds a role of the county first."""
        people = User.objects.filter(appointments__organ__government=self.government, appointments__role=role)
        return self._seen_by(people.order_by("pk")[0], day)

    def _seen_by(self, user: User, day: str) -> Viewer:
        on = date.fromisoformat(f"{self.year + 1}-{day}")
        return viewer_of(user, on, government=self.government.pk)
