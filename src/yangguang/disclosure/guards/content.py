"""Is an item's content fit to be put before others? Complete by its type, unclassified, soundly related."""

from __future__ import annotations

from yangguang.disclosure.checking import refusal_of_content
from yangguang.disclosure.content import draft_of, label_of
from yangguang.disclosure.models import Item
from yangguang.disclosure.relations import refusal_of_relations
from yangguang.disclosure.types_in_use import type_of
from yangguang.workflow.machine import Move


def content_is_complete(move: Move) -> str | None:
    """Every field that the type requires is filled, dates are in order, at least one column is chosen."""
    item: Item = move.subject
    return refusal_of_content(type_of(item.type), draft_of(item), attachments=len(item.attachments))


def guesses_are_confirmed(move: Move) -> str | None:
    """What was read out of a Word file has been looked at by somebody."""
    original = move.subject.original or {}
    labels = [label_of(name) for name in original.get("guessed", ())]
    return f"从文件读出的{'、'.join(labels)}还没有核对" if labels else None


def interpretation_is_planned(move: Move) -> str | None:
    """A normative document goes forward only with a plan for its interpretation, or a recorded exemption."""
    item: Item = move.subject
    plan = item.interpretation or {}
    if not type_of(item.type).normative or plan.get("forms") or plan.get("exempt"):
        return None
    return "规范性文件须先填写解读安排，或者写明不需要解读的理由"


def relations_can_stand(move: Move) -> str | None:
    """What the item amends, repeals or interprets is public, of the same county, and ends in no circle."""
    return refusal_of_relations(move.subject)
