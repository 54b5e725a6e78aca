"""Whose consent does a joint item need, and who may give it? Every other issuing organ, or its heir."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from yangguang.organisations.lineage import successors
from yangguang.organisations.selectors import edges_of


def other_issuers(
    issuers: Iterable[Mapping[str, Any]], *, organ: int, government: int
) -> dict[int, frozenset[int]]:
    """Each other issuing organ of the government, with the organs that answer for it (条例第十条).

    An issuer that has come to `organ`, whose item it is, has its say there. One statement, and only for a
    joint item.
    """
    named = {issuer["organ"] for issuer in issuers if issuer.get("organ")} - {organ}
    edges = edges_of(government) if named else []
    answering = {one: successors(edges, one) | {one} for one in named}
    return {one: heirs for one, heirs in answering.items() if organ not in heirs}
