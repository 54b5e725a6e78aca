"""How is a released item put right? By a new version on the same route, with a note the public reads."""

from __future__ import annotations

from yangguang.disclosure.guards.people import DRAFTERS
from yangguang.disclosure.guards.releasing import publication_of
from yangguang.disclosure.machine import ITEM
from yangguang.disclosure.models import Item
from yangguang.disclosure.services.drafting import drafter, take_off_route, written_by
from yangguang.disclosure.services.taking_down import publication_held, say_what_is_public
from yangguang.disclosure.services.texts import said
from yangguang.disclosure.states import Standing
from yangguang.organisations.lineage import successors
from yangguang.organisations.models import Organ
from yangguang.organisations.selectors import edges_of
from yangguang.organisations.viewers import Viewer
from yangguang.workflow.machine import Refused


def begin_correction(item: Item, *, viewer: Viewer, revision: int, note: str) -> Item:
    """Open a released item for correction; `note` says to the public what is put right and why.

    Who writes the note is an author of what follows. The released version stays public until the corrected
    one is. Raises `Refused`.
    """
    words = said(note, "更正说明", "更正须写明向社会公布的更正说明")
    actor = drafter(item, viewer)
    with ITEM.step(item, "begin_correction", actor=actor, revision=revision, note=words) as held:
        _come_to_its_heir(held, viewer)
        held.correction_note = words
        written_by(held, viewer)
    return held


def _come_to_its_heir(held: Item, viewer: Viewer) -> None:
    """What an ended organ had published is put right by the organ that it came to."""
    if held.organ.lives_on(viewer.today):
        return
    numbers = successors(edges_of(held.government_id), held.organ_id)
    heirs = Organ.objects.filter(pk__in=numbers).order_by("pk")
    living = [heir for heir in heirs if heir.lives_on(viewer.today)]
    mine = [heir for heir in living if viewer.standing(*DRAFTERS, organ=heir.pk)] or living
    if len(mine) != 1:
        raise Refused(f"“{held.organ.name}”已经终止，由承接它的机关更正")
    held.organ = mine[0]


def drop_correction(item: Item, *, viewer: Viewer, revision: int) -> Item:
    """Give a correction up: the draft says again what is public, or what was before it was taken down.

    Raises `Refused`.
    """
    publication = publication_of(item)
    is_up = publication is None or publication.standing == Standing.PUBLIC
    verb = "drop_correction" if is_up else "drop_rework"
    with ITEM.step(item, verb, actor=drafter(item, viewer), revision=revision) as held:
        take_off_route(held, viewer, "放弃更正")
        say_what_is_public(held, publication_held(held))
        held.revision += 1
    return held
