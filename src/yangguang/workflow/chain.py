"""What is the hash of an event? SM3 over the hash before it and one canonical text; pure.

The text is JSON with sorted keys and no spare spaces, so that a database that reorders what it stores
(jsonb) cannot change it. Source of SM3: GB/T 32905.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from cryptography.hazmat.primitives import hashes

GENESIS = "0" * 64
"""What stands before the first event of a chain."""
_encoder = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


@dataclass(frozen=True, slots=True)
class Link:
    """An event as the chain sees it. `facts` is canonical text already; `at` is aware."""

    government: int
    sequence: int
    at: datetime
    machine: str
    verb: str
    subject: str
    subject_id: str
    from_state: str
    to_state: str
    actor_id: str
    actor_name: str
    actor_role: str
    actor_organ: str
    facts: str
    previous_hash: str
    hash: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a chain is whole: how many links held, and where it first broke, if at all."""

    held: int
    head: str
    broken_at: int | None = None
    sentence: str = ""

    @property
    def whole(self) -> bool:
        """True when no link is broken and no tail is missing."""
        return self.broken_at is None


def canonical(content: Any) -> str:
    """The one text of a JSON-able value: keys sorted, no spare spaces, characters as they are."""
    return _encoder.encode(content)


def link_hash(link: Link) -> str:
    """The SM3 hash (64 hexadecimal digits) of a link over everything in it but its own hash."""
    return sm3(link_text(link))


def link_text(link: Link) -> str:
    """The canonical text of a link: everything in it but its own hash."""
    return canonical(
        {
            "government": link.government,
            "sequence": link.sequence,
            "at": link.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "machine": link.machine,
            "verb": link.verb,
            "subject": link.subject,
            "subject_id": link.subject_id,
            "from": link.from_state,
            "to": link.to_state,
            "actor": [link.actor_id, link.actor_name, link.actor_role, link.actor_organ],
            "facts": link.facts,
            "previous": link.previous_hash,
        }
    )


def sm3(content: str | bytes) -> str:
    """The SM3 hash of bytes, or of a text's UTF-8 bytes, as 64 hexadecimal digits."""
    digest = hashes.Hash(hashes.SM3())
    digest.update(content.encode() if isinstance(content, str) else content)
    return digest.finalize().hex()


def verify(links: Iterable[Link], *, head: tuple[int, str] | None) -> Verdict:
    """Follow a chain from its first link; `head` is the (sequence, hash) that it has to end with.

    With `head` None only the links are compared with each other. The first break ends the walk.
    """
    held, before = 0, GENESIS
    for link in links:
        fault = _fault(link, held + 1, before)
        if fault:
            return Verdict(held, before, held + 1, fault)
        held, before = held + 1, link.hash
    if head is not None and head != (held, before):
        return Verdict(held, before, held + 1, f"链尾缺失：应到第{head[0]}条，实到第{held}条")
    return Verdict(held, before)


def _fault(link: Link, expected: int, before: str) -> str:
    if link.sequence != expected:
        return f"第{expected}条记录缺失"
    if link.previous_hash != before:
        return f"第{expected}条记录与前一条不相接"
    if link.hash != link_hash(link):
        return f"第{expected}条记录的内容与其校验值不符"
    return ""
