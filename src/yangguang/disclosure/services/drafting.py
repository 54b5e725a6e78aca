"""How does content come into an item? Begun for an organ, written by its people, given up."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from typing import Any

from yangguang.catalogue.services.numbering import next_index_number
from yangguang.disclosure.checking import refusal_of_body, refusal_of_days, refusal_of_marks
from yangguang.disclosure.clock import Due, due_after
from yangguang.disclosure.content import Draft, content_of, put_into, texts_of
from yangguang.disclosure.definitions import Definition
from yangguang.disclosure.guards.people import DRAFTERS
from yangguang.disclosure.machine import ITEM
from yangguang.disclosure.models import Item
from yangguang.disclosure.places import numbered_under, refusal_of_places
from yangguang.disclosure.schema.model import CHANGED_ON, ITEM_DAYS, MADE_ON
from yangguang.disclosure.services.texts import said
from yangguang.disclosure.types_in_use import type_of
from yangguang.documents.cleaning import clean_html
from yangguang.law.calendars import Calendar
from yangguang.law.errors import Malformed, NotInForce
from yangguang.law.identifiers.document_number import parse_document_number
from yangguang.organisations.approval import services as approval
from yangguang.organisations.approval.selectors import held_course
from yangguang.organisations.approval.states import OPEN
from yangguang.organisations.fields import refusal_of_fields
from yangguang.organisations.selectors import binding_value
from yangguang.organisations.services.locking import living_organ
from yangguang.organisations.viewers import Acting, Viewer, acting_as, actor_of
from yangguang.workflow.acts import acts
from yangguang.workflow.machine import Refused

CALENDAR = Calendar()


def begin_item(
    *,
    viewer: Viewer,
    organ: int,
    type_key: str,
    draft: Draft,
    original: dict[str, Any] | None = None,
    attachments: Iterable[dict[str, Any]] = (),
) -> Item:
    """Begin an item of a type for an organ; its index number is given now and never again.

    `original` and `attachments` are files that were examined before (`services.attaching`).
    """
    actor = acting_as(viewer, DRAFTERS, "起草本机关的信息", organ=organ)
    kind, tidy = _tidied(type_key, draft)
    with acts():
        held = living_organ(organ, viewer.government, viewer.today)
        item = Item(government_id=viewer.government, organ=held, type=kind.key, handler_id=viewer.user)
        place = partial(numbered_under, viewer.government, tidy.columns, kind.columns, viewer.today)
        item.index_no = next_index_number(held, day=viewer.today, column=place)
        item.authors = [viewer.user]
        item.original, item.attachments = original, list(attachments)
        _set(item, kind, tidy)
        _need_places(item, viewer)
        with ITEM.start(item, "begin", actor=actor, type=kind.key, index_no=item.index_no):
            pass
    return item


def save_draft(
    item: Item, *, viewer: Viewer, revision: int, draft: Draft, confirmed: Iterable[str] = ()
) -> Item:
    """Keep what was entered, complete or not; `revision` is the one the form showed. Raises `Refused`.

    `confirmed` names fields that were guessed from the original and that somebody has now looked at.
    """
    kind, tidy = _tidied(item.type, draft)
    with ITEM.step(item, "save", actor=drafter(item, viewer), revision=revision) as held:
        _set(held, kind, tidy)
        _need_places(held, viewer)
        _confirm(held, frozenset(confirmed))
        written_by(held, viewer)
    return held


def drop(item: Item, *, viewer: Viewer, revision: int, reason: str) -> Item:
    """Give up an item that was never public; its index number is not used again. Raises `Refused`."""
    words = said(reason, "作废理由", "作废须写明理由")
    actor = drafter(item, viewer)
    with ITEM.step(item, "drop", actor=actor, revision=revision, reason=words) as held:
        take_off_route(held, viewer, words)
        held.revision += 1
    return held


def drafter(item: Item, viewer: Viewer) -> Acting:
    """The actor of a draft's change; whether they may is asked by the machine."""
    own = viewer.standing(*DRAFTERS, organ=item.organ_id)
    return actor_of(viewer, own or next(iter(viewer.standings), None))


def written_by(held: Item, viewer: Viewer) -> None:
    """Whoever wrote anything is an author for good, and holds the work from now on."""
    if viewer.user not in held.authors:
        held.authors = [*held.authors, viewer.user]
    held.handler_id = viewer.user
    held.revision += 1


def take_off_route(held: Item, viewer: Viewer, reason: str) -> None:
    """End the way of a locked item along its route, if it is under way: nobody is asked any more."""
    held.course = course = held_course(held)
    if course is not None and course.state in OPEN:
        approval.withdraw(course, viewer=viewer, reason=reason)
        held.course = None


def due_of(kind: Definition, item: Item, *, binding: Callable[[str, date], str] | None = None) -> Due | None:
    """By when the item must be public, by the law and the government's own tighter rule.

    None while the day from which it runs is not known, and where that lies before the rule came into force.
    `binding` answers for the government's rules where many items are asked about (`binding_values`).
    """
    asked = binding or partial(binding_value, item.government_id)
    clock = kind.clock_for(item.fields)
    days = {MADE_ON: item.made_on, CHANGED_ON: item.changed_on or item.made_on}
    fact = clock.start_label
    if clock.start == CHANGED_ON and item.changed_on is None:
        fact = ITEM_DAYS[MADE_ON]
    entered = item.fields.get(clock.start)
    start = days[clock.start] if clock.start in days else (entered and date.fromisoformat(entered))
    if not start:
        return None
    try:
        own = int(asked(clock.parameter, start))
        return due_after(start, fact=fact, rule=clock.parameter, own=own, calendar=CALENDAR)
    except NotInForce:
        return None


def _tidied(type_key: str, draft: Draft) -> tuple[Definition, Draft]:
    """The definition and the draft as it is kept; `Refused` with the first sentence of what cannot be."""
    kind = type_of(type_key)
    if sentence := refusal_of_body(draft.body) or refusal_of_days(draft):
        raise Refused(sentence)
    if errors := kind.refusals(dict(draft.fields), complete=False):
        raise Refused(errors[0].sentence)
    tidy = draft.changed(
        title=" ".join(draft.title.split()),
        document_no=_document_no(draft.document_no),
        body=clean_html(draft.body),
        columns=tuple(dict.fromkeys(draft.columns)),
        fields=kind.clean(dict(draft.fields)),
    )
    return kind, tidy


def _set(item: Item, kind: Definition, draft: Draft) -> None:
    put_into(item, draft)
    if sentence := refusal_of_fields(item) or refusal_of_marks(texts_of(content_of(item))):
        raise Refused(sentence)
    due = due_of(kind, item)
    item.due_on = due.on if due else None


def _need_places(item: Item, viewer: Viewer) -> None:
    if sentence := refusal_of_places(item, viewer.today):
        raise Refused(sentence)


def _confirm(held: Item, names: frozenset[str]) -> None:
    if held.original and names & set(held.original.get("guessed", ())):
        left = [name for name in held.original["guessed"] if name not in names]
        held.original = {**held.original, "guessed": left}


def _document_no(words: str) -> str:
    try:
        return str(parse_document_number(words)) if words.strip() else ""
    except Malformed as error:
        raise Refused(str(error)) from None
