"""Which statutory value carries this name? Values are read from the YAML file of their field."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from yangguang.law.errors import UnknownParameter
from yangguang.law.parameters.model import Amount, Confidence, MonthDay, Parameter, Tier, Unit, Value

FOLDER = Path(__file__).parent
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The C reader where it was built: a command line starts noticeably sooner."""


def parameter(name: str) -> Parameter:
    """The rule called `name` (`foi.reply`: the part before the dot is its field).

    `UnknownParameter` when none is kept under that name.
    """
    field_name = name.partition(".")[0]
    found = load_field(field_name).get(name) if field_name in field_names() else None
    if found is None:
        near = difflib.get_close_matches(name, [known.name for known in all_parameters()], n=1)
        hint = f"，是不是“{near[0]}”？" if near else ""
        raise UnknownParameter(f"没有名为“{name}”的法定数值{hint}")
    return found


@cache
def field_names() -> tuple[str, ...]:
    """The fields of law that have a file, in alphabetical order."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


@cache
def load_field(name: str) -> dict[str, Parameter]:
    """All parameters of one field by their full name, in the order of the file."""
    return load_file(FOLDER / f"{name}.yaml")


def load_file(path: Path) -> dict[str, Parameter]:
    """All parameters of a YAML file by their full name; `ValueError` when an entry is not well formed."""
    entries = yaml.load(path.read_text("utf-8"), Loader=LOADER)  # a safe loader, see LOADER
    loaded = [_parameter(entry, path.stem) for entry in entries]
    by_name = {found.name: found for found in loaded}
    if len(by_name) != len(loaded):
        raise ValueError(f"{path.name}: a name stands twice")
    return by_name


def all_parameters() -> Iterable[Parameter]:
    """Every parameter of every field."""
    for name in field_names():
        yield from load_field(name).values()


def _parameter(entry: dict[str, Any], field_name: str) -> Parameter:
    name, title, unit = entry.pop("name"), entry.pop("title"), Unit(entry.pop("unit"))
    scope = entry.pop("scope", "全国")
    values = tuple(_value(dated, name, title, unit) for dated in entry.pop("values"))
    if entry:
        raise ValueError(f"{name}: unknown keys {sorted(entry)}")
    if not name.startswith(f"{field_name}."):
        raise ValueError(f"{name} stands in the file of {field_name}")
    days = [value.since for value in values]
    if not days or days != sorted(set(days)):
        raise ValueError(f"{name}: values must be dated, oldest first, one a day")
    return Parameter(name, title, unit, scope, values)


def _value(dated: dict[str, Any], name: str, title: str, unit: Unit) -> Value:
    since, raw = dated.pop("from"), dated.pop("value")
    if type(since) is not date:
        raise ValueError(f"{name}: `from` must be a day")
    amount = None if raw is None else _amount(raw, unit, name)
    words = {key: dated.pop(key) for key in ("instrument", "article", "says")}
    confidence = Confidence(dated.pop("confidence"))
    only_year_known = dated.pop("only_year_known", False)
    if dated or not all(isinstance(word, str) and word for word in words.values()):
        raise ValueError(f"{name}: unknown keys or empty words {sorted(dated)}")
    return Value(
        name=name,
        title=title,
        unit=unit,
        since=since,
        amount=amount,
        confidence=confidence,
        only_year_known=only_year_known,
        **words,
    )


def _amount(raw: Any, unit: Unit, name: str) -> Amount:
    if unit is Unit.MONTH_DAY:
        month, day = str(raw).split("-")
        return MonthDay(int(month), int(day))
    if unit is Unit.RULE and isinstance(raw, str):
        return raw
    if isinstance(raw, list):
        return tuple(Tier(**step) for step in raw)
    if type(raw) is not int or raw < 0:
        raise ValueError(f"{name}: the value must be a whole number")
    return raw
