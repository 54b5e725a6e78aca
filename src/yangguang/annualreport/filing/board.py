"""Who is missing, late or returned? The duties of a year, organ by organ, with the day and its reasons."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from yangguang.annualreport.filing.aggregating import PARTS
from yangguang.annualreport.filing.content import public_name
from yangguang.annualreport.filing.due import Due, due_of, first_day_after, last_day_covered, rule_of
from yangguang.annualreport.filing.models import Filing
from yangguang.annualreport.filing.selectors import filings_visible_to
from yangguang.annualreport.filing.services.opening import duties, kind_of
from yangguang.annualreport.filing.states import Standing, State
from yangguang.annualreport.models import ReportKind
from yangguang.annualreport.selectors import Owed
from yangguang.organisations.kinds import Kind, Level
from yangguang.organisations.models import Organ, in_force
from yangguang.organisations.selectors import binding_value, scope_of
from yangguang.organisations.viewers import Viewer

STANDINGS = {
    State.DRAFT.value: Standing.DRAFTING,
    State.REVIEW.value: Standing.IN_REVIEW,
    State.RETURNED.value: Standing.RETURNED,
    State.SUBMITTED.value: Standing.SUBMITTED,
    State.PUBLISHED.value: Standing.PUBLISHED,
    State.CORRECTING.value: Standing.CORRECTING,
}


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One organ's duty of the year. `filing` is None where nothing was begun; `days_late` 0: not late."""

    organ: int
    name: str
    organ_kind: Kind
    kind: ReportKind
    standing: Standing
    filing: int | None = None
    due: Due | None = None
    submitted_on: date | None = None
    published_on: date | None = None
    days_late: int = 0
    return_reason: str = ""

    @property
    def is_late(self) -> bool:
        """Past its day and not public, or made public after it."""
        return self.days_late > 0

    @property
    def vertical(self) -> bool:
        """Whether the organ reports inside its own system and owes the county nothing."""
        return self.standing is Standing.OUTSIDE


@dataclass(frozen=True, slots=True)
class Board:
    """The duties of a year, the county's own two first, then organs in their order, vertical units last."""

    year: int
    rows: tuple[BoardRow, ...]

    def count(self, standing: Standing) -> int:
        """How many stand so."""
        return Counter(row.standing for row in self.rows)[standing]

    @property
    def owed(self) -> int:
        """How many reports are owed."""
        return sum(not row.vertical for row in self.rows)

    @property
    def late(self) -> tuple[BoardRow, ...]:
        """Those that are late, the latest first."""
        return tuple(sorted((row for row in self.rows if row.is_late), key=lambda row: -row.days_late))

    @property
    def missing(self) -> tuple[BoardRow, ...]:
        """Those of whom nothing has reached the county yet."""
        before = {Standing.MISSING, Standing.DRAFTING, Standing.IN_REVIEW, Standing.RETURNED}
        return tuple(row for row in self.rows if row.standing in before and row.published_on is None)


def board(viewer: Viewer, year: int) -> Board:
    """The board as a viewer may see it: overseers every organ, others their own."""
    scope = scope_of(viewer)
    filings = {
        (filing.body_id, filing.kind): filing
        for filing in filings_visible_to(viewer).filter(year=year).defer("cells", "sections", "uncertain")
    }
    deadlines = _Deadlines(viewer, year)
    owed = [
        (organ, kind)
        for organ, kind in duties(viewer.government, year)
        if scope.every_organ or organ.pk in scope.organs or (organ.pk, kind.value) in filings
    ]
    rows = [_row(organ, kind, filings.get((organ.pk, kind.value)), deadlines) for organ, kind in owed]
    outside = [
        BoardRow(organ.pk, organ.name, Kind(organ.kind), ReportKind.AGENCY, Standing.OUTSIDE)
        for organ in _vertical_units(viewer.government, year)
        if scope.every_organ or organ.pk in scope.organs
    ]
    return Board(year, (*rows, *outside))


def due_of_filing(filing: Filing) -> Due:
    """By which day a filing must be out, and why."""
    return _due(filing.body, ReportKind(filing.kind), filing.year)


def owed_to_the_public(today: date) -> tuple[Owed, ...]:
    """Every report that organs here owe on years that are over, of the years in which filing has begun."""
    begun = Filing.objects.order_by().values_list("government", "year").distinct()
    return tuple(
        Owed(public_name(organ, kind), kind.value, year)
        for government, year in sorted(begun)
        if first_day_after(year) <= today
        for organ, kind in duties(government, year)
    )


class _Deadlines:
    """The due date of each rule, asked once a board."""

    def __init__(self, viewer: Viewer, year: int) -> None:
        self.today = viewer.today
        self.year = year
        self._known: dict[tuple[ReportKind, str], Due] = {}

    def of(self, organ: Organ, kind: ReportKind) -> Due:
        """The due date for one organ's report."""
        key = (kind, rule_of(kind, Kind(organ.kind), Level(organ.government.level)))
        if key not in self._known:
            self._known[key] = _due(organ, kind, self.year)
        return self._known[key]


def _due(organ: Organ, kind: ReportKind, year: int) -> Due:
    level = Level(organ.government.level)
    rule = rule_of(kind, Kind(organ.kind), level)
    own = binding_value(organ.government_id, rule, first_day_after(year)) if level is Level.COUNTY else None
    return due_of(year, kind, Kind(organ.kind), level, own=own)


def _row(organ: Organ, kind: ReportKind, filing: Filing | None, deadlines: _Deadlines) -> BoardRow:
    due = deadlines.of(organ, kind)
    out_on = filing.published_on if filing else None
    return BoardRow(
        organ=organ.pk,
        name=public_name(organ, kind),
        organ_kind=Kind(organ.kind),
        kind=kind,
        standing=_standing(filing),
        filing=filing.pk if filing else None,
        due=due,
        submitted_on=filing.submitted_on if filing else None,
        published_on=out_on,
        days_late=due.days_late(out_on or deadlines.today),
        return_reason=filing.return_reason if filing else "",
    )


def _standing(filing: Filing | None) -> Standing:
    """A report that was opened and never touched counts as not begun."""
    if filing is None or (filing.state == State.DRAFT and filing.revision == 1):
        return Standing.MISSING
    return STANDINGS[filing.state]


def _vertical_units(government: int, year: int) -> list[Organ]:
    living = Organ.objects.filter(in_force(last_day_covered(year)), government=government, vertical=True)
    return [organ for organ in living if organ.kind in PARTS and kind_of(organ) is ReportKind.AGENCY]
