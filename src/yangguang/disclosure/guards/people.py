"""Who may do what with an item? Drafters write, others decide, those who answer for it hold and take down."""

from __future__ import annotations

from yangguang.disclosure.models import Item
from yangguang.organisations.kinds import Role
from yangguang.organisations.lineage import successors
from yangguang.organisations.selectors import edges_of
from yangguang.organisations.viewers import Acting, Viewer
from yangguang.workflow.acts import SYSTEM
from yangguang.workflow.machine import Move

STALE = "页面打开以后内容已有变化，请重新打开后再办理"
DRAFTERS = (Role.LIAISON, Role.HANDLER, Role.FOI_HEAD)
ANSWERING = (Role.FOI_HEAD, Role.ORGAN_LEADER)
COUNTY = (Role.COUNTY_OFFICE, Role.COUNTY_LEADER)


def viewer_in(move: Move) -> Viewer | None:
    """Who is looking, if the actor is a person who acts in the item's government."""
    viewer = move.actor.viewer if isinstance(move.actor, Acting) else None
    return viewer if viewer is not None and viewer.government == move.subject.government_id else None


def form_is_current(move: Move) -> str | None:
    """Who presses the button has seen the item as it is (two tabs, two people)."""
    seen = move.facts.get("revision", move.subject.revision)
    return None if seen == move.subject.revision else STALE


def drafts_for_the_organ(move: Move) -> str | None:
    """Who writes is the organ's liaison, handler or head of office."""
    item: Item = move.subject
    viewer = viewer_in(move)
    if viewer is not None and viewer.standing(*DRAFTERS, organ=item.organ_id):
        return None
    return f"只有{item.organ.name}的{'、'.join(role.label for role in DRAFTERS)}可以办理"


def answers_for_it(move: Move) -> str | None:
    """Who holds, takes down or restores is the organ's leader or head of office, or the county office."""
    item: Item = move.subject
    viewer = viewer_in(move)
    if viewer is not None and (
        viewer.standing(*ANSWERING, organ=item.organ_id) or viewer.standing(Role.COUNTY_OFFICE)
    ):
        return None
    who = "、".join(role.label for role in ANSWERING)
    return f"只有{item.organ.name}的{who}和{Role.COUNTY_OFFICE.label}可以办理"


def puts_right_what_is_public(move: Move) -> str | None:
    """A correction is begun by those who draft, by their heirs, or by the county office."""
    viewer, item = viewer_in(move), move.subject
    if viewer is None or viewer.standing(Role.COUNTY_OFFICE):
        return None if viewer else drafts_for_the_organ(move)
    ended = not item.organ.lives_on(viewer.today)
    heirs = successors(edges_of(item.government_id), item.organ_id) if ended else ()
    if any(viewer.standing(*DRAFTERS, organ=heir) for heir in heirs):
        return None
    return drafts_for_the_organ(move)


def releases(move: Move) -> str | None:
    """What was approved is released by those who draft or answer for it, or by the clock."""
    if move.actor.id == SYSTEM.id and not isinstance(move.actor, Acting):
        return None
    item: Item = move.subject
    viewer = viewer_in(move)
    if viewer is not None and viewer.standing(*DRAFTERS, *ANSWERING, organ=item.organ_id):
        return None
    return answers_for_it(move)


def orders_urgency(move: Move) -> str | None:
    """Urgency is ordered by the organ's leader or head of office, or the county; never by an author."""
    item: Item = move.subject
    viewer = viewer_in(move)
    if viewer is None or not (viewer.standing(*ANSWERING, organ=item.organ_id) or viewer.standing(*COUNTY)):
        return "紧急发布须由本机关负责人或者县政务公开科、县政府分管领导决定"
    return "起草人不能决定紧急发布自己起草的内容" if viewer.user in item.authors else None
