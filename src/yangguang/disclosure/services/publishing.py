"""What becomes of an approved version? The one publication of its item, its columns and its relations."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import IntegrityError
from django.utils import timezone

from yangguang.disclosure.content import Draft, draft_of_content
from yangguang.disclosure.guards.releasing import number_taken
from yangguang.disclosure.models import Item, ItemVersion, Placement, Publication, Relation
from yangguang.disclosure.relations import refusal_of_relations
from yangguang.disclosure.reviewed import newest_version, refusal_of_version
from yangguang.disclosure.services.interpreting import (
    fulfil_interpretation,
    leave_uninterpreted,
    owe_interpretation,
)
from yangguang.disclosure.services.validating import (
    begin_validity,
    derive_validity,
    ended_by,
    locked_with_targets,
)
from yangguang.disclosure.states import ENDING_KINDS, Kind, Standing
from yangguang.disclosure.types_in_use import has_validity, type_of
from yangguang.organisations.approval.states import State as CourseState
from yangguang.workflow.machine import Refused

NUMBER_FIELD = "document_no"
"""What both engines name when the database itself refuses a 文号 that is taken."""


def publish_version(held: Item, at: datetime, *, urgently: bool = False) -> Publication:
    """Make the newest version of a locked item the public one; only what was reviewed, to the byte.

    `urgently`: the leader's decision is still to come, the secrecy review is not (it never is). A correction
    keeps the day of the first release and names itself in public. Raises `Refused`.
    """
    version = newest_version(held)
    if sentence := refusal_of_version(version, held.course, whole=True):
        raise Refused(sentence)
    if not urgently and (held.course is None or held.course.state != CourseState.APPROVED):
        raise Refused("这个版本还没有审批通过，不能发布")
    draft = draft_of_content(version.facts)
    existing = _existing(held, draft)
    publication = existing or Publication(item=held, government_id=held.government_id, released_at=at)
    _say(publication, held, version, draft, at)
    with number_once(draft.document_no):
        publication.save(force_insert=existing is None)
    _place(publication, draft, is_correction=existing is not None)
    _relate(publication, draft, is_correction=existing is not None)
    owe_interpretation(held, publication)
    held.released_at = publication.released_at
    held.correction_note = ""
    held.scheduled_at = None
    return publication


@contextmanager
def number_once(number: str) -> Iterator[None]:
    """The database itself says whether a 文号 is taken: two that are released at once are no exception."""
    try:
        yield
    except IntegrityError as error:
        if NUMBER_FIELD not in str(error):
            raise
        raise Refused(number_taken(number)) from None


def _existing(held: Item, draft: Draft) -> Publication | None:
    """The publication before this release, locked with what it bears on before and after.

    What it bears on is asked about again under these locks: of two that would close a circle at the same
    moment, the second is refused.
    """
    targets = [one["item"] for one in draft.relations]
    if not targets and held.released_at is None:
        return None
    existing = locked_with_targets(held.pk, targets)
    if sentence := refusal_of_relations(held):
        raise Refused(sentence)
    return existing


def _say(publication: Publication, held: Item, version: ItemVersion, draft: Draft, at: datetime) -> None:
    """Set the row to what stands there after this release; nothing is saved."""
    if publication.version_id is not None:
        on, note = timezone.localdate(at).isoformat(), version.facts["correction_note"]
        entry = {"on": on, "note": note, "version": version.number}
        publication.corrections = [*publication.corrections, entry]
    publication.publisher_id = held.organ_id
    publication.version = version
    publication.type, publication.index_no = held.type, held.index_no
    publication.title, publication.document_no = draft.title, draft.document_no
    publication.made_on, publication.due_on = draft.made_on, held.due_on
    publication.updated_at = at
    publication.standing = Standing.PUBLIC
    publication.taken_down_at, publication.ground, publication.take_down_reason = None, "", ""
    if has_validity(type_of(held.type)):
        begin_validity(publication, draft)


def _place(publication: Publication, draft: Draft, *, is_correction: bool) -> None:
    """Write in which columns it stands; what a correction left out goes."""
    if is_correction:
        publication.placements.all().delete()
    Placement.objects.bulk_create(
        Placement(
            publication=publication,
            column_id=column,
            publisher_id=publication.publisher_id,
            released_at=publication.released_at,
        )
        for column in draft.columns
    )


def _relate(publication: Publication, draft: Draft, *, is_correction: bool) -> None:
    """Write what it bears on, and what follows for those: their validity, their duties of interpretation."""
    touched = {one["item"] for one in draft.relations if one["kind"] in ENDING_KINDS}
    if is_correction:
        touched |= {publication.pk, *ended_by(publication)}
        publication.relations.all().delete()
        leave_uninterpreted(publication)
    from_on = publication.in_force_from or publication.made_on or timezone.localdate(publication.released_at)
    if draft.relations:
        Relation.objects.bulk_create(
            Relation(source=publication, target_id=one["item"], kind=one["kind"], effective_on=from_on)
            for one in draft.relations
        )
    if any(one["kind"] == Kind.INTERPRETS for one in draft.relations):
        fulfil_interpretation(publication)
    derive_validity(touched)
