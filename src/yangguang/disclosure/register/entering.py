"""Can a row stand in the register as it is entered? The first Chinese sentence of what cannot."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from yangguang.disclosure.register.choices import channels, reasons
from yangguang.disclosure.register.clock import Binding, assessment_due, earliest, publication_due
from yangguang.disclosure.register.models import OfficialDocument
from yangguang.disclosure.register.states import Attribute
from yangguang.law.calendars import Calendar
from yangguang.law.errors import Malformed
from yangguang.law.identifiers.document_number import canonical
from yangguang.organisations.fields import refusal_of_fields
from yangguang.workflow.machine import Refused

CALENDAR = Calendar()


@dataclass(frozen=True, slots=True)
class Decision:
    """How a document may be open: the attribute, why not, when and where, when it is assessed again."""

    attribute: str = Attribute.UNDECIDED.value
    reason_code: str = ""
    reason: str = ""
    open_by: date | None = None
    channels: tuple[str, ...] = ()
    reassess_on: date | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A document as it is entered; `document_kind` is the code of a term, `organ` the number of its maker."""

    organ: int
    document_no: str
    made_on: date
    title: str = ""
    document_kind: str = ""
    decision: Decision = Decision()


def put_into(row: OfficialDocument, entry: Entry) -> None:
    """Set the fields of a row to an entry, its texts tidied; `Refused` for a number that is none."""
    row.organ_id = entry.organ
    row.document_no = number_of(entry.document_no)
    row.title = " ".join(entry.title.split())
    row.made_on, row.document_kind = entry.made_on, entry.document_kind
    decide(row, entry.decision)


def decide(row: OfficialDocument, decision: Decision) -> None:
    """Set how a row may be open; nothing is saved."""
    known = channels()
    row.attribute, row.reason_code = decision.attribute, decision.reason_code
    row.reason = " ".join(decision.reason.split())
    row.open_by = decision.open_by
    row.channels = [code for code in known if code in decision.channels]
    row.reassess_on = decision.reassess_on
    if unknown := sorted(set(decision.channels) - set(known)):
        raise Refused(f"没有“{unknown[0]}”这个公开渠道")


def set_days(row: OfficialDocument, *, today: date, binding: Binding) -> None:
    """Derive the due day, and keep the next assessment within the period; nothing is saved."""
    is_open, is_closed = row.attribute == Attribute.PROACTIVE, row.attribute == Attribute.CLOSED
    row.opened_on = row.opened_on if is_open else None
    due = publication_due(row.made_on, opened_on=row.opened_on, binding=binding, calendar=CALENDAR)
    row.due_on = due.on if due and is_open else None
    row.assessed_on = (row.assessed_on or row.made_on) if is_closed else None
    if row.assessed_on is not None:
        row.reassess_on = earliest((row.reassess_on, _last_day(row, today, binding)))


def refusal_of_row(row: OfficialDocument, *, today: date, binding: Binding) -> str | None:
    """Why a row cannot be kept as it is; None when it can. Ask before `set_days`."""
    return (
        refusal_of_fields(row)
        or next((words for words, wrong in _faults(row) if wrong), None)
        or next((words for words, wrong in _faults_of_days(row, today, binding) if wrong), None)
    )


def number_of(words: str) -> str:
    """A document number as it is printed; `Refused` when it is none."""
    if not words.strip():
        raise Refused("“文号”不能为空")
    try:
        return canonical(words)
    except Malformed as error:
        raise Refused(str(error)) from None


def facts_of(row: OfficialDocument) -> dict[str, Any]:
    """What an event keeps of a row: never its title, which may have to go."""
    facts = {
        "document_no": row.document_no,
        "attribute": row.attribute,
        "ground": row.reason_code,
        "open_by": row.open_by and row.open_by.isoformat(),
        "channels": row.channels,
        "reassess_on": row.reassess_on and row.reassess_on.isoformat(),
    }
    return {name: value for name, value in facts.items() if value}


def _faults(row: OfficialDocument) -> Iterable[tuple[str, bool]]:
    """What may be wrong with the attribute and what belongs to it, each with whether it is."""
    closed, on_request = row.attribute == Attribute.CLOSED, row.attribute == Attribute.ON_REQUEST
    ground = reasons().get(row.reason_code)
    yield "不予公开须选择理由", closed and not row.reason_code
    yield f"没有“{row.reason_code}”这一不予公开理由", bool(row.reason_code) and ground is None
    yield "只有不予公开的公文填写不予公开理由", bool(row.reason_code) and not closed
    yield "依申请公开须写明理由", on_request and not row.reason
    if ground is not None:
        yield f"{ground.label}是“可以”不予公开，须写明理由", ground.discretionary and not row.reason
        yield f"涉及{ground.label}的公文不登记标题，请删去标题", ground.withholds_title and bool(row.title)
    yield "只有不予公开的公文可以不登记标题", not row.title and not closed
    planned = row.open_by is not None or bool(row.channels)
    yield "只有主动公开的公文填写公开时间和渠道", planned and row.attribute != Attribute.PROACTIVE
    yield "只有不予公开的公文填写下次评估日期", row.reassess_on is not None and not closed


def _faults_of_days(row: OfficialDocument, today: date, binding: Binding) -> Iterable[tuple[str, bool]]:
    yield "“成文日期”晚于今天", row.made_on > today
    yield "“公开时间”早于“成文日期”", row.open_by is not None and row.open_by < row.made_on
    yield "“下次评估日期”早于“成文日期”", row.reassess_on is not None and row.reassess_on < row.made_on
    if row.attribute == Attribute.CLOSED and row.reassess_on is not None:
        last = _last_day(row, today, binding)
        yield f"“下次评估日期”最晚是{last}", last is not None and row.reassess_on > last


def _last_day(row: OfficialDocument, today: date, binding: Binding) -> date | None:
    return assessment_due(row.assessed_on or row.made_on, today=today, binding=binding)
