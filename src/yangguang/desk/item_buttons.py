"""Which buttons does the page of an item show, where is each pressed, and why not the others?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from yangguang.disclosure.models import Item
from yangguang.disclosure.selectors import buttons
from yangguang.disclosure.services.deciding import is_at_secrecy
from yangguang.organisations.viewers import Viewer
from yangguang.workflow.machine import Choice

AGREEING = {"pass_on", "approve", "pass_on_urgent", "ratify"}
NEEDS_REASON = {
    "return_to_author": "退回理由",
    "refuse_urgent": "不同意的理由（写在原来的地址上，公众看得到；涉及秘密、隐私的请用“撤下”）",
    "withdraw": "撤回理由",
    "skip": "跳过理由",
    "begin_correction": "向社会公布的更正说明",
    "restore": "恢复理由",
    "drop": "作废理由",
    "release_urgently": "紧急发布的理由",
}
GIVING_UP = ("drop", "drop_correction", "drop_rework")
STERN = ("return_to_author", "refuse_urgent", "withdraw", "take_down", *GIVING_UP)
ON_OTHER_PAGES = {
    "save": "desk:item_entry",
    "attach": "desk:item_files",
    "refer": "desk:item_refer",
    "consult": "desk:item_consult",
    "consent": "desk:item_consent",
    "schedule": "desk:item_schedule",
    "hold": "desk:item_hold",
    "take_down": "desk:item_take_down",
}
BESIDE_THEIR_ROW = {"determine", "record_answer", "lift_hold"}
"""Moves that are made where the thing they end is listed."""
SECOND = ("schedule", "consult", "hold", "refer", "release_urgently", "attach")
"""Moves that are seldom made; they stand below the others."""


@dataclass(frozen=True, slots=True)
class Button:
    """A move that may be made now: where, what it asks, and how heavy it is."""

    choice: Choice
    page: str
    reason: str
    may_explain: bool
    stern: bool


@dataclass(frozen=True, slots=True)
class Closed:
    """Moves that cannot be made now, for one and the same reason."""

    labels: tuple[str, ...]
    refusal: str


class Moves(NamedTuple):
    """What the page offers: the usual, the seldom, what is closed and why, whether secrecy is answered here,
    and the moves made beside their rows that are open."""

    moves: list[Button]
    seldom: list[Button]
    closed: list[Closed]
    answering: bool
    beside: set[str]


def moves_of(found: Item, viewer: Viewer) -> Moves:
    """The moves that fit where the item stands, as the page shows them."""
    choices = buttons(found, viewer)
    usable = [one for one in choices if one.refusal is None and one.verb not in BESIDE_THEIR_ROW]
    at_secrecy = is_at_secrecy(found)
    answering = at_secrecy and any(one.verb in AGREEING for one in usable)
    listed = [
        _button(one) for one in usable if one.verb != "attach" and not (answering and one.verb in AGREEING)
    ]
    listed.sort(key=lambda one: one.stern)
    return Moves(
        moves=[one for one in listed if one.choice.verb not in SECOND],
        seldom=[one for one in listed if one.choice.verb in SECOND],
        closed=_closed(choices),
        answering=answering,
        beside={one.verb for one in choices if one.verb in BESIDE_THEIR_ROW and one.refusal is None},
    )


def _button(choice: Choice) -> Button:
    return Button(
        choice=choice,
        page=ON_OTHER_PAGES.get(choice.verb, ""),
        reason=NEEDS_REASON.get(choice.verb, ""),
        may_explain=choice.verb in AGREEING,
        stern=choice.verb in STERN,
    )


def _closed(choices: tuple[Choice, ...]) -> list[Closed]:
    labels: dict[str, list[str]] = {}
    for one in choices:
        if one.refusal is not None and one.verb not in BESIDE_THEIR_ROW | {"attach"}:
            labels.setdefault(one.refusal, []).append(one.label)
    return [Closed(tuple(dict.fromkeys(names)), refusal) for refusal, names in labels.items()]
