"""The library of documents: what is in force on any day, narrowed, and what interprets what."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from yangguang.disclosure.normative.selectors import makers_on
from yangguang.disclosure.showing.facts import Party
from yangguang.disclosure.showing.library import (
    Holdings,
    holdings,
    interpretations_of,
    interpreted_by,
)
from yangguang.disclosure.showing.lines import (
    Force,
    Wanted,
    kinds,
    lines_of_government,
    normative_types,
    policy_types,
)
from yangguang.disclosure.showing.paging import Slice
from yangguang.disclosure.showing.whose import government_shown, public_day
from yangguang.law.days import parse_day
from yangguang.law.errors import ImpossibleDay
from yangguang.organisations.models import Government, Organ
from yangguang.portal.answering import frame_of, sent
from yangguang.portal.catalogue import cursors
from yangguang.portal.rendering.library import Asked, Entry, LibraryPage, entries_of, render_library

INTERPRETATION, NORMATIVE = "interpretation", "normative"
NOTHING = Holdings(0, 0, 0, 0, None)
YEAR_DIGITS = 4


@require_safe
def policies(request: HttpRequest) -> HttpResponseBase:
    """政策文件库: normative and other policy documents."""
    return _shelf(request, "policies", policy_types())


@require_safe
def normative(request: HttpRequest) -> HttpResponseBase:
    """规范性文件库."""
    return _shelf(request, NORMATIVE, normative_types())


@require_safe
def interpretations(request: HttpRequest) -> HttpResponseBase:
    """政策解读, each with what it interprets."""
    return _shelf(request, "interpretations", (INTERPRETATION,))


def _shelf(request: HttpRequest, shelf: str, types: tuple[str, ...]) -> HttpResponseBase:
    asked = Asked(**{name: request.GET.get(name, "")[:40] for name in Asked.__dataclass_fields__})
    day, refusal = _day(asked.on)
    before, after = cursors(request)
    government = government_shown()
    wanted = _wanted(asked, types)
    rows: Slice[Entry] = Slice(())
    if government is not None and not refusal:
        lines = lines_of_government(government.pk, day, wanted, before=before, after=after)
        linked = interpreted_by if shelf == "interpretations" else interpretations_of
        rows = entries_of(lines, linked(government.pk, day, [line.number for line in lines.rows]))
    facts = LibraryPage(
        frame=frame_of(request),
        shelf=shelf,
        day=day,
        asked=asked,
        refusal=refusal,
        types=tuple((key, kinds()[key].label) for key in types if key in kinds()),
        organs=_organs(government),
        holdings=holdings(government.pk, day, types) if government else NOTHING,
        rows=rows,
        at_head=before is None and after is None,
        makers=_makers(government, day) if shelf == NORMATIVE else (),
    )
    return sent(request, render_library(facts))


def _day(words: str) -> tuple[date, str]:
    """The day on which validity is asked, and why what was typed is none."""
    try:
        return (parse_day(words) if words else public_day()), ""
    except ImpossibleDay as error:
        return public_day(), str(error)


def _wanted(asked: Asked, types: tuple[str, ...]) -> Wanted:
    """What was chosen, as far as it can be looked for; a choice that does not exist narrows nothing."""
    year = int(asked.year) if _is_number(asked.year) and len(asked.year) == YEAR_DIGITS else None
    return Wanted(
        types=(asked.type,) if asked.type in types else types,
        year=year if year else None,
        organ=int(asked.organ) if _is_number(asked.organ) and len(asked.organ) < 19 else None,
        force=Force(asked.validity) if asked.validity in set(Force) else None,
    )


def _organs(government: Government | None) -> tuple[Party, ...]:
    rows = Organ.objects.filter(government=government) if government else Organ.objects.none()
    return tuple(Party(organ.pk, organ.name) for organ in rows)


def _makers(government: Government | None, day: date) -> tuple[tuple[Party, date], ...]:
    """The organs on the list of makers on a day; the list is public."""
    rows = makers_on(government.pk, day) if government else ()
    return tuple((Party(row.organ_id, row.organ.name), row.from_on) for row in rows)


def _is_number(words: str) -> bool:
    return words.isascii() and words.isdecimal()
