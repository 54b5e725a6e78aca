"""How is it kept that a document was put on record (备案)? Sent to an authority, taken under its number."""

from __future__ import annotations

from datetime import date

from yangguang.disclosure.models import Publication
from yangguang.disclosure.normative.models import FilingRecord
from yangguang.disclosure.normative.people import KEEPERS_LABEL, worker_for
from yangguang.disclosure.services.texts import unclassified
from yangguang.disclosure.types_in_use import type_of
from yangguang.organisations.fields import refusal_of_fields
from yangguang.organisations.selectors import with_successors
from yangguang.organisations.viewers import Acting, Viewer, actor_of
from yangguang.workflow.acts import acts, note
from yangguang.workflow.machine import Refused


def send_for_filing(
    publication: Publication, *, viewer: Viewer, authority: str, sent_on: date
) -> FilingRecord:
    """Keep that a public document was sent to an authority on a day. Raises `Refused`."""
    actor = _worker(publication, viewer)
    row = FilingRecord(
        publication=publication,
        authority=unclassified(authority, "备案机关"),
        sent_on=sent_on,
        by_id=viewer.user,
    )
    with acts():
        held = Publication.objects.select_for_update(no_key=True).get(pk=publication.pk)
        if sentence := refusal_of_fields(row) or _refusal_of_sending(held, row, viewer):
            raise Refused(sentence)
        row.save(force_insert=True)
        facts = {"publication": held.pk, "authority": row.authority, "on": sent_on.isoformat()}
        note("filing_record", "sent", row, actor, facts=facts)
    return row


def accept_filing(record: FilingRecord, *, viewer: Viewer, number: str, accepted_on: date) -> FilingRecord:
    """Keep under which number and when the authority took a document on record. Raises `Refused`."""
    actor = _worker(record.publication, viewer)
    with acts():
        held = FilingRecord.objects.select_for_update(no_key=True).get(pk=record.pk)
        if held.accepted_on is not None:
            raise Refused(f"{held.authority}的备案号已经录入：{held.number}")
        held.number, held.accepted_on = unclassified(number, "备案号"), accepted_on
        if sentence := refusal_of_fields(held):
            raise Refused(sentence)
        if accepted_on < held.sent_on:
            raise Refused("准予备案的日期早于报送日期")
        if accepted_on > viewer.today:
            raise Refused("准予备案的日期不能晚于今天")
        held.save(update_fields=["number", "accepted_on"])
        facts = {"publication": held.publication_id, "number": held.number, "on": accepted_on.isoformat()}
        note("filing_record", "accepted", held, actor, facts=facts)
    return held


def _worker(publication: Publication, viewer: Viewer) -> Acting:
    organs = with_successors(publication.publisher)
    standing = worker_for(viewer, organs)
    if standing is None or viewer.government != publication.government_id:
        raise Refused(f"只有{publication.publisher.name}的人员和{KEEPERS_LABEL}可以录入备案")
    return actor_of(viewer, standing)


def _refusal_of_sending(held: Publication, row: FilingRecord, viewer: Viewer) -> str | None:
    if not type_of(held.type).normative:
        return "这条信息不是规范性文件，不用备案"
    if row.sent_on > viewer.today:
        return "报送日期不能晚于今天"
    if held.made_on is not None and row.sent_on < held.made_on:
        return "报送日期早于成文日期"
    if FilingRecord.objects.filter(publication=held, authority=row.authority).exists():
        return f"已经录入过报送{row.authority}"
    return None
