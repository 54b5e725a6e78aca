"""What becomes of an approved version? The one publication of its item, its columns and its relations."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils.timezone import localdate

from yangguang.disclosure.content import draft_of_content
from yangguang.disclosure.files import public_files_of
from yangguang.disclosure.models import (
    Item,
    ItemVersion,
    Placement,
    Publication,
    PublicFile,
    Relation,
    SecrecyReview,
)
from yangguang.disclosure.services.interpreting import fulfil_interpretation, owe_interpretation
from yangguang.disclosure.services.validating import derive_validity, set_validity
from yangguang.disclosure.states import Standing
from yangguang.disclosure.types_in_use import has_validity, type_of
from yangguang.organisations.approval.states import State as CourseState
from yangguang.workflow.machine import Refused


def newest_version(held: Item) -> ItemVersion:
    """The version put forward last."""
    reviewed = Exists(SecrecyReview.objects.filter(approval=OuterRef("approval")))
    return held.versions.annotate(is_reviewed=reviewed).order_by("-number")[0]


def was_reviewed(version: ItemVersion) -> bool:
    """Whether the questions of the secrecy review were answered on a version; asked with it, no statement."""
    return bool(vars(version)["is_reviewed"])


def publish_version(held: Item, at: datetime, *, urgently: bool = False) -> Publication:
    """Make the newest version of a locked item the public one; only what was reviewed, to the byte.

    `urgently`: the leader's decision is still to come, the secrecy review is not (it never is). A correction
    keeps the day of the first release and names itself in public. Raises `Refused`.
    """
    version, course = newest_version(held), held.course
    if course is None or course.hash != version.hash:
        raise Refused("审批通过的不是这个版本，不能发布")
    if course.state != CourseState.APPROVED and not urgently:
        raise Refused("这个版本还没有审批通过，不能发布")
    if not was_reviewed(version):
        raise Refused("这个版本没有作过保密审查，不能发布")
    publication = _publication(held, version, at)
    _place(held, publication)
    if publication.corrections:
        close_files(publication)
    open_files(publication)
    owe_interpretation(held, publication)
    fulfil_interpretation(held, publication)
    held.released_at = publication.released_at
    held.correction_note = ""
    held.scheduled_at = None
    return publication


def open_files(publication: Publication) -> None:
    """Let the public have the files of the released version; no statement where it has none."""
    files = public_files_of(publication.version.facts)
    PublicFile.objects.bulk_create(
        PublicFile(publication=publication, digest=one.digest, name=one.name, part=one.part) for one in files
    )


def close_files(publication: Publication) -> None:
    """Keep the files of a publication from the public, which finds none of them from now on."""
    publication.files.all().delete()


def _publication(held: Item, version: ItemVersion, at: datetime) -> Publication:
    """The row as it stands after this release, saved."""
    draft = draft_of_content(version.facts)
    existing = Publication.objects.filter(pk=held.pk).first() if held.released_at else None
    publication = existing or Publication(item=held, government_id=held.government_id, released_at=at)
    if existing is not None:
        note = {
            "on": localdate(at).isoformat(),
            "note": version.facts["correction_note"],
            "version": version.number,
        }
        publication.corrections = [*publication.corrections, note]
    publication.publisher_id = held.organ_id
    publication.version = version
    publication.type, publication.index_no = held.type, held.index_no
    publication.title, publication.document_no = draft.title, draft.document_no
    publication.made_on, publication.due_on = draft.made_on, held.due_on
    publication.updated_at = at
    publication.standing = Standing.PUBLIC
    publication.taken_down_at, publication.ground, publication.take_down_reason = None, "", ""
    if has_validity(type_of(held.type)):
        set_validity(publication, draft)
    publication.save(force_insert=existing is None)
    return publication


def _place(held: Item, publication: Publication) -> None:
    """Write where it stands and what it bears on; what a correction left out goes."""
    if len(publication.corrections):
        publication.placements.all().delete()
    Placement.objects.bulk_create(
        Placement(
            publication=publication,
            column_id=column,
            publisher_id=held.organ_id,
            released_at=publication.released_at,
        )
        for column in held.columns
    )
    touched = set()
    if len(publication.corrections):
        touched = set(publication.relations.values_list("target", flat=True))
        publication.relations.all().delete()
    if held.relations:
        Relation.objects.bulk_create(
            Relation(
                source=publication,
                target_id=one["item"],
                kind=one["kind"],
                effective_on=publication.in_force_from or publication.made_on,
            )
            for one in held.relations
        )
    derive_validity(touched | {one["item"] for one in held.relations})
