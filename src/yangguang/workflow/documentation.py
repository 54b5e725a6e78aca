"""What stands in docs/workflows? A page for each machine, made from its table, so that it cannot drift.

`python -m yangguang.workflow.documentation [FOLDER] [--check]` writes them, or says which are out of step.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django

import yangguang

if TYPE_CHECKING:
    from yangguang.workflow.machine import Guard, Machine

FOLDER = Path("docs", "workflows")
GENERATED = "<!-- 由 python -m yangguang.workflow.documentation 生成，请改相应的 machine.py，不要改这里 -->"
PACKAGE = Path(yangguang.__file__).parent


def machines() -> dict[str, Machine[Any]]:
    """Every machine of the product by its name: those that the modules called `machine` hold.

    They stand on models, so they are loaded only once Django is set up.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yangguang.settings")
    django.setup()
    kind = importlib.import_module("yangguang.workflow.machine").Machine
    found: dict[str, Machine[Any]] = {}
    for path in sorted(PACKAGE.rglob("machine.py")):
        name = ".".join(("yangguang", *path.relative_to(PACKAGE).with_suffix("").parts))
        held = vars(importlib.import_module(name)).values()
        found.update({one.name: one for one in held if isinstance(one, kind)})
    return dict(sorted(found.items()))


def pages() -> dict[str, str]:
    """The pages by file name."""
    tables = machines()
    index = "\n".join([*_index(tables), ""])
    return {
        "README.md": index,
        **{f"{name}.md": "\n".join([*_page(one), ""]) for name, one in tables.items()},
    }


def out_of_step(folder: Path) -> list[str]:
    """The names of the pages in `folder` that do not say what the machines say."""
    return [name for name, text in pages().items() if _read(folder / name) != text]


def first_state(machine: Machine[Any]) -> str:
    """The state in which a thing comes into being."""
    state: str = machine.model._meta.get_field("state").get_default()
    return state


def reachable(machine: Machine[Any]) -> set[str]:
    """The states that can be come to from the first one."""
    known = {first_state(machine)}
    waiting = list(known)
    while waiting:
        here = waiting.pop()
        targets = {one.target for one in machine.transitions if here in one.sources and one.target}
        new = {str(target) for target in targets} - known
        known |= new
        waiting.extend(new)
    return known


def main(arguments: list[str]) -> int:
    """Write the pages, or with `--check` only compare; returns the exit status (1: out of step)."""
    named = [word for word in arguments if word != "--check"]
    folder = Path(*named) if named else FOLDER
    stale = out_of_step(folder)
    if "--check" in arguments:
        for name in stale:
            place = folder / name
            print(f"{place} 与流程不一致，请运行 python -m yangguang.workflow.documentation", file=sys.stderr)
        return int(bool(stale))
    folder.mkdir(parents=True, exist_ok=True)
    for name in stale:
        (folder / name).write_text(pages()[name], encoding="utf-8")
    return 0


def _index(tables: dict[str, Machine[Any]]) -> Iterator[str]:
    yield from ("# 流程", "", GENERATED, "")
    yield "一件事能怎样变化，都写在它的流程表里；按钮能不能按、请求能不能办，问的是同一张表。"
    yield ""
    for name, machine in tables.items():
        yield f"- [{machine.model._meta.verbose_name}]({name}.md)"


def _page(machine: Machine[Any]) -> Iterator[str]:
    yield from (f"# {machine.model._meta.verbose_name}", "", GENERATED, "")
    yield from _picture(machine)
    yield from ("", "| 动作 | 名称 | 从 | 到 | 条件 |", "|---|---|---|---|---|")
    for one in machine.transitions:
        sources = "、".join(_label(machine, source) for source in one.sources)
        target = _label(machine, one.target) if one.target else "（不变）"
        guards = "<br>".join(f"`{_name(guard)}`" for guard in one.guards)
        yield f"| `{one.verb}` | {one.label} | {sources} | {target} | {guards} |"
    yield from ("", "## 条件", "")
    asked = {_name(guard): guard for one in machine.transitions for guard in one.guards}
    yield from (f"- `{name}`: {_says(guard)}" for name, guard in sorted(asked.items()))


def _picture(machine: Machine[Any]) -> Iterator[str]:
    yield from ("```mermaid", "stateDiagram-v2")
    yield from (f'    state "{state.label}" as {state.value}' for state in machine.states)
    yield f"    [*] --> {first_state(machine)}"
    for one in machine.transitions:
        if one.target:
            yield from (f"    {source} --> {one.target!s}: {one.label}" for source in one.sources)
    yield "```"


def _label(machine: Machine[Any], state: str) -> str:
    return str(machine.states(state).label)


def _name(guard: Guard) -> str:
    return guard.__name__


def _says(guard: Guard) -> str:
    return " ".join((guard.__doc__ or "").split())


def _read(path: Path) -> str | None:
    return path.read_text("utf-8") if path.is_file() else None


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
