"""What does one row of a list of organs do? Writes the organ, places it under its superior, or ends it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from yangguang.organisations.kinds import Kind, SuccessionKind
from yangguang.organisations.lineage import Edge, circular
from yangguang.organisations.models import Government, Organ, SubjectDecision
from yangguang.organisations.services.changes import Change, Outcome
from yangguang.organisations.services.organs import CONTACT, insert_organ, update_organ, write_subject
from yangguang.organisations.services.reorganising import Reorganisation, carry_out
from yangguang.organisations.sheets.columns import ORGANS
from yangguang.organisations.sheets.reading import Line
from yangguang.organisations.sheets.writing import shown
from yangguang.organisations.viewers import Acting
from yangguang.workflow.machine import Refused

WRITTEN = ("kind", "uscc", "vertical", "order", *CONTACT)
"""Fields a row may change; a name changes by reorganisation, the rest has its own pass."""
BLANK: dict[str, Any] = {"vertical": False, "order": 0}
HEADS = {column.key: column for column in ORGANS}


class OrganRows:
    """The rows of one import, inside an act that holds the government."""

    def __init__(self, actor: Acting, government: Government, lines: tuple[Line, ...]) -> None:
        self.actor = actor
        self.circles = _circles(lines)
        organs = government.organs.select_related("superior").prefetch_related("aliases", "subject_decisions")
        self.living = {organ.code: organ for organ in organs if organ.to_on is None}
        self.ended = {
            (organ.code, organ.name, organ.from_on): organ.to_on
            for organ in organs
            if organ.to_on is not None
        }

    def write(self, line: Line) -> Change:
        """First pass: add the organ, or bring what stands about it in line with the row."""
        values = line.values
        if self._ended_so(line):
            return Change(line.row, values["name"], Outcome.UNCHANGED)
        organ = self.living.get(values["code"])
        if organ is None:
            self.living[values["code"]] = self._inserted(line)
            return Change(line.row, values["name"], Outcome.ADDED)
        if organ.name != values["name"]:
            raise Refused(f"机构编码“{organ.code}”现有名称是“{organ.name}”，正式更名请用机构改革")
        if organ.from_on != values["from_on"]:
            raise Refused(f"成立日期与现有的{organ.from_on}不同，不能用导入修改")
        changes = {key: _blank(key, values[key]) for key in WRITTEN if key in values}
        details = [
            _told(key, getattr(organ, key), value)
            for key, value in changes.items()
            if getattr(organ, key) != value
        ]
        if "aliases" in values:
            before = tuple(alias.name for alias in organ.aliases.all())
            changes["aliases"] = values["aliases"] or ()
            if set(before) != set(changes["aliases"]):
                details.append(_told("aliases", before, changes["aliases"]))
        update_organ(organ, self.actor, reason="导入", **changes)
        details.extend(self._subject(organ, line))
        outcome = Outcome.CHANGED if details else Outcome.UNCHANGED
        return Change(line.row, organ.name, outcome, tuple(details))

    def place(self, line: Line) -> Change:
        """Second pass, when all rows stand: put the organ under its superior."""
        if self._ended_so(line):
            return Change(line.row, line.values["name"], Outcome.UNCHANGED)
        organ = self._known(line.values["code"], "机构编码")
        unchanged = Change(line.row, organ.name, Outcome.UNCHANGED)
        if "superior" not in line.values:
            return unchanged
        code = line.values["superior"]
        superior = self._known(code, "上级机构编码") if code else None
        before = organ.superior.code if organ.superior else None
        if not update_organ(organ, self.actor, reason="导入", superior=superior):
            return unchanged
        return Change(line.row, organ.name, Outcome.CHANGED, (_told("superior", before, code),))

    def end(self, line: Line) -> Change:
        """Third pass: an organ with a last day goes to the successors that the row names."""
        values = line.values
        if self._ended_so(line):
            return Change(line.row, values["name"], Outcome.UNCHANGED)
        organ = self._known(values["code"], "机构编码")
        if values.get("to_on") is None:
            if any(values.get(key) for key in ("succession", "successors")):
                raise Refused("写了后继机构，却没有终止日期")
            return Change(line.row, organ.name, Outcome.UNCHANGED)
        if not values.get("successors") or not values.get("succession"):
            raise Refused("终止的机构须写明后继方式和后继机构编码")
        if circle := self.circles.get(values["code"]):
            raise Refused(f"后继关系循环：{' → '.join(circle)}")
        if values["succession"] is SuccessionKind.POWERS_MOVED:
            raise Refused("职权划转不终止机构，请用机构改革登记")
        successors = [self._known(code, "后继机构编码") for code in values["successors"]]
        plan = Reorganisation(
            kind=values["succession"],
            on=values["to_on"] + timedelta(days=1),
            basis=values.get("basis") or "",
            predecessors=(organ.pk,),
            successors=tuple(one.pk for one in successors),
        )
        assert self.actor.viewer is not None
        carry_out(plan, self.actor, today=self.actor.viewer.today)
        del self.living[organ.code]
        names = "、".join(one.name for one in successors)
        told = f"{plan.kind.label}，由“{names}”接续，最后一天{values['to_on']}"
        return Change(line.row, organ.name, Outcome.ENDED, (told,))

    def _inserted(self, line: Line) -> Organ:
        values = line.values
        facts = {key: _blank(key, values[key]) for key in WRITTEN if key in values}
        organ = insert_organ(
            self.actor,
            code=values["code"],
            name=values["name"],
            from_on=values["from_on"],
            aliases=values.get("aliases") or (),
            **facts,
        )
        self._subject(organ, line)
        return organ

    def _subject(self, organ: Organ, line: Line) -> list[str]:
        """A row may say that the ordinance applies; that it does not is decided test by test, on the desk."""
        wanted = line.values.get("subject")
        decided = sorted(organ.subject_decisions.all(), key=lambda decision: decision.from_on)
        newest = decided[-1] if decided else None
        if wanted is None or (newest is not None and newest.is_subject == wanted):
            return []
        if not wanted:
            raise Refused("认定不适用条例须逐项写明理由，不能用导入")
        since, basis = line.values.get("subject_from"), line.values.get("subject_basis")
        if since is None or not basis:
            raise Refused("认定公开主体须写明认定日期和认定依据")
        decision = SubjectDecision(
            **{"organ": organ, "is_subject": True, "from_on": since, "basis": basis},
            **{"administrative": True, "external": True, "independent": True},
        )
        write_subject(decision, self.actor)
        return [f"公开主体：自{since}起适用条例"]

    def _ended_so(self, line: Line) -> bool:
        """Whether the row tells again of an organ that has ended; `Refused` when it tells it differently."""
        values = line.values
        named = (values["code"], values["name"], values["from_on"])
        if named not in self.ended or values["code"] in self.living:
            return False
        if self.ended[named] != values.get("to_on"):
            raise Refused(f"“{values['name']}”已于{self.ended[named]}终止")
        return True

    def _known(self, code: str, head: str) -> Organ:
        organ = self.living.get(code)
        if organ is None:
            raise Refused(f"“{head}”一栏：没有编码为“{code}”的机构")
        return organ


def _circles(lines: tuple[Line, ...]) -> dict[str, tuple[str, ...]]:
    """By code, the circle of successors on which a row stands."""
    codes = [line.values["code"] for line in lines]
    number = {code: place for place, code in enumerate(codes)}
    edges = {
        line.values["code"]: [
            Edge(number[line.values["code"]], number[code], line.values["succession"], line.values["to_on"])
            for code in line.values.get("successors") or ()
            if code in number
        ]
        for line in lines
        if line.values.get("to_on") and line.values.get("succession")
    }
    known = [edge for links in edges.values() for edge in links]
    found: dict[str, tuple[str, ...]] = {}
    for code, links in edges.items():
        for edge in links:
            if circle := circular(known, edge):
                found[code] = tuple(codes[place] for place in (*circle, circle[0]))
    return found


def _blank(key: str, value: Any) -> Any:
    return BLANK.get(key, "") if value is None else value


def _told(key: str, before: Any, after: Any) -> str:
    column = HEADS[key]
    if key == "kind":
        before = Kind(before)
    return f"{column.head}：{shown(before, column) or '（空）'} → {shown(after, column) or '（空）'}"
