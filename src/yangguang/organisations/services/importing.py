"""What would a list change, and may it? Every row is tried in one act; one fault, and nothing is written.

The preview is the import itself, taken back at its end: what it shows is what will happen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from yangguang.documents.model import Unreadable
from yangguang.organisations.kinds import Role
from yangguang.organisations.models import Government
from yangguang.organisations.services.appointment_rows import AppointmentRows
from yangguang.organisations.services.changes import Change, Outcome
from yangguang.organisations.services.locking import locked_government
from yangguang.organisations.services.organ_rows import OrganRows
from yangguang.organisations.services.organs import KEEPERS
from yangguang.organisations.sheets.columns import APPOINTMENTS, ORGANS, Column
from yangguang.organisations.sheets.reading import Fault, Line, read_sheet
from yangguang.organisations.viewers import Acting, Viewer, acting_as
from yangguang.workflow.acts import acts, note
from yangguang.workflow.chain import canonical, sm3
from yangguang.workflow.machine import Refused


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do, or what is wrong. `token` stands for exactly this outcome."""

    changes: tuple[Change, ...]
    faults: tuple[Fault, ...]

    @property
    def token(self) -> str:
        """Handed back with the import, so that only what was seen happens."""
        lines = [[one.row, one.name, one.outcome.value, list(one.details)] for one in self.changes]
        return sm3(canonical(lines))

    def count(self, outcome: Outcome) -> int:
        """How many rows have that outcome."""
        return sum(one.outcome is outcome for one in self.changes)


class _TakeBack(Exception):
    """Undoes the act of a preview, or of an import that has a fault."""


Try = Callable[[Line], Change]


def preview_organs(data: bytes, *, viewer: Viewer) -> Preview:
    """What a list of organs (xlsx or csv) would change; nothing is written.

    Raises `Refused` for who may not, and with the sentence of the reader for a file that holds no such list.
    """
    return _run(data, viewer=viewer, token=None, kind=_organs)


def import_organs(data: bytes, *, viewer: Viewer, token: str) -> Preview:
    """Carry out what the preview with `token` showed: all of it, or (`Refused`) nothing."""
    return _run(data, viewer=viewer, token=token, kind=_organs)


def preview_appointments(data: bytes, *, viewer: Viewer) -> Preview:
    """What a list of appointments would change; nothing is written. Raises `Refused` as for organs."""
    return _run(data, viewer=viewer, token=None, kind=_appointments)


def import_appointments(data: bytes, *, viewer: Viewer, token: str) -> Preview:
    """Carry out what the preview with `token` showed: all of it, or (`Refused`) nothing."""
    return _run(data, viewer=viewer, token=token, kind=_appointments)


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of list: its columns, what names a row, who may import it, and the passes over its rows."""

    name: str
    columns: Sequence[Column]
    keys: Sequence[str]
    roles: Sequence[Role]
    passes: Callable[[Acting, Government, Iterable[Line]], Sequence[Try]]


def _organ_passes(actor: Acting, government: Government, lines: Iterable[Line]) -> Sequence[Try]:
    rows = OrganRows(actor, government, tuple(lines))
    return (rows.write, rows.place, rows.end)


def _appointment_passes(actor: Acting, government: Government, lines: Iterable[Line]) -> Sequence[Try]:
    return (AppointmentRows(actor, government).write,)


_organs = _Kind("organs", ORGANS, ("code",), KEEPERS, _organ_passes)
_appointments = _Kind(
    "appointments",
    APPOINTMENTS,
    ("sign_in_name", "code", "role", "from_on"),
    (Role.SECURITY_ADMIN,),
    _appointment_passes,
)


def _run(data: bytes, *, viewer: Viewer, token: str | None, kind: _Kind) -> Preview:
    actor = acting_as(viewer, kind.roles, "导入")
    try:
        sheet = read_sheet(data, kind.columns, keys=kind.keys)
    except Unreadable as unreadable:
        raise Refused(str(unreadable)) from None
    preview = Preview((), sheet.faults)
    try:
        with acts():
            government = locked_government(viewer.government)
            lines = sorted(sheet.lines, key=_last_day)
            tried = _tried(lines, kind.passes(actor, government, lines))
            preview = Preview(tried.changes, _in_order((*sheet.faults, *tried.faults)))
            if token is None or preview.faults or preview.token != token:
                raise _TakeBack
            facts = {one.name.lower(): preview.count(one) for one in Outcome}
            note("import", kind.name, government, actor, facts=facts)
    except _TakeBack:
        if token is not None:
            raise Refused(_why_not(preview)) from None
    return preview


def _tried(lines: Sequence[Line], passes: Sequence[Try]) -> Preview:
    """Each pass over every row that has no fault yet."""
    changes: dict[int, Change] = {}
    faults: dict[int, Fault] = {}
    for attempt, line in ((attempt, line) for attempt in passes for line in lines):
        if line.row in faults:
            continue
        try:
            with acts():
                change = attempt(line)
        except Refused as refusal:
            faults[line.row] = Fault(line.row, "", str(refusal))
            continue
        changes[line.row] = _joined(changes.get(line.row), change)
    return Preview(tuple(changes[row] for row in sorted(changes)), tuple(faults.values()))


def _last_day(line: Line) -> date:
    """Rows in the order in which they end: an organ may go to one that ends later."""
    return line.values.get("to_on") or date.max


def _joined(before: Change | None, after: Change) -> Change:
    if before is None:
        return after
    details = (*before.details, *after.details)
    outcome = before.outcome if after.outcome is Outcome.UNCHANGED else after.outcome
    if before.outcome is Outcome.ADDED and after.outcome is Outcome.CHANGED:
        outcome = Outcome.ADDED
    return Change(after.row, after.name, outcome, details)


def _in_order(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    return tuple(sorted(faults, key=lambda fault: fault.row))


def _why_not(preview: Preview) -> str:
    if not preview.faults:
        return "预览以后数据已有变化，请重新预览再导入"
    more = f"（共{len(preview.faults)}处错误，全部没有导入）" if preview.faults[1:] else "（没有导入）"
    return f"{preview.faults[0]}{more}"
