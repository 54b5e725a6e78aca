"""What would a list add to the register? Previewed row by row; only rows without a fault are ever kept."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from yangguang.catalogue.kinds import Vocabulary
from yangguang.catalogue.selectors import terms
from yangguang.disclosure.register.clock import Binding
from yangguang.disclosure.register.entering import (
    Decision,
    Entry,
    facts_of,
    put_into,
    refusal_of_row,
    set_days,
)
from yangguang.disclosure.register.models import OfficialDocument
from yangguang.disclosure.register.services import KEEPERS, refuse_organ
from yangguang.disclosure.register.sheet import read_list
from yangguang.disclosure.register.states import Attribute, Source
from yangguang.organisations.kinds import Role
from yangguang.organisations.lineage import predecessors
from yangguang.organisations.models import Organ
from yangguang.organisations.selectors import binding_values, edges_of
from yangguang.organisations.services.locking import locked_government
from yangguang.organisations.sheets.reading import Fault, Line
from yangguang.organisations.viewers import Viewer, acting_as
from yangguang.workflow.acts import acts, note
from yangguang.workflow.chain import canonical, sm3
from yangguang.workflow.machine import Refused

DAYS = ("open_by", "reassess_on")
CHANGED = "预览以后数据已有变化，请重新预览再导入"


@dataclass(frozen=True, slots=True)
class Row:
    """A row that can be kept, with its number in the sheet."""

    row: int
    entry: Entry


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would add, which rows are registered already and left out, and what is wrong."""

    rows: tuple[Row, ...]
    known: tuple[Fault, ...]
    faults: tuple[Fault, ...]

    @property
    def waiting(self) -> str:
        """The rows that can be kept, as text that waits to be confirmed; what was refused is not in it."""
        lines = [{"row": one.row, "entry": asdict(one.entry)} for one in self.rows]
        return json.dumps([lines, len(self.known), len(self.faults)], default=str, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class _Known:
    """What rows are compared with: organs by any of their names, kinds by name, whose rows one may bring."""

    organs: Mapping[str, Organ]
    numbers: Mapping[int, Organ]
    kinds: Mapping[str, str]
    allowed: frozenset[int] | None
    own: Organ | None
    binding: Binding
    viewer: Viewer


def preview_list(data: bytes, name: str, *, viewer: Viewer) -> Preview:
    """What a list of documents would add; nothing is written, nothing refused is kept. Raises `Refused`."""
    acting_as(viewer, (*KEEPERS, Role.COUNTY_OFFICE), "导入公文登记")
    sheet = read_list(data, name)
    wrong = {fault.row for fault in sheet.faults}
    lines = [line for line in sheet.lines if line.row not in wrong]
    there = _registered(viewer.government, (line.values["document_no"] for line in lines))
    known = _known(viewer)
    rows, left_out, faults = [], [], list(sheet.faults)
    for line in lines:
        if line.values["document_no"] in there:
            left_out.append(Fault(line.row, "文号", f"“{line.values['document_no']}”已经登记，不再导入"))
            continue
        try:
            rows.append(_row(line, known))
        except Refused as refused:
            faults.append(Fault(line.row, "", str(refused)))
    return Preview(tuple(rows), tuple(left_out), tuple(sorted(faults, key=lambda fault: fault.row)))


def import_waiting(waiting: str, *, viewer: Viewer, without_faulty: bool) -> int:
    """Register what a preview found fit, as it stands in `Preview.waiting`; returns how many. All or nothing.

    A list with faults is taken only when whoever imports says so (`without_faulty`). Raises `Refused`.
    """
    actor = acting_as(viewer, (*KEEPERS, Role.COUNTY_OFFICE), "导入公文登记")
    lines, known_count, fault_count = json.loads(waiting)
    if fault_count and not without_faulty:
        raise Refused(f"表里有{fault_count}处错误；改好以后重新预览，或者选择只导入没有错误的各行")
    entries = [_entry(line["entry"]) for line in lines]
    if not entries:
        raise Refused("没有可以导入的行")
    with acts():
        government = locked_government(viewer.government)
        if _registered(viewer.government, (one.document_no for one in entries)):
            raise Refused(CHANGED)
        known = _known(viewer)
        rows = [_checked(entry, known) for entry in entries]
        OfficialDocument.objects.bulk_create(rows)
        for row in rows:
            note("register", "imported", row, actor, facts=facts_of(row))
        counts = {"rows": len(rows), "known": known_count, "left_out": fault_count}
        facts = {**counts, "digest": sm3(canonical([facts_of(row) for row in rows]))}
        note("register", "list_imported", government, actor, facts=facts)
    return len(rows)


def _row(line: Line, known: _Known) -> Row:
    values = dict(line.values)
    organ = _organ(values.pop("organ", None), known)
    kind = values.pop("document_kind", None) or ""
    if kind and kind not in known.kinds:
        raise Refused(f"没有“{kind}”这一公文种类")
    facts = {name: value for name, value in values.items() if value is not None}
    entry = Entry(
        organ=organ.pk,
        document_no=facts.pop("document_no"),
        made_on=facts.pop("made_on"),
        title=facts.pop("title", ""),
        document_kind=known.kinds.get(kind, ""),
        decision=Decision(**{"attribute": Attribute.UNDECIDED.value, **facts}),
    )
    _checked(entry, known)
    return Row(line.row, entry)


def _organ(name: str | None, known: _Known) -> Organ:
    if not name:
        if known.own is None:
            raise Refused("须写明制作机关")
        return known.own
    if name not in known.organs:
        raise Refused(f"没有名称、别名或编码是“{name}”的机构")
    return known.organs[name]


def _checked(entry: Entry, known: _Known) -> OfficialDocument:
    """The row as it will stand; `Refused` when it may not."""
    organ = known.numbers.get(entry.organ)
    if organ is None or (known.allowed is not None and organ.pk not in known.allowed):
        raise Refused(f"不能登记{organ.name if organ else '别的机关'}的公文")
    refuse_organ(organ, entry.made_on)
    row = OfficialDocument(government_id=known.viewer.government, source=Source.IMPORTED)
    put_into(row, entry)
    if sentence := refusal_of_row(row, today=known.viewer.today, binding=known.binding):
        raise Refused(sentence)
    set_days(row, today=known.viewer.today, binding=known.binding)
    return row


def _known(viewer: Viewer) -> _Known:
    """Everything rows are compared with; five statements whatever the list."""
    organs = list(Organ.objects.filter(government=viewer.government).prefetch_related("aliases"))
    named: dict[str, Organ] = {}
    for organ in sorted(organs, key=lambda one: one.to_on or date.max):  # a living one takes the name
        named |= dict.fromkeys((organ.code, organ.name, *(one.name for one in organ.aliases.all())), organ)
    mine = {one.organ for one in viewer.standings if one.role in KEEPERS}
    every = viewer.standing(Role.COUNTY_OFFICE) is not None
    edges = [] if every else edges_of(viewer.government)
    allowed = None if every else frozenset(mine | {old for one in mine for old in predecessors(edges, one)})
    own = next((one for one in organs if mine == {one.pk}), None)
    words = terms(Vocabulary.DOCUMENT_KIND, viewer.government, viewer.today)
    kinds = {one.name: one.code for one in words} | {one.code: one.code for one in words}
    return _Known(
        named, {one.pk: one for one in organs}, kinds, allowed, own, binding_values(viewer.government), viewer
    )


def _registered(government: int, numbers: Iterable[str]) -> set[str]:
    rows = OfficialDocument.objects.filter(government=government, document_no__in=list(numbers))
    return set(rows.values_list("document_no", flat=True))


def _entry(kept: dict[str, Any]) -> Entry:
    """An entry as it was written into `Preview.waiting`."""
    decision = dict(kept["decision"])
    decision |= {name: date.fromisoformat(decision[name]) for name in DAYS if decision[name]}
    decision["channels"] = tuple(decision["channels"])
    return Entry(**{**kept, "made_on": date.fromisoformat(kept["made_on"]), "decision": Decision(**decision)})
