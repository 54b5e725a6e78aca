"""Which item types are there? The official ones beside this module, and those of a further folder.

A type is a YAML file with schema, form and presenter kept apart; a new type is a new file and no code.
`python -m yangguang.disclosure.definitions FOLDER` says whether the files of a folder are usable.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from yangguang.disclosure.schema.answers import FieldError
from yangguang.disclosure.schema.entries import DefinitionError
from yangguang.disclosure.schema.fields import Field, Kind, Option, Value
from yangguang.disclosure.schema.model import Block, Clock, Definition, Group, Layout, Need, Show
from yangguang.disclosure.schema.reading import load_file

__all__ = [
    "Block",
    "Clock",
    "Definition",
    "DefinitionError",
    "Field",
    "FieldError",
    "Group",
    "Kind",
    "Layout",
    "Need",
    "Option",
    "Show",
    "Value",
    "definition",
    "definitions",
    "load_definitions",
]

OFFICIAL = Path(__file__).with_name("types")


def definition(key: str, *folders: Path) -> Definition:
    """The type called `key`, official or from one of `folders`; `KeyError` when there is none."""
    found = _by_key(folders).get(key)
    if found is None:
        raise KeyError(f"没有“{key}”这个信息类型")
    return found


def definitions(*folders: Path) -> tuple[Definition, ...]:
    """Every type in its order, those of `folders` among the official ones; read once a process."""
    return tuple(_by_key(folders).values())


@cache
def _by_key(folders: tuple[Path, ...]) -> dict[str, Definition]:
    return {held.key: held for held in load_definitions(*folders)}


def load_definitions(*folders: Path) -> tuple[Definition, ...]:
    """Read all files anew: the official types and those of `folders`; a folder may be missing.

    `DefinitionError` with file and place at the first file that is not usable, or that takes the key or the
    name of another type: a county adds types, it does not replace official ones.
    """
    by_key: dict[str, Definition] = {}
    labels: dict[str, str] = {}
    for path, official in _files(folders):
        held = load_file(path, official=official)
        if held.key in by_key:
            owner = "官方类型" if by_key[held.key].official else "另一个文件里的类型"
            raise DefinitionError(f"{path.name}：key“{held.key}”和{owner}相同，请换一个")
        if held.label in labels:
            raise DefinitionError(
                f"{path.name}：label“{held.label}”和类型 {labels[held.label]} 相同，请换一个"
            )
        by_key[held.key], labels[held.label] = held, held.key
    return tuple(sorted(by_key.values(), key=lambda held: (held.order, held.key)))


def _files(folders: tuple[Path, ...]) -> Iterator[tuple[Path, bool]]:
    for folder in (OFFICIAL, *folders):
        for path in sorted(folder.glob("*.yaml")):
            yield path, folder == OFFICIAL


def main(arguments: list[str]) -> int:
    """Read the types of the folders named, and say what was found; returns the exit status (2: unusable)."""
    try:
        found = load_definitions(*(Path(word) for word in arguments))
    except DefinitionError as error:
        print(error, file=sys.stderr)
        return 2
    for held in found:
        if not held.official:
            print(f"{held.key} {held.label}：{len(held.fields)}个字段，可以使用")
    print(f"共{len(found)}个信息类型")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
