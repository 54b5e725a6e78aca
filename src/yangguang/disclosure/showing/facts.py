"""What is there to say in public of an item, of a row in a list, of something taken down?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from yangguang.disclosure.definitions import Layout
from yangguang.disclosure.showing.answers import FieldAnswer
from yangguang.disclosure.showing.blocks import BlockFacts
from yangguang.disclosure.states import Kind
from yangguang.disclosure.validity import Status

OVER = (Status.EXPIRED, Status.REPEALED)
"""How a document stands that is no longer in force."""


@dataclass(frozen=True, slots=True)
class Party:
    """An organ by its name; `number` is None for one that is not on this installation."""

    number: int | None
    name: str


@dataclass(frozen=True, slots=True)
class ValidityFacts:
    """How a document stands on the day of the page, from when to when (the last day), and how it ended.

    `how` and `by` (the publication that did it) are empty as long as the end has not come.
    """

    status: Status
    from_on: date | None
    to_on: date | None
    how: str
    by: int | None

    @property
    def is_over(self) -> bool:
        """Whether it is no longer in force."""
        return self.status in OVER

    @property
    def is_to_come(self) -> bool:
        """Whether it is not in force yet."""
        return self.status is Status.NOT_YET


@dataclass(frozen=True, slots=True)
class Line:
    """A released item as a row of a list; `validity` is None for what is in force or not at no time."""

    number: int
    type_key: str
    type_label: str
    index_no: str
    title: str
    document_no: str
    made_on: date | None
    released_at: datetime
    publisher: Party
    validity: ValidityFacts | None


@dataclass(frozen=True, slots=True)
class Bearing:
    """What one item has to do with another; `outgoing` when the page's own item bears on the other."""

    kind: Kind
    outgoing: bool
    other: Line
    effective_on: date | None
    is_to_come: bool = False
    """Whether it takes effect after the day of the page."""
    forms: str = ""
    """In which forms the other explains the page's own document, as 文字、图解; empty where it does not."""


@dataclass(frozen=True, slots=True)
class FileFacts:
    """A file of the released version; `size` is in bytes."""

    digest: str
    name: str
    media: str
    size: int


@dataclass(frozen=True, slots=True)
class Correction:
    """What was put right, as the public was told."""

    on: date
    note: str


@dataclass(frozen=True, slots=True)
class Place:
    """A column in which something stands, with the names from the top down to its own."""

    number: int
    code: str
    path: tuple[str, ...]

    @property
    def name(self) -> str:
        """Its own name."""
        return self.path[-1]


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """Everything of a released version that its page says. `body` is html, everything else plain text."""

    line: Line
    updated_at: datetime
    layout: Layout
    issuers: tuple[Party, ...]
    document_kind: str
    subject: str
    genre: str
    openness: str
    source: str
    keywords: tuple[str, ...]
    summary: str
    effective_on: date | None
    expires_on: date | None
    body: str
    blocks: tuple[BlockFacts, ...]
    attachments: tuple[FileFacts, ...]
    original: FileFacts | None
    bearings: tuple[Bearing, ...]
    ended_by: Line | None
    """What is public and ended it, if something did: a later document, or the list of a clean-up."""
    corrections: tuple[Correction, ...]
    places: tuple[Place, ...]
    answers: tuple[FieldAnswer, ...] = ()

    @property
    def is_issued(self) -> bool:
        """Whether it is an official document with a number or issuers of its own."""
        return bool(self.line.document_no or self.issuers)

    def bearing(self, *kinds: Kind, outgoing: bool | None = None) -> tuple[Bearing, ...]:
        """What bears in one of these ways, in the order kept."""
        return tuple(
            one
            for one in self.bearings
            if one.kind in kinds and (outgoing is None or one.outgoing is outgoing)
        )


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What stands at the address of something taken down; without a title where not even that may stay."""

    number: int
    title: str
    document_no: str
    index_no: str
    publisher: Party
    ground: str
    reason: str
    since: datetime
