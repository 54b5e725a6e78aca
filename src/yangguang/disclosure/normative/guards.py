"""What must be true before a clean-up moves: who moves it, and whether every document was decided on."""

from __future__ import annotations

from yangguang.disclosure.guards.people import DRAFTERS, STALE
from yangguang.disclosure.normative.models import CleanUp
from yangguang.disclosure.normative.people import KEEPERS_LABEL, OF_AN_ORGAN, announcer, keeper
from yangguang.organisations.viewers import Acting, Viewer
from yangguang.workflow.machine import Move


def viewer_in(move: Move) -> Viewer | None:
    """Who is looking, if the actor is a person who acts in the clean-up's government."""
    viewer = move.actor.viewer if isinstance(move.actor, Acting) else None
    return viewer if viewer is not None and viewer.government == move.subject.government_id else None


def form_is_current(move: Move) -> str | None:
    """Who presses the button has seen the clean-up as it is."""
    seen = move.facts.get("revision", move.subject.revision)
    return None if seen == move.subject.revision else STALE


def keeps_the_county(move: Move) -> str | None:
    """Rounds are led by the county office and the county's legal reviewers."""
    viewer = viewer_in(move)
    if viewer is not None and keeper(viewer):
        return None
    return f"只有{KEEPERS_LABEL}可以办理"


def drafts_the_result(move: Move) -> str | None:
    """The list of results is an item, begun by those who draft for the government, its office, or both."""
    viewer = viewer_in(move)
    if viewer is not None and announcer(viewer):
        return None
    return f"结果公告由政府办公室的{'、'.join(role.label for role in DRAFTERS)}起草"


def answers_for_the_document(move: Move) -> str | None:
    """What becomes of a document is proposed by its organ (`organs` in the facts), or by the county."""
    viewer = viewer_in(move)
    organs = move.facts.get("organs", ())
    if viewer is not None and any(viewer.standing(*OF_AN_ORGAN, organ=organ) for organ in organs):
        return None
    if viewer is not None and keeper(viewer):
        return None
    return f"只有文件的制定机关和{KEEPERS_LABEL}可以提出清理意见"


def every_document_is_decided(move: Move) -> str | None:
    """No document of the round is left without a verdict."""
    clean_up: CleanUp = move.subject
    left = clean_up.entries.filter(verdict="").count()
    return f"还有{left}件文件没有清理意见，不能公布" if left else None
