"""May this person hold this role for this organ in these days? Pure: the appointments there are come in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from yangguang.organisations.kinds import ADMINISTRATORS, COUNTY_ROLES, SINGLE_KINDS, Kind, Role


@dataclass(frozen=True, slots=True)
class Term:
    """One role for one organ from a day to a last day (None: open)."""

    organ: int
    role: Role
    from_on: date
    to_on: date | None

    def overlaps(self, other: Term) -> bool:
        """Whether both hold on some day."""
        return _begins_by(self, other.to_on) and _begins_by(other, self.to_on)


def refusal_of_term(term: Term, kind: Kind, held: Iterable[Term]) -> str | None:
    """Why a person who has held `held` may not be given `term` at an organ of `kind`; None when they may."""
    if term.to_on is not None and term.to_on < term.from_on:
        return "终止日期早于起始日期"
    if term.role in COUNTY_ROLES and kind not in SINGLE_KINDS:
        return f"“{term.role.label}”只能在县人民政府或县政府办公室任职"
    same_days = [other for other in held if term.overlaps(other)]
    if any(other.organ == term.organ and other.role == term.role for other in same_days):
        return f"此人在同一机关的“{term.role.label}”任职与已有的任职日期重叠"
    return _refusal_of_separation(term, same_days)


def _refusal_of_separation(term: Term, same_days: list[Term]) -> str | None:
    """Three administrators are three people, and none of them does the work they administer."""
    others = [other.role for other in same_days if other.role != term.role]
    if term.role in ADMINISTRATORS and others:
        return f"此人同期任“{others[0].label}”，{_rule(others[0])}"
    administering = [role for role in others if role in ADMINISTRATORS]
    if administering:
        return f"此人同期任“{administering[0].label}”，{_rule(term.role)}"
    return None


def _rule(other: Role) -> str:
    if other in ADMINISTRATORS:
        return "系统管理员、安全管理员、审计管理员不得由同一人兼任"
    return "管理员不得兼任业务身份"


def _begins_by(term: Term, last: date | None) -> bool:
    return last is None or term.from_on <= last
