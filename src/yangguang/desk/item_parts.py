"""In which groups is an item entered, and where does each of its fields stand?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from yangguang.disclosure.checking import Lack, lacks_of
from yangguang.disclosure.content import draft_of
from yangguang.disclosure.definitions import Definition, Need
from yangguang.disclosure.guards.content import interpretation_is_planned, relations_can_stand
from yangguang.disclosure.models import Item
from yangguang.disclosure.types_in_use import has_validity
from yangguang.workflow.acts import SYSTEM
from yangguang.workflow.machine import Move

BASICS, CLASSES, BODY, COLUMNS, RELATIONS, PLAN, FILES = (
    "basics",
    "classes",
    "body",
    "columns",
    "relations",
    "interpretation",
    "files",
)
OWN = "own-"
"""What the keys of a type's own groups begin with; their number follows."""
CLASSED = ("document_kind", "subject", "genre", "openness", "source", "keywords", "summary")


@dataclass(frozen=True, slots=True)
class Part:
    """One page of the form: its key in the address, its title, and the fields it asks for."""

    key: str
    title: str
    fields: tuple[str, ...]
    hint: str = ""

    @property
    def is_own(self) -> bool:
        """Whether it is a group of the type's own questions."""
        return self.key.startswith(OWN)


@dataclass(frozen=True, slots=True)
class Standing:
    """A part as it stands: what it lacks, in sentences, whether something in it waits to be confirmed, and
    whether anything was entered."""

    part: Part
    lacks: tuple[str, ...]
    is_guessed: bool
    is_begun: bool


def parts_of(kind: Definition) -> tuple[Part, ...]:
    """The pages of the form of a type, in order."""
    parts = [
        Part(BASICS, "基本信息", _basics(kind)),
        *(
            Part(f"{OWN}{number}", group.title, group.fields, group.hint)
            for number, group in enumerate(kind.form, start=1)
        ),
    ]
    if kind.body is not Need.UNUSED:
        parts.append(Part(BODY, "正文", ("body",)))
    if kind.attachments is not Need.UNUSED:
        parts.append(Part(FILES, "附件", ("attachments",)))
    parts += [
        Part(CLASSES, "分类和说明", CLASSED),
        Part(COLUMNS, "栏目", ("columns",), "一条信息可以放在一个或者几个栏目里。"),
        Part(RELATIONS, "相关信息", ("relations",)),
    ]
    if kind.normative:
        parts.append(Part(PLAN, "解读安排", ("interpretation",)))
    return tuple(parts)


def standings_of(item: Item, kind: Definition) -> tuple[Standing, ...]:
    """Every part with what it lacks before the item can be put forward."""
    lacks = every_lack(item, kind)
    guessed = set((item.original or {}).get("guessed", ()))
    return tuple(
        Standing(
            part,
            tuple(lack.sentence for lack in lacks if lack.field in part.fields),
            bool(guessed & set(part.fields)),
            any(_entered(item, part, name) for name in part.fields),
        )
        for part in parts_of(kind)
    )


def every_lack(item: Item, kind: Definition) -> tuple[Lack, ...]:
    """What the item lacks by its type, its relations and its plan for interpretation."""
    found = lacks_of(kind, draft_of(item), attachments=len(item.attachments))
    move = Move(item, "submit", SYSTEM)
    further = (
        ("relations", relations_can_stand(move)),
        ("interpretation", interpretation_is_planned(move)),
    )
    return (*found, *(Lack(field, sentence) for field, sentence in further if sentence))


def _entered(item: Item, part: Part, name: str) -> bool:
    return bool(name in item.fields if part.is_own else getattr(item, name) and name != "openness")


def neighbours(parts: Iterable[Part], key: str) -> tuple[Part, Part | None]:
    """The part called `key` and the one after it; `KeyError` when there is none."""
    listed = list(parts)
    for number, part in enumerate(listed):
        if part.key == key:
            return part, next(iter(listed[number + 1 :]), None)
    raise KeyError(key)


def _basics(kind: Definition) -> tuple[str, ...]:
    numbered = ("document_no", "issuers") if kind.number is not Need.UNUSED else ()
    dated = ("made_on", "changed_on") if kind.made_on is not Need.UNUSED else ("changed_on",)
    valid = ("effective_on", "expires_on") if has_validity(kind) else ()
    return ("title", *numbered, *dated, *valid)
