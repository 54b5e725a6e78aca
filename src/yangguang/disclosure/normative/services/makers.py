"""Which organs may make normative documents? Listed with a basis, taken off with a last day."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from yangguang.disclosure.normative.models import Maker
from yangguang.disclosure.normative.people import keeping
from yangguang.disclosure.services.texts import unclassified
from yangguang.organisations.fields import refusal_of_fields
from yangguang.organisations.services.locking import locked_government, locked_organ
from yangguang.organisations.viewers import Viewer
from yangguang.workflow.acts import acts, note
from yangguang.workflow.machine import Refused


def list_maker(*, viewer: Viewer, organ: int, from_on: date, basis: str) -> Maker:
    """Put an organ on the list from a day on, in the past too (the list is older than the system)."""
    actor = keeping(viewer, "维护制定主体清单")
    with acts():
        locked_government(viewer.government)
        held = locked_organ(organ, viewer.government)
        row = Maker(organ=held, from_on=from_on, basis=unclassified(basis, "依据"))
        if sentence := refusal_of_fields(row):
            raise Refused(sentence)
        if from_on < held.from_on or (held.to_on is not None and from_on > held.to_on):
            raise Refused(f"“{held.name}”在{from_on}不存在")
        if Maker.objects.filter(Q(to_on__isnull=True) | Q(to_on__gte=from_on), organ=held).exists():
            raise Refused(f"“{held.name}”在{from_on}或者以后已经在制定主体清单内")
        row.save(force_insert=True)
        facts = {"organ": held.name, "from": from_on.isoformat(), "basis": row.basis}
        note("maker", "listed", row, actor, facts=facts)
    return row


def end_maker(row: Maker, *, viewer: Viewer, on: date, reason: str) -> Maker:
    """Let an organ be on the list for the last time on `on`; what it made stays registered."""
    actor = keeping(viewer, "维护制定主体清单")
    words = unclassified(reason, "原因")
    with acts():
        locked_government(viewer.government)
        rows = Maker.objects.select_for_update(no_key=True, of=("self",)).select_related("organ")
        held = rows.filter(organ__government=viewer.government, pk=row.pk).first()
        if held is None:
            raise Refused("制定主体清单里没有这一项")
        if held.to_on is not None:
            raise Refused(f"“{held.organ.name}”已经在{held.to_on}退出制定主体清单")
        if on < held.from_on:
            raise Refused(f"最后一天不能早于列入日期{held.from_on}")
        held.to_on = on
        held.save(update_fields=["to_on"])
        facts = {"organ": held.organ.name, "to": on.isoformat(), "reason": words}
        note("maker", "ended", held, actor, facts=facts)
    return held
