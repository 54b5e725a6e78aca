"""How is a document registered, its openness changed, its closure assessed again? Each with its event."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

from yangguang.disclosure.register.choices import reasons
from yangguang.disclosure.register.entering import (
    Decision,
    Entry,
    decide,
    facts_of,
    number_of,
    put_into,
    refusal_of_row,
    set_days,
)
from yangguang.disclosure.register.models import ClosedShareAlert, OfficialDocument
from yangguang.disclosure.register.states import Attribute, Source
from yangguang.disclosure.services.texts import unclassified
from yangguang.organisations.fields import refusal_of_fields
from yangguang.organisations.kinds import Role
from yangguang.organisations.models import Organ
from yangguang.organisations.selectors import binding_values, with_successors
from yangguang.organisations.services.locking import locked_government, locked_organ
from yangguang.organisations.viewers import Acting, Viewer, acting_as, actor_of
from yangguang.workflow.acts import acts, note
from yangguang.workflow.machine import Refused

KEEPERS = (Role.LIAISON, Role.HANDLER, Role.FOI_HEAD, Role.ORGAN_LEADER)
"""Who keeps the register of their own organ and of those that ended in it; the county office keeps all."""
OPENING = (Attribute.PROACTIVE.value, Attribute.ON_REQUEST.value)
STALE = "页面打开以后内容已有变化，请重新打开后再办理"
WHOLE = 100


def register_document(entry: Entry, *, viewer: Viewer, source: str = Source.ENTERED) -> OfficialDocument:
    """Write a document into the register with its 公开属性 (条例第十三条至第十六条). Raises `Refused`."""
    actor = keeper(entry.organ, viewer)
    row = OfficialDocument(government_id=viewer.government, source=source)
    put_into(row, entry)
    with acts():
        locked_government(viewer.government)
        refuse_organ(locked_organ(entry.organ, viewer.government), entry.made_on)
        _refuse_number(row)
        complete(row, viewer)
        row.save(force_insert=True)
        note("register", "registered", row, actor, facts=facts_of(row))
    return row


def correct_document(
    document: OfficialDocument,
    *,
    viewer: Viewer,
    revision: int,
    because: str,
    document_no: str,
    title: str,
    made_on: date,
    document_kind: str,
) -> OfficialDocument:
    """Put right what was written wrongly about a document; its openness stays. Raises `Refused`."""
    words = unclassified(because, "更正原因")
    with _changing(document, "corrected", viewer, revision, because=words) as held:
        held.document_no, held.title = number_of(document_no), " ".join(title.split())
        held.made_on, held.document_kind = made_on, document_kind
        refuse_organ(held.organ, made_on)
        _refuse_number(held)
    return held


def change_attribute(
    document: OfficialDocument,
    *,
    viewer: Viewer,
    revision: int,
    decision: Decision,
    because: str,
    title: str = "",
) -> OfficialDocument:
    """Decide anew how a document may be open; why is kept with its history. Raises `Refused`.

    What is found to hold state secrets loses its title in the same act; `title` gives one back.
    """
    words = unclassified(because, "变更原因", may_be_empty=document.attribute == Attribute.UNDECIDED)
    with _changing(document, "decided", viewer, revision, because=words) as held:
        before = _decision_of(held)
        held.title = " ".join(title.split()) or held.title
        _decide(held, decision)
        if before == _decision_of(held):
            raise Refused("公开属性没有变化")
        held.assessed_on = viewer.today if held.attribute == Attribute.CLOSED else None
    return held


def keep_closed(
    document: OfficialDocument,
    *,
    viewer: Viewer,
    revision: int,
    because: str,
    reassess_on: date | None = None,
) -> OfficialDocument:
    """Assess a closed document and keep it so until the next assessment (条例第十八条). Raises `Refused`."""
    words = unclassified(because, "评估意见")
    with _changing(document, "kept_closed", viewer, revision, because=words) as held:
        _refuse_unless_closed(held)
        if reassess_on is not None and reassess_on <= viewer.today:
            raise Refused("“下次评估日期”须晚于今天")
        held.assessed_on, held.reassess_on = viewer.today, reassess_on
    return held


def open_after_assessment(
    document: OfficialDocument,
    *,
    viewer: Viewer,
    revision: int,
    because: str,
    decision: Decision,
    title: str = "",
) -> OfficialDocument:
    """Assess a closed document and open it: 主动公开 counts from today (条例第十八条). Raises `Refused`."""
    words = unclassified(because, "评估意见")
    if decision.attribute not in OPENING:
        raise Refused("评估后公开的，须选择主动公开或者依申请公开")
    with _changing(document, "opened", viewer, revision, because=words) as held:
        _refuse_unless_closed(held)
        held.title = " ".join(title.split()) or held.title
        _decide(held, decision)
        held.opened_on = viewer.today
    return held


def set_closed_share_alert(
    *, viewer: Viewer, percent: int | None, from_on: date, basis: str
) -> ClosedShareAlert:
    """Alert the county above a share of 不予公开 from a day on; None: no more. Raises `Refused`."""
    actor = acting_as(viewer, (Role.COUNTY_OFFICE,), "设定不予公开比例的提醒")
    alert = ClosedShareAlert(
        government_id=viewer.government, percent=percent, from_on=from_on, basis=basis.strip()
    )
    if percent is not None and not 0 <= percent < WHOLE:
        raise Refused("提醒比例应是0到99的整数，单位是百分之一")
    if sentence := refusal_of_fields(alert):
        raise Refused(sentence)
    with acts():
        government = locked_government(viewer.government)
        if ClosedShareAlert.objects.filter(government=government, from_on=from_on).exists():
            raise Refused(f"{from_on}已经设过提醒比例")
        alert.save(force_insert=True)
        facts = {"percent": percent, "from": from_on.isoformat(), "basis": alert.basis}
        note("register", "alert_set", government, actor, facts=facts)
    return alert


def keeper(organ: int, viewer: Viewer) -> Acting:
    """The actor for the register of an organ or of one that ended in theirs; `Refused` says who may."""
    standing = viewer.standing(*KEEPERS, organ=organ) or viewer.standing(Role.COUNTY_OFFICE)
    if standing is not None:
        return actor_of(viewer, standing)
    found = Organ.objects.filter(pk=organ, government=viewer.government).first()
    if found is None:
        raise Refused("没有这个机构")
    heirs = with_successors(found)
    standing = next((one for one in viewer.standings if one.role in KEEPERS and one.organ in heirs), None)
    if standing is None:
        who = "、".join(role.label for role in KEEPERS)
        raise Refused(f"只有{found.name}的{who}和{Role.COUNTY_OFFICE.label}可以登记")
    return actor_of(viewer, standing)


def complete(row: OfficialDocument, viewer: Viewer) -> None:
    """Check a row and derive its days; `Refused` with the first sentence of what cannot stand."""
    binding = binding_values(row.government_id)
    if sentence := refusal_of_row(row, today=viewer.today, binding=binding):
        raise Refused(sentence)
    set_days(row, today=viewer.today, binding=binding)


def refuse_organ(organ: Organ, day: date) -> None:
    """Raise `Refused` when an organ did not exist on the day a document was made."""
    if not organ.lives_on(day):
        raise Refused(f"“{organ.name}”在{day}不存在")


@contextmanager
def _changing(
    document: OfficialDocument, verb: str, viewer: Viewer, revision: int, *, because: str
) -> Iterator[OfficialDocument]:
    """A row under its lock, checked, its days derived, saved and recorded at the end."""
    actor = keeper(document.organ_id, viewer)
    with acts():
        rows = OfficialDocument.objects.select_for_update(no_key=True, of=("self",)).select_related("organ")
        held = rows.get(pk=document.pk, government=viewer.government)
        if held.revision != revision:
            raise Refused(STALE)
        before = held.attribute
        set_days(held, today=viewer.today, binding=binding_values(viewer.government))
        yield held
        complete(held, viewer)
        held.revision += 1
        held.save()
        facts = {**facts_of(held), "before": before, "reason": because}
        note("register", verb, held, actor, facts=facts)


def _decide(held: OfficialDocument, decision: Decision) -> None:
    ground = reasons().get(decision.reason_code)
    decide(held, decision)
    if ground is not None and ground.withholds_title:
        held.title = ""


def _decision_of(row: OfficialDocument) -> Decision:
    made = Decision(
        row.attribute, row.reason_code, row.reason, row.open_by, tuple(row.channels), row.reassess_on
    )
    return replace(made, reassess_on=None)


def _refuse_unless_closed(held: OfficialDocument) -> None:
    if held.attribute != Attribute.CLOSED:
        raise Refused("只有不予公开的公文需要评估")


def _refuse_number(row: OfficialDocument) -> None:
    same = OfficialDocument.objects.filter(government=row.government_id, document_no=row.document_no)
    if same.exclude(pk=row.pk).exists():
        raise Refused(f"文号“{row.document_no}”已经登记")
