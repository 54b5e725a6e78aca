"""Which item types does this installation use? The official ones and those in its own folder."""

from __future__ import annotations

from django.conf import settings

from yangguang.disclosure.definitions import Definition, DefinitionError, definition, definitions
from yangguang.workflow.machine import Refused


def type_of(key: str) -> Definition:
    """The type called `key`; `Refused` when this installation has none of that name."""
    try:
        return definition(key, settings.DATA / "types")
    except KeyError as error:
        raise Refused(str(error.args[0])) from None


def types_in_use() -> tuple[Definition, ...]:
    """Every type in its order."""
    return definitions(settings.DATA / "types")


def refusal_of_own_types() -> str | None:
    """What is wrong with the files in the installation's own folder; asked before the site starts."""
    try:
        types_in_use()
    except DefinitionError as error:
        return f"信息类型定义不能用，请改正 {settings.DATA / 'types'} 里的文件：{error}"
    return None


def has_validity(kind: Definition) -> bool:
    """Whether items of a type are in force from and to a day: documents are, news and replies are not."""
    return kind.normative or kind.in_force
