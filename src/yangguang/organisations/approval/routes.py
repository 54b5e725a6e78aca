"""Is this route lawful, and may this person decide at this step? Pure: steps, places and viewers come in."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from yangguang.organisations.approval.states import Scope
from yangguang.organisations.kinds import ADMINISTRATORS, COUNTY_ROLES, SINGLE_KINDS, Role
from yangguang.organisations.viewers import Standing, Viewer

UNDECIDING = frozenset({*ADMINISTRATORS, Role.SUPERVISOR, Role.LEGAL_ADVISER})
"""Roles that never decide on content."""
RELEASING = frozenset({Role.ORGAN_LEADER, Role.COUNTY_OFFICE, Role.COUNTY_LEADER})
"""Roles with whose word a thing goes out: what they see has been examined for secrets."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: which role, of whose organ, decides. `organ` only where the scope names one."""

    name: str
    role: Role
    scope: Scope = Scope.OWN
    organ: int | None = None
    may_be_skipped: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Which organs a step may mean for one course: its own, the one above, and who succeeds the named one."""

    own: int
    superior: int | None
    named: frozenset[int] = frozenset()


def refusal_of_route(steps: Sequence[Step]) -> str | None:
    """Why steps make no lawful route (条例第十七条: examined, for secrets too, by a settled procedure)."""
    if not steps:
        return "审批路线至少要有一步"
    if steps[-1].may_be_skipped:
        return "最后一步不能设为可以跳过：总要有人决定"
    return next((sentence for step in steps if (sentence := _refusal_of_step(step))), None)


def refusal_of_publishing_route(steps: Sequence[Step]) -> str | None:
    """Why nothing may be published along steps that are a lawful route otherwise (条例第十七条).

    The organ's own secrecy reviewer examines each item before anybody of any organ releases it.
    """
    examined = (at for at, step in enumerate(steps) if _is_own_secrecy_review(step))
    first = next(examined, None)
    if first is None:
        return "公开信息的审批路线须有本机关的保密审查"
    early = next((step for step in steps[:first] if step.role in RELEASING), None)
    return f"本机关的保密审查须在“{early.name}”之前" if early else None


def _is_own_secrecy_review(step: Step) -> bool:
    return step.role is Role.SECRECY_REVIEWER and step.scope is Scope.OWN and not step.may_be_skipped


def _refusal_of_step(step: Step) -> str | None:
    wrongs = {
        "每一步都要有名称": not step.name.strip(),
        f"“{step.role.label}”不能在审批路线上作决定": step.role in UNDECIDING,
        "保密审查不能设为可以跳过": step.may_be_skipped and step.role is Role.SECRECY_REVIEWER,
        f"“{step.role.label}”的步骤须设为县级": step.role in COUNTY_ROLES and step.scope is not Scope.COUNTY,
        f"“{step.name}”须写明是哪一个机关": step.scope is Scope.NAMED and step.organ is None,
        f"“{step.name}”不指定机关": step.scope is not Scope.NAMED and step.organ is not None,
    }
    return next((words for words, wrong in wrongs.items() if wrong), None)


def standing_for(step: Step, place: Place, viewer: Viewer) -> Standing | None:
    """The standing in which a viewer may decide at a step; None when they hold no such role there."""
    return next(
        (one for one in viewer.standings if one.role is step.role and _in_scope(step, place, one)), None
    )


def refusal_of_person(
    step: Step, place: Place, viewer: Viewer, *, authors: frozenset[int], deciders: frozenset[int]
) -> str | None:
    """Why a viewer may not decide at a step.

    An author never decides on what they wrote, in whatever role, their own or a deputised one; and who has
    decided at one step of a version leaves the others to others: someone examines, someone else decides.
    """
    if standing_for(step, place, viewer) is None:
        return f"这一步由{step.scope.label}的“{step.role.label}”办理"
    if viewer.user in authors:
        return "起草人不能审批自己起草的内容"
    if viewer.user in deciders:
        return "同一人不能在同一版本上作两次决定"
    return None


def _in_scope(step: Step, place: Place, standing: Standing) -> bool:
    if step.scope is Scope.COUNTY:
        return standing.organ_kind in SINGLE_KINDS
    organs: dict[Scope, Collection[int | None]] = {
        Scope.OWN: {place.own},
        Scope.SUPERIOR: {place.superior},
        Scope.NAMED: place.named,
    }
    return standing.organ in organs[step.scope]
