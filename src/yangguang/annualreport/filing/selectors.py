"""Which filings may a viewer see, what may they do with one, and what stands behind a figure?"""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Q, QuerySet

from yangguang.annualreport.filing.aggregating import PartFigure
from yangguang.annualreport.filing.content import part_of
from yangguang.annualreport.filing.machine import (
    FILING,
    county_decides_next,
    is_an_aggregate,
    is_no_aggregate,
    is_the_last_step,
    organ_decides_next,
    steps_remain,
    was_published,
)
from yangguang.annualreport.filing.models import Filing, FilingVersion
from yangguang.annualreport.form.editions import Address, edition
from yangguang.organisations.approval.models import Decision
from yangguang.organisations.approval.selectors import awaiting, course_of
from yangguang.organisations.selectors import scope_of
from yangguang.organisations.viewers import Viewer, actor_of
from yangguang.workflow.machine import Choice, Move

LABEL = "filing.filing"
WHERE_IT_STANDS = (
    organ_decides_next,
    county_decides_next,
    is_the_last_step,
    steps_remain,
    is_an_aggregate,
    is_no_aggregate,
    was_published,
)
"""Guards that tell alternatives apart: of two moves with one meaning, only the fitting one is a button."""


def filings_visible_to(viewer: Viewer) -> QuerySet[Filing]:
    """Those of the organs whose content one sees, single ones opened to one, and those one must decide on."""
    scope = scope_of(viewer)
    inside = Filing.objects.filter(government=scope.government)
    if scope.every_organ:
        return inside
    cases = [int(number) for label, number in scope.cases if label == LABEL and number.isdigit()]
    cases += _numbers_awaiting(viewer)
    mine = Q(organ__in=scope.organs)
    return inside.filter(mine | Q(pk__in=cases) if cases else mine)  # without OR the index of organs serves


def versions_visible_to(viewer: Viewer) -> QuerySet[FilingVersion]:
    """The frozen versions of the filings seen."""
    return FilingVersion.objects.filter(filing__in=filings_visible_to(viewer))


def awaiting_decision(viewer: Viewer) -> QuerySet[Filing]:
    """The filings that wait for this viewer's decision now."""
    return Filing.objects.filter(pk__in=_numbers_awaiting(viewer)).select_related("body", "organ")


def buttons(filing: Filing, viewer: Viewer) -> tuple[Choice, ...]:
    """The moves that fit where a filing stands, each with the sentence why it cannot be made now, if so."""
    actor = actor_of(viewer, next(iter(viewer.standings), None))
    guards = {
        transition.verb: [guard for guard in transition.guards if guard in WHERE_IT_STANDS]
        for transition in FILING.transitions
    }
    course = course_of(filing)
    step = course.step_now if course else None
    return tuple(
        choice
        for choice in FILING.choices(filing, actor)
        if not any(guard(Move(filing, choice.verb, actor)) for guard in guards[choice.verb])
        and ("skip" not in choice.verb or (step is not None and step.may_be_skipped))
    )


def decisions_on(filing: Filing) -> QuerySet[Decision]:
    """What was decided on every version of a filing, oldest first."""
    mine = Decision.objects.filter(version__filing_version__filing=filing)
    return mine.select_related("version", "step", "by").order_by("at", "pk")


def parts_of(filing: Filing, address: Address) -> tuple[PartFigure, ...]:
    """What each report gives to one figure of an aggregate, in the order of organs; empty for other kinds.

    `KeyError` when the form has no such figure.
    """
    if address not in edition(filing.edition).places:
        raise KeyError(address)
    versions = FilingVersion.objects.select_related("filing").in_bulk(filing.parts)
    parts = [part_of(versions[number]) for number in filing.parts]
    return tuple(PartFigure(part, part.cells.get(address)) for part in parts)


def figures_of(filing: Filing) -> dict[Address, Decimal | None]:
    """The figures of a draft by address, in the order of the form; what was not entered is absent."""
    return {
        address: None if (figure := filing.cells[address]) is None else Decimal(figure)
        for address in edition(filing.edition).addresses
        if address in filing.cells
    }


def _numbers_awaiting(viewer: Viewer) -> list[int]:
    waiting = awaiting(viewer).filter(subject=LABEL)
    return [int(number) for number in waiting.values_list("subject_id", flat=True)]
