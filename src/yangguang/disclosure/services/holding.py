"""Who stops a publication that is on its way? A court or reconsideration order, until it is lifted."""

from __future__ import annotations

from datetime import date

from yangguang.disclosure.machine import ITEM
from yangguang.disclosure.models import Hold, Item
from yangguang.disclosure.services.taking_down import answering
from yangguang.disclosure.services.texts import unclassified
from yangguang.disclosure.states import HoldKind
from yangguang.organisations.viewers import Viewer
from yangguang.workflow.machine import Refused


def place_hold(
    item: Item,
    *,
    viewer: Viewer,
    revision: int,
    kind: str,
    instrument: str,
    from_on: date,
    to_on: date | None = None,
) -> Hold:
    """Let nothing of the item be released while an order stands (法释〔2025〕8号第十三条). Raises `Refused`.

    What is public already stays so until it is taken down (`take_down`, for the ground of an order): a hold
    stops a correction and a restoring, it hides nothing by itself.
    """
    if kind not in HoldKind.values:
        raise Refused("须选择决定暂缓公开的机关")
    if to_on is not None and to_on < from_on:
        raise Refused("暂缓公开的截止日期早于起始日期")
    words = unclassified(instrument, "决定文书", longest=200)
    facts = {"kind": kind, "instrument": words, "from": from_on.isoformat()}
    facts |= {"to": to_on.isoformat()} if to_on else {}
    with ITEM.step(item, "hold", actor=answering(item, viewer), revision=revision, **facts) as held:
        hold = Hold.objects.create(item=held, kind=kind, instrument=words, from_on=from_on, to_on=to_on)
        held.revision += 1
    return hold


def lift_hold(hold: Hold, *, viewer: Viewer, revision: int, reason: str) -> Item:
    """End an order before its day, saying why. Raises `Refused`."""
    words = unclassified(reason, "解除理由")
    item = hold.item
    facts = {"instrument": hold.instrument, "reason": words}
    with ITEM.step(item, "lift_hold", actor=answering(item, viewer), revision=revision, **facts) as held:
        fresh = Hold.objects.select_for_update(no_key=True).get(pk=hold.pk)
        if fresh.lifted_on is not None:
            raise Refused("这项暂缓公开已经解除")
        fresh.lifted_on, fresh.lift_reason = viewer.today, words
        fresh.save()
        held.revision += 1
    return held
