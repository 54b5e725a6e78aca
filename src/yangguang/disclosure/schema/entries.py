"""Is this entry of a definition file what it should be? Whatever is not taken from it is refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import yaml

NAME = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)
"""Keys of types, names of fields, codes of options: they are kept for good, so they are plain."""
WORDS = 200
"""How long a label, a hint or a sentence of a definition may be."""
SHOWN = 40
"""How many characters of what is wrong a sentence repeats."""
T = TypeVar("T")
K = TypeVar("K", bound=StrEnum)
Check = Callable[[object], T]


class DefinitionError(ValueError):
    """A definition file cannot be used; `str()` of it is one sentence with the file and the place."""


class _Loader(yaml.SafeLoader):
    """A safe loader that refuses a key written twice, where the usual one silently takes the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        """The mapping of a node; a key that stands twice is an error at its line."""
        seen = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value in seen:
                raise yaml.constructor.ConstructorError(
                    problem=f"“{key.value}”写了两次", problem_mark=key.start_mark
                )
            seen.add(key.value if isinstance(key, yaml.ScalarNode) else id(key))
        return super().construct_mapping(node, deep)


def read_file(path: Path) -> Entry:
    """The whole of a definition file; `DefinitionError` when it is no YAML mapping."""
    try:
        content = yaml.load(path.read_text("utf-8"), Loader=_Loader)  # a safe loader, see above
    except (OSError, UnicodeDecodeError):
        raise DefinitionError(f"{path.name}：文件读不出，应当是 UTF-8 编码的文本") from None
    except RecursionError:
        raise DefinitionError(f"{path.name}：层次太深，读不出") from None
    except (yaml.YAMLError, ValueError) as error:
        raise DefinitionError(f"{path.name}：{_yaml_fault(error)}") from None
    return Entry(content, path.name)


def _yaml_fault(error: yaml.YAMLError | ValueError) -> str:
    mark = getattr(error, "problem_mark", None)
    place = f"第{mark.line + 1}行" if mark is not None else ""
    problem = getattr(error, "problem", None) or ""
    ours = problem if problem.endswith("写了两次") else "不是正确的 YAML"
    return f"{place}{ours}"


class Entry:
    """A mapping of a definition file, with the place where it stands for the sentences."""

    def __init__(self, content: object, place: str) -> None:
        self.place = place
        if not isinstance(content, dict):
            self.refuse("这里应当是“键: 值”的形式")
        self._left: dict[object, object] = dict(content)
        self._known: list[str] = []

    def refuse(self, sentence: str) -> NoReturn:
        """Stop with the place and the sentence."""
        raise DefinitionError(f"{self.place}：{sentence}")

    def take(self, key: str, check: Check[T]) -> T:
        """What stands under `key`, which has to be there."""
        found = self.maybe(key, check)
        if found is None:
            self.refuse(f"没有写 {key}")
        return found

    def maybe(self, key: str, check: Check[T]) -> T | None:
        """What stands under `key`, or None."""
        raw = self._raw(key)
        return None if raw is None else self._checked(raw, key, check)

    def listed(self, key: str, check: Check[T]) -> tuple[T, ...]:
        """The different members of the list under `key`; empty when it is absent."""
        raw = self._raw(key)
        if raw is None:
            return ()
        members = [self._checked(one, key, check) for one in self._checked(raw, key, a_list)]
        twice = next((one for place, one in enumerate(members) if one in members[:place]), None)
        if twice is not None:
            self.refuse(f"{key} 里“{twice}”写了两次")
        return tuple(members)

    def entries(self, key: str) -> list[Entry]:
        """The list of mappings under `key`; empty when it is absent."""
        members = self.maybe(key, a_list) or []
        return [
            Entry(one, f"{self.place}，{key} 第{number}项") for number, one in enumerate(members, start=1)
        ]

    def entry(self, key: str) -> Entry | None:
        """The mapping under `key`, or None."""
        raw = self._raw(key)
        return None if raw is None else Entry(raw, f"{self.place}，{key}")

    def pairs(self, check: Check[T]) -> dict[str, T]:
        """All that is left, by plain names, in the order of the file."""
        left, self._left = self._left, {}
        named = {self._checked(key, "代码", a_name): raw for key, raw in left.items()}
        return {key: self._checked(raw, key, check) for key, raw in named.items()}

    def finish(self) -> None:
        """Refuse what was not asked for: a key misspelt is a rule lost."""
        for key in self._left:
            self.refuse(f"不认识“{_shown(key)}”，这里可以写：{'、'.join(self._known)}")

    def _raw(self, key: str) -> object:
        self._known.append(key)
        return self._left.pop(key, None)

    def _checked(self, raw: object, key: str, check: Check[T]) -> T:
        try:
            return check(raw)
        except Wrong as error:
            self.refuse(f"{key} {error}")


class Wrong(ValueError):
    """What stands under a key is not of its kind; `str()` of it is the end of a sentence."""


def a_name(raw: object) -> str:
    """A plain name."""
    if not isinstance(raw, str) or not NAME.fullmatch(raw):
        raise Wrong(f"“{_shown(raw)}”应当以小写英文字母开头，只用小写字母、数字、下划线，不超过40个字符")
    return raw


def a_text(raw: object) -> str:
    """A text of one line."""
    if not isinstance(raw, str) or not raw.strip() or "\n" in raw.strip():
        raise Wrong("应当是一行文字")
    if len(raw) > WORDS:
        raise Wrong(f"最多{WORDS}个字")
    return raw.strip()


def a_flag(raw: object) -> bool:
    """True or false."""
    if not isinstance(raw, bool):
        raise Wrong("应当是 true 或者 false")
    return raw


def a_count(raw: object) -> int:
    """A whole number from 0."""
    if not isinstance(raw, int) or isinstance(raw, bool) or raw < 0:
        raise Wrong("应当是不小于零的整数")
    return raw


def a_figure(raw: object) -> Decimal:
    """A number."""
    figure = Decimal(str(raw)) if isinstance(raw, int | float) and not isinstance(raw, bool) else None
    if figure is None or not figure.is_finite():
        raise Wrong("应当是数字")
    return figure


def a_list(raw: object) -> list[object]:
    """A list."""
    if not isinstance(raw, list):
        raise Wrong("应当是一个列表")
    return raw


def one_of(kinds: type[K]) -> Check[K]:
    """A check for the members of an enumeration."""

    def check(raw: object) -> K:
        known = [kind.value for kind in kinds]
        if not isinstance(raw, str) or raw not in known:
            raise Wrong(f"“{_shown(raw)}”不对，只能是 {'、'.join(known)} 之一")
        return kinds(raw)

    return check


def _shown(raw: object) -> str:
    """The start of a scalar; nothing of what could be endless."""
    return str(raw)[:SHOWN] if isinstance(raw, str | int | float | date) else ""
