"""Who keeps the normative documents of a county, and who those of one organ?"""

from __future__ import annotations

from yangguang.disclosure.guards.people import DRAFTERS
from yangguang.organisations.kinds import SINGLE_KINDS, Role
from yangguang.organisations.viewers import Acting, Standing, Viewer, actor_of
from yangguang.workflow.machine import Refused

OF_AN_ORGAN = (*DRAFTERS, Role.LEGAL_REVIEWER)
KEEPERS_LABEL = "县政务公开科和县一级的法制审核员"


def keeper(viewer: Viewer) -> Standing | None:
    """As what somebody keeps the whole county's documents: the county office, or its legal reviewer."""
    return viewer.standing(Role.COUNTY_OFFICE) or county_reviewer(viewer)


def county_reviewer(viewer: Viewer) -> Standing | None:
    """The standing of a legal reviewer of the government or its office."""
    return next(
        (
            one
            for one in viewer.standings
            if one.role is Role.LEGAL_REVIEWER and one.organ_kind in SINGLE_KINDS
        ),
        None,
    )


def reviewer_for(viewer: Viewer, organ: int) -> Standing | None:
    """As what somebody reviews the legality of an organ's documents: its own reviewer, or the county's."""
    return viewer.standing(Role.LEGAL_REVIEWER, organ=organ) or county_reviewer(viewer)


def worker_for(viewer: Viewer, organs: frozenset[int]) -> Standing | None:
    """As what somebody works on the documents of these organs, one of which is theirs; else of the county."""
    own = (viewer.standing(*OF_AN_ORGAN, organ=organ) for organ in sorted(organs))
    return next((one for one in own if one is not None), None) or keeper(viewer)


def announcer(viewer: Viewer) -> Standing | None:
    """As what somebody drafts the list of results: for the government or its office; a keeper for any."""
    every = keeper(viewer) is not None
    drafting = (one for one in viewer.standings if one.role in DRAFTERS)
    return next((one for one in drafting if every or one.organ_kind in SINGLE_KINDS), None)


def keeping(viewer: Viewer, what: str) -> Acting:
    """The actor of what only the keepers of the county do; `Refused` says who may."""
    standing = keeper(viewer)
    if standing is None:
        raise Refused(f"只有{KEEPERS_LABEL}可以{what}")
    return actor_of(viewer, standing)
