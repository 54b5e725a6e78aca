"""What is an item type: its questions, how they are asked and shown, and when an item falls due?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from yangguang.disclosure.schema.answers import FieldError, gather, words_in
from yangguang.disclosure.schema.fields import Condition, Field, Value
from yangguang.disclosure.schema.values import visible


class Need(StrEnum):
    """Whether an item of the type has a part such as a body."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    UNUSED = "unused"


NEED_NAMES = {Need.REQUIRED: "必须有", Need.OPTIONAL: "可以有", Need.UNUSED: "没有"}


class Layout(StrEnum):
    """How the page of an item is built."""

    DOCUMENT = "document"
    ARTICLE = "article"
    TABLE = "table"
    PEOPLE = "people"
    MEDIA = "media"
    PROGRESS = "progress"
    GUIDE = "guide"


LAYOUT_NAMES = {
    Layout.DOCUMENT: "公文页",
    Layout.ARTICLE: "文章页",
    Layout.TABLE: "表格页",
    Layout.PEOPLE: "人员机构页",
    Layout.MEDIA: "音视频页",
    Layout.PROGRESS: "进展页",
    Layout.GUIDE: "指南页",
}


class Show(StrEnum):
    """What a block of a page holds."""

    FACTS = "facts"
    PROSE = "prose"
    TABLE = "table"
    PEOPLE = "people"
    PROGRESS = "progress"
    STEPS = "steps"
    LINKS = "links"
    BODY = "body"
    ATTACHMENTS = "attachments"


OF_ROWS = frozenset({Show.TABLE, Show.PEOPLE, Show.PROGRESS, Show.STEPS})
"""Blocks that show the rows of one field."""
OF_THE_ITEM = frozenset({Show.BODY, Show.ATTACHMENTS})
"""Blocks that show a part every item may have; they name no field."""

MADE_ON, CHANGED_ON = "made_on", "changed_on"
ITEM_DAYS = {MADE_ON: "成文日期", CHANGED_ON: "变更日期"}
"""Days of the item itself from which a clock may run. Where nothing changed, the day it was made counts."""

RELATIONS = {
    "amends": "修改",
    "replaces": "替代",
    "repeals": "废止",
    "interprets": "解读",
    "based_on": "依据",
}
"""What one item may say about another."""


@dataclass(frozen=True, slots=True)
class Clock:
    """The period within which an item is published: a parameter of the law, and the day it runs from."""

    parameter: str
    start: str
    """`made_on`, `changed_on`, or a required date field of the type."""
    start_label: str
    """What that day is called: 成文日期."""
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that are asked on one page of the form."""

    title: str
    fields: tuple[str, ...]
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the page. `title` is empty where the part needs no heading."""

    shows: Show
    title: str = ""
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Definition:
    """An item type as its file has it."""

    key: str
    label: str
    group: str
    order: int
    says: str
    """What items of the type are, in one sentence."""
    genre: str
    """The 体裁 proposed, as its code in the catalogue's vocabulary `genre`."""
    columns: tuple[str, ...]
    """Where an item usually stands: articles of the 条例 (`20.1`), or `guide`, `system`, `report`."""
    number: Need
    made_on: Need
    body: Need
    attachments: Need
    in_force: bool
    """Whether items are in force from a day and to a day; what is said once, such as news, is not."""
    normative: bool
    requires: tuple[str, ...]
    """Relations without which an item cannot be put forward."""
    clocks: tuple[Clock, ...]
    fields: tuple[Field, ...]
    form: tuple[Group, ...]
    layout: Layout
    blocks: tuple[Block, ...]
    official: bool
    """False for a type that a county added."""

    def field(self, name: str) -> Field:
        """The field called `name`; `KeyError` when there is none."""
        return {field.name: field for field in self.fields}[name]

    def clean(self, values: object) -> dict[str, Value]:
        """The answers that can be kept, in the order of the fields; blank and unusable ones are left out."""
        return gather(self.fields, _given(values)).values

    def refusals(self, values: object, *, complete: bool = True) -> tuple[FieldError, ...]:
        """What is wrong with `values`, in the order of the fields; none when they can be put forward.

        With `complete=False`, for a draft that is only saved, what is still missing is no fault.
        """
        given = _given(values)
        if not isinstance(values, dict):
            return (FieldError("", f"“{self.label}”的内容无法读出"),)
        answers = gather(self.fields, given)
        places = {field.name: place for place, field in enumerate(self.fields)}
        found = [*answers.faults, *(answers.missing if complete else ())]
        found.sort(key=lambda error: (places[error.field], error.row is not None and error.row))
        return (*self._strangers(given), *found)

    def text_of(self, values: object) -> str:
        """Every word in `values`, one answer a line, for the search index and for scanning.

        Nothing is left out: what is unusable or stands under an unknown name is read too. What was picked
        stands with its label.
        """
        lines = (visible(words).strip() for words in words_in(self.fields, values))
        return "\n".join(line for line in lines if line)

    def clock_for(self, values: Mapping[str, object]) -> Clock:
        """The clock that applies to an item with these cleaned values."""
        return next(clock for clock in self.clocks if clock.when is None or clock.when.holds(values))

    def _strangers(self, given: Mapping[str, object]) -> Iterator[FieldError]:
        known = {field.name for field in self.fields}
        for name in given:
            if name not in known:
                yield FieldError(name, f"“{visible(name)}”不是“{self.label}”的字段")


def _given(values: object) -> Mapping[str, object]:
    return values if isinstance(values, dict) else {}
