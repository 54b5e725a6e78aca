"""What does the county's register say? A list every fortnight from the office system, single ones by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml
from django.utils import timezone

from yangguang.disclosure.demo.county import County
from yangguang.disclosure.demo.plans import SEED, Place, working_day, working_days_before
from yangguang.disclosure.demo.words import Words
from yangguang.disclosure.models import Item
from yangguang.disclosure.register.entering import Decision, Entry
from yangguang.disclosure.register.importing import Preview, Row, import_waiting
from yangguang.disclosure.register.models import OfficialDocument
from yangguang.disclosure.register.selectors import to_assess
from yangguang.disclosure.register.services import (
    keep_closed,
    open_after_assessment,
    register_document,
    set_closed_share_alert,
)
from yangguang.disclosure.register.states import Attribute
from yangguang.disclosure.states import State
from yangguang.organisations.kinds import Role

KEPT_DAYS = 425
"""So many days before today the county began to keep its register."""
LIST_DAYS = 14
ASSESSED_AGO = 20
"""So many days before today the organs looked again at what was closed for a year."""
CLOCK = time(16, 30)
ALERT, BASIS = 50, "阳光县公文公开属性源头认定办法"
WITHHELD = Decision(Attribute.CLOSED.value, "14.1")
PLACES = (("website",), ("website",), ("website", "new_media"), ("website", "service_centre"))
KEPT = "情形没有变化，继续不予公开"
OPENED = "事项已经办结，可以按申请提供"


def kept(county: County) -> Iterator[Iterator[datetime]]:
    """Everything that is done in the register, each as something that is waited for."""
    yield _lists(county)
    yield _assessments(county)
    for number, story in enumerate(_patterns()["by_hand"]):
        yield _by_hand(county, number, story)


def _lists(county: County) -> Iterator[datetime]:
    """The county office brings in what the office system lists, from the first day of the register on."""
    begun = working_day(county.today - timedelta(days=KEPT_DAYS), county.calendar)
    yield _moment(begun)
    viewer = county.people.of(Role.COUNTY_OFFICE, 0, begun)
    set_closed_share_alert(viewer=viewer, percent=ALERT, from_on=begun, basis=BASIS)
    for count in range(1, KEPT_DAYS // LIST_DAYS + 1):
        on = working_day(begun + timedelta(days=LIST_DAYS * count), county.calendar)
        yield _moment(on)
        entries = list(_listed(county, begun, on))
        if entries:
            preview = Preview(tuple(Row(place, one) for place, one in enumerate(entries, 2)), (), ())
            viewer = county.people.of(Role.COUNTY_OFFICE, 0, on)
            import_waiting(preview.waiting, viewer=viewer, without_faulty=False)


def _listed(county: County, begun: date, on: date) -> Iterator[Entry]:
    """The numbered documents made since the register began that are not in it, and those made beside them."""
    numbers = OfficialDocument.objects.filter(government=county.government).values("document_no")
    rows = Item.objects.filter(government=county.government, made_on__gte=begun, made_on__lte=on)
    rows = rows.exclude(document_no="").exclude(state=State.DROPPED).exclude(document_no__in=numbers)
    places = {one.pk: one for one in county.places}
    for item in rows.order_by("made_on", "pk").defer("body"):
        rng = Random(f"{SEED}:{item.document_no}:register")
        made_on = item.made_on or on
        yield Entry(
            organ=item.organ_id,
            document_no=item.document_no,
            made_on=made_on,
            title=item.title,
            document_kind=item.document_kind,
            decision=Decision(Attribute.PROACTIVE.value, channels=rng.choice(PLACES)),
        )
        for _ in range(rng.choice((0, 1, 1, 2))):
            near = working_day(made_on - timedelta(days=rng.randint(0, 6)), county.calendar)
            yield _beside(county, places[item.organ_id], max(begun, near), rng)


def _beside(county: County, organ: Place, made_on: date, rng: Random) -> Entry:
    """A document of the same organ and days that is not made public."""
    told = _patterns()["beside"]
    if rng.random() < 0.02:
        number = county.next_number(f"{organ.deals.short}字", made_on.year)
        return Entry(organ.pk, number, made_on, document_kind="report", decision=WITHHELD)
    pattern = rng.choices(told, [one["weight"] for one in told])[0]
    return _entry(county, organ, made_on, {"matter": rng.choice(organ.deals.matters)[0], **pattern})


def _by_hand(county: County, number: int, story: Mapping[str, Any]) -> Iterator[datetime]:
    """One document that the liaison of its organ registers a day or two after it was made."""
    if "ago" in story:
        made_on = working_day(county.today - timedelta(days=story["ago"]), county.calendar)
    else:
        made_on = working_days_before(county.today, story["working_days_ago"], county.calendar)
    at = _moment(county.calendar.nth_working_day_after(made_on, 1)) - timedelta(minutes=number)
    yield at
    organ = county.place_called(story["organ"])
    viewer = county.people.of(Role.LIAISON, organ.pk, at.date())
    register_document(_entry(county, organ, made_on, story), viewer=viewer)


def _assessments(county: County) -> Iterator[datetime]:
    """Most of what was closed for a year is assessed: kept closed, or opened to whoever applies."""
    on = working_day(county.today - timedelta(days=ASSESSED_AGO), county.calendar)
    yield _moment(on)
    due = OfficialDocument.objects.filter(to_assess(on), government=county.government)
    for row in due.exclude(reason_code="14.1").order_by("made_on", "pk"):
        chance = Random(f"{SEED}:{row.document_no}:assessed").random()
        viewer = county.people.of(Role.LIAISON, row.organ_id, on)
        if chance < 0.65:
            keep_closed(row, viewer=viewer, revision=row.revision, because=KEPT)
        elif chance < 0.85:
            decision = Decision(Attribute.ON_REQUEST.value, reason=OPENED)
            open_after_assessment(
                row, viewer=viewer, revision=row.revision, because=OPENED, decision=decision
            )


def _entry(county: County, organ: Place, made_on: date, pattern: Mapping[str, Any]) -> Entry:
    known = {"organ": organ.name, "matter": pattern["matter"]}
    words = Words(known, {}, made_on, Random(SEED))
    decision = Decision(pattern["attribute"], pattern.get("ground", ""), pattern.get("reason", ""))
    return Entry(
        organ=organ.pk,
        document_no=county.next_number(f"{organ.deals.short}{pattern['series']}", made_on.year),
        made_on=made_on,
        title=words.filled(pattern["title"]),
        document_kind=pattern["kind"],
        decision=decision,
    )


def _moment(on: date) -> datetime:
    return datetime.combine(on, CLOCK, timezone.get_default_timezone())


@cache
def _patterns() -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = yaml.safe_load(
        (Path(__file__).parent / "register.yaml").read_text("utf-8")
    )
    return found
